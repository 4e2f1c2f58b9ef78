"""A session from two browsers: prepare, write notes at the same time, mark it, and the minute after."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories.cast import Cast
from tests.factories.lives import set_goal
from tests.factories.meetings import ActionFactory, HeldMeetingFactory, MeetingFactory, PastMeetingFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_the_browser_of(visitor, person):
    """Signed in already: how one signs in is another journey."""
    client, found = Client(), visitor()
    client.force_login(person)
    found.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": found.site}])
    return found


def test_two_write_notes_at_once_and_lose_nothing(visitor):
    cast = Cast()
    meeting = MeetingFactory(mentorship=cast.mentorship)
    ben, amara = at_the_browser_of(visitor, cast.ben), at_the_browser_of(visitor, cast.amara)
    for one in (ben, amara):
        one.go(meeting.get_absolute_url())

    ben.page.get_by_label("Shared notes").fill("Ben was here")
    expect(ben.page.locator("#shared-state")).to_contain_text("Saved")
    amara.page.get_by_label("Shared notes").fill("So was Amara")
    expect(amara.page.locator("#shared-state")).to_contain_text("Ben was here")
    expect(amara.page.get_by_label("Shared notes")).to_have_value("So was Amara")
    amara.page.get_by_role("button", name="Keep both").click()

    expect(amara.page.get_by_label("Shared notes")).to_have_value("Ben was here\n\nSo was Amara")


def test_the_pages_of_a_session_are_for_everybody(visitor):
    cast = Cast()
    coming, over = MeetingFactory(mentorship=cast.mentorship), PastMeetingFactory(mentorship=cast.mentorship)
    held = HeldMeetingFactory(
        mentorship=cast.mentorship, starts_at=over.starts_at - (coming.starts_at - over.starts_at)
    )
    goal = set_goal(cast.mentorship, 2)
    goal.next_review_on = coming.starts_at.date()
    goal.save()
    ActionFactory(mentorship=cast.mentorship)
    coming.prepare(by=cast.amara, questions="What would you do first?", tried="Asked two others")
    coming.prepare(by=cast.ben, questions="How do I begin?\nWho should hear it first?")
    ben = at_the_browser_of(visitor, cast.ben)

    pages = {
        "meetings": reverse("meetings:list", args=[cast.mentorship.pk]),
        "meeting": coming.get_absolute_url(),
        "meeting_over": over.get_absolute_url(),
        "book": reverse("meetings:book", args=[cast.mentorship.pk]),
        "cancel": reverse("meetings:cancel", args=[coming.pk]),
        "prepare": reverse("meetings:prepare", args=[coming.pk]),
        "rate": reverse("meetings:rate", args=[held.pk]),
        "missed": reverse("meetings:missed", args=[over.pk]),
    }
    for name, path in pages.items():
        ben.go(path)
        ben.check_page(f"session_{name}")
