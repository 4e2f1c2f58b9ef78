"""A round's cohort, matched: people, rules and decisions by hand go in, alongside.matching's answer comes out."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Max, Q, Sum
from django.utils import timezone

from alongside.matching import Matching, Mentee, Mentor, match
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import Meaning, Personality
from alongside.web.programmes.models import Answer, Programme
from alongside.web.programmes.records import folk
from alongside.web.programmes.rules import Rules
from alongside.web.rounds.cohort import away, looking, offering

if TYPE_CHECKING:
    from alongside.web.rounds.models.round import Round

Pair = tuple[str, str]
# Up to here a matching takes well under a second and is made while the page is; beyond it is a run.
SMALL = 2000


@dataclass(frozen=True)
class Market:
    """Everybody who takes part, and the pairs set or ruled out by hand that still make sense.

    aside : locks that cannot stand any more: one of the two is no longer looking or has no room, they were proposed to
    each other in this round, or they are to be kept apart.
    """

    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    locked: tuple[Pair, ...]
    forbidden: tuple[Pair, ...]
    aside: tuple[Pair, ...]

    @property
    def is_small(self) -> bool:
        return len(self.mentees) + len(self.mentors) <= SMALL

    @property
    def is_possible(self) -> bool:
        return bool(self.mentees and self.mentors)


def market(round_: "Round") -> Market:
    """Who takes part now. A fixed number of queries."""
    mentees, mentors = cohort(round_.programme)
    locked, aside = standing(round_, mentees, mentors)
    ruled_out = pairs(round_.decisions.forbids()) | declined(round_)
    return Market(mentees, mentors, locked, tuple(sorted(ruled_out)), aside)


def cohort(programme: Programme) -> tuple[tuple[Mentee, ...], tuple[Mentor, ...]]:
    """Who looks for a mentor in a programme now, and who has room; read again only when something has changed."""
    return read_cohort(programme.pk, cohort_fingerprint(programme))


# Some ten megabytes for a cohort of ten thousand, so only a few are kept.
@lru_cache(maxsize=3)
def read_cohort(programme_pk: int, seen: str) -> tuple[tuple[Mentee, ...], tuple[Mentor, ...]]:
    programme, today = Programme.objects.get(pk=programme_pk), timezone.localdate()
    mentees, mentors = folk(programme, mentees=looking(programme, today), mentors=offering(programme, today), on=today)
    return tuple(mentees), tuple(mentors)


def standing(
    round_: "Round", mentees: Sequence[Mentee], mentors: Sequence[Mentor]
) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    here, room = {one.id: one for one in mentees}, {one.id: one.capacity for one in mentors}
    over = declined(round_)
    stands, aside, taken = [], [], Counter[str]()
    for mentee, mentor in sorted(pairs(round_.decisions.locks())):
        is_over = (mentee, mentor) in over or (mentee in here and mentor in here[mentee].blocked)
        if mentee in here and not is_over and taken[mentor] < room.get(mentor, 0):
            taken[mentor] += 1
            stands.append((mentee, mentor))
        else:
            aside.append((mentee, mentor))
    return tuple(stands), tuple(aside)


def pairs(decisions: Any) -> set[Pair]:
    return {(str(mentee), str(mentor)) for mentee, mentor in decisions.values_list("mentee", "mentor")}


def declined(round_: "Round") -> set[Pair]:
    """Whoever was proposed to each other in this round is not proposed again, nor while they still are from another.

    Nor who were proposed by hand, once one of them said no: a wish not to meet again could be read from it otherwise.
    Both ways round, as a wish is.
    """
    elsewhere = round_.programme.proposals
    by_hand = elsewhere.filter(round=None, replies__says_yes=False)
    told = pairs(round_.proposals.all()) | pairs(elsewhere.open()) | pairs(by_hand)
    return told | {(mentor, mentee) for mentee, mentor in told}


def solved(
    it: Market,
    programme: Programme,
    progress: Callable[[float], None] = lambda done: None,
    *,
    rules: Rules | None = None,
) -> Matching:
    """The matching, proven the best where the rules ask for the best; by other rules if they are given."""
    rules = rules or programme.rules
    return match(
        it.mentees,
        it.mentors,
        weighing=rules.weighing(programme),
        locked=it.locked,
        forbidden=it.forbidden,
        progress=progress,
        **rules.options(),
    )


def fingerprint(round_: "Round") -> str:
    """Of all that goes into a round's matching: the same as long as nothing that matters has changed."""
    decided = sorted(round_.decisions.standing().values_list("kind", "mentee", "mentor"))
    return hashed({"cohort": cohort_fingerprint(round_.programme), "decisions": decided})


def cohort_fingerprint(programme: Programme) -> str:
    """Of everybody in a programme and its rules. A few small queries, however many people.

    Numbers are weighed with whose they are, so that one place more here and one less there is a change.
    """
    here = programme.memberships.current().filter(person__is_active=True)
    members = here.aggregate(
        Count("pk"), Max("joined_at"), Count("paused_at"), Max("paused_at"), Max("left_out_at"), Count("left_out_at"),
        Max("person__profile__changed_at"), places=Sum(F("capacity") * F("pk")),
        departments=Count("pk", filter=~Q(department="")),
    )  # fmt: skip
    of_here = here.values("person__profile")
    return hashed(
        {
            "away": here.filter(away(timezone.localdate())).count(),
            "rules": programme.rules.kept(),
            "personality": programme.asks_personality,
            **members,
            "meanings": Meaning.objects.filter(profile__in=of_here).aggregate(Count("pk"), Max("learned_at")),
            "personalities": Personality.objects.filter(profile__in=of_here).aggregate(Count("pk"), Max("answered_at")),
            "mentorships": programme.mentorships.aggregate(
                Count("pk"), Max("pk"), Count("ended_at"), Max("ended_at"),
                again=Count("reflections", filter=Q(reflections__wants_another=True)),
            ),
            "paired_before": Mentorship.objects.paired_before(programme).aggregate(Count("pk"), Max("pk")),
            "answers": own_answers(programme),
            "separations": programme.separations.aggregate(Count("pk"), Max("pk")),
            "proposals": programme.proposals.aggregate(
                Count("pk"), Max("pk"), Count("closed_at"), Max("closed_at"),
                freed=Count("pk", filter=~Q(freed="")),
            ),
        }
    )  # fmt: skip


def own_answers(programme: Programme) -> dict[str, Any]:
    """To the programme's own questions that matching may look at."""
    if not programme.comparable:
        return {}
    given = Answer.objects.said().filter(question__in=[int(key) for key in programme.comparable])
    seen = given.aggregate(Count("pk"), Max("answered_at"), people=Sum(F("person") * F("question")))
    return {"questions": programme.comparable, **seen}


def hashed(seen: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(seen, sort_keys=True, default=str).encode()).hexdigest()
