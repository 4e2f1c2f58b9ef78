"""A real OpenID Connect provider on the loopback, for tests: it asks nobody for a password, and can be made to lie."""

import base64
import json
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import requests
from werkzeug.serving import ThreadedWSGIServer, make_server
from werkzeug.test import run_wsgi_app
from werkzeug.wrappers import Response

from alongside.web.people.organisation import Organisation

with warnings.catch_warnings():
    from authlib.deprecate import AuthlibDeprecationWarning

    warnings.simplefilter("ignore", AuthlibDeprecationWarning)  # of parts of its own that it is about to leave
    from oidc_provider_mock import app as provider_app

TOKEN, USERINFO, CONFIGURATION = "/oauth2/token", "/userinfo", "/.well-known/openid-configuration"
Change = Callable[[dict[str, Any]], Any]


@cache
def _app() -> Any:
    """One for all tests of a worker, each of which tells it anew of whom it asks: to draw its key takes a while."""
    return provider_app()


class Provider:
    """Knows whoever it was told of. What it says can be changed on the way out, by the path it is said at."""

    def __init__(self) -> None:
        self.app = _app()
        self.changes: dict[str, Change] = {}
        self.id_token: Change = lambda claims: claims
        self.fails: dict[str, int] = {}
        self.asked: list[str] = []
        self.issuer = ""

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        path = environ["PATH_INFO"]
        self.asked.append(path)
        if path in self.fails:
            return Response("out of order", status=self.fails[path])(environ, start_response)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body, status, headers = run_wsgi_app(self.app, environ, buffered=True)
        content = b"".join(body)
        if path in (TOKEN, USERINFO, CONFIGURATION) and status.startswith("200"):
            said = json.loads(content)
            if "id_token" in said:
                said["id_token"] = self.told(said["id_token"])
            said = self.changes.get(path, lambda same: same)(said)
            return Response(json.dumps(said), content_type="application/json")(environ, start_response)
        return Response(content, status=status, headers=headers)(environ, start_response)

    def told(self, id_token: str) -> str:
        head, claims, signature = id_token.split(".")
        known = json.loads(base64.urlsafe_b64decode(claims + "=="))
        changed = base64.urlsafe_b64encode(json.dumps(self.id_token(known)).encode()).decode().rstrip("=")
        return f"{head}.{changed}.{signature}"

    def knows(self, sub: str, **claims: Any) -> None:
        requests.put(f"{self.issuer}/users/{quote(sub)}", json=claims, timeout=10).raise_for_status()

    def sign_in(self, way: str, sub: str, *, deny: bool = False) -> str:
        """What somebody presses there; where their browser is sent then, as path and query."""
        said = {"action": "deny"} if deny else {"sub": sub}
        answer = requests.post(way, data=said, allow_redirects=False, timeout=10)
        assert answer.status_code == 302, answer.text
        split = urlsplit(answer.headers["Location"])
        # It forgets to send the state back with a no, which every real one has to (RFC 6749, 4.1.2.1).
        state = f"&{urlencode({'state': parse_qs(urlsplit(way).query)['state'][0]})}" if deny else ""
        return f"{split.path}?{split.query}{state}"


@contextmanager
def open_provider(settings: Any, **more: Any) -> Iterator[Provider]:
    """Start one on a free port, and let the site's settings name it."""
    provider = Provider()
    server = make_server("127.0.0.1", 0, provider, threaded=True)
    assert isinstance(server, ThreadedWSGIServer)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    settings.ORGANISATION = Organisation("Example University", provider.issuer, "alongside", "s3cret-of-ours", **more)
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
