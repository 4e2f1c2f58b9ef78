"""The next cohort of a programme: the same rules, other dates, and nobody in it but who looks after it."""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.people.twice import just_said
from alongside.web.programmes.models import SHOWABLE, Holiday, Programme, Question, Role
from alongside.web.programmes.refusals import NotNext, NotYours, Overtaken, StillNeeded

LONGEST_NAME = 120
AHEAD = timedelta(days=3 * 366)

# Every column of a programme is in one of these two, and everything that hangs on one in one of the two below: a test
# walks over both, so that whoever adds something decides whether next year has it.
TAKEN = (
    "about", "agreed_every_days", "planned_weeks", "checkin_every_days", "request_open_days", "open_requests_limit",
    "safeguarding_person", "thresholds", "matching", "asks_personality",
)  # fmt: skip
# What is shown is chosen alike and counts from the first day on; it is open to nobody until somebody opens it.
ANEW = (
    "id", "name", "joining", "starts_on", "ends_on", "follows", "created_at", "ratings_shown_since",
    "checkins_shown_since", "verdicts_shown_since", "shown_changed_at", "holidays_changed_at",
)  # fmt: skip

ALONG = {
    "memberships": _("coordinators alone"),
    "questions": _("those that are asked"),
    "holidays": _("those that lie in its time"),
    # Whoever asked never to meet somebody again, and whom coordinators keep apart, did not mean until summer.
    "separations": _("all"),
    "refit": _("what its endings have taught"),
}
OF_PAIRS = _("Mentorships, with all that was agreed, met and written in them. What runs goes on to its end.")
OF_MATCHING = _("Requests, proposals and rounds, and who was left out of one.")
OF_PEOPLE = _("Mentors and mentees, invitations, and sheets brought in. Nobody comes along without being asked.")
OF_WORDS = _("Announcements, and who wants none by e-mail.")
BEHIND: dict[str, Promise] = {
    "invitations": OF_PEOPLE,
    "sheets": OF_PEOPLE,
    "mentorships": OF_PAIRS,
    "requests": OF_MATCHING,
    "proposals": OF_MATCHING,
    "rounds": OF_MATCHING,
    "announcements": OF_WORDS,
    "mutes": OF_WORDS,
    "concerns": _("Concerns stay with whom they were sent to."),
    "followed_by": _("Another next cohort, if there is one."),
}
ASKED = ("text", "kind", "choices", "asked_of", "is_required", "read_by", "place")


@dataclass(frozen=True)
class NextCohort:
    """What would come of a programme under another name and from another day on. Nothing is made before `begin`."""

    programme: Programme
    name: str
    starts_on: date

    @property
    def ends_on(self) -> date | None:
        last = self.programme.ends_on
        if last is None:
            return None
        # A shorter month can bring the two of a few days together.
        return max(moved(last, of=first_day(self.programme), to=self.starts_on), self.starts_on + timedelta(days=1))

    @cached_property
    def coordinators(self) -> list[User]:
        seats = self.programme.memberships.current().filter(role=Role.COORDINATOR, person__is_active=True)
        return [seat.person for seat in seats.select_related("person")]

    @cached_property
    def questions(self) -> list[Question]:
        return list(self.programme.questions.live().in_order())

    @cached_property
    def holidays_to_come(self) -> list[Holiday]:
        return list(self.programme.holidays.not_over(timezone.localdate()).earliest_first())

    @property
    def holidays(self) -> list[Holiday]:
        """Those that lie in its time; their days are those of the calendar, so they are not moved."""
        return [one for one in self.holidays_to_come if self.covers(one)]

    @property
    def holidays_behind(self) -> list[Holiday]:
        """Of the last year and to come, for whoever writes those of the next."""
        lately = self.programme.holidays.filter(ends_on__gte=timezone.localdate() - timedelta(days=366))
        return [one for one in lately.earliest_first() if one not in self.holidays]

    def covers(self, holiday: Holiday) -> bool:
        return holiday.ends_on >= self.starts_on and (self.ends_on is None or holiday.starts_on <= self.ends_on)

    @property
    def shown(self) -> list[Promise]:
        """What coordinators are shown beyond the rest, in words."""
        return [SHOWABLE[kind] for kind in self.programme.shown_since]

    @property
    def has_learnt(self) -> bool:
        return hasattr(self.programme, "refit")

    @property
    def behind(self) -> list[Promise]:
        """What stays where it is, a sentence each."""
        said = [sentence for name, sentence in BEHIND.items() if name != "followed_by"]
        return list({str(sentence): sentence for sentence in said}.values())

    @property
    def seen(self) -> str:
        """Stands for all that a page shows of it: another one means that something was changed since."""
        it = self.programme
        rules = [str(getattr(it, name)) for name in TAKEN]
        asked = [[getattr(one, name) for name in ASKED] for one in self.questions]
        rest = [[str(one), str(one.starts_on), str(one.ends_on)] for one in self.holidays]
        people = [person.pk for person in self.coordinators]
        told = [self.name, str(self.starts_on), str(self.ends_on), *rules, *it.shown_since, asked, rest, people]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:32]

    def check(self) -> None:
        """Raise NotNext for a name or a first day that it cannot have."""
        others = [self.programme, *self.programme.followed_by.all()]
        if any(other.name.casefold() == self.name.casefold() for other in others):
            raise NotNext(_now("There is one of this name already. Give it another, to tell the two apart."), "name")
        began = first_day(self.programme)
        if self.starts_on <= began:
            words = {"programme": self.programme, "day": date_format(began, "j F Y")}
            raise NotNext(
                _now("%(programme)s began on %(day)s. The next one begins on a later day.") % words, "starts_on"
            )
        if self.starts_on > timezone.localdate() + AHEAD:
            raise NotNext(_now("That is too far away. Choose a day within three years."), "starts_on")
        if self.ends_on and self.ends_on < timezone.localdate():
            day = date_format(self.ends_on, "j F Y")
            raise NotNext(
                _now("It would end on %(day)s and be over at once. Choose a later first day.") % {"day": day},
                "starts_on",
            )

    @transaction.atomic
    def begin(self, *, by: User, seen: str | None = None) -> Programme:
        """Make it, with a letter to each other coordinator and to the safeguarding person.

        seen : what stood on the page that showed it; Overtaken is raised where it would be another one by now.
        Raises NotYours or NotNext as well.
        """
        made = self.programme.followed_by.filter(name=self.name, starts_on=self.starts_on)
        if again := just_said(by, made, at="created_at"):
            return again
        now = NextCohort(Programme.objects.hold(self.programme.pk), self.name, self.starts_on)
        if Role.COORDINATOR not in now.programme.roles_of(by):
            raise NotYours(_now("Only a coordinator of a programme begins its next cohort."))
        now.check()
        if seen is not None and seen != now.seen:
            raise Overtaken(_now("Something of it was changed since you looked. Here it is as it would be now."))
        return now.make(by)

    def make(self, by: User) -> Programme:
        """The part of beginning that asks no questions. Wants the programme locked."""
        before = self.programme
        made = Programme(
            name=self.name,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            follows=before,
            **{name: getattr(before, name) for name in TAKEN},
        )
        made.safeguarding_person = before.whom_concerns_reach
        made.show(before.shown_since)
        made.keep()
        for person in self.coordinators:
            made.memberships.enter(made, person, Role.COORDINATOR)
        became = self.take_questions(made, by)
        made.matching = with_keys(made.matching, became)
        made.save(update_fields=["matching"])
        for holiday in self.holidays:
            days = {"starts_on": holiday.starts_on, "ends_on": holiday.ends_on}
            made.holidays.create(name=holiday.name, created_by=by, **days)
        self.take_separations(made)
        if self.has_learnt:
            learnt = before.refit
            learnt.pk, learnt.programme = None, made
            learnt.save()
        for person in self.coordinators:
            if person != by:
                words = {"by": by, "before": before}
                made.write(person, "next_cohort", url=made.get_absolute_url(), button=_now("Look at it"), **words)
        return made

    def take_questions(self, made: Programme, by: User) -> dict[str, str]:
        """Ask the same, with nobody's answers. Returns which question each has become, by key."""
        became = {}
        for one in self.questions:
            asked = {name: getattr(one, name) for name in ASKED}
            became[str(one.pk)] = str(made.questions.create(created_by=by, **asked).pk)
        return became

    def take_separations(self, made: Programme) -> None:
        """Silently: some are one person's own wish, and no number of them is told to anybody."""
        kept = list(self.programme.separations.all())
        for one in kept:
            one.pk, one.programme = None, made
        made.separations.bulk_create(kept)


def is_untouched(made: Programme) -> bool:
    """Whether a next cohort has nobody in it and nobody asked to it: nothing but what it took along."""
    if made.follows_id is None or made.memberships.exclude(role=Role.COORDINATOR).exists():
        return False
    # That a coordinator wants no announcements by e-mail is told to nobody, so it keeps nothing from going either.
    return not any(getattr(made, name).exists() for name in BEHIND if name != "mutes")


@transaction.atomic
def take_back(made: Programme, *, by: User) -> None:
    """Have a next cohort not be there, as long as nobody could miss it. Raises NotYours, StillNeeded or TakenBack.

    Whoever had a letter that it is set up gets another; one that has not gone out yet is kept back.
    """
    locked = Programme.objects.hold(made.pk, key=True)
    if Role.COORDINATOR not in locked.roles_of(by):
        raise NotYours(_now("Only a coordinator may take a next cohort back."))
    if not is_untouched(locked):
        raise StillNeeded(
            _now("Somebody was here or asked by now, or something is begun, so it stays. All of it can still change.")
        )
    unread = Notice.objects.take_back("programmes/mail/next_cohort", urls=[locked.get_absolute_url()])
    seats = locked.memberships.current().filter(person__is_active=True).exclude(person__in=[by.pk, *unread])
    others = {seat.person for seat in seats.select_related("person")}
    if locked.whom_concerns_reach:
        others.add(locked.whom_concerns_reach)
    for person in others - {by}:
        locked.write(person, "next_cohort_off", url=reverse("programmes:list"), button=_now("Your programmes"), by=by)
    locked.delete()


def with_keys(matching: Any, became: dict[str, str]) -> Any:
    """The rules of matching, with questions by the keys they have now; those no longer asked count no more."""
    answers = matching.get("answers") if isinstance(matching, dict) else None
    if not isinstance(answers, dict):
        return matching
    return {**matching, "answers": {became[key]: how for key, how in answers.items() if key in became}}


def first_day(programme: Programme) -> date:
    """The day it began on, or was made where it has none."""
    return programme.starts_on or timezone.localdate(programme.created_at)


def moved(day: date, *, of: date, to: date) -> date:
    """A day, moved as a first day is: by whole months where both first days are the same day of a month, else by whole
    weeks, so that a Friday stays a Friday. Nothing is later than the last day there is, which some write for "never".

    >>> moved(date(2026, 6, 30), of=date(2025, 9, 1), to=date(2026, 9, 1))
    datetime.date(2027, 6, 30)
    >>> moved(date(2026, 6, 26), of=date(2025, 9, 1), to=date(2026, 8, 31))
    datetime.date(2027, 6, 25)
    """
    if of.day == to.day:
        return months_later(day, 12 * (to.year - of.year) + to.month - of.month)
    later = timedelta(weeks=round((to - of).days / 7))
    return day + later if later < date.max - day else date.max


def months_later(day: date, months: int) -> date:
    """The same day so many months on, or the last one of a shorter month."""
    try:
        later: date = day + relativedelta(months=months)
    except ValueError:  # after the last year there is
        return date.max
    return later


def suggested(programme: Programme) -> tuple[str, date]:
    """A name and a first day to begin with: whole years later, and not behind us."""
    first, years = first_day(programme), 1
    while months_later(first, 12 * years) < timezone.localdate():
        years += 1
    starts_on = months_later(first, 12 * years)
    name = named_later(programme.name, years)
    if name == programme.name:
        name = f"{name} {starts_on.year}" if len(name) < LONGEST_NAME - len(" 2000") else name
    return name[:LONGEST_NAME], starts_on


def named_later(name: str, years: int) -> str:
    """A name with its years so much later.

    >>> named_later("Cohort 2025/26", 1), named_later("Mentoring 2025–2026", 2), named_later("Group 3", 1)
    ('Cohort 2026/27', 'Mentoring 2027–2028', 'Group 3')
    """

    def later(found: re.Match[str]) -> str:
        year, short = found.group(1), found.group(3)
        then = str(int(year) + years)
        return then if short is None else f"{then}{found.group(2)}{(int(short) + years) % 100:02d}"

    return re.sub(r"(?<!\d)(20\d\d)(?:([/–-])(\d\d)(?!\d))?(?!\d)", later, name, flags=re.ASCII)
