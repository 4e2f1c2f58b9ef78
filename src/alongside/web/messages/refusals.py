"""Why something about a message cannot be done now.

Refused
├── NothingWritten    there is no word in it
├── AlreadyRead       the other one has read it
├── TooLate           the minutes in which it could be taken back are over
└── AlreadyGone       it was taken back before
"""

from alongside.errors import Refused


class NothingWritten(Refused):
    pass


class AlreadyRead(Refused):
    pass


class TooLate(Refused):
    pass


class AlreadyGone(Refused):
    pass
