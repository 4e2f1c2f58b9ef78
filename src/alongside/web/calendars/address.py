"""The address of a calendar, as somebody pastes it and as a server sends one on. Knows nothing of Django."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin, urlsplit

LONGEST = 2000
LONGEST_NAME = 253  # of a host
# As calendar programs write it. They mean HTTPS, whatever the letter of the scheme says.
SCHEMES = {"https": "https", "webcal": "https", "webcals": "https", "http": "http"}
PORTS = {"https": 443, "http": 80}
# What else an address may hold; a space or a control character would end the line in which it is asked for.
HARMLESS = "/:?#[]@!$&'()*+,;=%-._~"


class BadAddress(ValueError):
    """It is no address that could be asked. `why` is one of: "empty", "long", "scheme", "plain", "host", "port"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class OwnHost:
    """A host on the site's own network that the owner has named: it may be asked without HTTPS, and inside.

    port : the only one that may be asked, or None for any.
    """

    name: str
    port: int | None = None

    def is_at(self, host: str, port: int) -> bool:
        return self.name == host and self.port in (None, port)


@dataclass(frozen=True)
class Address:
    scheme: str
    host: str
    port: int
    path: str
    # What stands before the @, for calendars that ask for a name and a password.
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return f"Address({self.host})"  # it is a key

    @property
    def is_secure(self) -> bool:
        return self.scheme == "https"

    @property
    def at(self) -> str:
        """The host as a request names it."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == PORTS[self.scheme] else f"{name}:{self.port}"

    @property
    def url(self) -> str:
        """All of it again, as `read` takes it."""
        who = f"{quote(self.user, safe='')}:{quote(self.password, safe='')}@" if self.user or self.password else ""
        return f"{self.scheme}://{who}{self.at}{self.path}"

    def is_own(self, own: Sequence[OwnHost]) -> bool:
        return any(host.is_at(self.host, self.port) for host in own)

    def sent_on_to(self, location: str, own: Sequence[OwnHost]) -> "Address":
        """Where a server sends us. Name and password stay with the one they were meant for."""
        there = read(urljoin(f"{self.scheme}://{self.at}{self.path}", location), own)
        if (there.scheme, there.host, there.port) == (self.scheme, self.host, self.port) and not there.user:
            return Address(there.scheme, there.host, there.port, there.path, self.user, self.password)
        return there


def read(text: str, own: Sequence[OwnHost] = ()) -> Address:
    """What was pasted, as an address that may be asked for a calendar. Raises BadAddress.

    Only HTTPS, but for the hosts the owner has named. Ports below 1024 but HTTP's own belong to servers of another
    kind, which nobody should be able to knock at from here.
    """
    text = text.strip().strip("<>").strip()
    if not text:
        raise BadAddress("empty")
    if len(text) > LONGEST:
        raise BadAddress("long")
    if "://" not in text:
        text = f"https://{text}"
    try:
        split = urlsplit(text)
        port, name = split.port, (split.hostname or "").rstrip(".")
        host = name if ":" in name else name.encode("idna").decode()
    except ValueError as problem:  # brackets, a port of letters, a name that cannot be one
        raise BadAddress("host") from problem
    scheme = SCHEMES.get(split.scheme, "")
    if not scheme:
        raise BadAddress("scheme")
    if len(host) > LONGEST_NAME or not re.fullmatch(r"[a-z0-9._-]+|[0-9a-f:.]+", host, re.IGNORECASE):
        raise BadAddress("host")
    path = quote(split.path or "/", safe=HARMLESS) + (f"?{quote(split.query, safe=HARMLESS)}" if split.query else "")
    found = Address(
        scheme,
        host.lower(),
        PORTS[scheme] if port is None else port,
        path,
        unquote(split.username or ""),
        unquote(split.password or ""),
    )
    if len(found.url) > LONGEST:  # as it is written again, it has to be read again
        raise BadAddress("long")
    if not found.is_own(own):
        if not found.is_secure:
            raise BadAddress("plain")
        if found.port != 443 and found.port < 1024:
            raise BadAddress("port")
    return found
