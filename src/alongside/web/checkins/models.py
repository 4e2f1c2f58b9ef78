"""Check-ins: a short pulse, three taps, from the e-mail, without signing in."""

import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from alongside.errors import Refused
from alongside.web.meetings.spoken import we_spoke
from alongside.web.mentorships.items import FIT, FIT_WEEKS, ITEMS, Item
from alongside.web.mentorships.models import Mentorship, MentorshipQuerySet
from alongside.web.notices.models import Notice, Question
from alongside.web.people.models import User

HOW_MANY = 3  # items at a time: three taps, well under a minute
OFTEN_DAYS = 90  # at the programme's rhythm for so long, then monthly
LATER_EVERY_DAYS = 30
REMIND_AFTER = timedelta(days=3)
AT_A_TIME = 100  # mentorships whose rows are held at once while their letters are written
ASKED, REMINDED = "checkins/mail/asked", "checkins/mail/reminded"


Side = tuple[Mentorship, User]


class NoLongerWanted(Refused):
    """The next one was asked, or the mentorship has ended."""


class WrongAnswer(Refused):
    """An item that was not asked, or a value that is none of the five."""


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def visible_to(self, user: User) -> Self:
        """Only one's own: the partner never sees an answer, nor that there is one."""
        return self.filter(person=user)

    def waiting(self) -> Self:
        return self.filter(answered_at=None, closed_at=None)

    def open(self) -> Self:
        """Still to be answered, or answered and changeable."""
        return self.filter(closed_at=None, mentorship__ended_at=None)

    def to_remind(self, now: datetime) -> Self:
        late = self.waiting().filter(reminded_at=None, asked_at__lte=now - REMIND_AFTER)
        return late.filter(mentorship__in=Mentorship.objects.open().not_resting(timezone.localdate(now)))

    def take_back_letters(self) -> None:
        """Do not send what asks for any of these: nobody asks any more, or for the time being."""
        take_back_letters(self.waiting())

    @transaction.atomic
    def ask(self, sides: Iterable[Side], on: date | None = None) -> "list[CheckIn]":
        """Ask each of these, closing what was asked of them before, and write to them.

        Wants their mentorships' rows held. The number of queries does not depend on how many they are.
        """
        sides, day, now = list(sides), on or timezone.localdate(), timezone.now()
        earlier: dict[tuple[int, int], list[CheckIn]] = defaultdict(list)
        pairs, people = [pair for pair, _person in sides], [person for _pair, person in sides]
        for it in self.filter(mentorship__in=pairs, person__in=people):
            earlier[it.mentorship_id, it.person_id].append(it)
        closed = [it for pair, person in sides for it in earlier[pair.pk, person.pk] if it.closed_at is None]
        self.filter(pk__in=[it.pk for it in closed]).update(closed_at=now)
        made = self.bulk_create(
            self.model(
                mentorship=pair,
                person=person,
                items=next_items(pair, day, [name for it in earlier[pair.pk, person.pk] for name in it.items]),
                token=secrets.token_urlsafe(32),
            )
            for pair, person in sides
        )
        Notice.objects.bulk_create(it.letter(ASKED) for it in made)
        for side in ("mentor", "mentee"):
            theirs = [pair.pk for pair, person in sides if pair.side_of(person) == side]
            # What was asked, not what is answered: coordinators may know of it.
            Mentorship.objects.filter(pk__in=theirs).read_again(side, "coordinator")
        take_back_letters(closed)
        return made

    @transaction.atomic
    def remind(self, now: datetime) -> int:
        """Write a second and last time to those of these who have still not answered; how many they are."""
        # Their mentorships' rows, as whoever answers, asks the next one, pauses or ends holds them.
        Mentorship.objects.filter(pk__in=self.values("mentorship")).lock()
        late = list(self.to_remind(now).select_related("mentorship__mentor", "mentorship__mentee", "person"))
        self.filter(pk__in=[it.pk for it in late]).update(reminded_at=now)
        Notice.objects.bulk_create(it.letter(REMINDED) for it in late)
        return len(late)


class CheckIn(models.Model):
    """A few items asked of one person about one mentorship."""

    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="checkins")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="checkins")
    items = models.JSONField()  # item names of health-format.md, in the order they are asked
    # In the letter's link and nowhere else: whoever holds it may answer this check-in and nothing else.
    token = models.CharField(max_length=64, unique=True, editable=False)
    asked_at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # The next one was asked, or the mentorship ended: an answer is no longer wanted.
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("check-in")
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "person"], condition=models.Q(closed_at=None), name="one_open_checkin_a_side"
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("checkins:checkin", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.mentorship.is_open

    @property
    def is_complete(self) -> bool:
        """Every item has an answer; none was skipped."""
        return self.answers.count() == len(self.items)

    @property
    def asked(self) -> list[Item]:
        return [ITEMS[name] for name in self.items if name in ITEMS]

    @property
    def worded(self) -> list[tuple[str, int | None]]:
        """Each item as this person reads it, with what they answered."""
        given = {answer.item: answer.value for answer in self.answers.all()}
        side = self.mentorship.side_of(self.person)
        return [(item.worded_for(side), given.get(item.name)) for item in self.asked]

    @transaction.atomic
    def answer(self, items: dict[str, int]) -> None:
        """Keep the answers to some or all items, in the place of earlier ones. Skipping all is an answer, too."""
        self.mentorship.lock()  # before this row, as whoever asks the next one does
        self.lock()
        if not self.is_open:
            raise NoLongerWanted(_g("This check-in is closed. Nothing is missing: the next one asks again."))
        if not set(items) <= set(self.items) or not all(value in range(1, 6) for value in items.values()):
            raise WrongAnswer(_g("Choose one of the five answers, or skip the question."))
        self.answers.all().delete()
        self.answers.bulk_create(Answer(checkin=self, item=item, value=value) for item, value in items.items())
        self.answered_at = timezone.now()
        self.save(update_fields=["answered_at"])
        self.mentorship.note_private(self.person, is_shown=self.mentorship.programme.shows_checkins)
        take_back_letters([self])

    def lock(self) -> None:
        """Hold this row until the transaction ends, and see it as it is now."""
        self.refresh_from_db(from_queryset=CheckIn.objects.select_for_update(of=("self",)))

    def letter(self, template: str) -> Notice:
        """Not kept yet. It says what is asked; its links open the form and keep nothing by themselves."""
        mentorship, form = self.mentorship, self.get_absolute_url()
        side = mentorship.side_of(self.person)
        return Notice.objects.compose(
            to=self.person,
            template=template,
            context={"partner": mentorship.partner_of(self.person)},
            url=form,
            open_url=reverse("checkins:answer", args=[self.token]),
            button=_g("Open the check-in"),
            questions=[
                Question(item.worded_for(side), [f"{form}?{item.name}={value}" for value in range(1, 6)])
                for item in self.asked
            ],
            second=we_spoke(mentorship, self.person),
        )


def take_back_letters(checkins: "Iterable[CheckIn]") -> None:
    """Do not send what asks for these. Wants their mentorship's row held, as an ending holds it that does the same."""
    Notice.objects.take_back(ASKED, REMINDED, urls=[checkin.get_absolute_url() for checkin in checkins])


class Answer(models.Model):
    """One item's answer: 1 (no) to 5 (yes)."""

    checkin = models.ForeignKey(CheckIn, on_delete=models.CASCADE, related_name="answers")
    item = models.CharField(max_length=24)
    value = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["checkin", "item"], name="one_answer_an_item")]


def next_items(mentorship: Mentorship, on: date, asked: list[str]) -> list[str]:
    """The items asked least so far, in the shipped order; fit takes over for the round of weeks 2, 6 and 16.

    A fit round begins with the week and lasts until its items were asked once more than before it.
    """
    week = (on - (mentorship.began_on or on)).days // 7
    times = Counter(asked)
    due_rounds = sum(week >= fit_week for fit_week in FIT_WEEKS)
    fit = [name for name in FIT if times[name] < due_rounds]
    rest = sorted((name for name in ITEMS if name not in FIT), key=lambda name: times[name])
    return [*fit, *rest][:HOW_MANY]


def is_due(mentorship: Mentorship, last_asked: datetime | None, on: date) -> bool:
    """Whether one side is to be asked today: at the programme's rhythm for ninety days, then monthly."""
    assert mentorship.began_on is not None
    start = timezone.localdate(last_asked) if last_asked else mentorship.began_on
    is_new = (start - mentorship.began_on).days < OFTEN_DAYS
    often = mentorship.programme.checkin_every_days
    return (on - start).days >= (often if is_new else max(often, LATER_EVERY_DAYS))


def ask_due(on: date) -> int:
    """Ask every side whose turn it is. Safe to run again: who was asked today is not asked twice.

    What falls due in a pause or a holiday is asked on the first day after it.
    """
    return sum(ask_some(keys, on) for keys in some_of(pair.pk for pair, _person in due(Mentorship.objects.all(), on)))


def due(mentorships: MentorshipQuerySet, on: date) -> list[Side]:
    """The sides of these whose turn it is, in one query."""
    asked = CheckIn.objects.filter(mentorship=OuterRef("pk")).order_by("-asked_at").values("asked_at")
    last = {f"{side}_asked_at": Subquery(asked.filter(person=OuterRef(side))[:1]) for side in ("mentor", "mentee")}
    pairs = mentorships.running().not_resting(on).filter(began_on__lte=on).annotate(**last)
    return [
        (pair, getattr(pair, side))
        for pair in pairs.select_related("programme", "mentor", "mentee").order_by("pk").iterator(chunk_size=200)
        for side in ("mentor", "mentee")
        if is_due(pair, getattr(pair, f"{side}_asked_at"), on)
    ]


@transaction.atomic
def ask_some(keys: list[int], on: date) -> int:
    """Ask those whose turn it still is: another worker may have asked them, or they have paused or ended."""
    pairs = Mentorship.objects.filter(pk__in=keys)
    pairs.lock()
    return len(CheckIn.objects.ask(due(pairs, on), on))


def remind_due(now: datetime) -> int:
    """Remind, once, those who have not answered for three days. Returns how many were."""
    late = CheckIn.objects.to_remind(now).order_by("pk").values_list("pk", flat=True)
    return sum(CheckIn.objects.filter(pk__in=keys).remind(now) for keys in some_of(late))


def some_of(keys: Iterable[int]) -> Iterator[list[int]]:
    """All of these, each once, some at a time."""
    every = list(dict.fromkeys(keys))
    return (every[start : start + AT_A_TIME] for start in range(0, len(every), AT_A_TIME))


def close_over() -> int:
    """Close what was asked in mentorships that have ended since."""
    over = CheckIn.objects.filter(closed_at=None, mentorship__ended_at__isnull=False)
    return over.update(closed_at=timezone.now())
