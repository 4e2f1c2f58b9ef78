"""This time beside last time: of what is between people no more than the two reports tell."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from alongside.web.mentorships.models import Mentorship
from alongside.web.programmes.models import Programme, Role
from alongside.web.reports.compared import Compared
from alongside.web.reports.report import Report
from tests.factories.lives import hold, rate, set_goal
from tests.factories.programmes import MembershipFactory
from tests.web.reports.cohorts import LAST, THIS, live, midnight


def page(client, cast, this) -> str:
    client.force_login(cast.chidi)
    return client.get(reverse("reports:last_time", args=[this.pk])).content.decode()


def all_rate(pairs: list[Mentorship], *useful: int, day: int = 60) -> None:
    """One rating by each of these, in order: mentor and mentee of the first, of the second, and so on."""
    people = [(pair, person) for pair in pairs for person in (pair.mentor, pair.mentee)]
    for (it, person), value in zip(people, useful, strict=False):
        rate(hold(it, day), person, value)


def asked(cast, this) -> dict[str, tuple[str, str]]:
    found = Compared(cast.chidi, Programme.objects.get(pk=this.pk)).asked
    return {each.question.name: (str(each.now), str(each.before)) for each in found[2]} if found else {}


@pytest.fixture
def shown(last, this) -> None:
    """Both show ratings and check-ins to coordinators, and did from the beginning."""
    Programme.objects.update(ratings_shown_since=midnight(LAST), checkins_shown_since=midnight(LAST))
    this.refresh_from_db()


@pytest.mark.usefixtures("shown")
def test_answers_are_those_of_whole_quarters_as_far_after_the_beginning(client, cast, last, this):
    all_rate(live(last), *[5] * 5, *[2] * 5)
    all_rate(live(this), *[5] * 9, 2)
    all_rate(live(last), *[5] * 10, day=130)  # another quarter

    assert asked(cast, this)["useful"] == ("at least 4 in 5", "at least 2 in 5")
    found = page(client, cast, this)
    assert "July to September 2026" in found and "July to September 2025" in found
    assert "October" not in found.partition("<main")[2].partition("</main")[0]


@pytest.mark.usefixtures("shown")
def test_of_answers_neither_number_nor_interval_is_told(cast, last, this):
    """An interval would tell the counts behind it, and the counts who answered what."""
    all_rate(live(last), *[5] * 5, *[2] * 5)
    all_rate(live(this), *[5] * 5, *[2] * 5)

    told = [row[2:] for row in Compared(cast.chidi, this).rows() if row[0] == "How it was for people"]

    assert ("at least 2 in 5", "", "at least 2 in 5", "", "") in told
    assert all(not part or part.startswith(("July", "at least", "too few")) for row in told for part in row)


@pytest.mark.usefixtures("shown")
def test_nine_people_of_last_time_are_too_few(cast, last, this):
    all_rate(live(last), *[5] * 9)
    all_rate(live(this), *[5] * 10)

    assert asked(cast, this) == {}


@pytest.mark.parametrize("days", [-20, -1, 1, 20])
@pytest.mark.usefixtures("shown")
def test_whoever_moves_a_first_day_finds_no_other_sum_of_answers(cast, last, this, days):
    all_rate(live(last), *[5] * 5, *[2] * 5)
    all_rate(live(last), *[5] * 10, day=130)
    all_rate(live(this), *[5] * 10)
    all_rate(live(this), *[2] * 10, day=130)
    before = asked(cast, this)

    Programme.objects.filter(pk=this.pk).update(starts_on=THIS + timedelta(days=days))

    assert asked(cast, this) == before
    assert before["useful"] == ("at least 4 in 5", "at least 2 in 5")


def test_what_one_of_the_two_keeps_closed_is_shown_of_neither(cast, last, this):
    Programme.objects.filter(pk=this.pk).update(ratings_shown_since=midnight(LAST))
    for programme in (last, this):
        pairs = live(programme)
        all_rate(pairs, *[5] * 10)
        for it in pairs:
            for person in (it.mentor, it.mentee):
                it.reflections.create(person=person, worth=5, worth_at=midnight(it.began_on + timedelta(days=60)))

    assert asked(cast, this) == {"worth": ("at least 4 in 5", "at least 4 in 5")}


@pytest.mark.usefixtures("shown")
def test_two_coordinators_read_the_same_answers_and_goals(cast, last, this):
    """One of them is in a mentorship: what the other reads and they do not would be that mentorship's."""
    pairs = live(last)
    all_rate(pairs, *[5] * 10, 2, 2), all_rate(live(this), *[5] * 10)
    for programme in (last, this):
        MembershipFactory(programme=programme, person=pairs[0].mentor, role=Role.COORDINATOR)

    theirs, hers = Compared(pairs[0].mentor, this), Compared(cast.chidi, this)

    told = [{key: str(share) for key, share in it.before.said.shares.items()} for it in (theirs, hers)]
    assert told[0] == told[1] != {}
    assert theirs.before.goals_met == hers.before.goals_met
    assert theirs.before.begun == hers.before.begun - 1


def test_goals_are_put_side_by_side_once_both_are_over_and_as_the_reports_tell_them(cast, last, this):
    for programme in (last, this):
        for number, it in enumerate(live(programme)[1:]):
            goal = set_goal(it, 3)
            if number < (2 if programme == last else 3):
                goal.close(by=it.mentee, outcome="met")
    Programme.objects.filter(pk=last.pk).update(ends_on=date(2026, 3, 1))
    this = Programme.objects.get(pk=this.pk)
    assert Compared(cast.chidi, this).goals_as_list == []

    Programme.objects.filter(pk=this.pk).update(ends_on=date(2026, 11, 14))
    this = Programme.objects.get(pk=this.pk)

    (goals,) = Compared(cast.chidi, this).goals_as_list
    assert [(it.count, it.of) for it in (goals.now, goals.before)] == [(3, 5), (2, 5)]
    assert goals.difference == "20 points more; chance is not worked out"
    assert sum(each.count for each in Report(cast.chidi, this).goals) == goals.now.of


def test_goals_of_four_mentorships_are_not_told(client, cast, last, this):
    for programme in (last, this):
        for it in live(programme)[1 : 6 if programme == last else 5]:
            set_goal(it, 3)
    Programme.objects.update(ends_on=date(2026, 11, 14))
    this = Programme.objects.get(pk=this.pk)

    assert Compared(cast.chidi, this).goals_as_list == []
    assert "a goal is between the two" in page(client, cast, this)
