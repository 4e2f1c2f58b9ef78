"""What became of a programme: the way in, its sessions, how it was, how long mentorships last, and what helps."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import StringIO

from django.db.models import Count, Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.health.explain import REMEDIES
from alongside.web.cases.models import Case
from alongside.web.goals.models import Goal
from alongside.web.mentorships.models import Ending, Mentorship, MentorshipQuerySet
from alongside.web.people.models import User
from alongside.web.programmes.models import Programme
from alongside.web.readings.models import Cause, Level, Reading
from alongside.web.reports.curve import Curve
from alongside.web.reports.lasting import Lived, Outcome
from alongside.web.reports.numbers import LEAST, Number
from alongside.web.reports.period import Period, day_of
from alongside.web.reports.said import Said
from alongside.web.reports.sessions import Sessions
from alongside.web.reports.way_in import WayIn


@dataclass(frozen=True)
class Repair:
    """What was tried where one cause was named, and what coordinators said of it thirty days later."""

    cause: str
    remedy: str
    tried: int
    helped: int
    partly: int
    did_not: int

    @property
    def not_said_yet(self) -> int:
        return self.tried - self.helped - self.partly - self.did_not


class Report:
    """One programme as its coordinator may know it, without mentorships of their own. A fixed number of queries."""

    least = LEAST

    def __init__(
        self, user: User, programme: Programme, query: QueryDict | None = None, *, period: Period | None = None
    ) -> None:
        self.user = user
        self.programme = programme
        self.period = period or Period(programme, query or QueryDict())

    @property
    def mentorships(self) -> MentorshipQuerySet:
        return Mentorship.objects.coordinated_by(self.user).filter(programme=self.programme)

    @property
    def begun(self) -> MentorshipQuerySet:
        return self.mentorships.exclude(began_on=None)

    @cached_property
    def left_out(self) -> int:
        """Their own mentorships here: those are somebody else's to look after."""
        return Mentorship.objects.of(self.user).filter(programme=self.programme).exclude(began_on=None).count()

    # Its own months --------------------------------------------------------------------------------------------------

    @cached_property
    def way_in(self) -> WayIn:
        return WayIn(self.programme, self.period)

    @cached_property
    def sessions(self) -> Sessions:
        return Sessions(self.begun, self.programme, self.period)

    @cached_property
    def said(self) -> Said:
        return Said(self.programme)

    @property
    def is_empty(self) -> bool:
        """Nobody has been invited or has come, so there is nothing to tell or to take along."""
        return not self.endings and self.period.is_whole and self.way_in.is_empty

    # How they went ---------------------------------------------------------------------------------------------------

    @cached_property
    def endings(self) -> list[tuple[Mentorship, Outcome]]:
        fields = ("began_on", "planned_weeks", "ended_at", "ending__reason")
        rows = self.begun.select_related("ending").only(*fields)
        return [
            (each, outcome_of(each, self.period)) for each in rows if each.began_on and self.period.knows(each.began_on)
        ]

    @cached_property
    def lives(self) -> list[Lived]:
        today = self.period.today
        return [
            Lived(max(((day_of(each.ended_at) if each.ended_at else today) - each.began_on).days, 0), how)
            for each, how in self.endings
            if each.began_on
        ]

    @cached_property
    def outcomes(self) -> Counter[Outcome]:
        return Counter(how for _each, how in self.endings)

    @property
    def early(self) -> int:
        return self.outcomes[Outcome.EARLY]

    @cached_property
    def how_they_went(self) -> list[Number]:
        before = self.mentorships.filter(began_on=None).aggregate(
            open=Count("pk", filter=Q(ended_at=None)), over=Count("pk", filter=Q(ended_at__isnull=False))
        )
        return [
            Number(_("Under way"), self.outcomes[Outcome.GOING_ON]),
            Number(_("Came to a good end"), self.outcomes[Outcome.WELL]),
            Number(_("Ended early"), self.early),
            Number(_("Before an agreement"), before["open"]),
            Number(_("Introductions that went no further"), before["over"]),
        ]

    @cached_property
    def curve(self) -> Curve:
        return Curve(self.lives, LEAST)

    @cached_property
    def reasons(self) -> list[Number]:
        """Why they ended early, as whoever ended them said."""
        said = Counter(each.ending.get_reason_display() for each, how in self.endings if how is Outcome.EARLY)
        return [Number(str(label), count) for label, count in said.most_common()]

    # Goals, causes, remedies -----------------------------------------------------------------------------------------

    @cached_property
    def goal_counts(self) -> dict[str, int]:
        """How goals came out, over all; nothing while too few mentorships have any, since goals are the pair's own.

        The same for every coordinator: two of them who laid their numbers side by side would read those of one pair.
        """
        counted = Goal.objects.outcomes_in(self.programme.mentorships.exclude(began_on=None))
        return counted if counted.pop("mentorships") >= LEAST else {}

    @property
    def goals(self) -> list[Number]:
        counted = self.goal_counts
        if not counted:
            return []
        labels = {"open": _("Being worked on"), "left": _("Not closed when the mentorship ended")}
        labels |= {value: str(label) for value, label in Goal.Outcome.choices}
        return [Number(labels[name], counted[name]) for name in ("met", "partly", "dropped", "open", "left")]

    @cached_property
    def causes(self) -> list[Number]:
        """What the reading named first, of every mentorship that ever needed a word, the last time it did."""
        stood = Reading.objects.visible_to(self.user).for_coordinators().last_at(Level.ATTEND)
        named = Counter(map(first_cause, stood.filter(mentorship__in=self.begun).values_list("causes", flat=True)))
        return [
            Number(str(Cause(cause).label) if cause else _("No clear cause"), n) for cause, n in named.most_common()
        ]

    @cached_property
    def repairs(self) -> list[Repair]:
        """The cause named most often first, and of each the remedy tried most often."""
        here = Case.objects.visible_to(self.user).filter(mentorship__in=self.begun)
        found = [
            Repair(
                str(Cause(row["cause"]).label) if row["cause"] in Cause.values else _("None named"),
                _(REMEDIES[row["remedy"]].title) if row["remedy"] in REMEDIES else _("Words of one's own"),
                *(row[name] for name in ("times", *Case.Outcome.values)),
            )
            for row in here.by_remedy()
        ]
        tried = Counter[str]()
        for each in found:
            tried[each.cause] += each.tried
        return sorted(found, key=lambda each: (-tried[each.cause], each.cause, -each.tried, each.remedy))

    # In words --------------------------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """The page's title is its news."""
        began = len(self.endings)
        if not began:
            return _("No mentorship has begun yet")
        if not self.early:
            return ngettext("The one mentorship here has not ended early", "None of %(began)s mentorships ended early",
                            began) % {"began": began}  # fmt: skip
        words = ngettext("The one mentorship here ended early", "%(early)s of %(began)s mentorships ended early", began)
        return words % {"early": self.early, "began": began}

    @cached_property
    def stays_here(self) -> dict[str, bool]:
        """Which parts are neither printed nor in the file: a coordinator may read each of these, a partner may not.

        A report is handed on, and of fewer than five whoever was in one could tell whose it is.
        """
        counted = {
            "reasons": sum(each.count for each in self.reasons),
            "causes": sum(each.count for each in self.causes),
            "repairs": sum(each.tried for each in self.repairs),
        }
        return {part: 0 < count < LEAST for part, count in counted.items()}

    def as_csv(self) -> str:
        """Every number of the page that may be handed on, a line each."""
        out = StringIO()
        writer = csv.writer(out)
        writer.writerow([_("part"), _("what"), _("how many")])
        writer.writerows(self.lines())
        return out.getvalue()

    def lines(self) -> Iterator[tuple[str, str, int | str]]:
        yield _("Counted for"), str(self.period), ""
        yield from self.way_in.lines()
        if self.endings:
            yield from self.sessions.lines()
            yield from self.said.lines()
            yield from self.lines_of_the_whole()

    def lines_of_the_whole(self) -> Iterator[tuple[str, str, int]]:
        parts = {
            _("How they went"): self.how_they_went,
            _("Why some ended early"): [] if self.stays_here["reasons"] else self.reasons,
            _("Goals"): self.goals,
            _("What stood behind it"): [] if self.stays_here["causes"] else self.causes,
        }
        for part, numbers in parts.items():
            yield from ((part, each.label, each.count) for each in numbers)
        if self.curve.can_be_drawn:
            for mark in self.curve.marks:
                yield _("Not ended early, in percent"), _("after %(weeks)s weeks") % {"weeks": mark.label}, mark.share
        for each in [] if self.stays_here["repairs"] else self.repairs:
            what = f"{each.cause}: {each.remedy}"
            yield _("Tried"), what, each.tried
            yield str(Case.Outcome.HELPED.label), what, each.helped
            yield str(Case.Outcome.PARTLY.label), what, each.partly
            yield str(Case.Outcome.NOT.label), what, each.did_not


def outcome_of(it: Mentorship, period: Period) -> Outcome:
    """Early is what ended before the planned end and not because the goals were met."""
    if it.ended_at is None or not period.knows(day_of(it.ended_at)):
        return Outcome.GOING_ON
    at_the_end = it.planned_end is not None and day_of(it.ended_at) >= it.planned_end
    ending: Ending | None = getattr(it, "ending", None)
    return Outcome.WELL if at_the_end or (ending and ending.is_success) else Outcome.EARLY


def first_cause(causes: list[dict[str, str]]) -> str:
    """The cause that a reading named first, "" where it was not sure of one."""
    return causes[0]["cause"] if causes and causes[0]["confidence"] != "low" else ""
