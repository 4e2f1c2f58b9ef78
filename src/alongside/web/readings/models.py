"""Readings: the engine's dated results, kept so that change over time can be shown."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date
from functools import cached_property
from itertools import groupby
from typing import Any, Self, cast

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.errors import HistoryError
from alongside.health import DEFAULT, ENGINE_VERSION, Assessment, Finding, Relationship, Thresholds, Weights, assess
from alongside.health.calibrate import Report
from alongside.health.relationship import Viewer, date_of
from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice, NoticeQuerySet
from alongside.web.people.models import User
from alongside.web.programmes.models import Programme
from alongside.web.readings.records import relationships

PAIR_LETTER = "readings/mail/noticed"  # to each of the two, about their own reading
REFITTED = ", own weights"  # after the version of the engine, for audit


class Level(models.TextChoices):
    STEADY = "steady", _("Steady")
    WATCH = "watch", _("Keep an eye on")
    ATTEND = "attend", _("Needs a word")
    EARLY = "early", _("Too early to say")


class Cause(models.TextChoices):
    """Why mentorships fail, in the words of the history format."""

    GOALS = "goals", _("Goals")
    MATCH = "match", _("Match")
    COMMUNICATION = "communication", _("Communication")
    FEEDBACK = "feedback", _("Feedback")
    SESSIONS = "sessions", _("Sessions")
    CAPACITY = "capacity", _("Time and energy")


class RefitQuerySet(models.QuerySet["Refit"]):
    def keep(self, programme: Programme, found: Report) -> "Refit":
        """From the next reading on, this programme's mentorships are read with these weights and this line."""
        told = {
            "weights": found.weights.to_dict(),
            "attend_risk": found.attend_risk,
            "mentorships": found.mentorships,
            "endings": found.endings,
            "kept_at": timezone.now(),
        }
        return self.update_or_create(programme=programme, defaults=told)[0]

    def of(self, mentorships: Iterable[Mentorship]) -> dict[int, "Refit"]:
        """By programme, of these mentorships' programmes; one query."""
        return {
            found.programme_id: found for found in self.filter(programme__in={it.programme_id for it in mentorships})
        }


class Refit(models.Model):
    """The risk of one programme as it was refitted on its own endings, and the line of "needs a word" with it."""

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="refit")
    weights = models.JSONField()
    attend_risk = models.FloatField()
    mentorships = models.PositiveIntegerField()
    endings = models.PositiveIntegerField()
    kept_at = models.DateTimeField(default=timezone.now)

    objects = RefitQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.programme}, {self.endings} endings"

    @cached_property
    def known(self) -> Weights | None:
        """The weights; None where the engine has moved on and cannot read them: then the shipped ones count."""
        try:
            return Weights.from_dict(self.weights)
        except HistoryError:
            return None

    def limits(self, own: Mapping[str, Any]) -> Thresholds:
        """The programme's thresholds; a line of its own wins over that of the refit."""
        return Thresholds.from_dict({"attend_risk": self.attend_risk, **own} if self.known else own)


class ReadingQuerySet(models.QuerySet["Reading"]):
    def visible_to(self, user: User) -> Self:
        """Each side sees the reading made for that side; coordinators see the one made for them."""
        return self.filter(
            Q(audience=Reading.Audience.MENTOR, mentorship__mentor=user)
            | Q(audience=Reading.Audience.MENTEE, mentorship__mentee=user)
            | Q(audience=Reading.Audience.COORDINATOR, mentorship__in=Mentorship.objects.coordinated_by(user))
        )

    def newest(self) -> Self:
        """The newest reading of each mentorship and audience."""
        newer = Reading.objects.filter(
            mentorship=OuterRef("mentorship"), audience=OuterRef("audience"), on__gt=OuterRef("on")
        )
        return self.filter(~Exists(newer))

    def newest_of(self, mentorships: models.QuerySet[Mentorship], audience: str | Case) -> Self:
        """The newest reading of each of these, for one audience: found from the mentorships, however many nights lie
        behind it. Looked for among the readings, every one of them would be read to be passed over."""
        for_whom = Value(audience) if isinstance(audience, str) else audience
        here = Reading.objects.filter(mentorship=OuterRef("pk"), audience=OuterRef("for_whom"))
        newest = Subquery(here.order_by("-on").values("pk")[:1])
        found = mentorships.order_by().annotate(for_whom=for_whom).annotate(newest=newest)
        return self.filter(pk__in=found.values("newest"))

    def own_newest_of(self, mentorships: models.QuerySet[Mentorship], user: User) -> Self:
        """Those made for this person's side. In one look: two of them joined by an "or" would read the whole table."""
        side = Case(When(mentor=user, then=Value("mentor")), default=Value("mentee"))
        return self.newest_of(mentorships.filter(Q(mentor=user) | Q(mentee=user)), side)

    def last_at(self, level: str) -> Self:
        """The last reading of each mentorship and audience that stood at this level."""
        here = self.filter(level=level)
        newer = Reading.objects.filter(
            mentorship=OuterRef("mentorship"), audience=OuterRef("audience"), level=level, on__gt=OuterRef("on")
        )
        return here.filter(~Exists(newer))

    def newest_first(self) -> Self:
        return self.order_by("-on")

    def where_the_level_changed(self) -> list["Reading"]:
        """The readings that began another level, newest first."""
        began: list[Reading] = []
        for reading in self.order_by("on").defer("findings", "sources", "causes", "thresholds"):
            if not began or began[-1].level != reading.level:
                began.append(reading)
        return began[::-1]

    def for_coordinators(self) -> Self:
        return self.filter(audience=Reading.Audience.COORDINATOR)

    def waiting(self, audience: str) -> models.QuerySet[Mentorship]:
        """Running mentorships where something happened since their last reading that this audience may know of.

        For coordinators that is also what the programme shows them by now, for all the days on which it rests.
        """
        happened = OuterRef(f"{audience}_event_at")
        fresh = Reading.objects.filter(mentorship=OuterRef("pk"), audience=audience, read_at__gte=happened)
        fresh = fresh.filter(read_at__gte=Coalesce(OuterRef("programme__holidays_changed_at"), happened))
        if audience == Reading.Audience.COORDINATOR:
            fresh = fresh.filter(read_at__gte=Coalesce(OuterRef("programme__shown_changed_at"), happened))
        return Mentorship.objects.running().filter(~Exists(fresh))

    def last_words(self) -> Self:
        """What coordinators still see of ended mentorships, where the programme shows other answers by now."""
        ended = Mentorship.objects.filter(ended_at__isnull=False, programme__shown_changed_at__isnull=False)
        newest = self.newest_of(ended, Reading.Audience.COORDINATOR)
        return newest.filter(read_at__lt=F("mentorship__programme__shown_changed_at"))

    def take(
        self,
        mentorships: Iterable[Mentorship],
        *,
        on: date | None = None,
        audiences: Iterable[str] = (),
        own_audiences: Mapping[int, Iterable[str]] | None = None,
    ) -> int:
        """Read these mentorships on this day, once for each audience; a second reading of the day replaces the first.

        on : today on each pair's own clock when no day is named.   audiences : all three when none is named.
        own_audiences : in their place, by mentorship.
        Returns how many mentorships were read. The number of queries does not depend on it.
        """
        began = timezone.now()  # what happens while they are read is not in it, and calls for another
        taken = list(relationships(mentorships))
        refits = Refit.objects.of(mentorship for mentorship, _record in taken)
        chosen = list(audiences) or Reading.Audience.values
        made = [
            reading
            for mentorship, record in taken
            for reading in Reading.of(
                mentorship,
                record,
                on or today_of(record),
                map(Reading.Audience, chosen if own_audiences is None else own_audiences[mentorship.pk]),
                refits.get(mentorship.programme_id),
            )
        ]
        for reading in made:
            reading.read_at = began
        self.bulk_create(
            made,
            update_conflicts=True,
            unique_fields=["mentorship", "audience", "on"],
            update_fields=["level", "risk", "causes", "findings", "sources", "engine_version", "thresholds", "read_at"],
            batch_size=500,
        )
        return len(taken)

    def who_waits(self) -> dict[int, list[str]]:
        """The audiences that wait for a reading, by mentorship."""
        found: dict[int, list[str]] = defaultdict(list)
        for audience in Reading.Audience.values:
            for key in self.waiting(audience).values_list("pk", flat=True):
                found[key].append(audience)
        return dict(found)

    def thin(self, *, before: date) -> int:
        """Forget of those before this day the ones between two that say the same; how many.

        What begins or ends a level stays, the last of each month, the last of all, and the last that letters were
        written of. So the level on any day can still be told, and every page says what it said.
        """
        columns = ("pk", "mentorship", "audience", "on", "level", "told_level")
        old = self.filter(on__lt=before).order_by("mentorship", "audience", "on").values_list(*columns, named=True)
        forgotten: list[int] = []
        for _pair, group in groupby(old, key=lambda each: (each.mentorship, each.audience)):
            theirs = list(group)
            told = max((number for number, each in enumerate(theirs) if each.told_level), default=0)
            for number in range(1, len(theirs) - 1):
                earlier, here, later = theirs[number - 1 : number + 2]
                is_between = earlier.level == here.level == later.level and here.on.month == later.on.month
                if is_between and number != told:
                    forgotten.append(here.pk)
        for start in range(0, len(forgotten), 500):
            self.model.objects.filter(pk__in=forgotten[start : start + 500]).delete()
        return len(forgotten)

    def take_back_letters(self, among: NoticeQuerySet | None = None) -> None:
        """Do not send what was noticed about these: nothing is asked of them for the time being, or any more.

        Whoever a letter was for has not been told, so it is news to them where it is still so afterwards.
        Wants their mentorships' rows held.
        """
        letters = Notice.objects.all() if among is None else among
        for it in Mentorship.objects.filter(pk__in=self.values("mentorship")):
            page = reverse("readings:mentorship", args=[it.pk])
            for person in letters.take_back(PAIR_LETTER, urls=[page]):
                side = Reading.Audience.MENTOR if person == it.mentor_id else Reading.Audience.MENTEE
                told = self.filter(mentorship=it, audience=side, told_level__in=[Level.WATCH, Level.ATTEND])
                told.update(told_level="")

    def take_back_silence(self) -> None:
        """Do not send that these two have been silent: one of them has just said that they met or spoke.

        Where it was too long ago to settle anything, it is told anew. Wants their mentorships' rows held.
        """
        self.take_back_letters(Notice.objects.exclude(second_button=""))

    def noticed_by_both(self, mentorship: Mentorship, *, on: date) -> list[Finding]:
        """What that day suggests from what both sides may know, the most pressing first. Nothing of it is kept.

        Whatever is said to the two together rests on this: no answer that one of them gave in private can change it.
        """
        ((_same, record),) = relationships([mentorship])
        limits, weights = judging(mentorship.programme, Refit.objects.of([mentorship]).get(mentorship.programme_id))
        seen = record.as_seen_by("mentor").as_seen_by("mentee")
        return by_urgency(assess(seen, on=on, limits=limits, weights=weights).findings)


class Reading(models.Model):
    """What the engine said of one mentorship on one day to one audience.

    The reading made for one side is computed from what that side may know: the partner's private answers are taken
    out before the engine runs, so nothing on the page can be worked back to them.
    """

    class Audience(models.TextChoices):
        MENTOR = "mentor", _("mentor")
        MENTEE = "mentee", _("mentee")
        COORDINATOR = "coordinator", _("coordinator")

    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="readings")
    audience = models.CharField(max_length=12, choices=Audience.choices)
    on = models.DateField()
    level = models.CharField(max_length=8, choices=Level.choices)
    # The level when letters were last written of it; a reading made anew on the same day may have another by now.
    told_level = models.CharField(max_length=8, choices=Level.choices, blank=True, editable=False)
    risk = models.FloatField()  # for sorting and audit only, never shown
    causes = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    # The events that the findings name: {"12": {"on": "2026-10-20", "kind": "meeting_held", "row": "meeting:7"}}.
    sources = models.JSONField(default=dict)
    engine_version = models.CharField(max_length=24)
    # Those that differ from what ships with that version of the engine. Older rows hold all of them.
    thresholds = models.JSONField(default=dict)
    read_at = models.DateTimeField(default=timezone.now)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["-on"]
        verbose_name = _("reading")
        constraints = [
            models.UniqueConstraint(fields=["mentorship", "audience", "on"], name="one_reading_a_day_and_audience")
        ]
        indexes = [
            models.Index(F("mentorship"), F("on").desc(), name="readings_newest_first"),
            # Every minute it is asked who has none since something happened: one look each, not one at every night.
            models.Index(fields=["mentorship", "audience", "read_at"], name="readings_made_since"),
            # The report asks which of all nights stood at this level last: few of them, among many.
            models.Index(
                fields=["mentorship", "audience", "on"],
                name="readings_needing_a_word",
                condition=Q(level=Level.ATTEND),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} on {self.on}"

    @classmethod
    def of(
        cls,
        mentorship: Mentorship,
        record: Relationship,
        on: date,
        audiences: Iterable[Audience],
        refit: Refit | None = None,
    ) -> Iterator["Reading"]:
        """One unsaved reading for each audience, each from what that audience may know."""
        limits, weights = judging(mentorship.programme, refit)
        since = mentorship.programme.shown_since
        for audience in audiences:
            seen = record.as_seen_by(cast("Viewer", audience.value), shown=frozenset(since), since=since)
            found = assess(seen, on=on, limits=limits, weights=weights)
            yield cls.from_assessment(mentorship, audience, found, seen, limits, is_refitted=weights is not None)

    @classmethod
    def from_assessment(
        cls,
        mentorship: Mentorship,
        audience: str,
        found: Assessment,
        seen: Relationship,
        limits: Thresholds,
        *,
        is_refitted: bool = False,
    ) -> "Reading":
        return cls(
            mentorship=mentorship,
            audience=audience,
            on=found.on,
            level=str(found.level),
            risk=found.risk,
            causes=[cause.to_dict() for cause in found.causes],
            findings=[finding.to_dict() for finding in found.findings],
            sources=sources(found, seen),
            engine_version=f"{ENGINE_VERSION}{REFITTED if is_refitted else ''}",
            thresholds={name: value for name, value in limits.to_dict().items() if value != getattr(DEFAULT, name)},
            read_at=timezone.now(),
        )

    @property
    def noticed(self) -> list[Finding]:
        """The findings, the most pressing first, what goes well last."""
        return by_urgency(Finding.from_dict(each) for each in self.findings)


def by_urgency(findings: Iterable[Finding]) -> list[Finding]:
    order = {Level.ATTEND: 0, Level.WATCH: 1, Level.EARLY: 2, Level.STEADY: 3}
    return sorted(findings, key=lambda finding: order[Level(str(finding.level))])


def today_of(record: Relationship) -> date:
    return timezone.localdate(timezone=record.clock or UTC)


def judging(programme: Programme, refit: Refit | None) -> tuple[Thresholds, Weights | None]:
    """The limits and the weights that a programme is read with."""
    if refit is None:
        return Thresholds.from_dict(programme.thresholds), None
    return refit.limits(programme.thresholds), refit.known


def sources(found: Assessment, seen: Relationship) -> dict[str, dict[str, Any]]:
    """The events that the findings name, and the rows they came from."""
    named = {index for finding in found.findings for fact in finding.evidence for index in fact.events}
    return {
        str(place): {"on": date_of(day).isoformat(), "kind": event.kind, "row": event.row}
        for place, (event, day) in enumerate(zip(seen.events, seen.days, strict=True))
        if place in named
    }
