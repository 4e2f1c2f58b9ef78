"""Letters about what was noticed: to each side when their own page changes, to coordinators when a pair needs a word.

The pair sees it first, on a page made from what each may know; a letter says no more than that page.
"""

from collections import defaultdict
from datetime import date, timedelta

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.programmes.models import Membership, Role
from alongside.web.readings.models import Level, Reading
from alongside.web.readings.noticed import noticed

PAIR_LETTER = "readings/mail/noticed"
COORDINATOR_LETTER = "readings/mail/needs_a_word"
# A pair is written to about what was noticed at most this often; more would be nagging.
DAYS_BETWEEN_LETTERS = 21


@transaction.atomic
def tell(on: date) -> int:
    """Write the letters that one day's readings call for, and none twice. Returns how many."""
    return tell_pairs(on) + tell_coordinators(on)


def newly_at(readings: QuerySet[Reading], on: date, levels: set[str]) -> QuerySet[Reading]:
    """Readings of that day at one of the levels whose reading before was at none of them."""
    before = Reading.objects.filter(
        mentorship=OuterRef("mentorship"), audience=OuterRef("audience"), on__lt=OuterRef("on")
    )
    found = readings.filter(on=on, level__in=levels).annotate(
        level_before=Subquery(before.order_by("-on").values("level")[:1])
    )
    related = ("mentorship__mentor", "mentorship__mentee", "mentorship__programme")
    fresh = Q(level_before=None) | ~Q(level_before__in=levels)  # the first reading has none before it
    return found.filter(fresh).select_related(*related).order_by("mentorship", "audience")


def tell_pairs(on: date) -> int:
    sides = Reading.objects.exclude(audience=Reading.Audience.COORDINATOR).filter(
        mentorship__stage__in=["agreed", "active"]
    )
    since = timezone.now() - timedelta(days=DAYS_BETWEEN_LETTERS)
    written = set(Notice.objects.filter(kind=PAIR_LETTER, created_at__gte=since).values_list("person", "url"))
    count = 0
    for reading in newly_at(sides, on, {Level.WATCH, Level.ATTEND}):
        person = getattr(reading.mentorship, reading.audience)
        first = next((one for one in noticed(reading) if not one.is_good), None)
        path = reverse("readings:mentorship", args=[reading.mentorship_id])
        if first is None or any(who == person.pk and url.endswith(path) for who, url in written):
            continue
        Notice.objects.queue(
            to=person,
            template=PAIR_LETTER,
            context={"partner": reading.mentorship.partner_of(person), "one": first},
            url=path,
            button=_("See what it rests on"),
        )
        count += 1
    return count


def tell_coordinators(on: date) -> int:
    """One letter a day to each coordinator with the pairs that newly need a word."""
    pairs: dict[int, list[Reading]] = defaultdict(list)
    # Where somebody has had a word already, as on their page Today, another letter would only send a second one.
    cared_for = Mentorship.objects.filter(cases__isnull=False, cases__closed_at=None)
    alone = Reading.objects.for_coordinators().exclude(mentorship__in=cared_for)
    for reading in newly_at(alone, on, {Level.ATTEND}):
        pairs[reading.mentorship.programme_id].append(reading)
    told = set(
        Notice.objects.filter(kind=COORDINATOR_LETTER, created_at__date=timezone.localdate()).values_list(
            "person", flat=True
        )
    )
    theirs: dict[User, list[Reading]] = defaultdict(list)
    coordinators = Membership.objects.current().filter(role=Role.COORDINATOR, programme__in=pairs)
    for membership in coordinators.select_related("person"):
        person = membership.person
        theirs[person] += [one for one in pairs[membership.programme_id] if not one.mentorship.side_of(person)]
    letters = [(person, readings) for person, readings in theirs.items() if readings and person.pk not in told]
    for person, readings in letters:
        Notice.objects.queue(
            to=person,
            template=COORDINATOR_LETTER,
            context={"mentorships": [reading.mentorship for reading in readings]},
            url=reverse("coordination:today"),
            button=_("Open Today"),
        )
    return len(letters)
