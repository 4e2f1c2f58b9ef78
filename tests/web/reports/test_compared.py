"""This time beside last time: at the same age, for who coordinates both, and no more than the two reports tell."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.web.programmes.models import Membership, Programme, Role
from alongside.web.reports.compared import Compared
from tests.factories.lives import hold
from tests.factories.programmes import MembershipFactory
from tests.web.reports.cohorts import LAST, THIS, live, midnight, pair


def compared(cast, this) -> Compared:
    return Compared(cast.chidi, this)


def numbers(cast, this) -> dict[str, tuple[tuple[int, int], tuple[int, int]]]:
    names = ("paired", "early", "lately", "sessions")
    found = compared(cast, this).measures
    return {
        name: ((it.now.count, it.now.of), (it.before.count, it.before.of))
        for name, it in zip(names, found, strict=True)
    }


def address(this: Programme, name: str = "last_time") -> str:
    return reverse(f"reports:{name}", args=[this.pk])


def plain(said: str) -> str:
    """Without what keeps words on one line."""
    return said.replace("\N{NO-BREAK SPACE}", " ")


def page(client, cast, this) -> str:
    client.force_login(cast.chidi)
    return plain(client.get(address(this)).content.decode())


# At the same age -----------------------------------------------------------------------------------------------------


def test_both_are_looked_at_at_the_same_age_and_the_page_says_from_when_to_when(client, cast, last, this):
    live(last), live(this)

    found = page(client, cast, this)

    assert "Both in their first 22 weeks" in found
    assert "Cohort of this year</a>, 1 June 2026 to 1 November 2026" in found
    assert "Spring cohort</a>, 1 June 2025 to 1 November 2025" in found


def test_what_came_later_last_time_is_not_counted(cast, last, this):
    live(last), live(this)
    before = numbers(cast, this)
    assert before["early"] == ((1, 6), (1, 6))

    pair(last, 160)  # began after the 22 weeks
    late = pair(last, 7, ended=150)  # ended after them
    hold(late, 149)

    after = numbers(cast, this)
    assert after["early"] == ((1, 6), (1, 7))
    assert after["paired"] == ((6, 7), (7, 8))
    assert after["sessions"][1][0] == before["sessions"][1][0]


def test_a_mentee_who_joined_later_is_not_counted_as_one_who_waited(cast, last, this):
    live(last), live(this)
    MembershipFactory(programme=last)  # today

    assert numbers(cast, this)["paired"] == ((6, 7), (6, 7))


def test_a_mentee_who_joined_in_time_and_began_later_was_still_waiting(cast, last, this):
    live(last), live(this)
    late = pair(last, 160)
    Membership.objects.filter(programme=last, person=late.mentee).update(joined_at=midnight(LAST))

    assert numbers(cast, this)["paired"] == ((6, 7), (6, 8))


def test_what_was_before_the_first_day_counts(cast, last, this):
    live(last), live(this)
    hold(pair(last, -10), 3)

    found = numbers(cast, this)

    assert (found["early"][1][1], found["paired"][1][0]) == (7, 7)
    assert found["sessions"][1][0] == found["sessions"][0][0] + 1


def test_after_the_last_day_of_the_shorter_one_it_stands(cast, last, this):
    Programme.objects.filter(pk=last.pk).update(ends_on=LAST + timedelta(weeks=10, days=3))
    this.refresh_from_db()

    assert compared(cast, this).weeks == 10


# Nothing different, and something ------------------------------------------------------------------------------------


def test_beside_one_that_went_the_same_nothing_is_different(client, cast, last, this):
    live(last), live(this)

    found = compared(cast, this)

    assert found.title == "No clear difference from last time"
    assert [each.now for each in found.measures] == [each.before for each in found.measures]
    assert {each.points.seen for each in found.measures if each.points} == {0}
    assert "none seen (−" in page(client, cast, this)


def test_a_difference_of_a_few_may_be_chance(client, cast, last, this):
    live(last, early=1), live(this, early=3)

    found = page(client, cast, this)

    assert "No clear difference from last time" in found
    assert "1 of 6 (17 %)" in found and "3 of 6 (50 %)" in found
    assert "33 points more, which may be chance (−18 to +68)" in found


def test_one_that_chance_would_seldom_make_is_called_clear_and_not_good(client, cast, last, this):
    live(last, pairs=20, early=12), live(this, pairs=20, early=1)

    found = page(client, cast, this)

    assert "One clear difference from last time" in found
    assert "55 points less, hardly by chance alone (−74 to −26)" in found
    for word in ("better", "worse", "improved"):
        assert word not in found.partition("<main")[2].partition("</main")[0]


def test_sessions_hang_together_and_get_no_interval(cast, last, this):
    live(last), live(this, early=4)

    *_rest, sessions = compared(cast, this).measures

    assert sessions.points is None and not sessions.is_clear
    assert sessions.difference.endswith("points less; chance is not worked out")


@pytest.mark.parametrize("first_day", [date(2025, 4, 1), date(2025, 6, 30)])
def test_a_first_day_that_is_moved_within_its_quarter_shows_no_other_answers(cast, last, this, first_day):
    def quarters() -> list[tuple[str, str]]:
        both = compared(cast, this)
        return [
            (str(now), str(then)) for now, then in zip(both.now.said.quarters, both.before.said.quarters, strict=True)
        ]

    before = quarters()
    Programme.objects.filter(pk=last.pk).update(starts_on=first_day)
    this.refresh_from_db()

    assert quarters() == before
    assert before[0] == ("July to September 2026", "July to September 2025")


def test_reasons_stand_side_by_side_once_five_ended_early_in_each(cast, last, this):
    live(last, pairs=8, early=5), live(this, pairs=8, early=4)
    assert compared(cast, this).reasons == []

    pair(this, ended=30, reason="moved")

    assert compared(cast, this).reasons == [("There was no time for it", 4, 5), ("Work or life moved on", 1, 0)]


# Who sees it ---------------------------------------------------------------------------------------------------------


def test_who_coordinates_both_comes_from_the_report(client, cast, last, this):
    live(last), live(this)
    client.force_login(cast.chidi)

    assert address(this) in client.get(reverse("reports:report", args=[this.pk])).content.decode()
    assert client.get(address(this)).status_code == 200
    assert "last-time" not in client.get(reverse("reports:report", args=[last.pk])).content.decode()
    assert client.get(address(last)).status_code == 404  # it follows none


@pytest.mark.parametrize("which", ["last", "this"])
@pytest.mark.parametrize("name", ["last_time", "last_time_numbers"])
def test_who_coordinates_one_of_the_two_finds_nothing(client, cast, last, this, which, name):
    live(last), live(this)
    MembershipFactory(programme={"last": last, "this": this}[which], person=cast.dana, role=Role.COORDINATOR)
    client.force_login(cast.dana)

    assert client.get(address(this, name)).status_code == 404
    if which == "this":
        report = client.get(reverse("reports:report", args=[this.pk])).content.decode()
        assert "last time" not in report and last.name not in report


def test_who_no_longer_coordinates_last_time_finds_nothing(client, cast, last, this):
    live(last), live(this)
    Membership.objects.filter(programme=last, person=cast.chidi).update(left_at=midnight(THIS))
    client.force_login(cast.chidi)

    assert client.get(address(this)).status_code == 404


def test_ones_own_mentorship_is_counted_in_neither(client, cast, last, this):
    live(last), live(this)
    pair(last, ended=30, mentor=cast.chidi)

    assert numbers(cast, this)["early"] == ((1, 6), (1, 6))
    assert "Mentorships of your own are not counted" in page(client, cast, this)


def test_the_reports_own_file_holds_nothing_of_last_time(client, cast, last, this):
    live(last), live(this)
    client.force_login(cast.chidi)

    assert last.name not in client.get(reverse("reports:numbers", args=[this.pk])).content.decode()


# Too young, too few --------------------------------------------------------------------------------------------------


def test_one_that_has_not_begun_says_from_when_on(client, cast, last, this):
    Programme.objects.filter(pk=this.pk).update(starts_on=date(2026, 12, 1))
    this.refresh_from_db()

    found = page(client, cast, this)

    assert "Too early to compare" in found
    assert "those of Cohort of this year begin on 1 December 2026. From 5 January 2027 on" in found
    with time_machine.travel("2027-01-04T12:00:00Z", tick=False):
        assert compared(cast, this).weeks == 3
    with time_machine.travel("2027-01-05T12:00:00Z", tick=False):
        assert compared(cast, this).weeks == 4


def test_one_that_is_shorter_than_what_is_compared_says_so(cast, last, this):
    Programme.objects.filter(pk=this.pk).update(ends_on=THIS + timedelta(days=20))
    this.refresh_from_db()

    assert "lasts less than 4 weeks" in compared(cast, this).problem


@pytest.mark.parametrize("few", ["last", "this"])
def test_of_four_mentorships_nothing_is_told(client, cast, last, this, few):
    live(last, pairs=4 if few == "last" else 6)
    live(this, pairs=4 if few == "this" else 6)

    found = page(client, cast, this)

    assert "5 mentorships or more have to have begun in each" in found
    assert "points" not in found and " of 4" not in found
    sheet = client.get(address(this, "last_time_numbers")).content.decode()
    assert "have to have begun in each" in sheet and len(sheet.splitlines()) == 2


def test_of_a_few_the_counts_stand_without_a_share(cast, last, this):
    """Six began in each; of last time's four are under way."""
    live(last, early=2), live(this)

    lately = compared(cast, this).measures[2]

    assert lately.difference == "too few to tell"
    assert lately.before_in_words == "4 of 4"


# For a sheet, and for the database -----------------------------------------------------------------------------------


def test_the_sheet_holds_what_the_page_says(client, cast, last, this):
    Programme.objects.filter(pk=last.pk).update(name="=1+1")
    live(last), live(this, early=3)
    client.force_login(cast.chidi)

    answer = client.get(address(this, "last_time_numbers"))

    assert answer["Content-Disposition"].startswith(f'attachment; filename="compared-{this.pk}-')
    rows = list(csv.reader(StringIO(plain(answer.content.decode("utf-8-sig")))))
    assert rows[0] == ["part", "what", "this time", "of", "last time", "of", "difference"]
    assert ["Compared at the same age", "Programme", this.name, "", "'=1+1", "", ""] in rows
    assert ["3", "6", "1", "6", "33 points more, which may be chance (−18 to +68)"] in [row[2:] for row in rows]


@pytest.mark.parametrize("name", ["last_time", "last_time_numbers", "report"])
def test_the_number_of_queries_does_not_grow(client, cast, last, this, name):
    Programme.objects.update(checkins_shown_since=midnight(LAST), ratings_shown_since=midnight(LAST))

    def queries() -> int:
        client.force_login(cast.chidi)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address(this, name)).status_code == 200
        return len(caught)

    live(last, early=5), live(this, early=5)
    queries()  # whatever is kept after the first page
    few = queries()
    live(last, pairs=9, early=3), live(this, pairs=9, early=3)

    assert queries() == few < 50
