"""What a sheet would bring: who, how each column is read, and what is wrong, with row, column and fix.

Reading is alongside.matching's own, so that `alongside match` and this page say the same of the same sheet. Only what a
programme needs besides is asked here: an address to write to, and a name to be known by.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.errors import SheetError
from alongside.matching import Mentee, Mentor
from alongside.matching.columns import FIELDS, guess
from alongside.matching.roster import BETWEEN_LANGUAGES, Entry, Part, Problem, Roster, people
from alongside.matching.sheet import Row
from alongside.matching.sheet import Sheet as Table
from alongside.web.programmes.forms import is_address
from alongside.web.programmes.models import Membership, Role
from alongside.web.sheets.answers import Asked
from alongside.web.sheets.models import Sheet
from alongside.web.sheets.person import APART, Person
from alongside.web.sheets.ways import channel_of

SHOWN = 100
SHOWN_ROWS = 6
LEFT_OUT = "-"  # a choice like any other, so that no column is left unread by oversight
EXAMPLES = 3
LISTS = {"languages", "not with", "never again", "match with"}  # where each of several words is read by itself
LIMITS = {"name": 120, "department": 80, "word": 60, "meant": 200}
MOST_PLACES = 20


@dataclass(frozen=True)
class Column:
    """A heading, the field it is read as ("" for none), and a few of its cells."""

    heading: str
    field: str
    examples: list[str]


@dataclass(frozen=True)
class Word:
    """What could not be read under a heading, and where; saying once what is meant mends every row."""

    problem: Problem
    rows: list[int]

    @property
    def key(self) -> str:
        """The same as long as the sheet is the same, whatever else is mended meanwhile."""
        return "word_" + sha256(f"{self.problem.column}\0{self.problem.text}".encode()).hexdigest()[:16]

    @property
    def shown_rows(self) -> str:
        return ", ".join(str(row) for row in self.rows[:SHOWN_ROWS])

    @property
    def more_rows(self) -> int:
        return max(len(self.rows) - SHOWN_ROWS, 0)


class Preview:
    """One sheet as it would be brought in now. Nothing is kept."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    @property
    def fields(self) -> list[tuple[str, str]]:
        """What a column can hold."""
        ours = [(one.name, f"{one.name}: {one.says}") for one in FIELDS]
        return [(LEFT_OUT, _("leave out")), *ours, *self.asked.fields]

    @cached_property
    def as_written(self) -> list[Table]:
        """The tables that hold people: both of a mentors' and a mentees' page, else the first."""
        every = self.sheet.tables()
        named = [table for table in every if role_of(table)]
        return named if {role_of(table) for table in named} == {"mentor", "mentee"} else every[:1]

    @cached_property
    def tables(self) -> list[Table]:
        """The same with every cell as it is meant."""
        if not self.sheet.meant:
            return self.as_written
        return [
            replace(table, rows=tuple(Row(row.number, self.as_meant(row.cells)) for row in table.rows))
            for table in self.as_written
        ]

    def as_meant(self, cells: dict[str, str]) -> dict[str, str]:
        """The cells of a row, with what could not be read as the coordinator reads it: a whole cell, or words of it."""
        read = dict(cells)
        for heading, words in self.sheet.meant.items():
            cell = cells.get(heading, "")
            if cell in words:
                read[heading] = words[cell]
            elif self.mapping.get(heading) in LISTS:
                parts = re.split(f"({BETWEEN_LANGUAGES})", cell)
                read[heading] = "".join(words.get(part.strip(), part) for part in parts)
        return read

    @cached_property
    def headings(self) -> list[str]:
        return list(dict.fromkeys(heading for table in self.as_written for heading in table.headings))

    @cached_property
    def mapping(self) -> dict[str, str]:
        """Heading -> field: what was said, and the rest guessed."""
        try:
            said = {heading: name for heading, name in self.sheet.columns.items() if heading in self.headings}
            return guess(self.headings, said | dict.fromkeys(self.asked.columns, ""))
        except SheetError:
            return {}

    @cached_property
    def asked(self) -> Asked:
        """The columns that answer the programme's own questions."""
        return Asked(self.sheet.programme, self.headings, self.sheet.columns)

    @cached_property
    def columns(self) -> list[Column]:
        """How each column is read, with a few of its cells to see that by."""
        read = self.mapping | self.asked.columns
        return [Column(heading, read.get(heading, ""), self.examples(heading)) for heading in self.headings]

    def examples(self, heading: str) -> list[str]:
        cells = (row.cells.get(heading, "") for table in self.tables for row in table.rows)
        return [cell[:40] for cell in dict.fromkeys(cell for cell in cells if cell)][:EXAMPLES]

    @cached_property
    def known(self) -> dict[str, str]:
        """Who is in the programme already: address -> name."""
        here = self.sheet.programme.memberships.current().values_list("person__email", "person__name")
        return {email.casefold(): name for email, name in here}

    @cached_property
    def roster(self) -> Roster:
        parts = [
            Part(
                table.rows,
                {heading: self.mapping[heading] for heading in table.headings if heading in self.mapping},
                role_of(table),
                table.name if len(self.tables) > 1 else "",
            )
            for table in self.tables
        ]
        return people(parts, on=timezone.localdate(), known=self.known)

    @cached_property
    def problems(self) -> list[Problem]:
        return sorted([*self.roster.problems, *self.own_problems], key=lambda one: (one.sheet, one.row))

    @cached_property
    def words(self) -> list[Word]:
        """What other words would mend, the most frequent first."""
        found: dict[tuple[str, str], Word] = {}
        for problem in self.problems:
            if problem.text and len(problem.text) <= LIMITS["meant"]:
                word = found.setdefault((problem.column, problem.text), Word(problem, []))
                word.rows.append(problem.row)
        return sorted(found.values(), key=lambda word: -len(word.rows))[:SHOWN]

    @cached_property
    def other_problems(self) -> list[Problem]:
        """What only the sheet itself can mend: somebody twice, a missing role."""
        here = {(word.problem.column, word.problem.text) for word in self.words}
        return [problem for problem in self.problems if (problem.column, problem.text) not in here]

    @property
    def shown_problems(self) -> list[Problem]:
        return self.other_problems[:SHOWN]

    @property
    def more_problems(self) -> int:
        return max(len(self.other_problems) - SHOWN, 0)

    @property
    def is_named(self) -> bool:
        """Is it known which columns hold what nobody can come in without?"""
        return {"email", "role"} <= set(self.mapping.values()) or (
            "email" in self.mapping.values() and len(self.tables) > 1
        )

    @property
    def meant(self) -> list[tuple[str, str, str]]:
        """What is read differently than it is written: (heading, as written, as meant)."""
        return [
            (heading, written, read) for heading, words in self.sheet.meant.items() for written, read in words.items()
        ]

    @cached_property
    def rows_with_problems(self) -> int:
        return len({(problem.sheet, problem.row) for problem in self.problems})

    @cached_property
    def own_problems(self) -> list[Problem]:
        """What a programme needs beyond what matching needs."""
        heading = {name: head for head, name in self.mapping.items()}
        found: list[Problem] = []

        def wrong(entry: Entry, name: str, what: str, fix: str, text: str = "") -> None:
            found.append(Problem(entry.row, heading.get(name, ""), what, fix, entry.sheet, text))

        seen: dict[str, str] = {}
        for entry in self.roster.entries:
            email = entry.email.strip().casefold()
            if not email:
                wrong(entry, "email", _("There is no e-mail address."), _("Fill it in: the letter goes there."))
            elif not is_address(email):
                wrong(
                    entry,
                    "email",
                    _("“%(text)s” is no e-mail address.") % {"text": email[:40]},
                    _("Write one such as name@example.org."),
                    entry.email,
                )
            elif seen.setdefault(email, entry.id) != entry.id:
                wrong(
                    entry,
                    "email",
                    _("%(email)s stands in another row with another id.") % {"email": email},
                    _("Give each person one id, or delete one of the two."),
                )
            # Without a name the address stands in for it, and other members would read that.
            if not entry.name or is_address(entry.name):
                wrong(
                    entry,
                    "name",
                    _("There is no name."),
                    _("Fill it in: members see each other's names, never an address."),
                )
            if len(entry.name) > LIMITS["name"]:
                wrong(
                    entry,
                    "name",
                    _("The name is very long."),
                    _("Shorten it to %(most)s letters.") % {"most": LIMITS["name"]},
                )
            for column, what in self.too_long(entry):
                wrong(
                    entry,
                    column,
                    _("“%(text)s…” is very long.") % {"text": what[:30]},
                    _("Put commas between several, and keep each to %(most)s letters.") % {"most": LIMITS["word"]},
                )
            mentor = self.mentor_of.get(entry.id)
            if mentor and mentor.capacity > MOST_PLACES:
                wrong(
                    entry,
                    "capacity",
                    _("%(n)s mentees are more than a mentor can have here.") % {"n": mentor.capacity},
                    _("Write %(most)s or fewer.") % {"most": MOST_PLACES},
                    str(mentor.capacity),
                )
            found += self.asked.problems(entry, self.cells_of(entry), self.roles_of(entry))
        return found

    @cached_property
    def rows(self) -> dict[tuple[str, int], dict[str, str]]:
        """The cells of each row, by sheet where there are several and by number."""
        several = len(self.tables) > 1
        return {(table.name if several else "", row.number): row.cells for table in self.tables for row in table.rows}

    def cells_of(self, entry: Entry) -> dict[str, str]:
        return self.rows.get((entry.sheet, entry.row), {})

    def roles_of(self, entry: Entry) -> list[str]:
        sides = ((Role.MENTOR, self.mentor_of), (Role.MENTEE, self.mentee_of))
        return [role for role, known in sides if entry.id in known]

    def too_long(self, entry: Entry) -> list[tuple[str, str]]:
        person = self.mentor_of.get(entry.id) or self.mentee_of.get(entry.id)
        if person is None:
            return []
        lists = {"values": person.values, "interests": person.interests, "topics": person.topics}
        return [
            (field, word) for field, words in lists.items() for word in sorted(words) if len(word) > LIMITS["word"]
        ] + ([("department", person.department)] if len(person.department) > LIMITS["department"] else [])

    @cached_property
    def mentee_of(self) -> dict[str, Mentee]:
        return {one.id: one for one in self.roster.mentees}

    @cached_property
    def mentor_of(self) -> dict[str, Mentor]:
        return {one.id: one for one in self.roster.mentors}

    @cached_property
    def people(self) -> list[Person]:
        """Everybody whose rows are in order, one for each address."""
        wrong = {(problem.sheet, problem.row) for problem in self.own_problems}
        found: dict[str, Person] = {}
        for entry in self.roster.entries:
            if (entry.sheet, entry.row) in wrong:
                continue
            email = entry.email.strip().casefold()
            before = found.get(email)
            found[email] = Person(
                email,
                entry.name,
                entry.time_zone or (before.time_zone if before else ""),
                self.mentee_of.get(entry.id) or (before.mentee if before else None),
                self.mentor_of.get(entry.id) or (before.mentor if before else None),
                {
                    **(before.answers if before else {}),
                    **self.asked.said(self.cells_of(entry), self.roles_of(entry)),
                },
            )
        return list(found.values())

    @property
    def shown_people(self) -> list[Person]:
        return self.people[:8]

    @cached_property
    def counts(self) -> Counter[str]:
        """How many as mentees and as mentors, and who is in the programme already.

        Who has an account on this site is not counted: whether a stranger has one is nobody's business.
        """
        emails = [person.email for person in self.people]
        here = Membership.objects.current().filter(programme=self.sheet.programme, person__email__in=emails)
        members = here.values("person").distinct().count()
        return Counter(
            mentees=sum(person.mentee is not None for person in self.people),
            mentors=sum(person.mentor is not None for person in self.people),
            members=members,
            new=len(emails) - members,
        )

    @cached_property
    def notes(self) -> list[str]:
        """What is read a little differently than it is written; nothing to mend."""
        said: Counter[str] = Counter()
        for person in self.people:
            said.update(word for word in person.either.channels if channel_of(word) is None)
        notes = [
            _("“%(word)s” is no way to talk that we know (%(n)s times); it is left out.") % {"word": word[:40], "n": n}
            for word, n in said.most_common(5)
        ]
        if self.roster.locked and not self.sheet.programme.rounds.open().exists():
            notes.append(_("Pairs already agreed are set in a round; none is open, so one is opened with them."))
        if self.roster.locked and self.counts["members"] < len(self.people):
            # The same sentence whoever has an account: it tells nothing of anybody.
            notes.append(_("A pair already agreed counts once both have joined; until then others may be suggested."))
        notes += [
            _(
                "The row of %(who)s has a problem, and others are kept apart from them or matched with them. "
                "Mend it first: without that row this is not kept."
            )
            % {"who": id[:60]}
            for id in self.named_but_left_out[:SHOWN_ROWS]
        ]
        return notes

    @cached_property
    def named_but_left_out(self) -> list[str]:
        """Ids of whom somebody in order names, and who come in with no row: a wish about them has nobody to hang on."""
        coming = {person.email for person in self.people}
        in_order = {entry.id for entry in self.roster.entries if entry.email.strip().casefold() in coming}
        named = {id for one in self.people for field in APART for id in one.apart(field)}
        named |= {mentor for mentee, mentor in self.roster.locked if mentee in in_order}
        return sorted(named - in_order - self.known.keys())


def role_of(table: Table) -> str:
    name = table.name.casefold()
    return "mentee" if "mentee" in name else "mentor" if "mentor" in name else ""
