"""Why something about a goal cannot be done now.

Refused
├── NotYours       whoever asks is not one of the two
├── Over           the mentorship has ended
├── Closed         the goal is closed, or is not
├── Overtaken      the other side changed it meanwhile
├── WrongDay       a date that cannot be
└── WrongNumber    a number that cannot be
"""

from alongside.errors import Refused


class NotYours(Refused):
    pass


class Over(Refused):
    pass


class Closed(Refused):
    pass


class Overtaken(Refused):
    pass


class WrongDay(Refused):
    pass


class WrongNumber(Refused):
    pass
