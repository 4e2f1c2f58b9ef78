import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.web.feedback.models import Feedback, NotYours, Over
from alongside.web.notices.models import Notice
from tests.factories.feedback import give_feedback
from tests.factories.lives import hold
from tests.factories.mentorships import MentorshipFactory


def address(cast, query=""):
    return reverse("feedback:give", args=[cast.mentorship.pk]) + query


@pytest.mark.parametrize(("shared_with", "reader"), [("partner", "amara"), ("coordinator", "chidi"), ("nobody", None)])
def test_its_reader_gets_a_letter_without_the_text(client, cast, shared_with, reader):
    client.force_login(cast.ben)

    client.post(address(cast), {"helped": "Your drawing", "change": "Fewer topics", "shared_with": shared_with})

    letters = list(Notice.objects.all())
    assert [letter.person for letter in letters] == ([getattr(cast, reader)] if reader else [])
    for letter in letters:
        assert "drawing" not in letter.body
        assert "topics" not in letter.body


@pytest.mark.parametrize(
    "typed",
    [
        {"helped": "", "change": "", "shared_with": "partner"},
        {"helped": "  ", "change": "\n", "shared_with": "partner"},
        {"helped": "Your drawing"},
        {"helped": "Your drawing", "shared_with": "everybody"},
        {"helped": "a" * 2001, "shared_with": "partner"},
    ],
)
def test_feedback_that_cannot_be_kept_is_refused_and_stays_on_the_page(client, cast, typed):
    client.force_login(cast.ben)

    answer = client.post(address(cast), typed)

    assert answer.status_code == 422
    assert typed["helped"].strip() in answer.content.decode()
    assert not Feedback.objects.exists()


def test_after_a_session_it_remembers_which(client, cast):
    meeting = hold(cast.mentorship, 7)
    client.force_login(cast.ben)

    client.post(address(cast, f"?meeting={meeting.pk}"), {"helped": "Your drawing", "shared_with": "partner"})

    assert Feedback.objects.get().meeting == meeting


@pytest.mark.parametrize("named", ["of another", "0", "x", "9" * 30, "²"])
def test_a_session_that_is_not_theirs_is_left_out(client, cast, named):
    if named == "of another":
        named = str(hold(MentorshipFactory(), 7).pk)
    client.force_login(cast.ben)

    client.post(address(cast, f"?meeting={named}"), {"helped": "Your drawing", "shared_with": "partner"})

    assert Feedback.objects.get().meeting is None


def test_an_ended_mentorship_takes_none(cast):
    cast.mentorship.ended_at = timezone.now()

    with pytest.raises(Over):
        give_feedback(cast.mentorship, cast.ben)


def test_a_coordinator_gives_none(cast):
    with pytest.raises(NotYours):
        give_feedback(cast.mentorship, cast.chidi)
