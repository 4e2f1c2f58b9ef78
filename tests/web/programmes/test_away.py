"""Away with a last day: no requests, and one's mentorships paused for as long if one says so."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.errors import Refused
from alongside.web.mentorships.models import Mentorship, Pause, Stage
from alongside.web.notices.models import Notice
from alongside.web.programmes.models import Membership, Role
from tests.factories.mentorships import MentorshipFactory, NewMentorshipFactory
from tests.factories.people import UserFactory


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def seat(cast) -> Membership:
    assert cast.mentorship
    return Membership.objects.get(programme=cast.programme, person=cast.amara, role=Role.MENTOR)


def send(client, seat: Membership, **typed: Any) -> Any:
    client.force_login(seat.person)
    said = {"capacity": "3", "is_away": "on", "paused_until": day(20).isoformat(), **typed}
    address = reverse("programmes:membership", args=[seat.pk])
    return client.post(address, {name: value for name, value in said.items() if value}, follow=True)


def test_whoever_is_away_pauses_nothing_unless_they_say_so(client, cast, seat):
    client.force_login(cast.amara)
    form = client.get(reverse("programmes:membership", args=[seat.pk])).context["form"]
    assert not form["pauses"].value()
    send(client, seat)

    seat.refresh_from_db()
    assert seat.is_away and not Pause.objects.exists()


def test_ones_mentorships_go_on_by_themselves_on_the_day_after_the_last_day_away(client, cast, seat):
    answer = send(client, seat, pauses="on")

    assert "1 mentorship is paused." in answer.content.decode()
    pause = Pause.objects.get()
    assert (pause.mentorship, pause.by, pause.until) == (cast.mentorship, cast.amara, day(21))
    letter = Notice.objects.get(kind="mentorships/mail/paused")
    assert letter.person == cast.ben


def test_those_that_rest_already_are_left_and_counted(client, cast, seat):
    second = MentorshipFactory(programme=cast.programme, mentor=cast.amara)
    cast.mentorship.pause(by=cast.ben, until=day(3))

    answer = send(client, seat, pauses="on")

    page = answer.content.decode()
    assert "1 mentorship is paused." in page and "1 was paused before and stays as it was." in page
    assert cast.mentorship.pauses.get().until == day(3)
    assert second.pauses.get().until == day(21)


def test_sent_twice_it_pauses_once(client, cast, seat):
    send(client, seat, pauses="on")
    answer = send(client, seat, pauses="on")

    assert answer.status_code == 200
    assert Pause.objects.count() == 1
    assert Notice.objects.filter(kind="mentorships/mail/paused").count() == 1


def test_other_programmes_other_people_and_introductions_are_left_alone(cast, seat):
    elsewhere = MentorshipFactory(mentor=cast.amara)
    others = MentorshipFactory(programme=cast.programme)
    new = NewMentorshipFactory(programme=cast.programme, mentor=cast.amara, mentee=UserFactory())

    paused = seat.go_away(by=cast.amara, until=day(20), pausing=True)

    assert paused == [cast.mentorship]
    assert not Mentorship.objects.filter(pk__in=[elsewhere.pk, others.pk, new.pk], stage=Stage.PAUSED).exists()


def test_who_mentors_and_is_mentored_here_is_away_from_both(cast, seat):
    as_mentee = MentorshipFactory(programme=cast.programme, mentee=cast.amara)

    paused = seat.go_away(by=cast.amara, until=day(20), pausing=True)

    assert {each.pk for each in paused} == {cast.mentorship.pk, as_mentee.pk}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"paused_until": ""}, "a pause needs a last day"),
        ({"paused_until": "9999-12-31"}, "A pause can last a year at most"),
        ({"is_away": ""}, "Tick this too"),
        ({"paused_until": "2020-01-01"}, "That day is over"),
    ],
)
def test_without_a_day_that_can_be_nothing_is_paused_and_nothing_is_saved(client, cast, seat, typed, sentence):
    answer = send(client, seat, pauses="on", **typed)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    seat.refresh_from_db()
    assert not seat.is_away and not Pause.objects.exists()


@pytest.mark.parametrize("until", [None, date(9999, 12, 31)])
def test_the_verb_refuses_such_a_day_too(cast, seat, until):
    with pytest.raises(Refused):
        seat.go_away(by=cast.amara, until=until, pausing=True)

    seat.refresh_from_db()
    assert not seat.is_away


def test_today_can_be_the_last_day_away(cast, seat):
    seat.go_away(by=cast.amara, until=day(0), pausing=True)

    assert Pause.objects.get().until == day(1)


def test_the_form_names_who_is_told_and_offers_it_only_where_somebody_is(client, cast, seat):
    address = reverse("programmes:membership", args=[seat.pk])
    client.force_login(cast.amara)
    assert "A letter tells Ben." in client.get(address).content.decode()

    cast.mentorship.pause(by=cast.ben, until=day(3))

    page = client.get(address).content.decode()
    assert 'name="pauses"' not in page
    assert "Paused now" in page and reverse("mentorships:pause", args=[cast.mentorship.pk]) in page


def test_coming_back_early_ends_no_pause(client, cast, seat):
    send(client, seat, pauses="on")
    send(client, seat, is_away="", paused_until="")

    seat.refresh_from_db()
    assert not seat.is_away
    assert Mentorship.objects.get(pk=cast.mentorship.pk).stage == Stage.PAUSED
