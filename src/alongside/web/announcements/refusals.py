"""Why something about an announcement cannot be done now.

Refused
├── NobodyThere     there is nobody in the group it is for
├── NoDraft         it has been sent, so it cannot be changed or thrown away
├── Overtaken       it was changed in another window, and what would go out is not what was read
├── SaidBefore      the same words went to the same group within a day
├── TooMany         as many as a day can have have been sent in this programme
└── GoneOut         everybody has it, or it was stopped before
"""

from alongside.errors import Refused


class NobodyThere(Refused):
    pass


class NoDraft(Refused):
    pass


class Overtaken(Refused):
    pass


class SaidBefore(Refused):
    pass


class TooMany(Refused):
    pass


class GoneOut(Refused):
    pass
