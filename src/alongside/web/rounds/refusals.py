"""Why something about a matching round cannot be done now.

Refused
├── NotYours        only a coordinator of the programme may do this
├── AlreadyOpen     the programme has an open round
├── Over            the round is closed
├── CannotPair      these two cannot be set by hand
├── NothingToUndo   the last thing that was done cannot be taken back
└── MovedOn         it stands otherwise by now than the page showed
"""

from alongside.errors import Refused


class NotYours(Refused):
    pass


class AlreadyOpen(Refused):
    pass


class Over(Refused):
    pass


class CannotPair(Refused):
    pass


class NothingToUndo(Refused):
    pass


class MovedOn(Refused):
    pass
