"""No address, however it is written, leads into the network the site stands in."""

import socket
import threading
import time
from ipaddress import ip_address

import pytest

from alongside.web.calendars.network import is_open, numbers_of
from alongside.web.calendars.trouble import CannotRead

INNER = [
    "127.0.0.1", "127.8.9.10", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "100.127.255.254", "192.0.0.8", "192.0.2.1", "198.18.0.1", "203.0.113.5",
    "192.88.99.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1",
    "100::1", "2001::1", "2001:10::1", "3fff::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:a9fe:a9fe",
    "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808", "2002:7f00:1::1",
    "2002:a9fe:a9fe::1", "::ffff:0:127.0.0.1",
]  # fmt: skip
OUTER = ["1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::200e",
         "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]  # fmt: skip


@pytest.mark.parametrize("number", INNER)
def test_an_inner_number_is_never_asked(number):
    assert not is_open(ip_address(number))


@pytest.mark.parametrize("number", OUTER)
def test_a_number_of_the_open_internet_is(number):
    assert is_open(ip_address(number))


@pytest.mark.parametrize(
    "name",
    ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0x7f.1", "017700000001", "::1", "0",
     "169.254.169.254", "2852039166", "0xa9fea9fe", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "10.1.2.3"],
)  # fmt: skip
def test_no_way_of_writing_it_makes_an_inner_number_another(name):
    with pytest.raises(CannotRead):
        numbers_of(name, 443, is_own=False)


@pytest.fixture
def named(monkeypatch):
    """What each name is looked up as, and how often."""
    known: dict[str, list[str]] = {}
    asked: list[str] = []

    def look_up(host, port, **_more):
        asked.append(host)
        if host not in known:
            raise socket.gaierror("no such name")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in known[host]]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return known, asked


def test_a_name_that_leads_inside_is_refused_like_one_that_nobody_has(named):
    known, _asked = named
    known["intranet.example.org"] = ["10.0.0.7"]

    said = []
    for name in ("intranet.example.org", "nobody.example.org"):
        with pytest.raises(CannotRead) as refused:
            numbers_of(name, 443, is_own=False)
        said.append(refused.value.trouble)

    assert said[0] == said[1], "The difference would tell which names the inner network knows."


def test_one_inner_number_among_others_refuses_the_name(named):
    named[0]["mixed.example.org"] = ["93.184.216.34", "127.0.0.1"]

    with pytest.raises(CannotRead):
        numbers_of("mixed.example.org", 443, is_own=False)


def test_a_host_the_owner_named_may_be_inside(named):
    named[0]["calendar.lan"] = ["10.0.0.7"]

    assert numbers_of("calendar.lan", 5232, is_own=True) == ["10.0.0.7"]


def test_a_name_is_looked_up_once_and_its_number_is_called(named, monkeypatch):
    from alongside.web.calendars.address import read
    from alongside.web.calendars.fetching import fetch

    known, asked = named
    known["rebinding.example.org"] = ["93.184.216.34"]
    called = []

    def connect(where, timeout):
        known["rebinding.example.org"] = ["127.0.0.1"]  # what a second look would find
        called.append(where)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(CannotRead):
        fetch(read("https://rebinding.example.org/a.ics"))

    assert asked == ["rebinding.example.org"]
    assert called == [("93.184.216.34", 443)]


def test_a_look_up_that_hangs_is_slow_and_ends_in_time(monkeypatch):
    released = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_asked, **_more: released.wait(20) and [])
    began = time.monotonic()

    with pytest.raises(CannotRead) as refused:
        numbers_of("calendar.example.org", 443, is_own=False, seconds=0.1)

    released.set()
    assert refused.value.trouble == "slow"
    assert time.monotonic() - began < 5
