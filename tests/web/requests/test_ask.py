from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.programmes.models import Role
from alongside.web.requests.models import Request
from alongside.web.requests.refusals import CannotAsk, NoRoom
from tests.factories.mentorships import MentorshipFactory
from tests.factories.programmes import MembershipFactory
from tests.factories.requests import RequestFactory

WORDS = {"goal": "Lead a team", "why_you": "You have done it", "every_days": 14}


@pytest.fixture
def seat(cast):
    MembershipFactory(programme=cast.programme, person=cast.ben, role=Role.MENTEE)
    return MembershipFactory(programme=cast.programme, person=cast.amara, role=Role.MENTOR)


def ask(cast, mentor=None):
    return Request.objects.ask(mentee=cast.ben, mentor=mentor or cast.amara, programme=cast.programme, **WORDS)


def test_a_mentee_asks_and_the_mentor_gets_a_letter(client, cast, seat):
    client.force_login(cast.ben)
    answer = client.post(reverse("requests:ask", args=[seat.pk]), WORDS)

    request = Request.objects.get()
    letter = Notice.objects.get()
    assert answer.status_code == 302
    assert timedelta(days=14) <= request.expires_at - request.asked_at < timedelta(days=15)
    assert (letter.person, "Lead a team" in letter.body) == (cast.amara, True)


@time_machine.travel(datetime(2026, 11, 29, 10, 0, tzinfo=UTC), tick=False)
def test_it_stays_open_to_the_end_of_the_day_named_on_the_mentors_clock(client, cast, seat):
    User.objects.filter(pk=cast.amara.pk).update(time_zone="America/New_York")
    cast.amara.refresh_from_db()
    asked = ask(cast)
    assert "stays open until 13 December" in Notice.objects.get().body

    for late, state in (
        (datetime(2026, 12, 14, 4, 59, tzinfo=UTC), "asked"),
        (datetime(2026, 12, 14, 5, 0, tzinfo=UTC), "expired"),
    ):
        with time_machine.travel(late, tick=False):
            call_command("expire_requests")
        asked.refresh_from_db()
        assert asked.state == state


@time_machine.travel(datetime(2026, 11, 29, 10, 0, tzinfo=UTC), tick=False)
def test_a_question_gives_the_mentee_whole_days_on_their_own_clock(client, cast, seat):
    User.objects.filter(pk=cast.ben.pk).update(time_zone="Pacific/Honolulu")
    asked = ask(cast, cast.amara)
    asked.mentee.refresh_from_db()

    asked.ask_more(by=cast.amara, question="Which team?")

    assert asked.expires_at.astimezone(UTC) > datetime(2026, 12, 14, 9, 59, tzinfo=UTC)
    assert "Please write until 13 December" in cast.ben.notices.get().body
    client.force_login(User.objects.get(pk=cast.ben.pk))
    assert "it is your turn until 13 December" in client.get(reverse("home:home")).text
    assert "Open until 13 December" in client.get(asked.get_absolute_url()).text


def test_a_stranger_finds_nobody_to_ask(client, cast, seat):
    client.force_login(cast.dana)

    assert client.get(reverse("requests:ask", args=[seat.pk])).status_code == 404


def test_what_was_typed_is_not_lost(client, cast, seat):
    client.force_login(cast.ben)
    page = client.post(reverse("requests:ask", args=[seat.pk]), {**WORDS, "goal": ""})

    assert page.status_code == 422
    assert "You have done it" in page.content.decode()


def test_nobody_asks_themselves(cast, seat):
    MembershipFactory(programme=cast.programme, person=cast.amara, role=Role.MENTEE)

    with pytest.raises(CannotAsk, match="yourself"):
        Request.objects.ask(mentee=cast.amara, mentor=cast.amara, programme=cast.programme, **WORDS)


def test_one_open_request_a_pair(cast, seat):
    asked = ask(cast)

    with pytest.raises(CannotAsk, match="already asked"):
        between = {"mentee": cast.ben, "mentor": cast.amara, "programme": cast.programme}
        Request.objects.ask(**between, **WORDS | {"goal": "Another goal"})
    assert ask(cast) == asked  # the button pressed twice


def test_no_request_beside_a_mentorship(cast, seat):
    MentorshipFactory(programme=cast.programme, mentor=cast.amara, mentee=cast.ben)

    with pytest.raises(CannotAsk, match="already have a mentorship"):
        ask(cast)


def test_the_limit_of_open_requests_holds(cast, seat):
    for _ in range(3):
        RequestFactory(programme=cast.programme, mentee=cast.ben)

    with pytest.raises(CannotAsk, match="3 requests open"):
        ask(cast)


def test_what_others_asked_and_what_is_open_elsewhere_stands_in_nobodys_way(cast, seat):
    cast.programme.memberships.filter(pk=seat.pk).update(capacity=2)
    for _ in range(3):
        RequestFactory(programme=cast.programme)
        RequestFactory(mentee=cast.ben)
    for _ in range(2):
        RequestFactory(programme=cast.programme, mentee=cast.ben)
    RequestFactory(programme=cast.programme, mentor=cast.amara)
    RequestFactory(mentor=cast.amara, mentee=cast.ben)
    MentorshipFactory(programme=cast.programme, mentor=cast.amara)
    MentorshipFactory(programme=cast.programme, mentee=cast.ben)
    MentorshipFactory(mentor=cast.amara, mentee=cast.ben)

    assert ask(cast).is_open


def test_a_full_mentor_cannot_be_asked(client, cast, seat):
    MentorshipFactory(programme=cast.programme, mentor=cast.amara)

    client.force_login(cast.ben)
    page = client.post(reverse("requests:ask", args=[seat.pk]), WORDS)

    assert page.status_code == 422
    assert "has no room" in page.content.decode()


def test_who_cannot_be_asked_is_said_before_anything_is_written(client, cast, seat):
    client.force_login(cast.ben)
    free = client.get(reverse("requests:ask", args=[seat.pk])).content.decode()
    MentorshipFactory(programme=cast.programme, mentor=cast.amara)
    full = client.get(reverse("requests:ask", args=[seat.pk])).content.decode()

    assert ("has no room" in free, 'name="why_you"' in free) == (False, True)
    assert ("has no room" in full, 'name="why_you"' in full) == (True, False)


@pytest.mark.parametrize(("until", "is_away"), [(None, True), (1, True), (0, True), (-1, False)])
def test_a_mentor_who_is_away_cannot_be_asked_until_the_day_is_over(cast, seat, until, is_away):
    seat.paused_at = timezone.now()
    seat.paused_until = None if until is None else timezone.localdate() + timedelta(days=until)
    seat.save()

    if is_away:
        with pytest.raises(NoRoom):
            ask(cast)
    else:
        assert ask(cast).is_open


def test_who_is_no_mentee_is_told_to_join_first(cast, seat):
    with pytest.raises(CannotAsk, match="as a mentee first"):
        Request.objects.ask(mentee=cast.chidi, mentor=cast.amara, programme=cast.programme, **WORDS)
