"""What one of a pair does in private: nothing of it may be told to the other, nor be worked out by them."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from alongside.web.concerns.models import Concern
from alongside.web.feedback.models import Feedback
from alongside.web.meetings.models import Action, Meeting, Note
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import User
from tests.factories.checkins import ask
from tests.factories.lives import hold


def make_private_acts_possible(mentorship: Mentorship, person: User) -> None:
    """A session held lately, a check-in asked, and an action of theirs that the partner wrote down."""
    meeting = hold(mentorship, 50)
    ask(mentorship, person)
    Action.objects.create(
        mentorship=mentorship,
        meeting=meeting,
        text="Outline it",
        owner=person,
        added_by=mentorship.partner_of(person),
        done_at=timezone.now() - timedelta(days=4),
    )


def answer_a_checkin(mentorship: Mentorship, person: User) -> None:
    checkin = mentorship.checkins.get(person=person)
    checkin.answer({checkin.items[0]: 1})


def rate_a_session(mentorship: Mentorship, person: User) -> None:
    Meeting.objects.get(mentorship=mentorship, kind="session").rate(by=person, useful=1)


def write_for(reader: str) -> Callable[[Mentorship, User], None]:
    def write(mentorship: Mentorship, person: User) -> None:
        Feedback.objects.give(mentorship, by=person, shared_with=reader, helped="Nothing")

    return write


def say_that_it_did_not_help(mentorship: Mentorship, person: User) -> None:
    mentorship.actions.get().say_helped(by=person, helped="no")


def note_down(mentorship: Mentorship, person: User) -> None:
    meeting = Meeting.objects.get(mentorship=mentorship, kind="session")
    Note.objects.private(meeting, person).write(by=person, body="Only for me", version=0)


def raise_a_concern(mentorship: Mentorship, person: User) -> None:
    Concern.objects.raise_(mentorship, by=person, text="I am worried")


ACTS: dict[str, Callable[[Mentorship, User], None]] = {
    "answers a check-in": answer_a_checkin,
    "rates a session": rate_a_session,
    "writes feedback for nobody": write_for("nobody"),
    "writes feedback for coordinators": write_for("coordinator"),
    "says that it did not help": say_that_it_did_not_help,
    "notes something down": note_down,
    "raises a concern": raise_a_concern,
}
