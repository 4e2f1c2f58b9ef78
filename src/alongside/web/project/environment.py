"""What the environment says, made into settings. What cannot be is refused in one sentence, before anything starts.

No sentence repeats an address that may hold a password.
"""

import os
import secrets
import zoneinfo
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import dj_database_url
import dj_email_url
from django.core.exceptions import ImproperlyConfigured

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
DATABASES = ("postgres", "postgresql", "sqlite")
SPOKEN = ("smtp", "smtps", "submission", "submit")
KEPT = ("file", "console", "memory", "dummy")


class BadSetting(ImproperlyConfigured):
    """A setting cannot be what the environment says. The message names it, and what it may be."""


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
    return [*named, "127.0.0.1"]


def database(url: str) -> dict[str, Any]:
    split = _split("DATABASE_URL", url, "postgres://user:password@host/name")
    if split.scheme not in DATABASES:
        raise BadSetting(
            "DATABASE_URL begins with postgres:// or sqlite:/// "
            f"(it begins with “{split.scheme}”); other databases are not supported."
        )
    return dict(dj_database_url.parse(url))


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


def time_zone(name: str) -> str:
    if name not in zoneinfo.available_timezones():
        raise BadSetting(f"TIME_ZONE: “{name}” is no time zone. Write one such as Europe/Berlin or UTC.")
    return name


def seconds(name: str, number: int) -> int:
    if number < 0:
        raise BadSetting(f"{name} is a number of seconds, 0 or more (it is {number}).")
    return number


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
