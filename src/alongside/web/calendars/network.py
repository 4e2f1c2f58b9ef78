"""Which servers may be asked for a calendar: those of the open internet, and the site's own network never.

Whoever pastes an address makes this server fetch it. What stands on its own network (a database, a router's page, what
a cloud tells each machine about itself) trusts whoever asks from there, so no name and no number may lead to it.
"""

import socket
from concurrent.futures import Future
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Thread
from typing import Any

from alongside.web.calendars.trouble import CannotRead, Trouble

# Beside what Python calls not global: its list has grown from one release to the next.
INNER = tuple(
    ip_network(each)
    for each in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/3",
        # The loopback, one's own link, private networks, groups, examples.
        "::/96", "::ffff:0:0:0/96", "fc00::/7", "fe80::/9", "ff00::/8", "100::/64", "2001::/23", "2001:db8::/32",
        "3fff::/20", "5f00::/16",
        # Ways to write an IPv4 address inside another that lead wherever its owner likes: 6to4, a network's own NAT64.
        "2002::/16", "64:ff9b:1::/48",
    )
)  # fmt: skip
# What a network without IPv4 makes of a server that has nothing else.
NAT64 = ip_network("64:ff9b::/96")


def is_open(number: IPv4Address | IPv6Address) -> bool:
    """Whether this number is one of the open internet, whatever number it hides in."""
    if isinstance(number, IPv6Address):
        if number.scope_id is not None:
            return False
        if number.ipv4_mapped is not None:
            return is_open(number.ipv4_mapped)
        if number in NAT64:
            return is_open(IPv4Address(int(number) & 0xFFFFFFFF))
    if any(number.version == net.version and number in net for net in INNER):
        return False
    return number.is_global and not number.is_multicast


def numbers_of(host: str, port: int, *, is_own: bool, seconds: float | None = None) -> list[str]:
    """The numbers to connect to for this name, looked up once: they are what is asked, so that a name cannot be one
    thing while it is checked and another while it is called.

    One inner number among them refuses the whole name. Raises CannotRead: NOWHERE, or SLOW after so many seconds.
    """
    try:
        found = looked_up(host, port).result(seconds)
    except TimeoutError as problem:
        raise CannotRead(Trouble.SLOW) from problem
    except (OSError, UnicodeError) as problem:
        raise CannotRead(Trouble.NOWHERE) from problem
    numbers = list(dict.fromkeys(str(where[0]) for *_kind, where in found))
    if not numbers or not (is_own or all(is_open(ip_address(number)) for number in numbers)):
        raise CannotRead(Trouble.NOWHERE)
    return numbers


def looked_up(host: str, port: int) -> "Future[list[Any]]":
    """In a thread, because a look-up cannot be told how long it may take."""
    found: Future[list[Any]] = Future()

    def look_up() -> None:
        try:
            found.set_result(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except Exception as problem:
            found.set_exception(problem)

    Thread(target=look_up, daemon=True).start()
    return found
