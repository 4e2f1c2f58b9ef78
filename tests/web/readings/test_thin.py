"""Old readings are thinned, and nothing that anybody sees changes by it."""

from datetime import date, timedelta
from random import Random

import pytest
from django.core.management import call_command
from django.db.models import Count
from django.utils import timezone

from alongside.web.readings.management.commands.thin_readings import WHOLE_DAYS
from alongside.web.readings.models import Level, Reading
from tests.factories.mentorships import MentorshipFactory

DAYS = 240


def thin() -> str:
    return str(call_command("thin_readings"))


@pytest.fixture
def read(cast) -> list[date]:
    """Three mentorships, one of them long ended, read on each of many days at levels that last some time."""
    rng, today = Random(3), timezone.localdate()
    ended = MentorshipFactory(programme=cast.programme, ended_at=timezone.now() - timedelta(days=90))
    days = [today - timedelta(days=ago) for ago in range(DAYS, -1, -1)]
    rows = []
    for mentorship in (cast.mentorship, MentorshipFactory(programme=cast.programme), ended):
        for audience in Reading.Audience.values:
            level = Level.EARLY
            for day in days[: -90 if mentorship == ended else None]:
                level = rng.choice(Level.values) if rng.random() < 0.05 else level
                told = level if audience == "mentor" and day < days[30] else ""
                rows.append(
                    Reading(
                        mentorship=mentorship,
                        audience=audience,
                        on=day,
                        level=level,
                        told_level=told,
                        risk=rng.random(),
                        causes=[{"cause": str(day)}],
                    )
                )
    Reading.objects.bulk_create(rows)
    return days


def seen(days: list[date]) -> object:
    """What pages and letters ask of readings."""
    everything = Reading.objects.order_by("mentorship", "audience", "on")
    pairs = sorted(everything.order_by().values_list("mentorship", "audience").distinct())
    one_by_one = [everything.filter(mentorship=pair, audience=audience) for pair, audience in pairs]
    on_each_day = []
    for readings in one_by_one:
        levels = dict(readings.values_list("on", "level"))
        level = ""
        on_each_day.append([level := levels.get(day, level) for day in days])
    return (
        list(everything.newest().values_list("pk", flat=True)),
        [list(everything.last_at(level).values_list("pk", "causes")) for level in Level.values],
        [[reading.pk for reading in readings.where_the_level_changed()] for readings in one_by_one],
        [
            readings.exclude(told_level="").order_by("-on").values_list("pk", flat=True).first()
            for readings in one_by_one
        ],
        on_each_day,
    )


def test_every_page_says_what_it_said(read):
    before = seen(read)

    thin()

    assert seen(read) == before


def test_the_last_sixty_days_stay_whole_and_of_the_others_few(read):
    since = timezone.localdate() - timedelta(days=WHOLE_DAYS)
    recent, old = Reading.objects.filter(on__gte=since), Reading.objects.filter(on__lt=since)
    kept, thinned = recent.count(), old.count()

    said = thin()

    assert recent.count() == kept
    assert old.count() < thinned / 4
    assert said == f"{thinned - old.count()} readings forgotten"
    # The last of each month, of each pair and audience.
    months = Reading.objects.filter(on__in=[day for day in read if day < since and (day + timedelta(days=1)).day == 1])
    assert set(months.values_list("on").annotate(n=Count("pk")).values_list("n", flat=True)) <= {6, 9}
    assert months.values("on").distinct().count() >= 5


def test_a_second_time_there_is_nothing_to_forget(read):
    thin()

    assert thin() == ""
