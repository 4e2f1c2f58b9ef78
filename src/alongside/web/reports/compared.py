"""A programme beside the one it follows, both at the same age, and what chance may have to do with it.

See docs/decisions/0046-compared-with-last-time.md. Nothing is counted here: each number is the report's own, of the
one and of the other. What people answered and how goals came out is put side by side as the two reports tell it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.web.people.models import User
from alongside.web.programmes.last_time import LastTime
from alongside.web.programmes.models import Programme, Role
from alongside.web.reports.chance import Part, Points
from alongside.web.reports.first_weeks import A_DAY, FirstWeeks, first_day, weeks_behind
from alongside.web.reports.numbers import LEAST
from alongside.web.reports.period import Quarter
from alongside.web.reports.report import Report
from alongside.web.reports.said import QUESTIONS, SETTLED_AFTER, Question, Said, Share, last_told

LEAST_WEEKS = 4
ASKED = ("worth", "overall", "useful")  # of what people answered, the few that speak of the whole


@dataclass(frozen=True)
class Measure:
    """One thing of both. `has_chance`: whether each of them stands by itself, so that chance can be worked out."""

    label: str
    now: Part
    before: Part
    is_told: bool
    has_chance: bool = True

    @property
    def points(self) -> Points | None:
        """None where chance cannot be told: too few, or they do not stand by themselves."""
        return Points.between(self.now, self.before) if self.is_told and self.has_chance else None

    @property
    def is_clear(self) -> bool:
        return bool(self.points and self.points.is_clear)

    @property
    def now_in_words(self) -> str:
        return self.in_words(self.now)

    @property
    def before_in_words(self) -> str:
        return self.in_words(self.before)

    def in_words(self, part: Part) -> str:
        """Counts first; a share of a few says nothing."""
        words = {"n": part.count, "of": part.of}
        if not self.is_told:
            return _("%(n)s of %(of)s") % words
        return _("%(n)s of %(of)s (%(percent)s %%)") % (words | {"percent": part.percent})

    @property
    def difference(self) -> str:
        if not self.is_told:
            return _("too few to tell")
        points = self.points
        if points is None:
            return _("%(seen)s; chance is not worked out") % {"seen": said_of(self.now.percent - self.before.percent)}
        words = {"seen": said_of(points.seen), "low": signed(points.low), "high": signed(points.high)}
        if not points.seen:
            return _("none seen (%(low)s to %(high)s)") % words
        if points.is_clear:
            return _("%(seen)s, hardly by chance alone (%(low)s to %(high)s)") % words
        return _("%(seen)s, which may be chance (%(low)s to %(high)s)") % words


@dataclass(frozen=True)
class Asked:
    """What people answered to one question in a quarter of each; None where too few did."""

    question: Question
    now: Share | None
    before: Share | None


class Side:
    """One of the two, in its first weeks."""

    def __init__(self, user: User, programme: Programme, weeks: int, newest: Quarter) -> None:
        self.programme = programme
        self.weeks = FirstWeeks(programme, weeks)
        self.report = Report(user, programme, period=self.weeks)
        self.said = Said(programme, newest)

    @property
    def begun(self) -> int:
        return len(self.report.endings)

    @property
    def paired(self) -> Part:
        way_in = self.report.way_in
        return Part(way_in.began.mentees or 0, len(way_in.joined[Role.MENTEE]))

    @property
    def ended_early(self) -> Part:
        return Part(self.report.early, self.begun)

    @property
    def met_lately(self) -> Part:
        return Part(self.report.sessions.lately, len(self.report.sessions.known))

    @property
    def sessions(self) -> Part:
        return Part(self.report.sessions.total, self.report.sessions.agreed)

    @property
    def why_early(self) -> Counter[str]:
        return Counter({each.label: each.count for each in self.report.reasons})

    @property
    def goals_met(self) -> Part:
        """Of the whole and as it stands today, as the report tells it; of none where it does not."""
        counted = self.report.goal_counts
        return Part(counted.get("met", 0), sum(counted.values()))


class Compared:
    """This time and last time, for who coordinates both. A fixed number of queries."""

    least, least_weeks = LEAST, LEAST_WEEKS

    def __init__(self, user: User, programme: Programme) -> None:
        self.user, self.programme = user, programme
        self.last_time = LastTime(programme, user)

    @cached_property
    def is_open(self) -> bool:
        return self.last_time.is_open

    @property
    def last_programme(self) -> Programme:
        assert self.last_time.before
        return self.last_time.before

    # How far both have come ------------------------------------------------------------------------------------------

    @cached_property
    def weeks(self) -> int:
        """The age of the younger one, and no further than the last day of the shorter one."""
        return min(weeks_behind(self.programme), weeks_behind(self.last_programme))

    @cached_property
    def now(self) -> Side:
        return self.side(self.programme)

    @cached_property
    def before(self) -> Side:
        return self.side(self.last_programme)

    @property
    def quarters_behind(self) -> int:
        """How far after the one of its first day the quarter lies that is told of, in both."""
        return min(quarters_behind(self.programme), quarters_behind(self.last_programme))

    def side(self, programme: Programme) -> Side:
        newest = Quarter.of(first_day(programme)).later(self.quarters_behind)
        return Side(self.user, programme, self.weeks, newest)

    @cached_property
    def problem(self) -> str:
        """Why the two cannot be compared, or not yet."""
        if self.weeks < LEAST_WEEKS:
            return self.too_young
        if min(self.now.begun, self.before.begun) < LEAST:
            words = {"least": LEAST, "weeks": self.weeks}
            return (
                _(
                    "In the first %(weeks)s weeks of both, %(least)s mentorships or more have to have begun in each. "
                    "With fewer, a difference says nothing."
                )
                % words
            )
        return ""

    @property
    def too_young(self) -> str:
        younger = min((self.programme, self.last_programme), key=weeks_behind)
        first = first_day(younger)
        at_least = timedelta(weeks=LEAST_WEEKS)
        words = {"programme": younger, "weeks": LEAST_WEEKS, "first": date_format(first, "j F Y")}
        if younger.ends_on and younger.ends_on - first < at_least - A_DAY:
            return _("%(programme)s lasts less than %(weeks)s weeks, which is too short to compare.") % words
        words["day"] = date_format(first + at_least + SETTLED_AFTER - A_DAY, "j F Y")
        return (
            _(
                "Both are looked at in their first weeks, and those of %(programme)s begin on %(first)s. From %(day)s "
                "on it has %(weeks)s weeks behind it, with a week to say what happened, and can be compared."
            )
            % words
        )

    @cached_property
    def left_out(self) -> int:
        return self.now.report.left_out + self.before.report.left_out

    # What is compared ------------------------------------------------------------------------------------------------

    @cached_property
    def measures(self) -> list[Measure]:
        now, before = self.now, self.before
        return [
            self.measure(_("Mentees who joined and began a mentorship"), now.paired, before.paired),
            self.measure(_("Mentorships that ended early, of those begun"), now.ended_early, before.ended_early),
            self.measure(
                _("Mentorships under way at the end of these weeks that had met or spoken within their own rhythm"),
                now.met_lately,
                before.met_lately,
            ),
            Measure(
                _("Sessions held, of about as many as the rhythms agreed"),
                now.sessions,
                before.sessions,
                is_told=min(now.sessions.of, before.sessions.of) > 0,
                has_chance=False,
            ),
        ]

    def measure(self, label: str, now: Part, before: Part) -> Measure:
        return Measure(label, now, before, is_told=min(now.of, before.of) >= LEAST)

    @property
    def clear(self) -> int:
        return sum(each.is_clear for each in self.measures)

    @cached_property
    def reasons(self) -> list[tuple[str, int, int]]:
        """Why some ended early: what was said most often first, this time and last time; of five endings or more."""
        now, before = self.now.why_early, self.before.why_early
        if min(now.total(), before.total()) < LEAST:
            return []
        return [(label, now[label], before[label]) for label, _both in (now + before).most_common()]

    @property
    def goals_are_told(self) -> bool:
        """Once both are over: they are told of the whole alone, and the whole of one that runs is not of its age."""
        return self.programme.is_over and self.last_programme.is_over

    @cached_property
    def goals(self) -> Measure | None:
        """None where too few mentorships of one have any."""
        now, before = self.now.goals_met, self.before.goals_met
        if not (now.of and before.of):
            return None
        return Measure(_("Goals that were met, of all"), now, before, is_told=True, has_chance=False)

    @property
    def goals_as_list(self) -> list[Measure]:
        return [self.goals] if self.goals_are_told and self.goals else []

    @cached_property
    def asked(self) -> tuple[Quarter, Quarter, list[Asked]] | None:
        """The last quarter that the report of this time tells of, and the one of last time that is as far along."""
        now, before = self.now.said, self.before.said
        for quarter, then in zip(now.quarters, before.quarters, strict=True):
            found = [
                Asked(each, now.shares.get((quarter, each.name)), before.shares.get((then, each.name)))
                for each in QUESTIONS
                if each.name in ASKED and each.kind in now.given and each.kind in before.given
            ]
            if any(each.now and each.before for each in found):
                return quarter, then, found
        return None

    # In words --------------------------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """The page's title is its news."""
        if self.problem:
            return _("Too early to compare")
        if not self.clear:
            return _("No clear difference from last time")
        return ngettext("One clear difference from last time", "%(n)s clear differences from last time",
                        self.clear) % {"n": self.clear}  # fmt: skip

    def rows(self) -> Iterator[tuple[str, str, str | int, str | int, str | int, str | int, str]]:
        """For a spreadsheet: part, what, this time, of, last time, of, and the difference in words."""
        part = _("Compared at the same age")
        if self.problem:
            yield part, self.problem, "", "", "", "", ""
            return
        yield part, _("Programme"), str(self.programme), "", str(self.last_programme), "", ""
        yield part, _("Days"), str(self.now.weeks), "", str(self.before.weeks), "", ""
        for each in [*self.measures, *self.goals_as_list]:
            yield part, each.label, each.now.count, each.now.of, each.before.count, each.before.of, each.difference
        for label, now, before in self.reasons:
            yield _("Why some ended early"), label, now, "", before, "", ""
        if self.asked:
            now_quarter, then, found = self.asked
            yield _("How it was for people"), _("Quarter"), str(now_quarter), "", str(then), "", ""
            for one in found:
                told = (str(share or _("too few answered")) for share in (one.now, one.before))
                yield _("How it was for people"), str(one.question.words), next(told), "", next(told), "", ""


def quarters_behind(programme: Programme) -> int:
    """As `weeks_behind`, in quarters of the calendar: the last that is told of, or the one after its last day."""
    newest, first = last_told(), Quarter.of(first_day(programme))
    behind = newest - first
    return min(behind, Quarter.of(programme.ends_on) - first + 1) if programme.ends_on else behind


def signed(points: int) -> str:
    return f"+{points}" if points > 0 else f"−{-points}" if points else "0"


def said_of(points: int) -> str:
    """A difference in words."""
    if not points:
        return _("none")
    more = ngettext("%(n)s point more", "%(n)s points more", points)
    fewer = ngettext("%(n)s point less", "%(n)s points less", -points)
    return (more if points > 0 else fewer) % {"n": abs(points)}
