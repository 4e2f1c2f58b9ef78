"""The relationship, dated: what each may see of it."""

from datetime import timedelta

import pytest
import time_machine
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from alongside.web.home.timeline import TABLES, timeline
from alongside.web.mentorships.models import Mentorship
from tests.factories.lives import hold, live_once_of_everything
from tests.factories.meetings import MeetingFactory
from tests.factories.mentorships import agree_to_go_on


def told(mentorship: Mentorship, *, for_pair: bool = True) -> list[str]:
    fresh = Mentorship.objects.get(pk=mentorship.pk)
    prefetch_related_objects([fresh], *TABLES)
    return [entry.text for entry in timeline(fresh, for_pair=for_pair)]


@pytest.fixture
def lived(cast) -> Mentorship:
    live_once_of_everything(cast.mentorship)
    return cast.mentorship


def test_the_two_see_the_whole_relationship(lived):
    texts = told(lived)

    for text in (
        "The request was accepted",
        "Met for the first time, 45 minutes",
        "Both signed the agreement",
        "Goal written “Give a talk”",
        "Session, 45 minutes",
        "A session was cancelled",
        "A session was missed",
        "Ben did: Outline it",
        "Amara told Ben what helps",
        "Progress on “Give a talk”",
        "Looked at the goal again “Give a talk”",
        "Spoke elsewhere (phone)",
        "Paused",
        "Went on after the pause",
        "Goal “Give a talk” closed: met",
    ):
        assert text in texts, text


def test_a_coordinator_sees_dates_and_nothing_that_was_written(client, cast, lived):
    texts = told(lived, for_pair=False)

    assert "Session, 45 minutes" in texts
    assert "Goal closed" in texts  # how it came out is for the two
    assert not [text for text in texts if any(word in text for word in ("talk", "Outline", "told", "Progress"))]
    client.force_login(cast.chidi)
    page = client.get(lived.get_absolute_url()).text
    assert "Give a talk" not in page
    assert "/meetings/" not in page.replace(reverse("meetings:guides"), "")  # guides are for everybody


def test_a_meeting_that_was_cancelled_stands_on_the_day_that_was_done(client, cast):
    meeting = MeetingFactory(mentorship=cast.mentorship, starts_at=timezone.now() + timedelta(days=20))
    meeting.cancel(by=cast.ben, reason="illness")
    client.force_login(cast.ben)

    prefetch_related_objects([cast.mentorship], *TABLES)
    (entry,) = [one for one in timeline(cast.mentorship, for_pair=True) if one.text == "A session was cancelled"]

    assert entry.on == timezone.localdate()


def test_a_contact_stands_on_its_day_wherever_one_reads(cast):
    day = timezone.localdate() - timedelta(days=3)
    type(cast.mentorship).objects.filter(pk=cast.mentorship.pk).update(began_on=day - timedelta(days=30))
    cast.mentorship.contacts.create(by=cast.ben, channel="phone", happened_on=day)
    for zone in ("Pacific/Auckland", "America/Los_Angeles", "UTC"):
        with timezone.override(zone):
            prefetch_related_objects([cast.mentorship], *TABLES)
            (entry,) = [one for one in timeline(cast.mentorship, for_pair=True) if "Spoke" in one.text]
            assert entry.on == day


def test_an_agreement_that_was_signed_anew_is_told_of_twice(cast):
    agreement = agree_to_go_on(cast.new_mentorship)
    for person in (cast.amara, cast.ben):
        agreement.sign(by=person, version=1)
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        agreement.change(by=cast.ben, every_days=28)
        agreement.sign(by=cast.ben, version=2)
        assert told(cast.new_mentorship).count("Agreed anew") == 0
        agreement.sign(by=cast.amara, version=2)

    texts = told(cast.new_mentorship)
    assert (texts.count("Both signed the agreement"), texts.count("Agreed anew")) == (1, 1)


def test_a_long_relationship_unfolds(client, cast):
    for day in range(1, 30, 2):
        hold(cast.mentorship, day)
    client.force_login(cast.ben)

    page = client.get(cast.mentorship.get_absolute_url()).text

    assert "earlier entries, back to the beginning" in page
    assert page.index("earlier entries") < page.index("The request was accepted")


def test_a_goal_taken_up_again_says_so(lived):
    lived.goals.get().reopen(by=lived.mentor)

    assert "Goal “Give a talk” taken up again" in told(lived)
    assert "Goal taken up again" in told(lived, for_pair=False)
