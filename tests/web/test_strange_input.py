"""Addresses and forms as nobody types them: answered with a page, never with an error of ours."""

from typing import Any

import pytest
from django.urls import reverse

from alongside.web.people.models import User
from tests.web.test_every_url_is_guarded import ALL, OPEN, address_of, cast, rows, standing, stood

# The fixtures of the walk over every address, used here too.
__all__ = ["cast", "rows", "standing", "stood"]

HUGE = 10**30
MANY_DIGITS = "9" * 5000  # more than Python reads as a number at all
DEEP = '{"a":' * 50_000  # nested deeper than Python reads
STRANGE: list[dict[str, Any]] = [
    {"page": "x", "programme": str(HUGE), "level": "\x00", "name": "\x00", "q": "%' OR 1=1 --", "text": "\x00\ud7ff"},
    {"page": "-1", "programme": "'", "stage": "none", "meeting": str(HUGE), "suggested": "1", "helps": str(HUGE)},
    dict.fromkeys(("programme", "meeting", "member", "mentor", "with", "page", "suggested", "helps"), MANY_DIGITS),
    {"programme": "²", "meeting": "²", "member": "²", "mentor": "²", "with": "²", "page": "²"},
]
# The first moment of the calendar comes too early in the east, and its last too late in the west.
EDGES = [("0001-01-01", "00:00", "Asia/Tokyo"), ("9999-12-31", "23:59", "America/Los_Angeles")]
TIMES = ("first", "second", "third", "starts_at")
DAYS = ("starts_on", "ends_on", "due_on", "next_review_on", "happened_on", "done_on", "on", "until", "paused_until")
NAMED = ("version", "to", "invitation", "membership", "separation", "person", "mentor", "mentee", "owner", "change")


@pytest.mark.parametrize("name", [name for name, takes in ALL if takes == ("pk",)])
def test_a_number_that_is_far_too_large_is_simply_not_there(client, cast, name):
    client.force_login(cast.ben)
    address = reverse(name, kwargs={"pk": HUGE})

    assert client.get(address).status_code in (404, 405)
    assert client.post(address).status_code in (404, 405)


@pytest.mark.parametrize(("name", "takes"), [(n, t) for n, t in ALL if n not in OPEN])
def test_strange_words_in_the_address_and_in_the_form_break_nothing(client, cast, rows, name, takes):
    address = address_of(name, takes, rows)

    for person in (cast.ben, cast.chidi):
        client.force_login(person)
        for words in STRANGE:
            assert client.get(address, words).status_code < 500
            sent = {
                **words,
                "text": "\x00",
                "title": "\x00",
                "body": "x\x00",
                "version": str(HUGE),
                "starts_at": "2026-13-40",
            }
            more = {"due_on": "0000-00-00", "to": ["x"], "reason": "x", "every_days": "-1", "until": "9999-12-31"}
            assert client.post(address, {**sent, **more, "measured": "1e999", "capacity": "-5"}).status_code < 500
        for number in (MANY_DIGITS, "²", "٣"):
            assert client.post(address, {**dict.fromkeys(NAMED, number), "drawn": DEEP}).status_code < 500

    client.force_login(cast.ben)
    for day, clock, zone in EDGES:
        User.objects.filter(pk=cast.ben.pk).update(time_zone=zone)
        typed = dict.fromkeys(TIMES, f"{day}T{clock}") | dict.fromkeys(DAYS, day)
        assert client.get(address, typed).status_code < 500
        assert client.post(address, {**typed, "minutes": "30", "channel": "video", "times": "3"}).status_code < 500
