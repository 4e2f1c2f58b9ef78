"""Why something about a mentorship cannot be done now.

Refused
├── NotYours          whoever asks is not one of the two
├── Over              the mentorship has ended
├── NotYet            it comes later in the life of a mentorship
├── AlreadyDone       it has been done before
├── Overtaken         the other side changed it meanwhile
├── TakenBack         the ending it belonged to was taken back
├── NotFree           one of the two is meeting somebody else then
└── WrongDay          a date that cannot be
"""

from alongside.errors import Refused


class NotYours(Refused):
    pass


class Over(Refused):
    pass


class NotYet(Refused):
    pass


class AlreadyDone(Refused):
    pass


class Overtaken(Refused):
    pass


class TakenBack(Refused):
    pass


class Stands(Refused):
    pass


class NotFree(Refused):
    pass


class WrongDay(Refused):
    pass
