"""Of each side one check-in is open at most: the database says so, and rows from before it did are put right."""

from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import IntegrityError, connection
from django.utils import timezone

from alongside.web.checkins.models import CheckIn
from tests.factories.checkins import ask

closing = import_module("alongside.web.checkins.migrations.0003_close_all_but_the_newest")


def write(cast, person, *, days_ago: int, **more) -> CheckIn:
    asked_at = timezone.now() - timedelta(days=days_ago)
    token = f"{person.pk}-{days_ago}-{CheckIn.objects.count()}"
    return CheckIn.objects.create(
        mentorship=cast.mentorship, person=person, items=["clear_goals"], token=token, asked_at=asked_at, **more
    )


def test_a_second_open_one_of_a_side_is_refused_by_the_database(cast):
    write(cast, cast.ben, days_ago=20, closed_at=timezone.now())
    write(cast, cast.ben, days_ago=10)
    write(cast, cast.amara, days_ago=10)

    with pytest.raises(IntegrityError):
        write(cast, cast.ben, days_ago=1)


def test_of_rows_from_before_the_newest_of_each_side_stays_open(cast):
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX one_open_checkin_a_side")
    over = timezone.now() - timedelta(days=30)
    closed = write(cast, cast.ben, days_ago=40, closed_at=over)
    older, newest = write(cast, cast.ben, days_ago=20), write(cast, cast.ben, days_ago=1)
    twins = [write(cast, cast.amara, days_ago=5) for _each in range(2)]
    CheckIn.objects.filter(person=cast.amara).update(asked_at=over)
    older.answers.create(item="clear_goals", value=4)

    for _twice in range(2):
        closing.close_older(apps, SimpleNamespace(connection=connection))

    assert set(CheckIn.objects.filter(closed_at=None)) == {newest, twins[1]}
    assert CheckIn.objects.get(pk=closed.pk).closed_at == over
    assert older.answers.get().value == 4


def test_the_next_one_closes_the_last_and_leaves_the_other_side_alone(cast):
    theirs, first = ask(cast.mentorship, cast.amara), ask(cast.mentorship, cast.ben)

    again = ask(cast.mentorship, cast.ben)

    assert set(CheckIn.objects.filter(closed_at=None)) == {theirs, again} and first.pk
