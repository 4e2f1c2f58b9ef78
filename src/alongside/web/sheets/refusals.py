"""Why a sign-up sheet cannot be brought in.

Refused
├── CannotRead     the file is no sheet, is empty, or is too large
├── NotYours       only a coordinator of the programme may do this
├── HasProblems    rows are not in order, and were not to be left out
└── AlreadyDone    it was brought in before
"""

from alongside.errors import Refused


class CannotRead(Refused):
    pass


class NotYours(Refused):
    pass


class HasProblems(Refused):
    pass


class AlreadyDone(Refused):
    pass
