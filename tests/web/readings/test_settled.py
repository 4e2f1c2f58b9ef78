"""A letter about silence that still waits is not sent once one of the two says that they met or spoke."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.health import Finding, Level
from alongside.web.meetings.models import Contact, Meeting
from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice
from alongside.web.readings.models import PAIR_LETTER, Reading
from alongside.web.readings.telling import tell
from tests.factories.lives import hold
from tests.factories.mentorships import MentorshipFactory


def read(rule: str) -> None:
    today = timezone.localdate()
    Reading.objects.take(Mentorship.objects.running().select_related("programme"), on=today)
    found = Finding(rule, "communication", Level.WATCH, remedy="book_next_now")
    Reading.objects.filter(on=today).update(level="watch", findings=[found.to_dict()])


@pytest.fixture
def pair(cast) -> Mentorship:
    hold(cast.mentorship, 7)
    return cast.mentorship


def people() -> set:
    return {letter.person for letter in Notice.objects.filter(kind=PAIR_LETTER)}


def speak(pair: Mentorship) -> None:
    Contact.objects.log(pair, by=pair.mentee, channel="phone")


def meet(pair: Mentorship) -> None:
    at = timezone.now() - timedelta(hours=2)
    Meeting.objects.record_held(pair, by=pair.mentor, starts_at=at, minutes=30, channel="phone")


@pytest.mark.parametrize("say", [speak, meet])
def test_it_is_not_sent_to_either_of_them_and_to_others_it_is(cast, pair, say):
    other = hold(MentorshipFactory(programme=cast.programme), 7).mentorship
    read("rhythm.quiet")
    tell(timezone.localdate())
    assert people() == {cast.amara, cast.ben, other.mentor, other.mentee}

    say(pair)

    assert people() == {other.mentor, other.mentee}


@pytest.mark.parametrize("say", [speak, meet])
def test_what_is_about_something_else_is_sent_all_the_same(cast, pair, say):
    read("goals.missing")
    tell(timezone.localdate())

    say(pair)

    assert people() == {cast.amara, cast.ben}


def test_where_it_is_still_so_they_are_told_the_next_time(cast, pair):
    read("rhythm.quiet")
    tell(timezone.localdate())
    long_ago = cast.mentorship.began_on
    Contact.objects.log(pair, by=cast.ben, channel="phone", happened_on=long_ago)
    assert people() == set()

    tell(timezone.localdate())

    assert people() == {cast.amara, cast.ben}


def test_a_contact_said_twice_takes_back_no_letter_that_was_written_since(cast, pair):
    speak(pair)
    read("rhythm.quiet")
    tell(timezone.localdate())

    speak(pair)

    assert people() == {cast.amara, cast.ben}
