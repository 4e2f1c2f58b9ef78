"""The columns of a sheet that hold answers to the programme's own questions, and what stands in them."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from django.utils.translation import gettext as _

from alongside.matching.columns import plain
from alongside.matching.roster import Entry, Problem
from alongside.web.programmes.models import Programme, Question, Said
from alongside.web.programmes.models.answer import LONGEST

APART = ",;|/\n "


class Asked:
    """Which heading is which question: as the coordinator said, else where both have the same words."""

    def __init__(self, programme: Programme, headings: Sequence[str], said: Mapping[str, str]) -> None:
        self.questions = {f"question {one.pk}": one for one in programme.questions.live().in_order()}
        self.columns = {head: name for head, name in said.items() if head in headings and name in self.questions}
        for name, question in self.questions.items():
            alike = [head for head in headings if head not in said and plain(head) == plain(question.text)]
            if alike and plain(question.text) and name not in self.columns.values():
                self.columns[alike[0]] = name

    @property
    def fields(self) -> list[tuple[str, str]]:
        return [(name, _("question: %(text)s") % {"text": one.text}) for name, one in self.questions.items()]

    def said(self, cells: Mapping[str, str], roles: Iterable[str]) -> dict[int, Said]:
        """By question, what a row answers that somebody with these roles is asked."""
        found, asking = {}, set(roles)
        for heading, name in self.columns.items():
            question, cell = self.questions[name], cells.get(heading, "").strip()
            if cell and question.is_asked_of(asking) and (said := read(question, cell)):
                found[question.pk] = said
        return found

    def problems(self, entry: Entry, cells: Mapping[str, str], roles: Iterable[str]) -> list[Problem]:
        """Cells that are none of the choices, or too long."""
        found, asking = [], set(roles)
        for heading, name in self.columns.items():
            question, cell = self.questions[name], cells.get(heading, "").strip()
            if not cell or not question.is_asked_of(asking) or read(question, cell):
                continue
            if question.kind == Question.Kind.TEXT:
                what = _("The answer is very long.")
                fix = _("Shorten it to %(most)s letters.") % {"most": LONGEST}
            else:
                what = _("“%(text)s” is none of the choices.") % {"text": cell[:40]}
                fix = _("Choose from: %(choices)s.") % {"choices": ", ".join(question.choices)}
            near = get_close_matches(cell, question.choices, 1)
            found.append(Problem(entry.row, heading, what, fix, entry.sheet, cell, near[0] if near else ""))
        return found


def read(question: Question, cell: str) -> Said | None:
    """What a cell answers; None where it is no answer to this question."""
    if question.kind == Question.Kind.TEXT:
        return Said(question.version, words=cell) if len(cell) <= LONGEST else None
    chosen, rest = list[str](), cell
    while rest:
        # The longest first: a choice may have a comma in it, or begin like another one.
        found = next((choice for choice in by_length(question) if begins(rest, choice)), None)
        if found is None:
            return None
        chosen.append(found)
        rest = rest[len(found) :].strip(APART)
    if question.kind == Question.Kind.ONE and len(chosen) > 1:
        return None
    return Said(question.version, chosen=tuple(choice for choice in question.choices if choice in chosen))


def by_length(question: Question) -> list[str]:
    return sorted(question.choices, key=len, reverse=True)


def begins(text: str, choice: str) -> bool:
    """Whether a text begins with a choice that ends there, whatever its capitals."""
    end = text[len(choice) : len(choice) + 1]
    return text[: len(choice)].casefold() == choice.casefold() and end in APART
