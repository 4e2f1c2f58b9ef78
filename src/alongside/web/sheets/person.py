"""One person as a sheet describes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from alongside.matching import Mentee, Mentor
from alongside.web.programmes.models import Role, Said

APART = ("line", "blocked", "never_again")


@dataclass(frozen=True)
class Person:
    """Everything a sheet says of one address: as a mentee, as a mentor, or as both."""

    email: str
    name: str
    time_zone: str
    mentee: Mentee | None
    mentor: Mentor | None
    # To the programme's own questions, by question.
    answers: Mapping[int, Said] = field(default_factory=dict)

    def side(self, role: str) -> Mentee | Mentor | None:
        return self.mentor if role == Role.MENTOR else self.mentee

    @property
    def either(self) -> Mentee | Mentor:
        one = self.mentor or self.mentee
        assert one is not None
        return one

    def apart(self, field: str) -> frozenset[str]:
        """Ids of whom either row says that they are not to be paired with; the fields are those of APART."""
        return frozenset().union(*(getattr(side, field) for side in (self.mentor, self.mentee) if side))
