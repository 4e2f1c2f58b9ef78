"""Large programmes: batch after batch, each with a fixed number of queries, and nobody twice."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alongside.web.announcements.models import KIND, Announcement, Reader, announcement
from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.programmes.models import Membership
from tests.factories.announcements import queue, sent
from tests.factories.cast import Cast
from tests.factories.notices import delivered
from tests.together import together


def join(cast, count: int) -> None:
    start = User.objects.count()
    people = User.objects.bulk_create(
        [User(name=f"Person {start + n}", email=f"member{start + n}@example.org") for n in range(count)]
    )
    Membership.objects.bulk_create([Membership(programme=cast.programme, person=one, role="mentee") for one in people])


def batches_of(count: int, monkeypatch) -> None:
    monkeypatch.setattr(announcement, "BATCH", count)
    monkeypatch.setattr("alongside.web.announcements.management.commands.queue_announcements.BATCH", count)


def test_a_batch_asks_as_often_in_a_large_programme_as_in_a_small_one(cast, monkeypatch):
    monkeypatch.setattr(announcement, "BATCH", 20)
    counts = []
    for more in (21, 300):
        join(cast, more)
        made = sent(cast, subject=f"Beside {more}")
        with CaptureQueriesContext(connection) as caught:
            assert made.queue_batch() == 20
        counts.append(len(caught))

    assert counts[0] == counts[1] <= 10


def test_the_next_batch_waits_until_the_one_before_has_gone_out(cast, monkeypatch):
    batches_of(10, monkeypatch)
    join(cast, 25)
    made = sent(cast)

    assert queue() == "10 people are written to"
    assert queue() == ""  # so many stand before everybody else's letters, and no more
    delivered()
    assert queue() == "10 people are written to"
    delivered()
    assert queue() == "5 people are written to"
    delivered()
    assert queue() == ""

    made.refresh_from_db()
    assert (made.reached, made.all_queued_at is not None) == (25, True)
    assert Notice.objects.filter(kind=KIND).values("person").distinct().count() == 25


def test_when_a_batch_is_exactly_full_the_next_finds_nobody_and_it_is_done(cast, monkeypatch):
    monkeypatch.setattr(announcement, "BATCH", 10)
    join(cast, 10)
    made = sent(cast)

    assert (made.queue_batch(), made.all_queued_at) == (10, None)
    assert made.queue_batch() == 0
    assert made.all_queued_at is not None
    assert made.queue_batch() == 0


def test_an_announcement_to_many_keeps_none_to_few_waiting(cast, monkeypatch):
    batches_of(10, monkeypatch)
    join(cast, 45)
    many, few = sent(cast, subject="Many"), sent(cast, subject="Few", audience="mentors")
    assert cast.mentorship
    Announcement.objects.filter(pk=many.pk).update(sent_at=timezone.now() - timedelta(hours=1))

    for _each in range(2):
        queue()
        delivered()

    assert (many.readers.count(), few.readers.count()) == (20, 1)


def test_letters_that_a_mail_server_put_off_keep_nobody_elses_waiting(cast, monkeypatch):
    batches_of(2, monkeypatch)
    join(cast, 40)
    made = sent(cast)

    def put_off() -> None:
        queue()
        Notice.objects.filter(kind=KIND, sent_at=None).update(tries=1, send_after=timezone.now() + timedelta(hours=1))

    put_off()
    put_off()
    assert made.readers.count() == 4
    for _each in range(10):
        put_off()

    assert made.readers.count() == 20  # so many can wait for another try


def test_nobody_is_written_to_who_has_left_before_their_batch(cast, monkeypatch):
    monkeypatch.setattr(announcement, "BATCH", 10)
    join(cast, 20)
    made = sent(cast)
    made.queue_batch()
    late = Membership.objects.exclude(person__in=made.readers.values("person")).filter(role="mentee")
    left = list(late.values_list("person", flat=True))[:3]
    Membership.objects.filter(person__in=left).update(left_at=timezone.now())

    made.queue_batch()

    assert not made.readers.filter(person__in=left).exists()
    assert made.reached == 17


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_each_letter_once():
    cast = Cast()
    assert cast.chidi
    join(cast, 30)
    made = sent(cast)

    together(*[Announcement.objects.get(pk=made.pk).queue_batch for _each in range(4)])

    assert Reader.objects.count() == Notice.objects.filter(kind=KIND).count() == 30


@pytest.mark.django_db(transaction=True)
def test_sent_from_four_windows_at_once_it_is_sent_once_and_stopped_once():
    cast = Cast()
    assert cast.mentorship
    made = sent(cast)
    Announcement.objects.update(sent_at=None)

    def send() -> None:
        Announcement.objects.get(pk=made.pk).send(by=cast.chidi, version=1)

    assert together(*[send] * 4) == []
    made.refresh_from_db()
    assert not made.is_draft

    refused = together(*[lambda: Announcement.objects.get(pk=made.pk).stop(by=cast.chidi)] * 3)

    assert len(refused) == 2
    made.refresh_from_db()
    assert (made.is_draft, made.version) == (True, 2)
