"""One pairing opened: why this pair, who was next and by how much, why not somebody else, why nobody.

The numbers behind it stay here; a page gets words.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.errors import MatchingError
from alongside.matching import Matching, Mentor, explained, next_best, why_not, why_unmatched
from alongside.matching.fit import listed
from alongside.web.people.models import User
from alongside.web.programmes.reasons import Reasons
from alongside.web.rounds.board import reasons_of
from alongside.web.rounds.memory import Solution, solution
from alongside.web.rounds.models import Change, Decision, Pairing
from alongside.web.rounds.models.run import strength
from alongside.web.rounds.preview import Preview, with_pairs

NEXT = 4
FOUND = 8
# By how much less somebody fits, in scores; from here on down the words beside it.
WORDS = (
    (0.01, gettext_lazy("would fit better, but is needed more elsewhere")),
    (-0.01, gettext_lazy("would fit as well")),
    (-0.06, gettext_lazy("would fit nearly as well")),
    (-0.15, gettext_lazy("would fit somewhat less")),
    (float("-inf"), gettext_lazy("would fit much less")),
)


@dataclass(frozen=True)
class Other:
    """Another mentor for a mentee: how much less they fit, why, and who has their places."""

    person: User
    closeness: str
    strength: str
    reasons: Reasons
    holders: list[Pairing]

    @property
    def to_swap(self) -> Pairing | None:
        """Whose mentor could be swapped: there is one, and not by hand."""
        free = [one for one in self.holders if not one.is_locked]
        return free[0] if len(free) == 1 and len(self.holders) == 1 else None


class Opened:
    """One pairing, for its coordinators. A fixed number of queries."""

    def __init__(self, pairing: Pairing, user: User, text: str = "") -> None:
        self.user = user
        self.pairing, self.text = pairing, text.strip()[:100]
        self.round = pairing.run.round
        self.mentee_id = str(pairing.mentee_id)

    @cached_property
    def solution(self) -> Solution:
        return solution(self.round)

    @property
    def matching(self) -> Matching | None:
        return self.solution.matching

    @property
    def is_current(self) -> bool:
        return self.pairing.run_id == self.round.current_run_id

    @cached_property
    def reasons(self) -> Reasons | None:
        return reasons_of(self.round, [self.pairing]).get(self.pairing.pk)

    @cached_property
    def is_looking(self) -> bool:
        return any(mentee.id == self.mentee_id for mentee in self.solution.market.mentees)

    @cached_property
    def decision(self) -> Decision | None:
        """What was set by hand for these two."""
        found = self.round.decisions.standing().filter(mentee=self.pairing.mentee)
        return found.filter(mentor=self.pairing.mentor).first() if self.pairing.mentor_id else None

    @cached_property
    def ruled_out(self) -> list[Decision]:
        """Mentors ruled out for this mentee by hand."""
        return list(self.round.decisions.forbids().filter(mentee=self.pairing.mentee).select_related("mentor"))

    @cached_property
    def notes(self) -> list[Change]:
        """What was done and written about this mentee, newest first."""
        about = Q(mentee=self.pairing.mentee)
        if self.pairing.mentor_id:
            about |= Q(mentor=self.pairing.mentor, kind=Change.Kind.NOTE)
        return list(self.round.changes.visible_to(self.user).filter(about).for_list()[:20])

    @cached_property
    def why_nobody(self) -> str:
        """Why this mentee is left over, as things are now."""
        if self.pairing.mentor_id or not self.is_looking:
            return ""
        if self.matching is None:
            return _("No mentor has room just now.")
        if self.mentee_id in self.matching.by_mentee:
            return _("As things are now there would be somebody. Match again to see.")
        row = self.matching.row(self.mentee_id)
        if row is not None and self.round.programme.rules.coverage == "no_weak" and self.others:
            return _("Whoever has room would make a weak pair, and your rules rather let somebody wait.")
        told = self.solution.unspoken
        return why_unmatched(told, self.mentee_id) if told else ""

    @cached_property
    def others(self) -> list[Other]:
        """Who was next; or, when a name was typed, who bears it."""
        if self.matching is None or not self.is_looking:
            return []
        if self.text:
            words = self.text.casefold().split()
            named = [one for one in self.matching.mentors if all(word in one.name.casefold() for word in words)]
            return self.told([one for one in named if one.id != str(self.pairing.mentor_id)][:FOUND])
        return self.told([mentor for mentor, _less in next_best(self.matching, self.mentee_id, NEXT)])

    def other(self, mentor: User) -> Other | None:
        """This mentor among the others; None where the two are not both in the matching as things are now."""
        if self.matching is None or not self.is_looking:
            return None
        return next(iter(self.told([one for one in self.matching.mentors if one.id == str(mentor.pk)])), None)

    def told(self, mentors: list[Mentor]) -> list[Other]:
        assert self.matching is not None
        weighing, mentee = self.matching.weighing, self.matching.mentee(self.mentee_id)
        people = User.objects.select_related("profile").in_bulk([int(one.id) for one in mentors])
        held: dict[int, list[Pairing]] = {}
        for pairing in Pairing.objects.filter(run=self.pairing.run, mentor__in=people).select_related("mentee"):
            held.setdefault(pairing.mentor_id or 0, []).append(pairing)
        has = self.pairing.score
        found = []
        for mentor in mentors:
            told = explained(mentee, mentor, weighing)
            less = closeness(told.score - has) if has is not None else ""
            person = people[int(mentor.id)]
            found.append(Other(person, less, strength(told.score), Reasons(told), held.get(person.pk, [])))
        return found


def closeness(less: float) -> str:
    return next(str(words) for most, words in WORDS if less >= most)


@dataclass(frozen=True)
class WhyNot:
    """Why a mentee was not matched with one mentor, and what would follow if they were."""

    text: str
    preview: Preview
    is_possible: bool


def why_not_this(opened: Opened, mentor: User) -> WhyNot:
    """In words: the rules that forbid it, or who needs this mentor more. The what-if shows whom it would move."""
    matching, pair = opened.matching, (opened.mentee_id, str(mentor.pk))
    if not opened.is_looking:
        mentee = opened.pairing.mentee
        return WhyNot(_("%(name)s is not looking for a mentor just now.") % {"name": mentee}, Preview(), False)
    if matching is None or not any(one.id == pair[1] for one in matching.mentors):
        return WhyNot(_("%(name)s has no room just now.") % {"name": mentor}, Preview(), False)
    if apart := opened.round.apart(opened.pairing.mentee, mentor):
        return WhyNot(apart, Preview(), False)
    text, is_possible = reason_against(opened, matching, mentor)
    return WhyNot(text, with_pairs(opened.solution, lock=(pair,)) if is_possible else Preview(), is_possible)


def reason_against(opened: Opened, matching: Matching, mentor: User) -> tuple[str, bool]:
    """The sentence, and whether a coordinator may pair them all the same."""
    mentee = matching.mentee(opened.mentee_id)
    name, other = mentee.name, mentor.name
    words = {"mentee": name, "mentor": other}
    try:
        told = why_not(matching, mentee.id, str(mentor.pk))
    except MatchingError as error:
        return str(error), False
    never = {
        type(rule).__name__ for rule in matching.weighing.rules if rule.broken(mentee, matching.mentor(str(mentor.pk)))
    }
    if told.forbidden:
        return " ".join(told.forbidden), not never & {"Blocked", "NotThemselves"}
    if (mentee.id, str(mentor.pk)) in matching_forbids(opened):
        return _("%(mentee)s and %(mentor)s were ruled out for this round.") % words, True
    has = matching.by_mentee.get(mentee.id)
    if has and has.mentor.id == str(mentor.pk):
        return _("As things are now, they would be matched.") % words, True
    if has and has.locked:
        return _("%(mentee)s was set with %(has)s by hand.") % {**words, "has": has.mentor}, True
    return cost_in_words(matching, mentee.id, str(mentor.pk), told.cost, words), True


def matching_forbids(opened: Opened) -> set[tuple[str, str]]:
    return set(opened.solution.market.forbidden)


def cost_in_words(matching: Matching, mentee: str, mentor: str, cost: float | None, words: dict[str, str]) -> str:
    has = matching.by_mentee.get(mentee)
    fits = matching.weighing.score(matching.mentee(mentee), matching.mentor(mentor))
    if has and fits <= has.score + 1e-6:
        return _("%(mentee)s fits %(has)s as well or better.") % {**words, "has": str(has.mentor)}
    holders = [str(one.mentee) for one in matching.pairings if one.mentor.id == mentor]
    if not holders or matching.load[mentor] < matching.mentor(mentor).capacity:
        return _("%(mentor)s still has room; with %(mentee)s there, others would fit less well in all.") % words
    went = _("%(mentor)s's places went to %(holders)s.") % {**words, "holders": listed(holders)}
    if cost is None or 1e-5 < cost <= 1:
        follows = _("With %(mentee)s instead, the others would lose more than %(mentee)s would gain.")
    elif cost > 1:
        follows = _("With %(mentee)s instead, somebody would be left over.")
    else:
        follows = _("With %(mentee)s instead, all would fit as well; one had to be chosen.")
    return f"{went} {follows % words}"
