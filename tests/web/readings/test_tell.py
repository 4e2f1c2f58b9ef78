from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alongside.health import Finding, Level
from alongside.web.cases.models import Case
from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice
from alongside.web.readings import records, telling
from alongside.web.readings.models import PAIR_LETTER, Reading
from alongside.web.readings.telling import COORDINATOR_LETTER, tell
from tests.factories.lives import hold
from tests.factories.mentorships import MentorshipFactory


def read(days_ago: int = 0, **levels: str) -> None:
    on = timezone.localdate() - timedelta(days=days_ago)
    Reading.objects.take(Mentorship.objects.running().select_related("programme"), on=on)
    for audience, level in levels.items():
        Reading.objects.filter(on=on, audience=audience).update(level=level)


def told(**levels) -> None:
    """Read, and written about."""
    read(**levels)
    tell(timezone.localdate() - timedelta(days=levels.get("days_ago", 0)))
    Notice.objects.all().delete()


@pytest.fixture
def met_once(cast) -> Mentorship:
    hold(cast.mentorship, 7)
    return cast.mentorship


def test_each_side_is_told_when_their_own_page_changes(cast, met_once):
    told(days_ago=1, mentor="steady", mentee="steady", coordinator="steady")
    read(mentor="steady", mentee="watch", coordinator="steady")

    tell(timezone.localdate())

    assert [(notice.kind, notice.person) for notice in Notice.objects.all()] == [(PAIR_LETTER, cast.ben)]


def test_the_letter_names_the_guide_of_the_repair_where_it_has_one(cast, met_once):
    read(days_ago=1, mentor="steady", mentee="steady", coordinator="steady")
    read(mentor="watch", mentee="watch", coordinator="steady")
    for side, remedy in (("mentor", "two_questions"), ("mentee", "book_next_now")):
        found = Finding("rhythm.quiet", "communication", Level.ATTEND, remedy=remedy)
        Reading.objects.filter(audience=side).update(findings=[found.to_dict()])

    tell(timezone.localdate())

    words = "There is a guide for it: “Two questions each”."
    named = {notice.person: words in notice.body for notice in Notice.objects.all()}
    assert named == {cast.amara: True, cast.ben: False}


def test_coordinators_are_told_once_of_all_pairs_that_newly_need_a_word(cast, met_once):
    hold(MentorshipFactory(programme=cast.programme), 7)
    told(days_ago=1, mentor="watch", mentee="watch", coordinator="watch")
    read(mentor="watch", mentee="watch", coordinator="attend")

    tell(timezone.localdate())

    letter = Notice.objects.get()
    assert (letter.kind, letter.person) == (COORDINATOR_LETTER, cast.chidi)
    assert "Amara Okafor" in letter.body
    assert letter.subject.startswith("2 pairs")


def test_a_pair_that_somebody_looks_after_already_stands_in_no_letter(cast, met_once):
    case = Case.objects.note_a_word(met_once, by=cast.chidi, words="We spoke.", cause="", remedy="")
    read(days_ago=1, mentor="watch", mentee="watch", coordinator="watch")
    read(mentor="watch", mentee="watch", coordinator="attend")

    tell(timezone.localdate())
    assert not Notice.objects.filter(kind=COORDINATOR_LETTER).exists()

    case.close(by=cast.chidi, outcome="helped")
    tell(timezone.localdate())
    assert Notice.objects.filter(kind=COORDINATOR_LETTER).count() == 1


def test_a_second_run_on_the_day_writes_nothing(cast, met_once):
    read(mentor="watch", mentee="watch", coordinator="attend")
    tell(timezone.localdate())
    written = Notice.objects.count()

    assert tell(timezone.localdate()) == 0
    assert Notice.objects.count() == written == 3


def test_a_level_that_only_stays_is_not_written_about(cast, met_once):
    told(days_ago=1, mentor="watch", mentee="watch", coordinator="attend")
    read(mentor="attend", mentee="watch", coordinator="attend")

    assert tell(timezone.localdate()) == 0


def test_a_flickering_level_does_not_become_a_letter_a_week(cast, met_once):
    read(mentor="steady", mentee="watch", coordinator="steady")
    tell(timezone.localdate())

    with time_machine.travel(timezone.now() + timedelta(days=7)):
        read(days_ago=1, mentor="steady", mentee="steady", coordinator="steady")
        read(mentor="steady", mentee="watch", coordinator="steady")

        assert tell(timezone.localdate()) == 0


def test_a_paused_pair_is_left_in_peace(cast, met_once):
    Mentorship.objects.update(stage="paused")
    read(mentor="watch", mentee="watch", coordinator="steady")

    assert tell(timezone.localdate()) == 0


def test_a_level_that_rises_by_day_is_written_about_the_next_morning(cast, met_once):
    told(days_ago=1, mentor="steady", mentee="steady", coordinator="steady")
    read(days_ago=1, mentor="steady", mentee="watch", coordinator="attend")  # made anew after an answer
    read(mentor="steady", mentee="watch", coordinator="attend")

    tell(timezone.localdate())
    tell(timezone.localdate())

    found = {(notice.kind, notice.person) for notice in Notice.objects.all()}
    assert found == {(PAIR_LETTER, cast.ben), (COORDINATOR_LETTER, cast.chidi)}
    assert Notice.objects.count() == 2


def test_a_level_that_rose_and_fell_between_two_mornings_is_not_written_about(cast, met_once):
    told(days_ago=1, mentor="steady", mentee="steady", coordinator="steady")
    read(days_ago=1, mentor="watch", mentee="watch", coordinator="attend")
    read(mentor="steady", mentee="steady", coordinator="steady")

    assert tell(timezone.localdate()) == 0


def test_a_night_without_the_worker_loses_no_letter(cast, met_once):
    told(days_ago=2, mentor="steady", mentee="steady", coordinator="steady")
    read(days_ago=1, mentor="steady", mentee="steady", coordinator="attend")
    read(mentor="steady", mentee="steady", coordinator="attend")

    assert tell(timezone.localdate()) == 1


def test_what_is_new_after_todays_letter_to_coordinators_waits_for_tomorrows(cast, met_once):
    other = hold(MentorshipFactory(programme=cast.programme), 7).mentorship
    read(mentor="steady", mentee="steady", coordinator="attend")
    Reading.objects.filter(mentorship=other).update(level="steady")
    assert tell(timezone.localdate()) == 1
    Reading.objects.filter(mentorship=other, audience="coordinator").update(level="attend")
    assert tell(timezone.localdate()) == 0

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        read(mentor="steady", mentee="steady", coordinator="attend")
        assert tell(timezone.localdate()) == 1

    assert str(other.mentor.name) in Notice.objects.order_by("created_at").last().body


def test_a_mentorship_that_has_ended_is_not_written_about(cast, met_once):
    read(mentor="watch", mentee="watch", coordinator="attend")
    met_once.end(by=cast.ben, reason="completed")
    Notice.objects.all().delete()

    assert tell(timezone.localdate()) == 0


def stop(pair: Mentorship, how: str) -> None:
    if how == "pause":
        pair.pause(by=pair.mentee, until=timezone.localdate() + timedelta(days=10))
    else:
        pair.end(by=pair.mentee, reason="no_time")


def noticed_letters() -> list:
    return [letter.person for letter in Notice.objects.filter(kind=PAIR_LETTER).order_by("pk")]


@pytest.mark.parametrize("how", ["pause", "end"])
def test_what_was_noticed_is_not_sent_once_they_pause_or_end(cast, met_once, how):
    other = hold(MentorshipFactory(programme=cast.programme), 7).mentorship
    read(mentor="watch", mentee="watch", coordinator="steady")
    tell(timezone.localdate())
    Notice.objects.filter(person=cast.amara).update(sent_at=timezone.now())

    stop(met_once, how)

    assert set(noticed_letters()) == {cast.amara, other.mentor, other.mentee}


def test_whoever_was_not_told_because_of_a_pause_is_told_after_it_and_the_other_is_not(cast, met_once):
    told(days_ago=2, mentor="steady", mentee="steady", coordinator="steady")
    read(days_ago=1, mentor="watch", mentee="watch", coordinator="steady")
    tell(timezone.localdate() - timedelta(days=1))
    Notice.objects.filter(person=cast.amara).update(sent_at=timezone.now())
    read(mentor="watch", mentee="watch", coordinator="steady")
    tell(timezone.localdate())  # another morning without mail

    stop(met_once, "pause")
    met_once.resume(by=cast.ben)
    tell(timezone.localdate())

    assert noticed_letters() == [cast.amara, cast.ben]


@pytest.mark.parametrize("how", ["pause", "end"])
def test_nobody_is_told_where_they_pause_or_end_while_letters_are_written(cast, met_once, how, monkeypatch):
    read(mentor="watch", mentee="watch", coordinator="steady")
    found = telling.newly_at

    def and_then_stopped(readings, levels):
        fresh = found(readings, levels)
        if Mentorship.objects.open().exclude(stage="paused").exists():
            stop(met_once, how)
        return fresh

    monkeypatch.setattr(telling, "newly_at", and_then_stopped)
    tell(timezone.localdate())

    assert noticed_letters() == []


def test_many_are_told_in_as_many_queries_as_few(cast, met_once):
    def queries() -> int:
        read(mentor="watch", mentee="watch", coordinator="steady")
        with CaptureQueriesContext(connection) as asked:
            tell(timezone.localdate())
        return len(asked)

    few = queries()
    Reading.objects.all().delete()
    Notice.objects.all().delete()
    for pair in MentorshipFactory.create_batch(5, programme=cast.programme):
        hold(pair, 7)

    assert queries() == few
    assert len(noticed_letters()) == 12


def test_a_worker_that_dies_in_the_middle_loses_no_letter_and_doubles_none(cast, met_once, monkeypatch):
    for pair in MentorshipFactory.create_batch(2, programme=cast.programme):
        hold(pair, 7)
    read(mentor="watch", mentee="watch", coordinator="attend")
    monkeypatch.setattr(records, "AT_A_TIME", 1)
    keep, turns = telling.keep_as_told, iter([True, False])

    def and_then_dies(readings):
        if not next(turns, True):
            raise SystemExit
        keep(readings)

    with monkeypatch.context() as dying:
        dying.setattr(telling, "keep_as_told", and_then_dies)
        with pytest.raises(SystemExit):
            tell(timezone.localdate())
    assert len(noticed_letters()) == 2

    assert tell(timezone.localdate()) == 4 + 1  # the coordinator's too
    assert tell(timezone.localdate()) == 0

    assert len(noticed_letters()) == len(set(noticed_letters())) == 6
