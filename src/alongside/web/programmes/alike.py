"""A programme's own questions in its matching: the same answer, or another one, counts in favour or is a must.

Only what members read is looked at, so that a reason can be said aloud and a pair tells nobody anything new
(docs/decisions/0035-own-questions.md).
"""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.matching import Mentee, Mentor, Reason
from alongside.matching.fit import ByKind
from alongside.matching.people import Person
from alongside.matching.rules import ByKindRule

HOW: dict[str, Any] = {
    "no": _("does not count"),
    "same": _("the same answer counts in favour"),
    "must": _("only the same answer"),
    "other": _("different answers count in favour"),
    "must_other": _("only different answers"),
}
WANTS_SAME = {"same": True, "must": True, "other": False, "must_other": False}
IS_MUST = {"must", "must_other"}


class SameAnswer(ByKind):
    """Counts as much as interests in common, while everything is as usual."""

    weight = 0.08

    def __init__(self, question: str, text: str, *, wants_same: bool) -> None:
        self.key, self.label = f"question {question}", text
        self.question, self.wants_same = question, wants_same

    def kind(self, person: Person) -> str | None:
        return person.answers.get(self.question)

    def fit(self, mentee: Mentee, mentor: Mentor) -> Reason:
        one, other = self.kind(mentee), self.kind(mentor)
        if one is None or other is None:
            return self.unknown()
        if one == other:
            text = _now("Both answered “%(answer)s” to “%(question)s”") % {"answer": one, "question": self.label}
        else:
            text = _now("They answered differently to “%(question)s”") % {"question": self.label}
        return Reason(self.key, float((one == other) == self.wants_same), f"{text}.")


class MustAnswer(ByKindRule):
    """Who has not answered is not ruled out, as with every other thing that somebody has not said."""

    def __init__(self, question: str, text: str, *, wants_same: bool) -> None:
        self.question, self.text, self.wants_same = question, text, wants_same

    def kind(self, person: Person) -> str | None:
        return person.answers.get(self.question)

    def broken(self, mentee: Mentee, mentor: Mentor) -> str | None:
        one, other = self.kind(mentee), self.kind(mentor)
        if one is None or other is None or (one == other) == self.wants_same:
            return None
        words = {"mentee": mentee, "mentor": mentor, "question": self.text}
        if self.wants_same:
            return _now("%(mentee)s and %(mentor)s answered “%(question)s” differently.") % words
        return _now("%(mentee)s and %(mentor)s answered “%(question)s” the same way.") % words

    @property
    def to_them(self) -> str:
        """Said to two whom it keeps from being matched."""
        words = {"question": self.text}
        if self.wants_same:
            return _now("Matching here would not pair you: it asks for the same answer to “%(question)s”.") % words
        return _now("Matching here would not pair you: it asks for different answers to “%(question)s”.") % words
