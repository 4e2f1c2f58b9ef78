from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alongside.web.mentorships.models import Mentorship
from alongside.web.readings.models import Reading
from tests.factories.lives import check_in, hold, live_once_of_everything, rate, set_goal
from tests.factories.mentorships import MentorshipFactory, NewMentorshipFactory
from tests.factories.programmes import shows


def read(mentorship: Mentorship, on: date | None = None) -> dict[str, Reading]:
    Reading.objects.take(
        Mentorship.objects.filter(pk=mentorship.pk).select_related("programme"), on=on or timezone.localdate()
    )
    return {reading.audience: reading for reading in mentorship.readings.filter(on=on or timezone.localdate())}


def rules(reading: Reading) -> set[str]:
    return {finding["rule"] for finding in reading.findings if finding["level"] != "steady"}


def test_a_pair_that_has_not_met_for_weeks_is_noticed_by_all_three(cast):
    hold(cast.mentorship, 7)

    for reading in read(cast.mentorship).values():
        assert reading.level in ("watch", "attend")
        assert any(finding["cause"] == "communication" for finding in reading.findings)


def test_a_pair_that_meets_as_agreed_is_not_alarming(cast):
    set_goal(cast.mentorship, 1)
    for day in (5, 19, 33, 47, 55):
        held = hold(cast.mentorship, day)
        rate(held, cast.ben, 5)
        rate(held, cast.amara, 5)

    assert all(reading.level != "attend" for reading in read(cast.mentorship).values())


def test_reading_twice_on_one_day_keeps_one_reading_an_audience(cast):
    read(cast.mentorship)
    read(cast.mentorship)

    assert cast.mentorship.readings.count() == 3


@pytest.mark.parametrize(("side", "other"), [("mentor", "mentee"), ("mentee", "mentor")])
def test_what_one_side_reads_does_not_depend_on_the_others_private_answers(cast, side, other):
    them = getattr(cast.mentorship, other)
    for day in (5, 19, 33, 47):
        hold(cast.mentorship, day)
    before = read(cast.mentorship)[side]

    for day, meeting in zip((6, 20, 34, 48), cast.mentorship.meetings.order_by("starts_at"), strict=True):
        rate(meeting, them, 1)
        check_in(cast.mentorship, them, day, clear_goals=1, be_myself=1, working_style=1, choose_again=1)
    after = read(cast.mentorship)[side]

    assert (before.level, before.risk, before.findings) == (after.level, after.risk, after.findings)


def test_coordinators_read_check_ins_only_where_the_programme_shows_them(cast):
    for day in (5, 19, 33, 47):
        hold(cast.mentorship, day)
        check_in(cast.mentorship, cast.ben, day, shared_outlook=1, be_myself=1, choose_again=1)
        check_in(cast.mentorship, cast.amara, day, shared_outlook=1, be_myself=1, choose_again=1)
    hidden = rules(read(cast.mentorship)["coordinator"])
    shows(cast.programme, "checkins")

    shown = rules(read(cast.mentorship)["coordinator"])

    assert shown - hidden, "answers as low as these are noticed once the programme shows them"


def test_evidence_names_rows_that_exist(cast):
    hold(cast.mentorship, 7)
    reading = read(cast.mentorship)["mentee"]

    for finding in reading.findings:
        for fact in finding["evidence"]:
            for index in fact["events"]:
                assert reading.sources[str(index)]["row"]


def test_only_what_changed_is_read_again(cast):
    other = MentorshipFactory(programme=cast.programme)
    assert cast.mentorship
    call_command("read_mentorships", stdout=StringIO())
    assert not any(Reading.objects.waiting(one).exists() for one in Reading.Audience)

    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        other.note_event()
        assert all(list(Reading.objects.waiting(one)) == [other] for one in Reading.Audience)
        said = StringIO()
        call_command("read_mentorships", "--changed", stdout=said)

    assert said.getvalue().startswith("1 mentorships read")


def test_the_night_reads_every_running_mentorship_and_no_other(cast):
    assert cast.mentorship
    NewMentorshipFactory(programme=cast.programme)
    MentorshipFactory(programme=cast.programme, ended_at=timezone.now(), stage="ended")

    call_command("read_mentorships", stdout=StringIO())

    assert set(Reading.objects.values_list("mentorship", flat=True)) == {cast.mentorship.pk}


def test_the_number_of_queries_does_not_grow_with_the_mentorships(cast):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            Reading.objects.take(Mentorship.objects.running().select_related("programme"), on=timezone.localdate())
        return len(caught)

    live_once_of_everything(cast.mentorship)
    one = queries()
    for _ in range(4):
        live_once_of_everything(MentorshipFactory(programme=cast.programme))

    assert queries() == one


def test_no_reading_is_dated_in_the_future(cast):
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert cast.mentorship

    with pytest.raises(CommandError, match="is still to come"):
        call_command("read_mentorships", "--on", tomorrow.isoformat())
    assert not Reading.objects.exists()

    call_command("read_mentorships", "--on", timezone.localdate().isoformat(), stdout=StringIO())
    assert Reading.objects.exists()
