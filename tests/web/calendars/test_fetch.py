"""Fetching from a real server: what it may send, how long it may take, and where it may send us on to."""

import gzip
import socket
import time
import zlib

import pytest

from alongside.web.calendars.address import read
from alongside.web.calendars.fetching import Fetched, fetch
from alongside.web.calendars.trouble import CannotRead, Trouble
from tests.calendar_elsewhere import Elsewhere, certificate_for, ics, open_elsewhere

MINE = ics("UID:1\nDTSTART:20261201T100000Z\nDTEND:20261201T110000Z")


def get(elsewhere: Elsewhere, path: str = "/mine.ics", *, url: str = "", **more) -> Fetched:
    own = [elsewhere.own]
    return fetch(read(url or elsewhere.url(path), own), own, **more)


def trouble(elsewhere: Elsewhere, path: str = "/mine.ics", **more) -> Trouble:
    with pytest.raises(CannotRead) as refused:
        get(elsewhere, path, **more)
    return refused.value.trouble


def test_a_calendar_comes_as_it_stands_there(elsewhere):
    elsewhere.pages["/mine.ics"] = MINE

    assert get(elsewhere).content == MINE
    [(_path, headers)] = elsewhere.asked
    assert headers["Host"] == f"127.0.0.1:{elsewhere.port}"
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)


def test_nothing_new_is_heard_of_in_a_word(elsewhere):
    def answer(handler):
        known = handler.headers.get("If-None-Match") == '"v1"'
        handler.send_response(304 if known else 200)
        handler.send_header("ETag", '"v1"')
        handler.send_header("Last-Modified", "Mon, 30 Nov 2026 10:00:00 GMT")
        handler.end_headers()
        if not known:
            handler.wfile.write(MINE)

    elsewhere.pages["/mine.ics"] = answer
    first = get(elsewhere)
    second = get(elsewhere, etag=first.etag, last_modified=first.last_modified)

    assert (first.content, first.etag) == (MINE, '"v1"')
    assert second.content is None
    assert elsewhere.asked[1][1]["If-Modified-Since"] == "Mon, 30 Nov 2026 10:00:00 GMT"


def test_nothing_new_that_nobody_asked_for_is_no_answer(elsewhere):
    elsewhere.pages["/mine.ics"] = 304

    assert trouble(elsewhere) == Trouble.TROUBLED


@pytest.mark.parametrize(
    ("status", "said"),
    [(401, "sign_in"), (403, "sign_in"), (404, "not_found"), (410, "gone"), (429, "troubled"), (500, "troubled"),
     (503, "troubled"), (204, "troubled")],
)  # fmt: skip
def test_what_a_server_refuses_is_told_by_its_reason(elsewhere, status, said):
    elsewhere.pages["/mine.ics"] = status

    assert trouble(elsewhere) == said


def test_a_sign_in_page_is_no_calendar(elsewhere):
    elsewhere.pages |= {"/page": b"words", "/xml": b"\n <?xml version='1.0'?><html/>"}
    elsewhere.kinds["/page"] = "text/html; charset=utf-8"

    assert {trouble(elsewhere, "/page"), trouble(elsewhere, "/xml")} == {Trouble.SIGN_IN}


def packed(content: bytes):
    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Encoding", "gzip")
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def test_a_packed_calendar_is_unpacked(elsewhere):
    elsewhere.pages["/mine.ics"] = packed(gzip.compress(MINE))

    assert get(elsewhere).content == MINE


def test_a_small_file_that_unpacks_to_an_enormous_one_is_left_at_its_limit(elsewhere, monkeypatch):
    maker, bomb = zlib.compressobj(9, zlib.DEFLATED, 31), b""
    for _megabyte in range(200):
        bomb += maker.compress(bytes(1_000_000))
    elsewhere.pages["/mine.ics"] = packed(bomb + maker.flush())
    held = []
    monkeypatch.setattr("alongside.web.calendars.fetching.PIECE", 4096)

    began = time.monotonic()
    said = trouble(elsewhere, most_bytes=1_000_000)
    held.append(time.monotonic() - began)

    assert said == Trouble.TOO_LARGE
    assert held[0] < 5


def test_a_file_without_end_is_left_at_its_limit(elsewhere):
    def answer(handler):
        handler.send_response(200)
        handler.end_headers()
        while True:  # until it is hung up on
            handler.wfile.write(b"X" * 65_536)

    elsewhere.pages["/mine.ics"] = answer

    assert trouble(elsewhere, most_bytes=1_000_000) == Trouble.TOO_LARGE


@pytest.mark.parametrize("bad", [b"no gzip at all", gzip.compress(MINE, mtime=0)[:-30]], ids=["words", "cut"])
def test_what_is_packed_wrongly_is_no_calendar(elsewhere, bad):
    elsewhere.pages["/mine.ics"] = packed(bad)

    try:
        assert get(elsewhere).content != MINE  # half of it, which reading refuses
    except CannotRead as refused:
        assert refused.trouble == Trouble.NO_CALENDAR


def test_one_that_is_cut_off_is_not_taken_for_whole(elsewhere):
    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(MINE)))
        handler.end_headers()
        handler.wfile.write(MINE[:40])

    elsewhere.pages["/mine.ics"] = answer

    assert trouble(elsewhere) == Trouble.SILENT


def drips(before: bytes):
    def answer(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + before)
        for _ in range(200):
            handler.wfile.write(b"X")
            time.sleep(0.05)

    return answer


@pytest.mark.parametrize("before", [b"X-Head: ", b"\r\n"], ids=["in its head", "in its body"])
def test_a_server_that_sends_a_letter_at_a_time_is_left_when_the_time_is_over(elsewhere, before):
    elsewhere.pages["/mine.ics"] = drips(before)
    began = time.monotonic()

    assert trouble(elsewhere, seconds=0.5) == Trouble.SLOW
    assert time.monotonic() - began < 2


def test_a_server_that_says_nothing_is_left_too():
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        mute = Elsewhere()
        mute.port = deaf.getsockname()[1]

        assert trouble(mute, seconds=0.3) == Trouble.SLOW


def test_nobody_answers_where_nobody_listens():
    with socket.create_server(("127.0.0.1", 0)) as gone:
        nobody = Elsewhere()
        nobody.port = gone.getsockname()[1]

    assert trouble(nobody) == Trouble.SILENT


def test_what_is_no_http_is_no_answer(elsewhere):
    elsewhere.pages["/mine.ics"] = lambda handler: handler.wfile.write(b"220 mail.example.org ready\r\n")

    assert trouble(elsewhere) == Trouble.SILENT


def test_three_times_a_server_may_send_us_on_and_no_more(elsewhere):
    elsewhere.pages["/mine.ics"] = MINE
    for hop, there in (("/4", "/3"), ("/3", "/2"), ("/2", "/1"), ("/1", "/mine.ics")):
        elsewhere.sends_on(hop, there)

    assert get(elsewhere, "/3").content == MINE
    assert trouble(elsewhere, "/4") == Trouble.REDIRECTS


def test_it_is_not_followed_into_the_inner_network(elsewhere):
    with open_elsewhere() as inside:
        inside.pages["/mine.ics"] = MINE
        https = inside.url(scheme="https")
        for hop, there in (("/a", https), ("/b", "https://localhost:8443/"), ("/c", "https://169.254.169.254/latest/")):
            elsewhere.sends_on(hop, there)
            assert trouble(elsewhere, hop) == Trouble.NOWHERE
        for hop, there in (("/d", inside.url()), ("/e", "file:///etc/passwd"), ("/f", "https://a.example:25/")):
            elsewhere.sends_on(hop, there)
            assert trouble(elsewhere, hop) == Trouble.REDIRECTS

        assert inside.asked == []


def test_name_and_password_are_said_to_the_server_they_are_for(elsewhere):
    with open_elsewhere() as other:
        elsewhere.sends_on("/mine.ics", other.url())
        other.pages["/mine.ics"] = MINE
        own = [elsewhere.own, other.own]
        url = elsewhere.url().replace("//", "//ben:p%40ss@")

        assert fetch(read(url, own), own).content == MINE

    assert elsewhere.asked[0][1]["Authorization"] == "Basic YmVuOnBAc3M="
    assert "Authorization" not in other.asked[0][1]


@pytest.fixture
def secure(tmp_path, monkeypatch):
    """A server with a certificate for calendar.example.org, which stands at 127.0.0.1 and is trusted."""
    certificate = certificate_for("calendar.example.org", tmp_path / "certificate.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with open_elsewhere(certificate) as server:
        here = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.port))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_asked, **_more: here)
        yield server


def test_over_https_the_number_is_called_and_the_name_is_asked_for(secure):
    from alongside.web.calendars.address import OwnHost

    secure.pages["/mine.ics"] = MINE
    own = [OwnHost("calendar.example.org", secure.port)]

    found = fetch(read(f"webcal://calendar.example.org:{secure.port}/mine.ics", own), own)

    assert found.content == MINE
    assert secure.asked[0][1]["Host"] == f"calendar.example.org:{secure.port}"


def test_a_certificate_for_another_name_is_refused_before_anything_is_said(secure):
    from alongside.web.calendars.address import OwnHost

    own = [OwnHost("other.example.org", secure.port)]
    with pytest.raises(CannotRead) as refused:
        fetch(read(f"https://ben:secret@other.example.org:{secure.port}/mine.ics", own), own)

    assert refused.value.trouble == Trouble.CERTIFICATE
    assert secure.asked == []
