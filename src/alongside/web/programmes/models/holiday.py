"""Holiday: days on which a programme expects nothing of its pairs."""

from datetime import date, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.web.layout.line import LineField
from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.people.twice import just_said
from alongside.web.programmes.models.programme import Programme
from alongside.web.programmes.models.role import Role
from alongside.web.programmes.refusals import GoneBy, NotYours, Overtaken, WrongDays

LONGEST_WEEKS = 12
FORGOTTEN_FOR = timedelta(weeks=12)  # so long afterwards one that was forgotten can still be written down
AHEAD_YEARS = 2
# A reading walks over all of them again and again: some dozens in a long mentorship are nothing, hundreds are slow.
MOST_A_YEAR = 12
SOON = timedelta(weeks=6)
TOLD_BEFORE = timedelta(days=3)
# Whoever was told of days that have changed hears of it as long as it can matter to them.
CHANGED_FOR = timedelta(days=3)


class HolidayQuerySet(models.QuerySet["Holiday"]):
    def visible_to(self, user: User) -> Self:
        """Whoever may read of a programme reads when it rests."""
        return self.filter(programme__in=Programme.objects.visible_to(user))

    def coordinated_by(self, user: User) -> Self:
        return self.filter(programme__in=Programme.objects.coordinated_by(user))

    def covering(self, day: date) -> Self:
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def not_over(self, today: date) -> Self:
        """Under way and to come."""
        return self.filter(ends_on__gte=today)

    def soon(self, today: date) -> Self:
        """Under way, or near enough to be thought of when a time is set: the first two."""
        return self.not_over(today).filter(starts_on__lte=today + SOON).earliest_first()[:2]

    def over(self, today: date) -> Self:
        return self.filter(ends_on__lt=today)

    def earliest_first(self) -> Self:
        return self.order_by("starts_on")

    def to_tell(self, today: date) -> Self:
        """Near, and nobody was told; or told with other days than they have now."""
        near = Q(told_version=None, starts_on__lte=today + TOLD_BEFORE, ends_on__gte=today)
        other = Q(told_version__lt=F("version"), ends_on__gte=today - CHANGED_FOR)
        return self.filter(near | other).select_related("programme")

    @transaction.atomic
    def write(self, programme: Programme, *, by: User, name: str, starts_on: date, ends_on: date) -> "Holiday":
        """Write a holiday into a programme's calendar, also one that was forgotten: it only takes blame away.

        Raises NotYours or WrongDays.
        """
        written: dict[str, Any] = {"name": name, "starts_on": starts_on, "ends_on": ends_on}
        if again := just_said(by, programme.holidays.all(), at="created_at", created_by=by, **written):
            return again
        holiday = Holiday(programme=programme, created_by=by, **written)
        holiday.hold(by)
        holiday.check_days()
        holiday.save()
        programme.read_all_again()
        return holiday


class Holiday(models.Model):
    """First and last day, both included, on which nothing is expected of anybody in a programme.

    The engine takes it out of every pair's clock. Days that have gone by as a holiday stay one: people were told that
    nothing was expected of them, and nobody is made late afterwards (docs/decisions/0028-holidays.md).
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="holidays")
    name = LineField(_("name"), max_length=80)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    # Goes up when it is changed; the pairs were told of one of them, or of none yet.
    version = models.PositiveIntegerField(default=1, editable=False)
    told_version = models.PositiveIntegerField(null=True, blank=True, editable=False)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        verbose_name = _("holiday")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="holiday_ends_after_it_starts",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.UniqueConstraint(
                fields=["programme", "starts_on"],
                name="one_holiday_a_first_day",
                violation_error_message=_("Another holiday of this programme begins on that day."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programmes:holidays", args=[self.programme_id])

    @property
    def has_begun(self) -> bool:
        """Whether a day of it has gone by; on its first day it can still be taken back."""
        return self.starts_on < timezone.localdate()

    @property
    def is_over(self) -> bool:
        return self.ends_on < timezone.localdate()

    @property
    def is_now(self) -> bool:
        return self.covers(timezone.localdate())

    @property
    def was_forgotten(self) -> bool:
        """Written down once it had begun."""
        return timezone.localdate(self.created_at) > self.starts_on

    def covers(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on

    @property
    def days(self) -> str:
        """ "20 December to 6 January", with the year where it is another one than now."""
        now, ends = timezone.localdate().year, (self.starts_on, self.ends_on)
        first, last = (date_format(day, "j F" if day.year == now else "j F Y") for day in ends)
        return first if first == last else _now("%(first)s to %(last)s") % {"first": first, "last": last}

    @transaction.atomic
    def change(self, *, by: User, name: str, starts_on: date, ends_on: date) -> None:
        """Give it another name or other days. Raises NotYours, Overtaken, GoneBy or WrongDays."""
        self.hold(by)
        first, last = self.starts_on, self.ends_on
        if (self.name, first, last) == (name, starts_on, ends_on):
            return
        if self.is_over:
            raise GoneBy(_now("This holiday is over, and people relied on it. It stays as it was."))
        yesterday = timezone.localdate() - timedelta(days=1)
        if self.has_begun and starts_on > first:
            raise WrongDays(_now("It has begun, so its first day cannot come later now."), "starts_on")
        if self.has_begun and ends_on < yesterday:
            words = {"day": date_format(yesterday, "j F")}
            raise WrongDays(
                _now("Days that have gone by stay a holiday. It can end on %(day)s at the earliest.") % words, "ends_on"
            )
        is_told = self.told_version == self.version
        self.name, self.starts_on, self.ends_on = name, starts_on, ends_on
        self.check_days()
        self.version += 1
        if is_told and (first, last) == (starts_on, ends_on):
            self.told_version = self.version  # another name alone is worth no letter
        self.save()
        self.programme.read_all_again()

    @transaction.atomic
    def remove(self, *, by: User, version: int | None = None) -> None:
        """Take it out again before a day of it has gone by; whoever was told of it gets a letter.

        `version` is the one that was on the page: Overtaken is raised where it was changed meanwhile.
        """
        self.hold(by)
        if version is not None and version != self.version:
            raise Overtaken(_now("Somebody has changed this holiday since you saw it. Look again, then decide."))
        if self.is_over:
            raise GoneBy(_now("This holiday is over, and people relied on it. It stays as it was."))
        if self.has_begun:
            raise GoneBy(_now("This holiday has begun. Give it an earlier last day instead."))
        if self.told_version is not None:
            self.write_to_pairs("holiday_off")
        self.delete()
        self.programme.read_all_again()

    @transaction.atomic
    def tell(self) -> int:
        """Write to everybody with a mentorship under way, once for the days it has. Returns how many letters."""
        telling = Holiday.objects.to_tell(timezone.localdate()).filter(pk=self.pk, version=self.version)
        if not telling.update(told_version=self.version):
            return 0
        return self.write_to_pairs("holiday", is_changed=self.told_version is not None)

    def write_to_pairs(self, letter: str, **words: object) -> int:
        running = self.programme.mentorships.running()
        people = User.objects.filter(Q(mentored__in=running) | Q(menteed__in=running), is_active=True).distinct()
        Notice.objects.queue_all(
            to=people,
            template=f"programmes/mail/{letter}",
            context={"holiday": self, "programme": self.programme, **words},
            url=self.get_absolute_url(),
            button=_now("See the holidays"),
        )
        return len(people)

    def hold(self, by: User) -> None:
        """Let coordinators write into one calendar one at a time, and see this row as it is now."""
        Programme.objects.hold(self.programme_id)
        if Role.COORDINATOR not in self.programme.roles_of(by):
            raise NotYours(_now("Only a coordinator may write the holidays of a programme."))
        if self.pk:
            try:
                self.refresh_from_db()
            except Holiday.DoesNotExist:
                raise Overtaken(_now("Somebody took this holiday out meanwhile.")) from None

    def check_days(self) -> None:
        """Raise WrongDays for days that cannot be, or that another holiday has."""
        today = timezone.localdate()
        if self.ends_on < self.starts_on:
            raise WrongDays(_now("The last day comes before the first."), "ends_on")
        if self.ends_on - self.starts_on >= timedelta(weeks=LONGEST_WEEKS):
            raise WrongDays(
                _now("A holiday lasts %(weeks)s weeks at most. Pairs who stop for longer can pause.")
                % {"weeks": LONGEST_WEEKS},
                "ends_on",
            )
        if self.ends_on < today - FORGOTTEN_FOR:
            raise WrongDays(
                _now("That is more than twelve weeks ago. What was read of those days stays as it was read."), "ends_on"
            )
        if self.starts_on.year > today.year + AHEAD_YEARS:
            raise WrongDays(_now("That is too far away. Choose days within two years."), "starts_on")
        others = self.programme.holidays.exclude(pk=self.pk)
        other = others.filter(starts_on__lte=self.ends_on, ends_on__gte=self.starts_on).first()
        if other:
            raise WrongDays(
                _now("“%(name)s” (%(days)s) has some of these days already. Change that one, or choose others.")
                % {"name": other, "days": other.days},
                "starts_on",
            )
        if others.filter(starts_on__year=self.starts_on.year).count() >= MOST_A_YEAR:
            raise WrongDays(
                _now("%(year)s has %(most)s holidays already, as many as a year can have. Put some of them together.")
                % {"year": self.starts_on.year, "most": MOST_A_YEAR},
                "starts_on",
            )
