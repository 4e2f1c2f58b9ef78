"""Why something about a programme cannot be done now.

Refused
├── NotOpen             the programme is by invitation, or over
├── TakenOut            a coordinator took this person out, and has not invited them again
├── TakenBack           a next cohort that somebody has taken back meanwhile
├── NotYours            only a coordinator, or the person themselves, may do this
├── AlreadyIn           this person already has this role here
├── StillNeeded         mentorships run, requests wait, or nobody else coordinates
├── NobodyNamed         no safeguarding person: a concern would reach nobody
├── NoRoles             nothing was chosen
├── InvitationClosed    used, withdrawn, expired, or written to somebody else
├── WrongDays           days that a holiday cannot have
├── GoneBy              a holiday that is over, or has begun
├── WrongQuestion       what a question cannot be, or cannot become once it is answered
├── Unanswered          a question that has to be answered
├── NotNext             a name or a first day that a next cohort cannot have
└── Overtaken           somebody else changed it meanwhile
"""

from alongside.errors import Refused


class NotOpen(Refused):
    pass


class TakenOut(Refused):
    pass


class TakenBack(Refused):
    pass


class NotYours(Refused):
    pass


class AlreadyIn(Refused):
    pass


class StillNeeded(Refused):
    pass


class NobodyNamed(Refused):
    pass


class NoRoles(Refused):
    pass


class InvitationClosed(Refused):
    pass


class WrongDays(Refused):
    """field : which of the days on a form it is about."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field


class GoneBy(Refused):
    pass


class WrongQuestion(Refused):
    """field : what of the question it is about."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field


class Unanswered(Refused):
    pass


class Overtaken(Refused):
    pass


class NotNext(Refused):
    """field : which of the two it is about."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field
