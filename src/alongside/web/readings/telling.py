"""Letters about what was noticed: to each side when their own page changes, to coordinators when a pair needs a word.

The pair sees it first, on a page made from what each may know; a letter says no more than that page.
"""

from collections import defaultdict
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.web.meetings.spoken import we_spoke
from alongside.web.mentorships.models import Mentorship, MentorshipQuerySet
from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.programmes.models import Membership, Role
from alongside.web.readings.models import PAIR_LETTER, Level, Reading, ReadingQuerySet
from alongside.web.readings.noticed import noticed
from alongside.web.readings.records import batches

COORDINATOR_LETTER = "readings/mail/needs_a_word"
# What goes away once they have spoken elsewhere. That they have not met does not: a call is no session.
SETTLED_BY_A_WORD = {"rhythm.never_started", "rhythm.quiet", "rhythm.unanswered", "rhythm.not_restarted"}
# A pair is written to about what was noticed at most this often; more would be nagging.
DAYS_BETWEEN_LETTERS = 21


def tell(on: date) -> int:
    """Write the letters that today's readings call for, and none twice. Returns how many.

    Some pairs at a time: whoever answers or writes at that moment does not wait until all have theirs.
    """
    running = Mentorship.objects.running().not_resting(on)
    return sum(tell_pairs(some, on) for some in batches(running)) + tell_coordinators(on)


def of_today(readings: ReadingQuerySet, on: date) -> ReadingQuerySet:
    """The newest of each pair and audience; where a pair's own clock is behind, its today is the day before."""
    return readings.newest().filter(on__gte=on - timedelta(days=1), mentorship__ended_at=None)


def newly_at(readings: ReadingQuerySet, levels: set[str]) -> list[Reading]:
    """Those at one of the levels that were at none of them when letters were last written.

    What was said last is kept on each reading as `told_level`: a level that rises by day, in a reading made anew, is
    already there in the next night's reading, and between these two there would be no change to write about. Whoever is
    left in peace for a while (a pause, a holiday, a case) keeps what was told last, so that the rest is new after it.
    """
    told = Reading.objects.filter(mentorship=OuterRef("mentorship"), audience=OuterRef("audience"))
    last_told = told.exclude(told_level="").order_by("-on").values("told_level")[:1]
    found = readings.filter(level__in=levels).annotate(level_before=Subquery(last_told))
    related = ("mentorship__mentor", "mentorship__mentee", "mentorship__programme")
    fresh = Q(level_before=None) | ~Q(level_before__in=levels)  # the first reading has none before it
    return list(found.filter(fresh).select_related(*related).order_by("mentorship", "audience"))


def keep_as_told(readings: ReadingQuerySet) -> None:
    Reading.objects.filter(pk__in=readings.values("pk")).update(told_level=F("level"))


@transaction.atomic
def tell_pairs(some: MentorshipQuerySet, on: date) -> int:
    """Those of some pairs, in a fixed number of queries. Returns how many letters."""
    sides = Reading.objects.exclude(audience=Reading.Audience.COORDINATOR)
    sides = of_today(sides.filter(mentorship__in=some.running().not_resting(on)), on)
    fresh = newly_at(sides, {Level.WATCH, Level.ATTEND})
    told = may_be_told({reading.mentorship_id for reading in fresh}, on)
    people = [getattr(reading.mentorship, reading.audience) for reading in fresh]
    since = timezone.now() - timedelta(days=DAYS_BETWEEN_LETTERS)
    of_late = Notice.objects.filter(kind=PAIR_LETTER, created_at__gte=since, person__in=people)
    written = set(of_late.values_list("person", "url"))
    letters = []
    for reading, person in zip(fresh, people, strict=True):
        first = next((one for one in noticed(reading) if not one.is_good), None)
        path = reverse("readings:mentorship", args=[reading.mentorship_id])
        if first is None or any(who == person.pk and url.endswith(path) for who, url in written):
            continue
        if reading.mentorship_id not in told:
            continue
        asks = first.finding.rule in SETTLED_BY_A_WORD
        letter = Notice.objects.compose(
            to=person,
            template=PAIR_LETTER,
            context={"partner": reading.mentorship.partner_of(person), "one": first, "asks_whether_they_spoke": asks},
            url=path,
            button=_("See what it rests on"),
            second=we_spoke(reading.mentorship, person) if asks else None,
        )
        letters.append(letter)
    Notice.objects.bulk_create(letters)
    keep_as_told(sides)
    return len(letters)


def may_be_told(keys: set[int], on: date) -> set[int]:
    """Which of these still go on and do not rest. Holds their rows: a pause from now on takes the letter back."""
    pairs = Mentorship.objects.filter(pk__in=keys)
    pairs.lock()
    return set(pairs.open().not_resting(on).values_list("pk", flat=True))


@transaction.atomic
def tell_coordinators(on: date) -> int:
    """One letter a day to each coordinator with the pairs that newly need a word.

    A programme whose coordinators have had today's letter waits with what is new until tomorrow's.
    """
    pairs: dict[int, list[Reading]] = defaultdict(list)
    # Where somebody has had a word already, as on their page Today, another letter would only send a second one.
    cared_for = Mentorship.objects.filter(cases__isnull=False, cases__closed_at=None)
    told = Notice.objects.filter(kind=COORDINATOR_LETTER, created_at__date=timezone.localdate()).values("person")
    # Asked for now: the letters written below are not among them.
    have_heard = set(
        Membership.objects.current().filter(role=Role.COORDINATOR, person__in=told).values_list("programme", flat=True)
    )
    alone = of_today(Reading.objects.for_coordinators(), on).exclude(mentorship__in=cared_for)
    alone = alone.exclude(mentorship__programme__in=have_heard)
    for reading in newly_at(alone, {Level.ATTEND}):
        pairs[reading.mentorship.programme_id].append(reading)
    theirs: dict[User, list[Reading]] = defaultdict(list)
    coordinators = Membership.objects.current().filter(role=Role.COORDINATOR, programme__in=pairs)
    for membership in coordinators.select_related("person"):
        person = membership.person
        theirs[person] += [one for one in pairs[membership.programme_id] if not one.mentorship.side_of(person)]
    letters = [(person, readings) for person, readings in theirs.items() if readings]
    for person, readings in letters:
        Notice.objects.queue(
            to=person,
            template=COORDINATOR_LETTER,
            context={"mentorships": [reading.mentorship for reading in readings]},
            url=reverse("coordination:today"),
            button=_("Open Today"),
        )
    keep_as_told(alone)
    return len(letters)
