"""Why a proposal cannot go on.

Refused
├── NothingToPublish   the run has no pair that can be proposed
├── NotYours           another person, or nobody, may do this
├── AlreadyAnswered    this side has said its word
├── Closed             it came about, was declined, ran out or was taken back
├── NoRoom             the mentor is full
└── CannotPropose      something is against these two, or they cannot be proposed anybody now
"""

from alongside.errors import Refused


class NothingToPublish(Refused):
    pass


class NotYours(Refused):
    pass


class AlreadyAnswered(Refused):
    pass


class Closed(Refused):
    pass


class NoRoom(Refused):
    pass


class CannotPropose(Refused):
    pass
