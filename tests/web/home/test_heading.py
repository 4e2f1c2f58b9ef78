"""The one thing to do next, in the heading of a mentorship's home."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.web.meetings.models import Meeting
from tests.factories.meetings import MeetingFactory
from tests.factories.mentorships import agree_to_go_on, meet


@pytest.fixture
def action(client, cast):
    """Where the heading's button leads one person, and what it says; None without one."""

    def look(person):
        client.force_login(person)
        page = client.get(cast.new_mentorship.get_absolute_url())
        heading = page.content.decode().partition('<div class="heading">')[2].partition("<section")[0]
        if "button--primary" not in heading:
            return None
        link = heading.partition('<a class="button button--primary" href="')[2]
        return link.partition('"')[0], link.partition(">")[2].partition("<")[0]

    return look


def test_first_a_time_is_found(cast, action):
    introduce = reverse("meetings:introduce", args=[cast.new_mentorship.pk])

    assert action(cast.ben) == (introduce, "Find a time to meet")


def test_who_has_offered_times_waits_until_these_are_past(client, cast, action, time_machine):
    introduce = reverse("meetings:introduce", args=[cast.new_mentorship.pk])
    slots = [timezone.now() + timedelta(days=2)]
    Meeting.objects.propose_introduction(cast.new_mentorship, by=cast.amara, slots=slots)

    assert action(cast.amara) is None
    page = client.get(cast.new_mentorship.get_absolute_url()).content.decode()
    assert "Ben has your times" in page and f'href="{introduce}"' in page
    assert action(cast.ben) == (introduce, "Find a time to meet")

    time_machine.move_to(timezone.now() + timedelta(days=3))
    assert action(cast.amara) == (introduce, "Find a time to meet")


@pytest.mark.parametrize(
    ("days", "name", "says"), [(2, "meetings:prepare", "Prepare"), (-1, "meetings:meeting", "Say whether you met")]
)
def test_once_there_is_a_time_one_prepares_and_then_says_whether_it_took_place(cast, action, days, name, says):
    starts_at = timezone.now() + timedelta(days=days)
    meeting = MeetingFactory(
        mentorship=cast.new_mentorship, kind=Meeting.Kind.INTRODUCTION, state="booked", starts_at=starts_at
    )

    assert action(cast.ben) == (reverse(name, args=[meeting.pk]), says)


def test_after_it_each_says_how_it_was_and_then_waits_whatever_the_other_did(cast, action):
    meeting = meet(cast.new_mentorship)
    say = (reverse("meetings:verdict", args=[meeting.pk]), "Say how it was")
    assert action(cast.amara) == action(cast.ben) == say

    meeting.give_verdict(by=cast.amara, answer="good")

    assert action(cast.amara) is None
    assert action(cast.ben) == say


def test_when_both_want_to_go_on_they_write_their_agreement(cast, action):
    agreement = agree_to_go_on(cast.new_mentorship)

    for person in (cast.amara, cast.ben):
        assert action(person) == (agreement.get_absolute_url(), "Write your agreement")


def test_under_way_one_prepares_the_next_meeting_or_sets_a_time(client, cast):
    client.force_login(cast.ben)

    def heading() -> str:
        return (
            client.get(cast.mentorship.get_absolute_url()).text.partition('class="heading"')[2].partition("<section")[0]
        )

    assert reverse("meetings:book", args=[cast.mentorship.pk]) in heading()
    meeting = MeetingFactory(mentorship=cast.mentorship)
    assert reverse("meetings:prepare", args=[meeting.pk]) in heading()


def test_when_it_is_over_one_looks_back(client, cast):
    cast.mentorship.end(by=cast.amara, reason="no_fault")

    for person, reads_the_reason in ((cast.amara, True), (cast.ben, False)):
        client.force_login(person)
        page = client.get(cast.mentorship.get_absolute_url()).text
        assert reverse("mentorships:reflect", args=[cast.mentorship.pk]) in page
        assert ("It did not fit" in page) == reads_the_reason
        assert "Nothing is booked" not in page
