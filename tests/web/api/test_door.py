"""Who comes in, how often, and what is told to who does not."""

import io
import json
import logging
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.web.api.models import BEGINS, REQUESTS_A_MINUTE, AccessKey, key_of, sown
from alongside.web.api.v1.door import LARGEST
from alongside.web.meetings.models import Contact
from tests.factories.keys import key_for, with_key
from tests.factories.meetings import MeetingFactory
from tests.together import together

NOON = datetime(2026, 3, 9, 12, 0, 20, tzinfo=UTC)


def get(key: str = "", path: str = "/me", **headers: str):
    more = {"Authorization": f"Bearer {key}"} if key else {}
    return Client().get(f"/api/v1{path}", headers={**more, **headers})


def test_a_key_lets_its_person_in_and_says_who_that_is(cast):
    key = key_for(cast.ben, name="My script", may_write=False)

    told = get(key).json()

    assert told["person"]["name"] == "Ben Lindqvist"
    assert (told["key"]["name"], told["key"]["may_write"]) == ("My script", False)


def test_without_a_key_one_is_told_how_to_come_in(db):
    answer = get()

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert "Authorization: Bearer alongside_" in answer.json()["detail"]


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Basic {key}",
        "{key}",
        "Bearer {key}x",
        "Bearer {longer}",
        "Bearer \xe4",
        "Token {key}",
    ],
)
def test_no_other_header_opens_anything(cast, header):
    key = key_for(cast.ben)
    sent = header.format(key=key, longer=BEGINS + "a" * 5000)

    answer = Client().get("/api/v1/me", headers={"Authorization": sent})

    assert answer.status_code == 401
    assert answer.json()["detail"]


def test_a_key_that_was_never_made_opens_nothing(cast):
    assert get(key_of(cast.ben, sown())).status_code == 401


def test_the_word_bearer_may_be_written_in_any_way(cast):
    key = key_for(cast.ben)

    assert Client().get("/api/v1/me", headers={"Authorization": f"bearer {key}"}).status_code == 200


def test_whoever_is_signed_in_at_a_browser_comes_in_by_that_nowhere(client, cast):
    client.force_login(cast.ben)
    pair = cast.mentorship.pk

    assert client.get("/api/v1/me").status_code == 401
    assert client.post(f"/api/v1/mentorships/{pair}/contacts", "{}", content_type="application/json").status_code == 401
    assert not Contact.objects.exists()


def test_a_key_in_the_address_or_in_a_cookie_opens_nothing(cast):
    key = key_for(cast.ben)
    client = Client()
    client.cookies["Authorization"] = client.cookies["key"] = key

    assert client.get("/api/v1/me", {"key": key, "access_token": key}).status_code == 401


def test_a_key_in_the_address_is_said_to_be_known_to_others_beside_the_right_header_too(cast):
    key = key_for(cast.ben)

    for path, more in (("/api/v1/me", {}), ("/api/v1/goals", with_key(key)), ("/api/v1/me", with_key(key))):
        answer = Client().get(path, {"access_token": key}, **more)
        assert answer.status_code == 401
        assert "Revoke it" in answer.json()["detail"]


def test_a_key_signs_nobody_in(cast):
    client, key = Client(), key_for(cast.ben)

    client.get("/api/v1/me", **with_key(key))

    assert not client.cookies
    assert client.get(reverse("home:home")).status_code == 302
    assert Client().get(reverse("home:home"), **with_key(key)).status_code == 302


def test_what_is_sent_needs_no_token_of_a_form(cast):
    client, key, pair = Client(enforce_csrf_checks=True), key_for(cast.ben), cast.mentorship.pk

    sent = client.post(f"/api/v1/mentorships/{pair}/contacts", "{}", content_type="application/json", **with_key(key))

    assert sent.status_code == 200


def test_a_key_that_only_reads_changes_nothing(cast):
    key, pair = key_for(cast.ben, may_write=False), cast.mentorship.pk

    answer = Client().post(
        f"/api/v1/mentorships/{pair}/contacts", "{}", content_type="application/json", **with_key(key)
    )

    assert answer.status_code == 403
    assert "may only read" in answer.json()["detail"]
    assert not Contact.objects.exists()
    assert get(key, f"/mentorships/{pair}").status_code == 200


def test_nothing_on_the_way_keeps_an_answer(cast):
    key = key_for(cast.ben)

    for answer in (get(key), get(), get(key, "/nowhere"), get(key, "/mentorships/999")):
        assert answer["Cache-Control"] == "no-store"


# ── How often ─────────────────────────────────────────────────────────────────
def test_what_is_too_often_waits_for_the_next_minute(cast):
    key, other = key_for(cast.ben), key_for(cast.ben, name="Another")
    with time_machine.travel(NOON, tick=False):
        AccessKey.objects.filter(name="A script").update(minute=NOON.replace(second=0), used=REQUESTS_A_MINUTE - 1)
        last, refused, of_another = get(key), get(key), get(other)
    with time_machine.travel(NOON + timedelta(seconds=40), tick=False):
        later = get(key)

    assert [last.status_code, refused.status_code, of_another.status_code, later.status_code] == [200, 429, 200, 200]
    assert int(refused["Retry-After"]) == 41
    assert "Wait 41 seconds" in refused.json()["detail"]


@pytest.mark.django_db(transaction=True)
def test_many_that_come_first_in_a_minute_are_all_let_in_and_counted(cast):
    key_for(cast.ben)
    let_in: list[int | None] = []

    def asks() -> None:
        let_in.append(AccessKey.objects.get().count())

    for number in range(1, 4):
        with time_machine.travel(NOON + timedelta(minutes=number), tick=False):
            together(*[asks] * 6)
        assert AccessKey.objects.get().used == 6

    assert let_in == [0] * 18


def test_a_key_that_is_revoked_on_the_way_opens_nothing_and_is_not_told_to_wait(cast, monkeypatch):
    key = key_for(cast.ben)
    row = AccessKey.objects.get()
    monkeypatch.setattr(type(AccessKey.objects.all()), "opened_by", lambda found, sent: row)
    AccessKey.objects.filter(pk=row.pk).delete()

    assert get(key).status_code == 401


def test_what_is_refused_counts_too(cast):
    key = key_for(cast.ben)

    for _each in range(3):
        get(key, "/mentorships/999")

    assert AccessKey.objects.get().used == 3


def test_coming_in_takes_two_queries(cast):
    key = key_for(cast.ben)
    get(key)

    with CaptureQueriesContext(connection) as caught:
        get(key)

    assert len(caught) == 2


# ── What is sent ──────────────────────────────────────────────────────────────
def test_a_body_that_is_too_large_is_not_read(cast):
    key, pair = key_for(cast.ben), cast.mentorship.pk
    body = json.dumps({"channel": "phone" + " " * LARGEST})

    answer = Client().post(
        f"/api/v1/mentorships/{pair}/contacts", body, content_type="application/json", **with_key(key)
    )

    assert answer.status_code == 413
    assert answer.json()["detail"]


def test_an_address_that_is_none_says_so_in_json(cast):
    key = key_for(cast.ben)

    for path in ("/", "/nowhere", "/me/", "/mentorships/x", "/mentorships/" + "9" * 5000, "/mentorships/-1"):
        answer = get(key, path)
        assert (answer.status_code, list(answer.json())) == (404, ["detail", "fields"]), path
    assert Client(enforce_csrf_checks=True).post("/api/v1/nowhere").status_code == 404


def test_whoever_only_asks_for_the_headers_gets_those_of_the_answer(cast):
    read_only, path = key_for(cast.ben, may_write=False), "/api/v1/me"

    asked, got = (ask(path, **with_key(read_only)) for ask in (Client().head, Client().get))

    assert (asked.status_code, asked.content) == (200, b"")
    assert asked.headers["Cache-Control"] == got.headers["Cache-Control"] == "no-store"
    assert Client().head(path).status_code == 401
    to_write = f"/api/v1/mentorships/{cast.mentorship.pk}/contacts"
    refused = Client().head(to_write, **with_key(read_only))
    assert (refused.status_code, refused.headers["Allow"]) == (405, "POST")


def test_an_address_asked_in_another_way_names_those_it_takes(cast):
    key = key_for(cast.ben)

    answer = Client().put("/api/v1/me", {}, content_type="application/json", **with_key(key))

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert "takes only: GET" in answer.json()["detail"]


# ── On whose clock, and in which log ──────────────────────────────────────────
def test_hours_are_told_on_the_clock_of_its_person_and_the_next_request_has_its_own(cast):
    MeetingFactory(mentorship=cast.mentorship, starts_at=NOON + timedelta(days=1), ends_at=NOON + timedelta(days=1.02))
    cast.ben.time_zone, cast.amara.time_zone = "Asia/Tokyo", "America/New_York"
    cast.ben.save()
    cast.amara.save()

    with time_machine.travel(NOON, tick=False):
        of_ben, of_amara = get(key_for(cast.ben), "/meetings"), get(key_for(cast.amara), "/meetings")

    assert of_ben.json()["items"][0]["starts_at"] == "2026-03-10T21:00:20+09:00"
    assert of_amara.json()["items"][0]["starts_at"] == "2026-03-10T08:00:20-04:00"


def test_no_line_of_the_log_holds_a_key(cast, settings):
    (console,) = [one for one in logging.getLogger().handlers if one.get_name() == "console"]
    written, key, settings.DEBUG = io.StringIO(), key_for(cast.ben), True
    before = console.setStream(written)
    try:
        Client().get("/api/v1/me", headers={"Authorization": f"Token {key}"})
        Client().get("/api/v1/nowhere", **with_key(key))
        Client().get(f"/api/v1/{key}", **with_key(key))
        logging.getLogger("django.request").error("sent by mistake: %s", key)
    finally:
        console.setStream(before)

    assert "Not Found" in written.getvalue()
    assert f"sent by mistake: {BEGINS}…" in written.getvalue()
    assert key not in written.getvalue()
