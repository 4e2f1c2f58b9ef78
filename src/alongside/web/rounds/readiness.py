"""Is a cohort ready to be matched: places and wishes, who is incomplete, whom nobody can be matched with."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.utils import timezone

from alongside.matching import Alone, Mentee, Mentor, Topic
from alongside.matching.people import Person
from alongside.web.people.completeness import HINTS, Hint
from alongside.web.people.models import User
from alongside.web.programmes.models import Membership, MembershipQuerySet
from alongside.web.rounds.memory import Solution, solution
from alongside.web.rounds.models import Round

PER_PAGE = 25
SHOWN = 10
MOST_TOPICS = 200
STYLE_ENOUGH = 3  # as many working style choices as a profile is asked for


@dataclass(frozen=True)
class Incomplete:
    """Somebody whose profile leaves open what matching looks at."""

    membership: Membership
    hints: list[Hint]


@dataclass(frozen=True)
class Stranded:
    """A mentee whom the rules let nobody be matched with, and why."""

    membership: Membership
    why: str


class Readiness:
    """Of one round's cohort, as one of its coordinators sees it. A fixed number of queries, however many people."""

    def __init__(self, round_: Round, reader: User, number: str | None = None) -> None:
        self.round, self.reader, self.number = round_, reader, number
        self.programme = round_.programme

    @cached_property
    def solution(self) -> Solution:
        return solution(self.round)

    @property
    def mentees(self) -> tuple[Mentee, ...]:
        return self.solution.market.mentees

    @property
    def mentors(self) -> tuple[Mentor, ...]:
        return self.solution.market.mentors

    @cached_property
    def places(self) -> int:
        return sum(mentor.capacity for mentor in self.mentors)

    @property
    def missing_places(self) -> int:
        return max(len(self.mentees) - self.places, 0)

    @property
    def is_empty(self) -> bool:
        return not self.mentees and not self.mentors

    @property
    def topics(self) -> list[Topic]:
        return self.solution.topics[:SHOWN]

    @property
    def more_topics(self) -> list[Topic]:
        return self.solution.topics[SHOWN:MOST_TOPICS]

    @cached_property
    def open(self) -> dict[int, list[Hint]]:
        """By person: what they have left open."""
        found = {int(one.id): missing(one) for one in [*self.mentees, *self.mentors]}
        return {person: hints for person, hints in found.items() if hints}

    @cached_property
    def page(self) -> "Page[Incomplete]":
        """Who is incomplete, those first who have left most open."""
        order = sorted(self.open, key=lambda person: (-len(self.open[person]), person))
        page: Page[Incomplete] = Paginator(order, PER_PAGE).get_page(self.number)  # type: ignore[assignment]
        members = self.by_person(page.object_list)  # type: ignore[arg-type]
        page.object_list = [Incomplete(members[person], self.open[person]) for person in members]
        return page

    @cached_property
    def stranded(self) -> list[Stranded]:
        """The first of those whom nobody can be matched with."""
        alone: list[Alone] = self.solution.alone[:SHOWN]
        members = self.by_person([int(one.person.id) for one in alone])
        return [Stranded(members[int(one.person.id)], one.why) for one in alone if int(one.person.id) in members]

    @property
    def stranded_count(self) -> int:
        return len(self.solution.alone)

    @cached_property
    def taking_no_part(self) -> int:
        """Mentees of the programme who are not looking: paired, proposed, away, or content."""
        return self.programme.memberships.current().mentees().count() - len(self.mentees)

    @cached_property
    def invited(self) -> int:
        """Letters of invitation that nobody has answered yet."""
        return self.programme.invitations.visible_to(self.reader).open().count()

    def by_person(self, people: Iterable[int]) -> dict[int, Membership]:
        """In the order given; one membership each."""
        wanted = list(people)
        members = self.members.filter(person__in=wanted).for_list()
        found = {member.person_id: member for member in members}
        return {person: found[person] for person in wanted if person in found}

    @property
    def members(self) -> MembershipQuerySet:
        return self.programme.memberships.current().filter(role__in=["mentor", "mentee"])

    def remind(self, *, only: int | None = None) -> int:
        """Write kindly to who is incomplete, or to one of them; how many letters. Nobody gets two in three days."""
        wanted = [only] if only in self.open else [] if only else list(self.open)
        members = self.members.filter(person__in=wanted).select_related("person", "programme")
        members = members.not_reminded_since(timezone.now())
        told: set[int] = set()
        for member in members:
            if member.person_id not in told:
                member.ask_to_complete(self.open[member.person_id])
                told.add(member.person_id)
        return len(told)


def missing(person: Person) -> list[Hint]:
    """What matching looks at and somebody has left open, in the words of the profile."""
    has = {
        "subjects": bool(person.topics),
        "values": bool(person.values),
        "working_style": len(person.style) >= STYLE_ENOUGH,
        "languages": bool(person.languages),
        "hours": bool(person.hours),
    }
    return [hint for hint in HINTS if not has.get(hint.field, True)]
