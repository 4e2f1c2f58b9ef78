"""What a coordinator's fifteen minutes begin with: who needs a word, why, and what to do."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.web.cases.models import Case
from alongside.web.coordination.beginning import Beginning, beginnings
from alongside.web.meetings.models.introduction import TELL_COORDINATOR_AFTER
from alongside.web.mentorships.models import Mentorship, MentorshipQuerySet
from alongside.web.people.models import User
from alongside.web.programmes.models import Holiday, Programme
from alongside.web.readings.models import Level, Reading
from alongside.web.readings.noticed import Noticed, noticed
from alongside.web.requests.models import Request
from alongside.web.rounds.models import Round

SHOWN = 25  # rows of each kind on the page; the rest are a click away
SLOW_START_DAYS = 14  # evidence.md, "never starts": act after 14 days


@dataclass(frozen=True)
class Row:
    """One pair on the page: its level, the first reason, and what to do about it."""

    reading: Reading
    noticed: list[Noticed]

    @property
    def mentorship(self) -> Mentorship:
        return self.reading.mentorship

    @property
    def first(self) -> Noticed | None:
        return next((one for one in self.noticed if not one.is_good), None)


class Today:
    """One coordinator's day, over one of their programmes or all of them. A fixed number of queries."""

    def __init__(self, user: User, programme: Programme | None = None) -> None:
        self.user = user
        self.programme = programme
        self.programmes = list(Programme.objects.coordinated_by(user))

    @property
    def mentorships(self) -> MentorshipQuerySet:
        """Those they look after here; their own are somebody else's to look after."""
        theirs = Mentorship.objects.coordinated_by(self.user)
        return theirs.filter(programme=self.programme) if self.programme else theirs

    @property
    def holidays(self) -> QuerySet[Holiday]:
        """Programmes that rest today: the clocks of their pairs stand still."""
        here = [self.programme] if self.programme else self.programmes
        return Holiday.objects.filter(programme__in=here).covering(timezone.localdate()).select_related("programme")

    @cached_property
    def readings(self) -> QuerySet[Reading]:
        """The newest reading made for coordinators of every running mentorship here."""
        running = self.mentorships.running()
        return Reading.objects.visible_to(self.user).newest_of(running, Reading.Audience.COORDINATOR)

    @cached_property
    def levels(self) -> dict[str, int]:
        counted = dict(self.readings.order_by().values_list("level").annotate(Count("pk")))
        return {level: counted.get(level, 0) for level in (Level.ATTEND, Level.WATCH, Level.STEADY, Level.EARLY)}

    @cached_property
    def cared_for(self) -> dict[int, Case]:
        """Pairs somebody already had a word with, by mentorship."""
        found = Case.objects.visible_to(self.user).open().filter(mentorship__in=self.mentorships)
        return {case.mentorship_id: case for case in found.select_related("owner")}

    @cached_property
    def need_a_word(self) -> list[Row]:
        """Pairs that need a word, the most pressing first, without those somebody is already caring for."""
        return self.rows(self.readings.filter(level=Level.ATTEND).exclude(mentorship__in=list(self.cared_for)))

    @cached_property
    def worth_a_look(self) -> list[Row]:
        return self.rows(self.readings.filter(level=Level.WATCH).exclude(mentorship__in=list(self.cared_for)))

    @cached_property
    def look_again(self) -> list[Case]:
        due = Case.objects.visible_to(self.user).to_look_at_again(timezone.localdate())
        if self.programme:
            due = due.filter(mentorship__programme=self.programme)
        return list(due.select_related("mentorship__mentor__profile", "mentorship__mentee__profile", "owner")[:SHOWN])

    @cached_property
    def slow_starts(self) -> list[Mentorship]:
        """Accepted a while ago and still without an agreement, or as long after they met as a letter tells of it.

        Whatever the two answered: the list must not tell who has.
        """
        now = timezone.now()
        accepted = Q(proposed_at__lt=now - timedelta(days=SLOW_START_DAYS))
        met = Q(introduced_at__lte=now - TELL_COORDINATOR_AFTER)
        waiting = self.mentorships.open().filter(accepted | met, began_on=None)
        return list(waiting.for_list().order_by("proposed_at")[:SHOWN])

    @cached_property
    def unanswered_requests(self) -> int:
        """How many requests wait for an answer: the number only, what they say is between the two."""
        chosen = [self.programme] if self.programme else self.programmes
        return Request.objects.open().filter(programme__in=chosen).count()

    @cached_property
    def rounds_to_go_on(self) -> int:
        chosen = [self.programme] if self.programme else self.programmes
        return Round.objects.open().filter(programme__in=chosen).count()

    @cached_property
    def last_read_on(self) -> date | None:
        newest = self.readings.order_by("-on").values_list("on", flat=True).first()
        return newest

    @cached_property
    def beginnings(self) -> list[Beginning]:
        """How those begin that have no mentorship yet."""
        mine = Programme.objects.coordinated_by(self.user)
        return beginnings(mine.filter(pk=self.programme.pk) if self.programme else mine)

    def rows(self, readings: QuerySet[Reading]) -> list[Row]:
        found = readings.order_by("-risk", "pk").select_related(
            "mentorship__programme", "mentorship__mentor__profile", "mentorship__mentee__profile"
        )[:SHOWN]
        return [Row(reading, noticed(reading)) for reading in found]

    @property
    def is_quiet(self) -> bool:
        return not (self.need_a_word or self.look_again or self.worth_a_look or self.slow_starts)

    @property
    def line(self) -> str:
        """Under the title: where, how many, and how fresh."""
        where = self.programme.name if self.programme else ", ".join(each.name for each in self.programmes[:3])
        count = sum(self.levels.values())
        pairs = ngettext("%(count)s mentorship", "%(count)s mentorships", count) % {"count": count}
        fresh = _("last read on %s") % date_format(self.last_read_on, "j F") if self.last_read_on else _("not read yet")
        return " · ".join([where, pairs, fresh])

    @property
    def title(self) -> str:
        """The page's title is its news."""
        if not self.need_a_word and self.cared_for_at_attend:
            return _("Somebody looks after every pair that needs a word")
        if not self.need_a_word:
            return _("Nobody needs a word today")
        first = self.need_a_word[0].mentorship
        names = {"mentor": first.mentor.first_name, "mentee": first.mentee.first_name}
        others = self.levels[Level.ATTEND] - len(self.cared_for_at_attend) - 1
        if others <= 0:
            return _("%(mentor)s and %(mentee)s could use a word from you") % names
        return ngettext(
            "%(mentor)s and %(mentee)s and one more pair could use a word from you",
            "%(mentor)s and %(mentee)s and %(others)s more pairs could use a word from you",
            others,
        ) % {**names, "others": others}

    @cached_property
    def cared_for_at_attend(self) -> list[int]:
        return list(
            self.readings.filter(level=Level.ATTEND, mentorship__in=list(self.cared_for)).values_list("pk", flat=True)
        )
