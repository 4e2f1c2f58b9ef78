"""How it was for people: their answers of past quarters, added up so that nobody's own can be worked out.

See docs/decisions/0039-added-up-in-fifths.md. What was said in a quarter is told once it cannot change any more, the
same to whoever looks, and whatever months the rest of the report looks at.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Case, CharField, Count, Q, Sum, Value, When
from django.db.models.functions import TruncQuarter
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from alongside.web.checkins.models import Answer, CheckIn
from alongside.web.meetings.models import Meeting, Rating
from alongside.web.mentorships.items import ITEMS
from alongside.web.programmes.models import Programme
from alongside.web.reports.numbers import LEAST
from alongside.web.reports.period import Quarter, begin_of, today

LEAST_PEOPLE = 10
QUARTERS = 4
BAR = 12  # of the picture of a share, in its own units
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

Row = tuple[datetime, str, int, int, int, int]  # quarter, question, person, mentorship, sum, count


@dataclass(frozen=True)
class Question:
    """What is added up: the answers of one kind, or those to all items of a check-in that ask of one thing."""

    name: str
    words: str | Promise
    kind: str  # as the programme shows it: "ratings" or "checkins"


QUESTIONS = (
    Question("useful", _l("The session was a good use of my time"), "ratings"),
    Question("goals", _l("We know what we work towards and get closer"), "checkins"),
    Question("match", _l("We suit each other"), "checkins"),
    Question("communication", _l("We hear from each other and could raise a problem"), "checkins"),
    Question("feedback", _l("We tell each other what helps"), "checkins"),
    Question("sessions", _l("Sessions are prepared and lead to a next step"), "checkins"),
    Question("overall", _l("I would choose this pair again"), "checkins"),
)


class Share:
    """A part of some people, told as one of five. Neither all nor none of them is ever told apart from nearly so."""

    def __init__(self, part: int, whole: int) -> None:
        self.fifth = min(5 * part // whole, 4)

    @property
    def bars(self) -> list[tuple[int, bool]]:
        """Five small ones: where each stands in the picture, and whether it is full."""
        return [(number * BAR, number <= self.fifth) for number in range(5)]

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
        return _("Of %(people)s people who were asked in a check-in") % words


class Said:
    """Everybody's answers in a programme, as far as it shows them to coordinators, and since when it does."""

    least, least_people = LEAST, LEAST_PEOPLE

    def __init__(self, programme: Programme) -> None:
        self.programme = programme

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
    def newest(self) -> Quarter:
        return Quarter.of(today() - SETTLED_AFTER).before

    @property
    def next_on(self) -> date:
        """When the next quarter is told."""
        return Quarter.of(today() - SETTLED_AFTER).after + SETTLED_AFTER

    @property
    def span(self) -> tuple[datetime, datetime]:
        return begin_of(self.quarters[-1].first), begin_of(self.quarters[0].after)

    # What was said ---------------------------------------------------------------------------------------------------

    def ratings(self, since: datetime) -> Iterable[Row]:
        """By the moment they were given: after a day they stand, whatever becomes of the mark of their session."""
        start, end = self.span
        rows = Rating.objects.filter(
            meeting__mentorship__programme=self.programme, rated_at__gte=max(start, since), rated_at__lt=end
        )
        return added_up(rows, "rated_at", Value("useful"), ("person", "meeting__mentorship"), "useful")

    def answers(self, since: datetime) -> Iterable[Row]:
        """By the moment a check-in was closed: until then an answer can be changed."""
        start, end = self.span
        open_items = [item for item in ITEMS.values() if not item.is_private]
        causes = {item.cause for item in open_items}
        whens = [
            When(item__in=[item.name for item in open_items if item.cause == cause], then=Value(cause))
            for cause in sorted(causes)
        ]
        rows = Answer.objects.filter(
            checkin__mentorship__programme=self.programme,
            checkin__closed_at__gte=start,
            checkin__closed_at__lt=end,
            checkin__answered_at__gte=since,
            item__in=[item.name for item in open_items],
        )
        by = ("checkin__person", "checkin__mentorship")
        return added_up(rows, "checkin__closed_at", Case(*whens, output_field=CharField()), by, "value")

    @cached_property
    def kept(self) -> dict[str, list[Row]]:
        """By kind, of those the programme shows."""
        kinds = {"ratings": self.ratings, "checkins": self.answers}
        return {kind: list(kinds[kind](since)) for kind, since in self.since.items()}

    @cached_property
    def shares(self) -> dict[tuple[date, str], Share]:
        """By quarter and question. Each person counts once, so that nobody who answers often is heard alone."""
        by_person: dict[tuple[date, str], dict[int, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
        pairs: dict[tuple[date, str], set[int]] = defaultdict(set)
        for rows in self.kept.values():
            for moment, question, person, mentorship, total, count in rows:
                key = day_of(moment), question
                pairs[key].add(mentorship)
                sums = by_person[key][person]
                sums[0], sums[1] = sums[0] + total, sums[1] + count
        return {
            key: Share(sum(total >= GOOD * count for total, count in people.values()), len(people))
            for key, people in by_person.items()
            if len(people) >= LEAST_PEOPLE and len(pairs[key]) >= LEAST
        }

    # Who was asked ---------------------------------------------------------------------------------------------------

    @cached_property
    def asked(self) -> list[Asked]:
        """Silence says something, too."""
        found = [*self.asked_to_rate(), *self.asked_in_checkins()]
        return [each for quarter in self.quarters for each in found if each.quarter == quarter and each.share]

    def asked_to_rate(self) -> Iterator[Asked]:
        if "ratings" not in self.since:
            return
        (start, end), zone = self.span, timezone.get_default_timezone()
        held = Meeting.objects.held().filter(
            mentorship__programme=self.programme,
            kind=Meeting.Kind.SESSION,
            starts_at__gte=max(start, self.since["ratings"]),
            starts_at__lt=end,
        )
        both: dict[date, set[int]] = defaultdict(set)
        pairs: dict[date, int] = defaultdict(int)
        rows = held.annotate(quarter=TruncQuarter("starts_at", tzinfo=zone)).order_by()
        for moment, mentor, mentee in rows.values_list(
            "quarter", "mentorship__mentor", "mentorship__mentee"
        ).distinct():
            both[day_of(moment)] |= {mentor, mentee}
            pairs[day_of(moment)] += 1
        given: dict[date, set[int]] = defaultdict(set)
        for moment, _question, person, *_more in self.kept["ratings"]:
            given[day_of(moment)].add(person)
        for first, people in both.items():
            yield asked_of(Quarter(first), "ratings", len(people), len(given[first] & people), pairs[first])

    def asked_in_checkins(self) -> Iterator[Asked]:
        if "checkins" not in self.since:
            return
        (start, end), since = self.span, self.since["checkins"]
        rows = CheckIn.objects.filter(
            mentorship__programme=self.programme, closed_at__gte=start, closed_at__lt=end, asked_at__gte=since
        )
        quarter = TruncQuarter("closed_at", tzinfo=timezone.get_default_timezone())
        counted = (
            rows.annotate(quarter=quarter)
            .order_by()
            .values_list("quarter")
            .annotate(
                people=Count("person", distinct=True),
                answered=Count("person", distinct=True, filter=Q(answered_at__isnull=False)),
                pairs=Count("mentorship", distinct=True),
            )
        )
        for moment, people, answered, pairs in counted:
            yield asked_of(Quarter(day_of(moment)), "checkins", people, answered, pairs)

    # For the page ----------------------------------------------------------------------------------------------------

    @cached_property
    def told_quarters(self) -> list[Quarter]:
        """Those in which anything can be told, the newest first."""
        firsts = {first for first, _question in self.shares} | {each.quarter.first for each in self.asked}
        return [quarter for quarter in self.quarters if quarter.first in firsts]

    @cached_property
    def rows(self) -> list[tuple[Question, list[Told]]]:
        """Each question with its quarters."""
        shown = [question for question in QUESTIONS if question.kind in self.since]
        return [
            (each, [Told(quarter, self.shares.get((quarter.first, each.name))) for quarter in self.told_quarters])
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


def added_up(rows: Any, at: str, question: Any, by: tuple[str, str], value: str) -> Iterable[Row]:
    """One line for each quarter, question, person and mentorship."""
    quarter = TruncQuarter(at, tzinfo=timezone.get_default_timezone())
    counted: Iterable[Row] = (
        rows.annotate(quarter=quarter, question=question)
        .order_by()
        .values_list("quarter", "question", *by)
        .annotate(Sum(value), Count("pk"))
    )
    return counted


def asked_of(quarter: Quarter, kind: str, people: int, answered: int, pairs: int) -> Asked:
    enough = people >= LEAST_PEOPLE and pairs >= LEAST
    return Asked(quarter, kind, people, Share(answered, people) if enough else None)


def day_of(moment: datetime) -> date:
    return timezone.localdate(moment, timezone.get_default_timezone())
