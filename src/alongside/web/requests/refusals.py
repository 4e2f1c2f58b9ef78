"""Why a request cannot go on.

Refused
├── CannotAsk      this mentee cannot ask this mentor now
├── NoRoom         the mentor is full
├── NotYours       the other side, or nobody, may do this
└── Closed         it was answered, withdrawn or ran out before
"""

from alongside.errors import Refused


class CannotAsk(Refused):
    pass


class NoRoom(Refused):
    pass


class NotYours(Refused):
    pass


class Closed(Refused):
    pass
