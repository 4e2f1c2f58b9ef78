"""How it was for people: their answers of past quarters, added up so that nobody's own can be worked out.

See docs/decisions/0039-added-up-in-fifths.md. What was said in a quarter is told once it cannot change any more, the
same to whoever looks, and whatever months the rest of the report looks at.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Case, CharField, Count, F, IntegerField, Min, Q, QuerySet, Sum, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from alongside.web.checkins.models import Answer, CheckIn
from alongside.web.meetings.models import Change, Meeting, Rating
from alongside.web.mentorships.items import ITEMS
from alongside.web.mentorships.models import Reflection
from alongside.web.programmes.models import Programme
from alongside.web.reports.numbers import LEAST
from alongside.web.reports.period import Quarter, begin_of, today

LEAST_PEOPLE = 10
QUARTERS = 2  # side by side on a page, with room for the words before them
BAR, FULL = 12, 10  # of the picture of a share, in its own units: from bar to bar, and how wide one is
GOOD = 4  # of five: "mostly" or "completely"
# A session that was written down by mistake can be taken away for a week, and what was said of it goes with it. After
# that nothing that was said in a quarter can change any more.
SETTLED_AFTER = timedelta(days=8)
FIFTHS = (
    _l("fewer than 1 in 5"),
    _l("at least 1 in 5"),
    _l("at least 2 in 5"),
    _l("at least 3 in 5"),
    _l("at least 4 in 5"),
)

Key = tuple[int, str]  # which of the quarters, and the name of the question


@dataclass(frozen=True)
class Question:
    """What is added up: the answers of one kind, or those to all items of a check-in that ask of one thing."""

    name: str
    words: str | Promise
    kind: str  # as the programme shows it: "ratings" or "checkins"; or "endings", which is asked to be added up


QUESTIONS = (
    Question("useful", _l("The session was a good use of my time"), "ratings"),
    Question("goals", _l("We know what we work towards and get closer"), "checkins"),
    Question("match", _l("We suit each other"), "checkins"),
    Question("communication", _l("We hear from each other and could raise a problem"), "checkins"),
    Question("feedback", _l("We tell each other what helps"), "checkins"),
    Question("sessions", _l("Sessions are prepared and lead to a next step"), "checkins"),
    Question("overall", _l("I would choose this pair again"), "checkins"),
    Question("worth", _l("All in all, it was worth my time (asked at the end)"), "endings"),
)


class Share:
    """A part of some people, told as one of five. Neither all nor none of them is ever told apart from nearly so."""

    def __init__(self, part: int, whole: int) -> None:
        self.fifth = min(5 * part // whole, 4)

    @property
    def bars(self) -> list[tuple[int, int]]:
        """Five small ones: where each stands in the picture, and how far it is filled.

        As many as the words say are full, and the next one half: the share lies somewhere in it.
        """
        return [
            (number * BAR, FULL * (number < self.fifth) or FULL // 2 * (number == self.fifth)) for number in range(5)
        ]

    def __str__(self) -> str:
        return str(FIFTHS[self.fifth])


@dataclass(frozen=True)
class Told:
    """One question in one quarter; no share where too few answered."""

    quarter: Quarter
    share: Share | None


@dataclass(frozen=True)
class Asked:
    """How many people were asked in a quarter, and what part of them answered."""

    quarter: Quarter
    kind: str
    people: int
    share: Share | None

    @property
    def words(self) -> str:
        words = {"people": self.people}
        if self.kind == "ratings":
            return _("Of %(people)s people who held a session") % words
        if self.kind == "endings":
            return _("Of %(people)s people whose mentorship ended") % words
        return _("Of %(people)s people who were asked in a check-in") % words


class Said:
    """Everybody's answers in a programme, as far as it shows them to coordinators, and what they said at the end."""

    least, least_people = LEAST, LEAST_PEOPLE

    def __init__(self, programme: Programme, newest: Quarter | None = None) -> None:
        """newest : the last quarter to tell of; one that is not over for long enough is never told."""
        self.programme = programme
        self.newest = min(newest or last_told(), last_told(), key=lambda quarter: quarter.first)

    @property
    def since(self) -> dict[str, datetime]:
        """What was answered before was promised to stay closed, and is no part of any sum."""
        shown = self.programme.shown_since
        return {kind: shown[kind] for kind in ("ratings", "checkins") if kind in shown}

    @cached_property
    def quarters(self) -> list[Quarter]:
        """Those that are told, the newest first."""
        found = [self.newest]
        while len(found) < QUARTERS:
            found.append(found[-1].before)
        return found

    @property
    def next_on(self) -> date:
        """When the next quarter is told."""
        return Quarter.of(today() - SETTLED_AFTER).after + SETTLED_AFTER

    @property
    def span(self) -> tuple[datetime, datetime]:
        return begin_of(self.quarters[-1].first), begin_of(self.quarters[0].after)

    def which(self, field: str) -> Case:
        """In a query: the place among the quarters of the one that a moment lies in."""
        whens = [
            When(**{f"{field}__gte": begin_of(each.first), f"{field}__lt": begin_of(each.after)}, then=Value(number))
            for number, each in enumerate(self.quarters)
        ]
        return Case(*whens, output_field=IntegerField())

    # What was said ---------------------------------------------------------------------------------------------------

    def ratings(self, since: datetime) -> "QuerySet[Rating, Any]":
        """By the moment they were given: after a day they stand, whatever becomes of the mark of their session."""
        start, end = self.span
        rows = Rating.objects.filter(
            meeting__mentorship__programme=self.programme, rated_at__gte=max(start, since), rated_at__lt=end
        )
        names = {"whose": F("person"), "pair": F("meeting__mentorship"), "answer": F("useful")}
        return rows.annotate(which=self.which("rated_at"), question=Value("useful"), **names)

    def answers(self, since: datetime) -> "QuerySet[Answer, Any]":
        """By the moment a check-in was closed: until then an answer can be changed."""
        start, end = self.span
        asked = [item for item in ITEMS.values() if not item.is_private]
        causes = sorted({item.cause for item in asked})
        of_cause = [
            When(item__in=[item.name for item in asked if item.cause == cause], then=Value(cause)) for cause in causes
        ]
        rows = Answer.objects.filter(
            checkin__mentorship__programme=self.programme,
            checkin__closed_at__gte=start,
            checkin__closed_at__lt=end,
            checkin__answered_at__gte=since,
            item__in=[item.name for item in asked],
        )
        names = {"whose": F("checkin__person"), "pair": F("checkin__mentorship"), "answer": F("value")}
        question = Case(*of_cause, output_field=CharField())
        return rows.annotate(which=self.which("checkin__closed_at"), question=question, **names)

    def at_the_end(self) -> "QuerySet[Reflection, Any]":
        """By the moment of the first answer: after a day it stands."""
        start, end = self.span
        rows = Reflection.objects.filter(
            mentorship__programme=self.programme, worth__isnull=False, worth_at__gte=start, worth_at__lt=end
        )
        names = {"whose": F("person"), "pair": F("mentorship"), "answer": F("worth")}
        return rows.annotate(which=self.which("worth_at"), question=Value("worth"), **names)

    @cached_property
    def given(self) -> "dict[str, QuerySet[Any, Any]]":
        """Every answer that may be told: `which` quarter, `question`, `whose`, of what `pair`, the `answer`."""
        kinds = {"ratings": self.ratings, "checkins": self.answers}
        shown = {kind: kinds[kind](since).order_by() for kind, since in self.since.items()}
        return {**shown, "endings": self.at_the_end().order_by()}

    @cached_property
    def shares(self) -> dict[tuple[Quarter, str], Share]:
        """By quarter and question. Each person counts once, so that nobody who answers often is heard alone."""
        people, content = Counter[Key](), Counter[Key]()
        pairs: dict[Key, set[int]] = defaultdict(set)
        for rows in self.given.values():
            by_person = rows.values_list("which", "question", "whose")
            for which, question, _whose, total, count, pair in by_person.annotate(
                Sum("answer"), Count("pk"), Min("pair")
            ):
                key = which, question
                people[key] += 1
                content[key] += total >= GOOD * count
                # One of each person's is enough to know that there are so many: of most it is the only one.
                pairs[key].add(pair)
        return {
            (self.quarters[which], question): Share(content[which, question], count)
            for (which, question), count in people.items()
            if count >= LEAST_PEOPLE and len(pairs[which, question]) >= LEAST
        }

    # Who was asked ---------------------------------------------------------------------------------------------------

    @cached_property
    def asked(self) -> list[Asked]:
        """Silence says something, too."""
        found = [*self.asked_to_rate(), *self.asked_in_checkins(), *self.asked_at_the_end()]
        return [each for quarter in self.quarters for each in found if each.quarter == quarter and each.share]

    def asked_to_rate(self) -> Iterator[Asked]:
        """By the moment at which a session was said to be held: that stays written when the mark is taken back.

        Counted by the mark as it stands, two people would be missing once one of them took it back, and whoever did
        could tell by the share whether the other had answered.
        """
        if "ratings" not in self.since:
            return
        start, end = self.span
        held = Change.objects.filter(
            kind=Change.Kind.HELD,
            meeting__kind=Meeting.Kind.SESSION,
            meeting__mentorship__programme=self.programme,
            at__gte=max(start, self.since["ratings"]),
            at__lt=end,
        )
        rows = held.annotate(which=self.which("at")).order_by()
        pair = ("meeting__mentorship__mentor", "meeting__mentorship__mentee")
        yield from self.asked_pairs("ratings", rows.values_list("which", *pair).distinct())

    def asked_at_the_end(self) -> Iterator[Asked]:
        start, end = self.span
        ended = self.programme.mentorships.filter(began_on__isnull=False, ended_at__gte=start, ended_at__lt=end)
        rows = ended.annotate(which=self.which("ended_at")).order_by()
        yield from self.asked_pairs("endings", rows.values_list("which", "mentor", "mentee"))

    def asked_pairs(self, kind: str, rows: "Iterable[tuple[int, int, int]]") -> Iterator[Asked]:
        """Both of each pair were asked. `rows`: which quarter, mentor, mentee."""
        pairs: dict[int, set[tuple[int, int]]] = defaultdict(set)
        for which, mentor, mentee in rows:
            pairs[which].add((mentor, mentee))
        answered: dict[int, set[int]] = defaultdict(set)
        for which, person in self.given[kind].values_list("which", "whose").distinct():
            answered[which].add(person)
        for which, both in pairs.items():
            people = {person for pair in both for person in pair}
            yield asked_of(self.quarters[which], kind, len(people), len(answered[which] & people), len(both))

    def asked_in_checkins(self) -> Iterator[Asked]:
        if "checkins" not in self.since:
            return
        (start, end), since = self.span, self.since["checkins"]
        rows = CheckIn.objects.filter(
            mentorship__programme=self.programme, closed_at__gte=start, closed_at__lt=end, asked_at__gte=since
        )
        counted = (
            rows.annotate(which=self.which("closed_at"))
            .order_by()
            .values_list("which")
            .annotate(
                people=Count("person", distinct=True),
                answered=Count("person", distinct=True, filter=Q(answered_at__isnull=False)),
                pairs=Count("mentorship", distinct=True),
            )
        )
        for which, people, answered, pairs in counted:
            yield asked_of(self.quarters[which], "checkins", people, answered, pairs)

    # For the page ----------------------------------------------------------------------------------------------------

    @cached_property
    def told_quarters(self) -> list[Quarter]:
        """Those in which anything can be told, the newest first."""
        told = {quarter for quarter, _question in self.shares} | {each.quarter for each in self.asked}
        return [quarter for quarter in self.quarters if quarter in told]

    @cached_property
    def rows(self) -> list[tuple[Question, list[Told]]]:
        """Each question with its quarters."""
        shown = [question for question in QUESTIONS if question.kind in self.given]
        return [
            (each, [Told(quarter, self.shares.get((quarter, each.name))) for quarter in self.told_quarters])
            for each in shown
        ]

    def lines(self) -> Iterator[tuple[str, str, str]]:
        for question, told in self.rows:
            for each in told:
                part = _("How it was, %(quarter)s") % {"quarter": each.quarter}
                yield part, str(question.words), str(each.share or _("too few answered"))
        for asked in self.asked:
            part = _("How many answered, %(quarter)s") % {"quarter": asked.quarter}
            yield part, asked.words, str(asked.share)


def last_told() -> Quarter:
    """The newest quarter in which nothing can change any more."""
    return Quarter.of(today() - SETTLED_AFTER).before


def asked_of(quarter: Quarter, kind: str, people: int, answered: int, pairs: int) -> Asked:
    enough = people >= LEAST_PEOPLE and pairs >= LEAST
    return Asked(quarter, kind, people, Share(answered, people) if enough else None)
