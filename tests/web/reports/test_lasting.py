import pytest

from alongside.web.reports.curve import Curve
from alongside.web.reports.lasting import Lived, Outcome, lasting, left_at

EARLY, WELL, GOING_ON = Outcome.EARLY, Outcome.WELL, Outcome.GOING_ON


def test_without_good_endings_it_is_the_curve_of_kaplan_and_meier():
    """Remission in weeks of 21 patients given 6-mercaptopurine (Freireich 1963), the textbook's example."""
    ended = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    going_on = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    lives = [*(Lived(day, EARLY) for day in ended), *(Lived(day, GOING_ON) for day in going_on)]

    shares = {step.day: round(step.share, 3) for step in lasting(lives)}

    assert shares == {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert [step.left for step in lasting(lives)] == [21, 17, 15, 12, 11, 7, 6]


def test_who_came_to_a_good_end_stays_in_the_share():
    lives = [Lived(10, WELL), Lived(10, WELL), Lived(20, EARLY), Lived(30, GOING_ON)]

    # Half of all went on past day 10 and one of those two ended early: a quarter of all, not a half.
    assert [(step.day, step.share) for step in lasting(lives)] == [(20, 0.75)]


def test_those_that_go_on_leave_the_count_when_no_more_is_known_of_them():
    lives = [Lived(5, GOING_ON), Lived(5, GOING_ON), Lived(20, EARLY), Lived(30, GOING_ON)]

    assert [(step.day, step.share, step.left) for step in lasting(lives)] == [(20, 0.5, 2)]
    assert [left_at(lives, day) for day in (0, 5, 6, 30, 31)] == [4, 4, 2, 1, 0]


@pytest.mark.parametrize("lives", [[], [Lived(0, EARLY)], [Lived(9, GOING_ON)]])
def test_the_share_never_leaves_its_range(lives):
    assert all(0 <= step.share <= 1 for step in lasting(lives))


def test_a_curve_is_drawn_as_far_as_five_are_known():
    curve = Curve([Lived(day, GOING_ON) for day in (7, 70, 80, 90, 100, 110, 120)], 5)

    assert curve.can_be_drawn
    assert curve.until == 80
    assert [(mark.label, mark.left, mark.share) for mark in curve.marks] == [
        (0, 7, 100), (2, 6, 100), (4, 6, 100), (6, 6, 100), (8, 6, 100), (10, 6, 100),
    ]  # fmt: skip


@pytest.mark.parametrize("lives", [[], [Lived(300, GOING_ON)] * 4, [Lived(6, GOING_ON)] * 9])
def test_of_too_few_or_too_young_no_curve_is_drawn(lives):
    assert not Curve(lives, 5).can_be_drawn


def test_the_line_falls_where_one_ended_early():
    curve = Curve([Lived(100, EARLY), *[Lived(200, GOING_ON)] * 9], 5)

    assert curve.share == 90
    assert curve.path == f"M72 18H{curve.x(100)}V{curve.y(90)}H{curve.x(200)}"
    assert 18 < curve.y(90) < curve.y(0) == 202
