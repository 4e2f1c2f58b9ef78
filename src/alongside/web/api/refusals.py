"""Why a key is not made.

Refused
├── MadeBefore        the same form was sent a while ago, and a key is shown once
└── TooMany           a person has as many as one can keep an eye on
"""

from alongside.errors import Refused


class MadeBefore(Refused):
    pass


class TooMany(Refused):
    pass
