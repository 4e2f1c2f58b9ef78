"""What can no longer be done says so at once, where its form would be: nobody writes two texts and is then refused."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.web.meetings.models import Meeting
from tests.factories.lives import set_goal
from tests.factories.meetings import HeldMeetingFactory, MeetingFactory
from tests.factories.mentorships import AgreementFactory
from tests.factories.requests import RequestFactory


@pytest.fixture
def look(client, cast):
    """Whether Amara finds a form on a page, and the page."""

    def at(address: str) -> tuple[bool, str]:
        client.force_login(cast.amara)
        answer = client.get(address)
        html = answer.content.decode()
        assert answer.status_code == 200
        return "<form" in html.partition("</h1>")[2], html

    return at


OF_THE_PAIR = {
    "mentorships:pause": "has ended",
    "mentorships:change": "has ended",
    "goals:set": "This mentorship has ended. Its goals stay as they are.",
    "meetings:book": "has ended",
    "meetings:record": "has ended",
    "meetings:action_add": "has ended",
    "messages:list": "What you wrote to each other stays here to read.",
    "feedback:give": "Your closing words have a place on its page",
}


@pytest.mark.parametrize("name", OF_THE_PAIR)
def test_of_a_mentorship_that_has_ended(cast, look, name):
    AgreementFactory(mentorship=cast.mentorship)
    address = reverse(name, args=[cast.mentorship.pk])
    assert look(address)[0]

    cast.mentorship.end(by=cast.ben, reason="completed")

    has_form, html = look(address)
    assert not has_form
    assert OF_THE_PAIR[name] in html


@pytest.mark.parametrize("name", ["move", "cancel", "prepare", "rate"])
def test_of_a_meeting_whose_mentorship_has_ended(cast, look, name):
    kind = HeldMeetingFactory if name == "rate" else MeetingFactory
    address = reverse(f"meetings:{name}", args=[kind(mentorship=cast.mentorship).pk])
    assert look(address)[0]

    cast.mentorship.end(by=cast.ben, reason="completed")

    has_form, html = look(address)
    assert not has_form
    assert "has ended" in html


@pytest.mark.parametrize("name", ["move", "cancel", "prepare"])
def test_of_a_meeting_that_was_cancelled(cast, look, name):
    meeting = MeetingFactory(mentorship=cast.mentorship)
    meeting.cancel(by=cast.ben, reason="other")

    has_form, html = look(reverse(f"meetings:{name}", args=[meeting.pk]))

    assert not has_form
    assert "not booked any more" in html and "Booked for" not in html


def test_times_that_are_offered_can_still_be_taken_back(cast, look):
    times = [timezone.now() + timedelta(days=2)]
    meeting = Meeting.objects.propose_introduction(cast.new_mentorship, by=cast.ben, slots=times)

    assert look(reverse("meetings:cancel", args=[meeting.pk]))[0]


@pytest.mark.parametrize("name", ["review", "close", "revise", "progress"])
def test_of_a_goal_that_is_closed(cast, look, name):
    goal = set_goal(cast.mentorship, 1)
    address = reverse(f"goals:{name}", args=[goal.pk])
    assert look(address)[0]

    goal.close(by=cast.ben, outcome="dropped")

    has_form, html = look(address)
    assert not has_form
    assert "This goal is closed. Reopen it first." in html


@pytest.mark.parametrize("name", ["decline", "ask_more"])
def test_of_a_request_that_was_withdrawn(cast, look, name):
    asked = RequestFactory(programme=cast.programme, mentor=cast.amara, mentee=cast.ben)
    address = reverse(f"requests:{name}", args=[asked.pk])
    assert look(address)[0]

    asked.withdraw(by=cast.ben)

    has_form, html = look(address)
    assert not has_form
    assert "This request is closed: withdrawn." in html


def test_what_was_typed_before_it_was_over_is_still_there(client, cast):
    cast.mentorship.end(by=cast.ben, reason="completed")
    client.force_login(cast.amara)

    words = {"title": "Give a talk", "why": "Long words"}
    answer = client.post(reverse("goals:set", args=[cast.mentorship.pk]), words)

    assert answer.status_code == 422
    assert "Long words" in answer.content.decode()


def test_the_agreement_of_a_mentorship_that_has_ended_offers_no_change(cast, look):
    AgreementFactory(mentorship=cast.mentorship)
    cast.mentorship.end(by=cast.ben, reason="completed")

    _has_form, html = look(reverse("mentorships:agreement", args=[cast.mentorship.pk]))

    assert "stays here to read" in html and "agree anew" not in html.lower()
