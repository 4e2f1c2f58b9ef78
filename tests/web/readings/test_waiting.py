"""Whose reading is made again when something happens: of those who may know of it, and of nobody else."""

import os
import signal
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from alongside.web.checkins.models import CheckIn
from alongside.web.feedback.models import Feedback
from alongside.web.meetings.models import Contact
from alongside.web.programmes.models import Membership
from alongside.web.readings import records
from alongside.web.readings.models import Reading, ReadingQuerySet
from alongside.web.readings.records import relationships
from tests.factories.checkins import ask
from tests.factories.lives import hold
from tests.factories.mentorships import MentorshipFactory
from tests.factories.private import ACTS, make_private_acts_possible
from tests.factories.programmes import shows

EVERYBODY = {"mentor", "mentee", "coordinator"}


@pytest.fixture
def waiting(cast):
    """Read for all three; from then on: for whom the mentorship waits to be read again."""

    def read() -> None:
        assert cast.mentorship
        call_command("read_mentorships", stdout=StringIO())

    def look() -> set[str]:
        return {one for one in Reading.Audience.values if Reading.objects.waiting(one).exists()}

    look.read = read
    return look


@pytest.mark.parametrize("side", ["mentor", "mentee"])
@pytest.mark.parametrize("act", ACTS)
def test_what_one_does_in_private_makes_no_reading_of_the_other_again(cast, waiting, act, side):
    person = getattr(cast.mentorship, side)
    make_private_acts_possible(cast.mentorship, person)
    waiting.read()

    ACTS[act](cast.mentorship, person)

    shown = {"coordinator"} if act == "writes feedback for coordinators" else set()
    silent = act in ("notes something down", "raises a concern")
    assert waiting() == (set() if silent else {side, *shown})


@pytest.mark.parametrize(
    ("act", "kind"),
    [("answers a check-in", "checkins"), ("rates a session", "ratings"), ("says that it did not help", "ratings")],
)
def test_coordinators_read_it_again_only_where_the_programme_shows_it_to_them(cast, waiting, act, kind):
    shows(cast.programme, kind)
    make_private_acts_possible(cast.mentorship, cast.ben)
    waiting.read()

    ACTS[act](cast.mentorship, cast.ben)

    assert waiting() == {"mentee", "coordinator"}


def test_what_both_know_is_read_again_by_all(cast, waiting):
    waiting.read()

    Contact.objects.log(cast.mentorship, by=cast.ben, channel="phone", happened_on=timezone.localdate())

    assert waiting() == EVERYBODY


def test_feedback_that_the_partner_could_read_is_news_for_them_when_it_is_taken_back(cast, waiting):
    given = Feedback.objects.give(cast.mentorship, by=cast.ben, shared_with="partner", helped="You")
    waiting.read()

    given.rewrite(by=cast.ben, shared_with="nobody", helped="You")
    assert waiting() == EVERYBODY

    waiting.read()
    given.rewrite(by=cast.ben, shared_with="nobody", helped="You, a little")
    assert waiting() == {"mentee"}


def test_how_long_somebody_means_to_go_on_is_news_for_all_and_the_rest_of_a_profile_for_nobody(client, cast, waiting):
    waiting.read()
    profile = reverse("people:profile")
    client.force_login(cast.ben)

    client.post(profile, {"name": "Ben Lindqvist", "time_zone": "UTC", "about": "New here"})
    assert waiting() == set()

    client.post(profile, {"name": "Ben Lindqvist", "time_zone": "UTC", "intended_weeks": "0"})
    assert waiting() == EVERYBODY


def test_a_mentors_room_is_news_when_it_changes(cast, waiting):
    seat = Membership.objects.get(person=cast.mentorship.mentor)
    waiting.read()

    seat.make_room(by=cast.amara, capacity=seat.capacity)
    assert waiting() == set()

    seat.make_room(by=cast.amara, capacity=seat.capacity + 1)
    assert waiting() == EVERYBODY


def test_after_midnight_a_partners_answer_brings_no_newer_page(client, cast):
    """Between midnight and the night's reading the day of a reading would otherwise tell that something happened."""
    hold(cast.mentorship, 50)
    tomorrow = timezone.localdate() + timedelta(days=1)
    with time_machine.travel(datetime.combine(tomorrow, datetime.min.time(), UTC) + timedelta(hours=3), tick=False):
        checkin = ask(cast.mentorship, cast.amara)
        call_command("read_mentorships", stdout=StringIO())
        client.force_login(cast.ben)
        before = client.get(reverse("readings:mentorship", args=[cast.mentorship.pk])).context["reading"]

    with time_machine.travel(datetime.combine(tomorrow, datetime.min.time(), UTC) + timedelta(hours=24.5), tick=False):
        CheckIn.objects.get(pk=checkin.pk).answer({checkin.items[0]: 1})
        call_command("read_mentorships", changed=True, stdout=StringIO())
        client.force_login(cast.ben)
        after = client.get(reverse("readings:mentorship", args=[cast.mentorship.pk])).context["reading"]
        client.force_login(cast.amara)
        own = client.get(reverse("readings:mentorship", args=[cast.mentorship.pk])).context["reading"]

    assert (after.pk, after.on, after.read_at) == (before.pk, before.on, before.read_at)
    assert own.on > before.on


def test_a_record_is_loaded_once_for_all_who_wait_and_only_they_get_a_reading(cast, waiting, monkeypatch):
    other = MentorshipFactory(programme=cast.programme)
    make_private_acts_possible(other, other.mentee)
    waiting.read()
    before = {(one.mentorship_id, one.audience): one.read_at for one in Reading.objects.all()}
    Contact.objects.log(cast.mentorship, by=cast.ben, channel="phone", happened_on=timezone.localdate())
    ACTS["answers a check-in"](other, other.mentee)
    loaded = []

    def count(mentorships):
        for mentorship, record in relationships(mentorships):
            loaded.append(mentorship.pk)
            yield mentorship, record

    monkeypatch.setattr("alongside.web.readings.models.relationships", count)
    call_command("read_mentorships", changed=True, stdout=StringIO())

    assert sorted(loaded) == sorted([cast.mentorship.pk, other.pk])
    anew = {
        (one.mentorship_id, one.audience)
        for one in Reading.objects.all()
        if one.read_at != before[one.mentorship_id, one.audience]
    }
    assert anew == {*((cast.mentorship.pk, one) for one in EVERYBODY), (other.pk, "mentee")}


def test_what_is_left_of_a_run_is_read_in_the_next(cast):
    assert cast.mentorship
    MentorshipFactory.create_batch(2, programme=cast.programme)

    for read in (2, 1):
        said = StringIO()
        call_command("read_mentorships", changed=True, most=2, stdout=said)
        assert said.getvalue().startswith(f"{read} mentorships read")

    assert not Reading.objects.who_waits()
    with pytest.raises(CommandError, match="--most is how many"):
        call_command("read_mentorships", most=2)


def test_an_ordinary_stop_ends_the_readings_after_the_batch_at_hand(cast, monkeypatch):
    assert cast.mentorship
    MentorshipFactory(programme=cast.programme)
    monkeypatch.setattr(records, "AT_A_TIME", 1)
    take = ReadingQuerySet.take

    def take_and_be_told(self, *args, **options):
        os.kill(os.getpid(), signal.SIGTERM)
        return take(self, *args, **options)

    monkeypatch.setattr(ReadingQuerySet, "take", take_and_be_told)
    call_command("read_mentorships", stdout=StringIO())

    assert Reading.objects.values("mentorship").distinct().count() == 1


def test_what_happens_while_a_pair_is_read_is_read_in_the_next_run(cast, monkeypatch):
    assert cast.mentorship

    def meanwhile(mentorships):
        yield from list(relationships(mentorships))
        Contact.objects.log(cast.mentorship, by=cast.ben, channel="phone", happened_on=timezone.localdate())

    with monkeypatch.context() as patched:
        patched.setattr("alongside.web.readings.models.relationships", meanwhile)
        call_command("read_mentorships", changed=True, stdout=StringIO())

    assert Reading.objects.who_waits() == {cast.mentorship.pk: Reading.Audience.values}
