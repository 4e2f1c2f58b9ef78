"""Somebody closes their account while the worker writes down what came of a look into their calendar."""

from datetime import timedelta
from threading import Event, Thread

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from alongside.web.calendars.looking import Answer
from alongside.web.calendars.models import LETTER, Calendar
from alongside.web.notices.models import Notice
from tests.factories.calendars import calendar_of
from tests.factories.cast import Cast
from tests.factories.notices import NoticeFactory

A_MOMENT = 1  # second, after which the other one surely waits for us

pytestmark = pytest.mark.django_db(transaction=True)


def once(begins: str, table: str, do):
    """Do something after the first statement that begins so and names a table."""
    done = []

    def wrapper(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if not done and sql.startswith(begins) and table in sql:
            done.append(sql)
            do()
        return result

    return connection.execute_wrapper(wrapper)


@pytest.fixture
def calendar():
    found = calendar_of(Cast().ben)
    Calendar.objects.filter(pk=found.pk).update(failing_since=timezone.now() - timedelta(days=4), trouble="slow")
    return found


def test_a_letter_that_is_written_just_now_goes_with_them(calendar):
    def look():
        try:
            Calendar(pk=calendar.pk).keep(Answer(trouble="slow"), None, timezone.now())
        finally:
            connection.close()

    worker = Thread(target=look)

    def meanwhile():
        worker.start()
        worker.join(A_MOMENT)

    with once("DELETE", "notices_notice", meanwhile):
        calendar.person.leave()
    worker.join(20)

    assert not Notice.objects.filter(kind=LETTER).exists()
    assert not Calendar.objects.exists()


def test_neither_waits_for_what_the_other_holds(calendar):
    NoticeFactory(person=calendar.person, kind=LETTER, url=settings.SITE_URL + reverse("calendars:busy_times"))
    holds, deleted, kept = Event(), Event(), []

    def meanwhile():
        holds.set()
        deleted.wait(A_MOMENT)

    def look():
        try:
            with once("SELECT", "calendars_calendar", meanwhile):
                kept.append(Calendar(pk=calendar.pk).keep(Answer(times=[]), None, timezone.now()))
        finally:
            connection.close()

    worker = Thread(target=look)
    worker.start()
    assert holds.wait(20)
    with once("DELETE", "notices_notice", deleted.set):
        calendar.person.leave()
    worker.join(20)

    assert kept == [True]
    assert not Calendar.objects.exists()
    assert not Notice.objects.filter(person=calendar.person).exists()
