"""What the environment says, made into settings. What cannot be is refused in one sentence, before anything starts.

No sentence repeats an address that may hold a password.
"""

import os
import re
import secrets
import zoneinfo
from email.utils import formataddr, unquote
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import dj_database_url
import dj_email_url
from django.core.exceptions import ImproperlyConfigured
from django.core.mail.message import sanitize_address
from django.utils.encoding import punycode

from alongside.web.calendars.address import OwnHost
from alongside.web.people.organisation import Organisation

YES = ("true", "yes", "on", "1", "t", "y")
NO = ("false", "no", "off", "0", "f", "n")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
DATABASES = ("postgres", "postgresql", "sqlite")
SPOKEN = ("smtp", "smtps", "submission", "submit")
KEPT = ("file", "console", "memory", "dummy")


class BadSetting(ImproperlyConfigured):
    """A setting cannot be what the environment says. The message names it, and what it may be."""


def truth(name: str, text: str, *, default: bool = False) -> bool:
    said = text.strip().lower()
    if said and said not in YES + NO:
        raise BadSetting(f"{name} is true or false (it is “{text}”).")
    return said in YES if said else default


def data_dir(text: str) -> Path:
    """The folder of everything that is kept, made if need be so that only its owner can look into it."""
    path = Path(text)
    usual = os.umask(0o077)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise BadSetting(f"DATA_DIR: {path} cannot be made: {problem.strerror}.") from problem
    finally:
        os.umask(usual)
    if not os.access(path, os.W_OK | os.X_OK):
        raise BadSetting(f"DATA_DIR: nothing can be written in {path}. Give it to the user that runs Alongside.")
    return path


def kept_secret(path: Path) -> str:
    """Read the secret key kept beside the database, making it on the first run."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()


def site_url(text: str) -> str:
    split = _split("SITE_URL", text.rstrip("/"), "https://mentoring.example.org")
    if split.scheme not in ("http", "https") or not split.hostname:
        raise BadSetting(f"SITE_URL begins with http:// or https:// and a host (it is “{text}”).")
    if split.path or split.query or split.fragment or "@" in split.netloc:
        raise BadSetting(
            f"SITE_URL is a host, and a port if need be, with nothing after it (it is “{text}”): "
            "Alongside has a host to itself."
        )
    return split.geturl()


def allowed_hosts(hosts: list[str]) -> list[str]:
    """With the loopback always: there the container asks whether it is well. Letters name SITE_URL, whoever asks."""
    named = [host.strip() for host in hosts if host.strip()]
    if not named:
        raise BadSetting(
            "ALLOWED_HOSTS is empty, so nobody would be answered. Name the host of SITE_URL, or leave it out."
        )
    for host in named:
        if not re.fullmatch(r"\*|\[[0-9a-fA-F:.]+\]|[^\s/:@\[\]]+", host):
            raise BadSetting(
                f"ALLOWED_HOSTS names hosts alone, without https:// and without a port (one of them is “{host}”)."
            )
    return [*named, "127.0.0.1"]


def database(url: str) -> dict[str, Any]:
    split = _split("DATABASE_URL", url, "postgres://user:password@host/name")
    if split.scheme not in DATABASES:
        raise BadSetting(
            "DATABASE_URL begins with postgres:// or sqlite:/// "
            f"(it begins with “{split.scheme}”); other databases are not supported."
        )
    found = dict(dj_database_url.parse(url))
    if found["NAME"] in ("", ":memory:"):
        # Of rows in memory the site, its worker and every command would each have their own, and none be kept.
        where = "sqlite:////path/to/file" if split.scheme == "sqlite" else "postgres://user:password@host/name"
        raise BadSetting(f"DATABASE_URL names no database. Write it like {where}.")
    return found


def mail_server(url: str) -> dict[str, Any]:
    """What `EMAIL_URL` names, as Django's settings.

    `smtps` speaks TLS from the first byte, on port 465 unless another is named (RFC 8314); the library that reads such
    addresses would begin in the clear and wait for a greeting that never comes.
    """
    split = _split("EMAIL_URL", url, "submission://user:password@host:587")
    if split.scheme not in SPOKEN + KEPT or (split.scheme in SPOKEN and not split.hostname):
        raise BadSetting("EMAIL_URL begins with smtp://, smtps:// or submission:// and the host of the mail server.")
    if split.scheme != "smtps":
        return dict(dj_email_url.parse(url))
    tls = {"EMAIL_PORT": split.port or 465, "EMAIL_USE_SSL": True, "EMAIL_USE_TLS": False}
    return {**dj_email_url.parse(split._replace(scheme="smtp").geturl()), **tls}


def sender(text: str, site_name: str) -> str:
    """Whom letters come from. What is written before the address becomes its name, in quotes where it needs them.

    What no letter could begin with is refused here: later it would stop every one of them.
    """
    named, opened, rest = (text or f"{site_name} <alongside@localhost>").strip().rpartition("<")
    address = rest.removesuffix(">" if opened else "").strip()
    try:
        person, _at, host = address.rpartition("@")
        if not re.fullmatch(r"[^\s@<>,;:]+@[^\s@<>,;:]+", address):
            raise ValueError(address)
        written = formataddr((unquote(" ".join(named.split())), f"{person}@{punycode(host)}"))
        sanitize_address(written, "utf-8")  # as it is done for each letter
    except ValueError as problem:
        raise BadSetting(f"MAIL_FROM is like Mentoring <mentoring@example.org> (it is “{text}”).") from problem
    return written


def time_zone(name: str) -> str:
    if name not in zoneinfo.available_timezones():
        raise BadSetting(f"TIME_ZONE: “{name}” is no time zone. Write one such as Europe/Berlin or UTC.")
    return name


def seconds(name: str, text: str, *, default: int) -> int:
    said = text.strip()
    if said and not re.fullmatch(r"[0-9]{1,9}", said):
        raise BadSetting(f"{name} is a number of seconds, 0 or more (it is “{text}”).")
    return int(said) if said else default


def organisation(
    *, name: str, issuer: str, client_id: str, client_secret: str, only: str, domains: list[str], gives_addresses: str
) -> Organisation | None:
    """Whose accounts sign in; None where nothing is said. Half of it said would be a door that never opens."""
    said = {
        "OIDC_NAME": " ".join(name.split()),
        "OIDC_ISSUER": issuer.strip(),
        "OIDC_CLIENT_ID": client_id.strip(),
        "OIDC_CLIENT_SECRET": client_secret.strip(),
    }
    is_only, gives = truth("OIDC_ONLY", only), truth("OIDC_GIVES_ADDRESSES", gives_addresses)
    named = tuple(domain.strip().removeprefix("@").lower() for domain in domains if domain.strip())
    for domain in named:
        if not re.fullmatch(r"[^\s/:@]+\.[^\s/:@]+", domain):
            raise BadSetting(
                f"OIDC_DOMAINS names domains such as example.org, with commas between (it has “{domain}”)."
            )
    missing = [setting for setting, value in said.items() if not value]
    if missing and (len(missing) < len(said) or is_only or named or gives):
        raise BadSetting(
            f"To sign in with an organisation's account, set {' and '.join(missing)} too (see docs/host/sign-in.md), "
            "or leave every setting that begins with OIDC_ out."
        )
    if missing:
        return None
    if len(said["OIDC_NAME"]) > 40:
        raise BadSetting("OIDC_NAME stands on a button: at most 40 letters.")
    if gives and not named:
        raise BadSetting(
            "OIDC_GIVES_ADDRESSES believes the addresses of OIDC_DOMAINS only: name the domains the organisation has."
        )
    return Organisation(
        said["OIDC_NAME"],
        _issuer(said["OIDC_ISSUER"]),
        said["OIDC_CLIENT_ID"],
        said["OIDC_CLIENT_SECRET"],
        is_only=is_only,
        domains=named,
        gives_addresses=gives,
    )


def _issuer(text: str) -> str:
    """As it calls itself; whoever copies the address of its configuration means the same."""
    split = _split("OIDC_ISSUER", text.removesuffix("/.well-known/openid-configuration"), "https://login.example.org")
    is_here = split.hostname in ("localhost", "127.0.0.1", "::1")
    if not split.hostname or not (split.scheme == "https" or (split.scheme == "http" and is_here)):
        raise BadSetting(f"OIDC_ISSUER begins with https:// and a host (it is “{text}”).")
    if split.query or split.fragment or "@" in split.netloc or len(text) > 190:
        raise BadSetting("OIDC_ISSUER is the address of the provider alone, at most 190 letters, as it calls itself.")
    return split.geturl()


def calendar_own_hosts(hosts: list[str]) -> tuple[OwnHost, ...]:
    """Calendar servers on the site's own network, which may be asked although nobody else there may."""
    return tuple(_own_host(host.strip()) for host in hosts if host.strip())


def _own_host(text: str) -> OwnHost:
    name, _colon, port = text.rpartition(":") if re.search(r"[^:]:\d+$", text) else (text, "", "")
    name = name.removeprefix("[").removesuffix("]").lower()
    if not re.fullmatch(r"[a-z0-9._-]+|[0-9a-f:.]+", name) or (port and not 0 < int(port) < 65536):
        raise BadSetting(
            "CALENDAR_OWN_HOSTS names hosts, each with a port if need be and without https://, with commas between: "
            f"calendar.example.org,10.0.0.7:5232 (one of them is “{text}”)."
        )
    return OwnHost(name, int(port) if port else None)


def video_room(text: str) -> str:
    """The pattern of an address, with {room} where each pair's own name comes; empty where there is none."""
    text = text.strip()
    if not text:
        return ""
    split = _split("VIDEO_ROOM", text.replace("{room}", "room"), "https://meet.example.org/{room}")
    elsewhere = text.partition("{room}")[0]
    is_whole = split.scheme == "https" and split.hostname and "@" not in split.netloc and elsewhere.count("/") >= 3
    if not is_whole or text.count("{room}") != 1 or re.search(r"[\s{}<>\"]", text.replace("{room}", "")):
        raise BadSetting(
            "VIDEO_ROOM begins with https:// and has {room} once, after the host: "
            f"https://meet.example.org/{{room}} (it is “{text}”)."
        )
    return text


def log_level(text: str) -> str:
    if text.upper() not in LEVELS:
        raise BadSetting(f"LOG_LEVEL is one of {', '.join(LEVELS)} (it is “{text}”).")
    return text.upper()


def _split(name: str, url: str, example: str) -> SplitResult:
    try:
        split = urlsplit(url)
        _ = split.port  # looked at only when asked for
    except ValueError as problem:
        raise BadSetting(
            f"{name} cannot be read. Write it like {example}, with anything but letters and digits of a password "
            "percent-encoded: / is %2F, # is %23, ? is %3F, @ is %40."
        ) from problem
    return split
