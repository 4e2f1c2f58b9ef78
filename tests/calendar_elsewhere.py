"""A real web server on the loopback that gives out a calendar, for tests: it can be slow, large, and lie."""

import datetime
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from alongside.web.calendars.address import OwnHost

Handler = BaseHTTPRequestHandler
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Somebody//EN\r\n"


def ics(*events: str) -> bytes:
    """A calendar of these events, each given by its lines without BEGIN and END."""
    parts = [f"BEGIN:VEVENT\r\n{event.strip()}\r\nEND:VEVENT\r\n".replace("\r\n", "\n") for event in events]
    return (HEAD + "".join(parts).replace("\n", "\r\n") + "END:VCALENDAR\r\n").encode()


class Elsewhere:
    """What stands at each path: bytes, a status, or a function that answers by hand; and what was asked of it."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes | int | Callable[[Handler], None]] = {}
        self.kinds: dict[str, str] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.port = 0

    @property
    def own(self) -> OwnHost:
        return OwnHost("127.0.0.1", self.port)

    def url(self, path: str = "/mine.ics", scheme: str = "http") -> str:
        return f"{scheme}://127.0.0.1:{self.port}{path}"

    def sends_on(self, path: str, to: str) -> None:
        def answer(handler: Handler) -> None:
            handler.send_response(302)
            handler.send_header("Location", to)
            handler.end_headers()

        self.pages[path] = answer

    def answer(self, handler: Handler) -> None:
        self.asked.append((handler.path, dict(handler.headers)))
        page = self.pages.get(handler.path, 404)
        if callable(page):
            return page(handler)
        status, content = (200, page) if isinstance(page, bytes) else (page, b"")
        handler.send_response(status)
        handler.send_header("Content-Type", self.kinds.get(handler.path, "text/calendar"))
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_what: object) -> None:
        """Whoever hung up had enough of us, as they should."""


@contextmanager
def open_elsewhere(certificate: Path | None = None) -> Iterator[Elsewhere]:
    elsewhere = Elsewhere()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            elsewhere.answer(self)

        def log_message(self, *_words: object) -> None:
            pass

    server = Quiet(("127.0.0.1", 0), Answering)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    elsewhere.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=[0.02])
    thread.start()
    try:
        yield elsewhere
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def certificate_for(name: str, path: Path) -> Path:
    """A certificate that says it is `name`, with its key, in one file; whoever trusts the file trusts the server."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, *form) + made.public_bytes(serialization.Encoding.PEM)
    )
    return path
