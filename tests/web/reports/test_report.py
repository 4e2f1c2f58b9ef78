import csv
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alongside.web.cases.models import Case
from alongside.web.checkins.models import CheckIn
from alongside.web.mentorships.models import Ending, Mentorship
from alongside.web.programmes.models import Role
from alongside.web.readings.models import Reading
from alongside.web.reports.report import Report
from tests.factories.lives import check_in, hold, rate, set_goal
from tests.factories.mentorships import MentorshipFactory, NewMentorshipFactory
from tests.factories.programmes import InvitationFactory, MembershipFactory, shows

CLEAR = [{"cause": "goals", "weight": 0.7, "confidence": "high"}]
UNSURE = [{"cause": "match", "weight": 0.4, "confidence": "low"}]


def address(cast) -> str:
    return reverse("reports:report", args=[cast.programme.pk])


def page_for(client, cast) -> str:
    client.force_login(cast.chidi)
    return client.get(address(cast)).content.decode()


def report_of(cast) -> Report:
    return Report(cast.chidi, cast.programme)


def numbers(found) -> dict[str, int]:
    return {each.label: each.count for each in found}


def pair(cast, *, weeks: int, reason: str = "", after: int = 0, **more) -> Mentorship:
    """Began so many weeks ago; with a reason, it ended so many weeks after that."""
    began_on = timezone.localdate() - timedelta(weeks=weeks)
    it = MentorshipFactory(programme=cast.programme, began_on=began_on, **more)
    if reason:
        ended_at = timezone.now() - timedelta(weeks=weeks - after)
        Mentorship.objects.filter(pk=it.pk).update(ended_at=ended_at, stage="ended")
        Ending.objects.create(mentorship=it, reason=reason, at=ended_at)
    return it


def test_a_coordinator_opens_it_from_the_programme(client, cast):
    assert cast.mentorship
    client.force_login(cast.chidi)

    programme = client.get(reverse("programmes:programme", args=[cast.programme.pk])).content.decode()

    assert address(cast) in programme
    assert "The one mentorship here has not ended early" in page_for(client, cast)


@pytest.mark.parametrize("name", ["report", "numbers"])
@pytest.mark.parametrize("who", ["amara", "ben", "dana", "efua"])
def test_nobody_else_finds_it(client, cast, who, name):
    assert cast.mentorship
    client.force_login(getattr(cast, who))

    assert client.get(reverse(f"reports:{name}", args=[cast.programme.pk])).status_code == 404


def test_before_the_first_agreement_it_says_what_will_stand_here(client, cast):
    assert cast.new_mentorship

    page = page_for(client, cast)

    assert "No mentorship has begun yet" in page
    assert "Here will stand how mentorships go" in page
    assert "The way in" in page


def test_before_anybody_came_it_says_what_will_stand_here_and_how_it_begins(client, cast):
    assert cast.chidi

    page = page_for(client, cast)

    assert "Here will stand how the programme goes" in page
    assert reverse("programmes:invite", args=[cast.programme.pk]) in page
    assert "/numbers/" not in page


def test_early_is_what_ended_before_its_time_and_not_because_the_goals_were_met(cast):
    pair(cast, weeks=40, reason="completed", after=26)
    pair(cast, weeks=40, reason="early_met", after=9)
    pair(cast, weeks=40, reason="other", after=30)  # the agreed 26 weeks were over
    pair(cast, weeks=40, reason="no_time", after=9)
    pair(cast, weeks=40, reason="no_time", after=60 - 26, planned_weeks=None)
    pair(cast, weeks=8)
    NewMentorshipFactory(programme=cast.programme)
    gone = NewMentorshipFactory(programme=cast.programme)
    gone.end(by=None, reason="introduction")

    report = report_of(cast)

    assert numbers(report.how_they_went) == {
        "Under way": 1,
        "Came to a good end": 3,
        "Ended early": 2,
        "Before an agreement": 1,
        "Introductions that went no further": 1,
    }
    assert numbers(report.reasons) == {"There was no time for it": 2}
    assert report.title == "2 of 6 mentorships ended early"


def test_the_curve_says_how_long_they_last_in_words_and_as_a_table(client, cast):
    pair(cast, weeks=30, reason="moved", after=10)
    for _each in range(9):
        pair(cast, weeks=30)

    page = page_for(client, cast)

    assert "After 30 weeks 90 % have not ended early." in page
    assert (
        '<th scope="row">8</th><td data-label="Not ended early">100 %</td><td data-label="Still going on">10</td>'
        in page
    )
    assert (
        '<th scope="row">12</th><td data-label="Not ended early">90 %</td><td data-label="Still going on">9</td>'
        in page
    )


def test_of_four_mentorships_no_curve_is_drawn(client, cast):
    for _each in range(4):
        pair(cast, weeks=30)

    assert "Too early to say: a curve is drawn once 5 mentorships" in page_for(client, cast)


def test_how_goals_come_out_is_counted_once_it_tells_of_no_single_pair(cast):
    every = [pair(cast, weeks=8) for _each in range(5)]
    for number, it in enumerate(every[:4]):
        goal = set_goal(it, 3)
        if number:
            goal.close(by=it.mentee, outcome=["met", "met", "dropped"][number - 1])
    assert report_of(cast).goals == []

    set_goal(every[4], 3)

    found = {"Met": 2, "Partly met": 0, "Dropped": 1, "Being worked on": 2, "Not closed when the mentorship ended": 0}
    assert numbers(report_of(cast).goals) == found

    every[4].end(by=every[4].mentee, reason="no_time")

    ended = {"Being worked on": 1, "Not closed when the mentorship ended": 1}
    assert numbers(report_of(cast).goals) == found | ended


def test_two_coordinators_cannot_work_out_the_goals_of_one_pair(cast):
    """One of them has a mentorship here: what the other counts and they do not would be that mentorship's."""
    every = [pair(cast, weeks=8) for _each in range(6)]
    for it in every:
        set_goal(it, 3)
    mentor = every[0].mentor
    MembershipFactory(programme=cast.programme, person=mentor, role=Role.COORDINATOR)

    assert numbers(Report(mentor, cast.programme).goals) == numbers(report_of(cast).goals)
    assert numbers(report_of(cast).goals)["Being worked on"] == 6


def test_a_cause_is_what_the_reading_named_the_last_time_a_pair_needed_a_word(cast):
    today = timezone.localdate()

    def read(it, days_ago, level, causes, audience="coordinator"):
        on = today - timedelta(days=days_ago)
        Reading.objects.create(
            mentorship=it, audience=audience, on=on, level=level, risk=0.5, causes=causes, engine_version="0"
        )

    first, second, third = (pair(cast, weeks=20) for _each in range(3))
    read(first, 30, "attend", UNSURE)
    read(first, 20, "attend", CLEAR)
    read(first, 10, "watch", UNSURE)
    read(second, 5, "attend", UNSURE)
    read(third, 5, "watch", CLEAR)
    read(third, 5, "attend", CLEAR, audience="mentor")

    assert numbers(report_of(cast).causes) == {"Goals": 1, "No clear cause": 1}


def test_what_was_tried_stands_with_what_came_of_it(client, cast):
    def tried(cause, remedy, outcome=""):
        case = Case.objects.note_a_word(
            pair(cast, weeks=9), by=cast.chidi, words="We spoke.", cause=cause, remedy=remedy
        )
        if outcome:
            case.close(by=cast.chidi, outcome=outcome)

    tried("sessions", "shared_agenda", "helped")
    tried("sessions", "shared_agenda", "not")
    tried("sessions", "shared_agenda")
    tried("goals", "review_goals", "partly")
    tried("", "")

    rows = [(each.cause, each.tried, each.helped, each.partly, each.did_not, each.not_said_yet)
            for each in report_of(cast).repairs]  # fmt: skip

    assert rows == [("Sessions", 3, 1, 0, 1, 1), ("Goals", 1, 0, 1, 0, 0), ("None named", 1, 0, 0, 0, 1)]
    page = page_for(client, cast)
    assert "not what did it" in page
    assert "Words of one&#x27;s own" in page


def test_ones_own_mentorship_is_not_counted(client, cast):
    MembershipFactory(programme=cast.programme, person=cast.amara, role=Role.COORDINATOR)
    assert cast.mentorship
    pair(cast, weeks=8)

    report = Report(cast.amara, cast.programme)

    assert (len(report.lives), report.left_out) == (1, 1)
    client.force_login(cast.amara)
    assert "Your own mentorship here is not counted" in client.get(address(cast)).content.decode()


def test_another_programme_is_not_counted(cast):
    MentorshipFactory()
    assert cast.mentorship

    assert len(report_of(cast).lives) == 1


def rows_of(client, cast) -> list[list[str]]:
    client.force_login(cast.chidi)
    answer = client.get(reverse("reports:numbers", args=[cast.programme.pk]))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="report-')
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))


def test_the_numbers_go_into_a_spreadsheet(client, cast):
    for weeks in (10, 20, 30, 30, 30):
        it = pair(cast, weeks=weeks)
        Case.objects.note_a_word(it, by=cast.chidi, words="Hm.", cause="goals", remedy="review_goals")
    for _each in range(5):
        pair(cast, weeks=30, reason="no_fault", after=4)

    rows = rows_of(client, cast)

    assert rows[0] == ["part", "what", "how many"]
    assert ["How they went", "Ended early", "5"] in rows
    assert ["Why some ended early", "It did not fit; nobody is at fault", "5"] in rows
    assert ["Not ended early, in percent", "after 8 weeks", "50"] in rows
    assert any(part == "Tried" and what.startswith("Goals: ") and count == "5" for part, what, count in rows)


@pytest.mark.parametrize("count", [4, 5])
def test_of_fewer_than_five_nothing_that_a_partner_may_not_read_is_handed_on(client, cast, count):
    parts = {"Why some ended early", "What stood behind it", "Tried"}
    for _each in range(count):
        it = pair(cast, weeks=30, reason="no_time", after=9)
        Case.objects.note_a_word(it, by=cast.chidi, words="Hm.", cause="goals", remedy="review_goals")
        Reading.objects.create(
            mentorship=it, audience="coordinator", on=timezone.localdate() - timedelta(days=160), level="attend",
            risk=0.5, causes=[{"cause": "goals", "weight": 0.6, "confidence": "high"}], engine_version="0",
        )  # fmt: skip

    told = {part for part, _what, _how_many in rows_of(client, cast)}
    page = page_for(client, cast)

    assert parts & told == (parts if count == 5 else set())
    assert page.count("Not printed and not in the file") == (0 if count == 5 else 3)
    assert page.count("on-screen") >= (0 if count == 5 else 3)
    assert "There was no time for it" in page


def test_the_number_of_queries_does_not_grow_with_the_mentorships(client, cast):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            page_for(client, cast)
        return len(caught)

    def live() -> None:
        for it in (pair(cast, weeks=20), pair(cast, weeks=30, reason="no_time", after=9)):
            set_goal(it, 3)
            Case.objects.note_a_word(it, by=cast.chidi, words="We spoke.", cause="goals", remedy="review_goals")
            for day in (9, 40, 70):
                rate(hold(it, day), it.mentee, 4)
                check_in(it, it.mentor, day, clear_goals=4)
        CheckIn.objects.update(closed_at=F("asked_at"))
        InvitationFactory(programme=cast.programme)
        MembershipFactory(programme=cast.programme)

    shows(cast.programme, "ratings", "checkins")
    for _each in range(3):
        live()
    queries()  # whatever is kept after the first page
    few = queries()
    for _each in range(4):
        live()

    assert queries() == few < 45


def test_whether_it_ended_early_is_the_same_for_a_coordinator_on_another_clock(cast):
    """It ended at half past eleven in the evening of the day before the planned end, on the site's own clock."""
    it = MentorshipFactory(programme=cast.programme, began_on=date(2026, 1, 5), planned_weeks=10)
    ended_at = datetime(2026, 3, 15, 23, 30, tzinfo=UTC)
    Mentorship.objects.filter(pk=it.pk).update(ended_at=ended_at, stage="ended")
    Ending.objects.create(mentorship=it, reason="no_time", at=ended_at)

    def found() -> tuple[int, int]:
        report = report_of(cast)
        return report.early, report.lives[0].days

    here = found()
    with timezone.override("Pacific/Auckland"):
        there = found()

    assert here == there == (1, 69)
