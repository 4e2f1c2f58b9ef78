"""What a session is made of: goals that are due for a look, both sides' questions, and what was promised."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from alongside.web.meetings.models import Action, Meeting, Note, Preparation
from alongside.web.people.models import User


@dataclass
class Agenda:
    """One meeting as the place to prepare and run it, seen by one of the two. A fixed number of queries."""

    meeting: Meeting
    reader: User
    mine: Preparation | None = field(init=False, default=None)
    theirs: Preparation | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        for preparation in self.meeting.preparations.all():
            if preparation.person_id == self.reader.pk:
                self.mine = preparation
            else:
                self.theirs = preparation
        self.partner = self.meeting.mentorship.partner_of(self.reader)
        self.actions = list(self.of_meeting().select_related("owner"))
        self.ask_helped = list(self.meeting.mentorship.actions.ask_whether_they_helped(self.reader, timezone.now()))
        self.shared = Note.objects.shared(self.meeting)
        self.private = Note.objects.private(self.meeting, self.reader)

    def of_meeting(self) -> Any:
        """Before and in the meeting everything still open; afterwards what was promised in it."""
        actions: Any = self.meeting.mentorship.actions
        if self.meeting.state == Meeting.State.BOOKED:
            return actions.filter(dropped_at=None).filter(done_at=None) | actions.filter(
                dropped_at=None, meeting=self.meeting
            )
        return actions.filter(meeting=self.meeting, dropped_at=None)

    @property
    def reviews_due(self) -> list[Any]:
        """Goals whose day to be looked at again has come by the day of the meeting: the first item."""
        day = timezone.localdate(self.meeting.starts_at or timezone.now())
        return [goal for goal in self.goals if goal.next_review_on and goal.next_review_on <= day]

    @property
    def goals(self) -> list[Any]:
        if not hasattr(self, "_goals"):
            self._goals = list(self.meeting.mentorship.goals.filter(closed_at=None))
        return self._goals

    @property
    def open_actions(self) -> list[Action]:
        return [action for action in self.actions if action.is_open]

    @property
    def someone_tried(self) -> bool:
        """One of the two wrote down what they tried since."""
        return any(one and one.tried for one in (self.mine, self.theirs))

    @property
    def is_empty(self) -> bool:
        asked = (self.mine and self.mine.asks) or (self.theirs and self.theirs.asks)
        return not (asked or self.reviews_due or self.open_actions)
