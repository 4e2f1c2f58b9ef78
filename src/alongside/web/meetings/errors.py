"""Why something about a meeting cannot be done now, in sentences for whoever asked.

Refused
└── MeetingRefused
    ├── MentorshipEnded        the mentorship is over
    ├── MentorshipPaused       the time falls into a pause
    ├── NotBegun               sessions come after the agreement
    ├── EndsBeforeItStarts     or at the same moment
    ├── TooLong                longer than a day's sitting
    ├── InThePast              a booking lies behind us
    ├── NotInTheFuture         what was done cannot lie ahead
    ├── BeforeItBegan          what was done cannot lie before the mentorship
    ├── AlreadyBooked          the two have a meeting at that time
    ├── AlreadyKnown           the session is written down already
    ├── NotBooked              it was cancelled or marked already
    ├── NotOver                it can be marked once it has begun
    ├── NothingToUndo          no mark to take back
    ├── NotHeld                only a session that was held is rated
    ├── TooLateToChange        a rating stands after a day
    ├── NotYours               only its owner may
    ├── ReasonMissing          a cancellation says why
    ├── NoSuchGuide            the meeting cannot follow that guide
    └── NoteMoved              somebody else saved the note meanwhile
"""

from typing import TYPE_CHECKING

from alongside.errors import Refused

if TYPE_CHECKING:
    from alongside.web.meetings.models import Meeting


class MeetingRefused(Refused):
    """Something about a meeting cannot be done now."""


class MentorshipEnded(MeetingRefused): ...


class MentorshipPaused(MeetingRefused): ...


class NotBegun(MeetingRefused): ...


class EndsBeforeItStarts(MeetingRefused): ...


class TooLong(MeetingRefused): ...


class InThePast(MeetingRefused): ...


class NotInTheFuture(MeetingRefused): ...


class BeforeItBegan(MeetingRefused): ...


class AlreadyBooked(MeetingRefused): ...


class AlreadyKnown(MeetingRefused):
    """Carries the meeting that its sentence names, for the page to link to."""

    def __init__(self, sentence: str, meeting: "Meeting") -> None:
        super().__init__(sentence)
        self.meeting = meeting


class NotBooked(MeetingRefused): ...


class NotOver(MeetingRefused): ...


class NothingToUndo(MeetingRefused): ...


class NotHeld(MeetingRefused): ...


class TooLateToChange(MeetingRefused): ...


class NotYours(MeetingRefused): ...


class ReasonMissing(MeetingRefused): ...


class NoSuchGuide(MeetingRefused): ...


class NoteMoved(MeetingRefused):
    """Carries nothing but its sentence: the page shows both texts from the row and the form."""
