"""The newest reading of each mentorship, found among those of many nights."""

from datetime import timedelta

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from alongside.web.coordination.today import Today
from alongside.web.home.waiting import waiting_for
from alongside.web.mentorships.models import Mentorship
from alongside.web.programmes.models import Programme
from alongside.web.readings.models import Level, Reading
from tests.factories.mentorships import MentorshipFactory
from tests.steps import steps_of


def read(nights: int, *, before: int = 0) -> None:
    """All that run, on so many nights; the last of them `before` days ago."""
    for back in range(nights):
        on = timezone.localdate() - timedelta(days=before + back)
        Reading.objects.take(Mentorship.objects.running().select_related("programme"), on=on)


def newest(audience: str, **which: object) -> list[Reading]:
    return list(Reading.objects.newest_of(Mentorship.objects.filter(**which), audience))


def test_the_newest_of_each_is_found_and_none_of_the_others(cast):
    other = MentorshipFactory(programme=cast.programme)
    assert cast.mentorship
    read(3)
    Reading.objects.filter(mentorship=other, on=timezone.localdate()).delete()
    never = MentorshipFactory(programme=cast.programme)
    today, yesterday = timezone.localdate(), timezone.localdate() - timedelta(days=1)

    found = newest("coordinator", programme=cast.programme)

    assert {(one.mentorship, one.on) for one in found} == {(cast.mentorship, today), (other, yesterday)}
    assert {one.audience for one in found} == {"coordinator"}
    assert [one.mentorship for one in newest("mentor", pk=other.pk)] == [other]
    assert newest("coordinator", pk=never.pk) == []


def test_many_nights_make_a_coordinators_day_no_more_work(cast):
    assert cast.mentorship
    read(2)

    def look() -> None:
        today = Today(cast.chidi)
        assert sum(today.levels.values()) == 1
        assert list(today.readings)

    few = steps_of(look)
    read(40, before=2)

    assert steps_of(look) < few * 1.2


def test_many_nights_make_nobodys_home_more_work(cast):
    assert cast.mentorship
    read(2)
    Reading.objects.update(level="watch")

    few = steps_of(lambda: waiting_for(cast.amara))
    read(40, before=2)
    Reading.objects.update(level="watch")

    assert steps_of(lambda: waiting_for(cast.amara)) < few * 1.2


def test_many_nights_make_it_no_more_work_to_find_who_waits(cast):
    """The worker asks every minute."""
    assert cast.mentorship
    read(2)

    def look() -> None:
        assert Reading.objects.who_waits() == {}
        assert not Reading.objects.last_words().exists()

    few = steps_of(look)
    read(40, before=2)
    before = timezone.now() - timedelta(days=1)
    Reading.objects.filter(on__lt=timezone.localdate()).update(read_at=before)
    Mentorship.objects.update(mentor_event_at=before + timedelta(hours=1))

    assert steps_of(look) < few * 1.2


def test_what_is_shown_by_now_is_read_again_of_the_last_day_alone(cast):
    assert cast.mentorship
    read(3)
    Mentorship.objects.update(ended_at=timezone.now(), stage="ended")
    assert not Reading.objects.last_words().exists()

    Programme.objects.update(shown_changed_at=timezone.now() + timedelta(minutes=1))

    assert [(one.on, one.audience) for one in Reading.objects.last_words()] == [(timezone.localdate(), "coordinator")]


def test_which_stood_last_at_a_level_is_found_among_many_nights_that_did_not(cast):
    assert cast.mentorship
    read(30)
    Reading.objects.update(level=Level.STEADY)
    theirs = Reading.objects.for_coordinators().filter(mentorship__in=Mentorship.objects.all())
    for back in (9, 5):
        theirs.filter(on=timezone.localdate() - timedelta(days=back)).update(level=Level.ATTEND)
    call_command("measure_tables")

    last = theirs.last_at(Level.ATTEND)

    assert [one.on for one in last] == [timezone.localdate() - timedelta(days=5)]
    if connection.vendor == "sqlite":
        assert last.explain().count("readings_needing_a_word") == 2
