"""What somebody pastes, and what it is taken for."""

import pytest

from alongside.web.calendars.address import BadAddress, OwnHost, read

GOOD = "https://calendar.example.org/private/basic.ics"


@pytest.mark.parametrize(
    ("pasted", "url"),
    [
        (GOOD, GOOD),
        (f"  <{GOOD}>\n", GOOD),
        ("webcal://calendar.example.org/private/basic.ics", GOOD),
        ("webcals://calendar.example.org/private/basic.ics", GOOD),
        ("calendar.example.org/private/basic.ics", GOOD),
        ("HTTPS://Calendar.Example.ORG./private/basic.ics#top", GOOD),
        ("https://calendar.example.org", "https://calendar.example.org/"),
        ("https://cloud.example.org:8443/a b.ics?export", "https://cloud.example.org:8443/a%20b.ics?export"),
        ("https://calendar.example.org/p%40x/basic.ics", "https://calendar.example.org/p%40x/basic.ics"),
        ("https://bücher.example/ä.ics", "https://xn--bcher-kva.example/%C3%A4.ics"),
        ("https://ben:p%40ss@calendar.example.org/", "https://ben:p%40ss@calendar.example.org/"),
        ("https://[2606:4700::1]/a.ics", "https://[2606:4700::1]/a.ics"),
    ],
)
def test_an_address_is_read_as_it_is_meant(pasted, url):
    assert read(pasted).url == url
    assert read(read(pasted).url) == read(pasted)


@pytest.mark.parametrize(
    ("pasted", "why"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("https://a.example/" + "x" * 2000, "long"),
        # Shorter than that as it is typed, and longer as it has to be asked for.
        ("https://a.example/" + "ä" * 1000, "long"),
        ("https://" + "a123456789." * 23 + "example/a.ics", "host"),
        ("http://calendar.example.org/a.ics", "plain"),
        ("ftp://calendar.example.org/a.ics", "scheme"),
        ("javascript://calendar.example.org/%0aalert(1)", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("gopher://127.0.0.1:6379/_FLUSHALL", "scheme"),
        ("https://", "host"),
        ("https:///a.ics", "host"),
        ("https://exa mple.org/a.ics", "host"),
        ("https://a..b/a.ics", "host"),
        ("https://[::1/a.ics", "host"),
        ("https://[fe80::1%25eth0]/a.ics", "host"),
        ("https://a.example:port/a.ics", "host"),
        ("https://a.example:99999/a.ics", "host"),
        ("https://a.example:22/a.ics", "port"),
        ("https://a.example:0/a.ics", "port"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_its_reason(pasted, why):
    with pytest.raises(BadAddress) as refused:
        read(pasted)

    assert refused.value.why == why


def test_an_address_cannot_end_the_line_in_which_it_is_asked_for():
    for pasted in ("https://a.example/x\r\nHost: b", "https://a.example/x\tb", "https://a.example/?q=\x00\x1f y"):
        assert not {"\r", "\n", "\t", " ", "\0"} & set(read(pasted).url)


def test_a_host_that_the_owner_named_is_asked_without_https_and_at_its_port_alone():
    own = [OwnHost("radicale.lan", 5232)]

    assert read("http://radicale.lan:5232/ben/", own).url == "http://radicale.lan:5232/ben/"
    for other in ("http://radicale.lan/ben/", "http://radicale.lan.evil.example:5232/", "http://radicale.lan:80/"):
        with pytest.raises(BadAddress):
            read(other, own)


def test_it_shows_its_host_and_nothing_else_where_it_is_written_down():
    assert repr(read("https://ben:secret@calendar.example.org/hidden")) == "Address(calendar.example.org)"


def test_name_and_password_go_with_the_same_server_only():
    here = read("https://ben:secret@calendar.example.org/a")

    assert here.sent_on_to("/b", ()).user == "ben"
    assert here.sent_on_to("https://other.example.org/b", ()).user == ""
    assert here.sent_on_to("https://calendar.example.org:8443/b", ()).user == ""
