"""Sessions held against the rhythms agreed, month by month, and what became of those booked."""

from datetime import UTC, date, datetime, timedelta

from django.http import QueryDict
from django.utils import timezone

from alongside.web.meetings.models import Change, Meeting
from alongside.web.mentorships.models import Mentorship, Pause
from alongside.web.programmes.models import Role
from alongside.web.reports.bars import Bars, Month
from alongside.web.reports.clock import Pair, shared, together
from alongside.web.reports.report import Report
from alongside.web.reports.sessions import Sessions
from tests.factories.lives import hold
from tests.factories.mentorships import MentorshipFactory
from tests.factories.programmes import MembershipFactory, rest

BEGAN = date(2026, 9, 1)


def pair(cast, **more) -> Mentorship:
    return MentorshipFactory(programme=cast.programme, **{"began_on": BEGAN, **more})


def sessions(cast, asked: str = "") -> Sessions:
    return Report(cast.chidi, cast.programme, QueryDict(asked)).sessions


def by_month(cast, asked: str = "") -> dict[str, tuple[int, int]]:
    return {f"{month.first:%b}": (month.held, month.agreed) for month in sessions(cast, asked).months}


def d(day: int) -> date:
    return date(2026, 1, day)


def test_days_that_overlap_or_touch_are_put_together():
    assert together([(d(20), d(25)), (d(1), d(5)), (d(4), d(8)), (d(8), d(9))]) == [(d(1), d(9)), (d(20), d(25))]
    assert shared((d(1), d(9)), (d(5), d(20))) == 4
    assert shared((d(1), d(5)), (d(5), d(9))) == 0


def test_rest_is_taken_out_of_a_pairs_clock():
    it = Pair(1, (d(3), d(20)), every=7, is_awake=True)

    assert it.awake(d(1), d(31), []) == 17
    assert it.awake(d(1), d(10), []) == 7
    assert it.awake(d(1), d(31), [(d(1), d(5)), (d(18), d(31))]) == 13
    assert it.awake(d(21), d(31), []) == 0


def test_each_month_says_what_was_held_and_what_was_agreed(cast):
    it = pair(cast)
    for day in (7, 21, 35):
        hold(it, day)
    hold(it, 49, state=Meeting.State.CANCELLED)
    hold(it, 3, kind=Meeting.Kind.INTRODUCTION)
    hold(pair(cast, agreed_every_days=7, began_on=date(2026, 11, 1)), 2)

    # Thirty and thirty-one days of a fortnightly rhythm; then fifteen of that and of a weekly one.
    assert by_month(cast) == {"Sep": (2, 2), "Oct": (1, 2), "Nov": (1, 3)}
    assert (sessions(cast).total, sessions(cast).agreed) == (4, 8)  # all in all 7.6
    assert by_month(cast, "from=2026-11") == {"Nov": (1, 3)}


def test_a_slow_rhythm_adds_up_over_the_months(cast):
    """Every other month is less than half a session in any: rounded one by one they would come to none."""
    pair(cast, agreed_every_days=70, began_on=date(2026, 1, 1))

    found = sessions(cast)

    assert {month.agreed for month in found.months} == {0}
    assert found.agreed == 5  # 319 days


def test_nothing_was_agreed_for_holidays_pauses_and_after_the_end(cast):
    it = pair(cast, agreed_every_days=1)
    rest(cast.programme, -61, -52)  # 15 to 24 September
    Pause.objects.create(
        mentorship=it,
        by=it.mentee,
        starts_at=datetime(2026, 9, 20, 9, tzinfo=UTC),
        until=date(2026, 10, 10),
        resumed_at=datetime(2026, 10, 5, 9, tzinfo=UTC),
    )
    Mentorship.objects.filter(pk=it.pk).update(ended_at=datetime(2026, 10, 14, 9, tzinfo=UTC), stage="ended")

    assert by_month(cast) == {"Sep": (0, 14), "Oct": (0, 10), "Nov": (0, 0)}


def test_an_evening_belongs_to_the_month_of_the_sites_own_clock(cast, settings):
    settings.TIME_ZONE = "America/Los_Angeles"
    timezone.get_default_timezone.cache_clear()
    it = pair(cast)
    hold(it, 30)
    Meeting.objects.update(starts_at=datetime(2026, 10, 1, 3, tzinfo=UTC), ends_at=datetime(2026, 10, 1, 4, tzinfo=UTC))

    try:
        with timezone.override("Asia/Tokyo"):
            found = by_month(cast)
    finally:
        settings.TIME_ZONE = "UTC"
        timezone.get_default_timezone.cache_clear()

    assert (found["Sep"][0], found["Oct"][0]) == (1, 0)


def test_who_met_or_spoke_within_their_own_rhythm(cast):
    met, spoke, late, paused = (pair(cast) for _each in range(4))
    hold(met, 75 - 17)  # seventeen days ago: a fortnight, and a quarter of it to tell
    hold(late, 75 - 18)
    spoke.contacts.create(by=spoke.mentee, channel="phone", happened_on=date(2026, 11, 2))
    Mentorship.objects.filter(pk=paused.pk).update(stage="paused")
    pair(cast, began_on=date(2026, 11, 10))  # no rhythm has passed yet

    found = sessions(cast)

    assert (found.lately, len(found.known), found.elsewhere) == (2, 3, 1)


def test_a_holiday_gives_time_to_meet(cast):
    it = pair(cast)
    hold(it, 75 - 27)
    assert sessions(cast).lately == 0

    rest(cast.programme, -20, -11)

    assert sessions(cast).lately == 1


def test_what_became_of_sessions_booked_is_told_of_five_mentorships_or_more(cast):
    pairs = [pair(cast) for _each in range(5)]

    def change(meeting, kind: str, by=None) -> None:
        Change.objects.create(meeting=meeting, kind=kind, by=by, starts_at=meeting.starts_at)

    moved = hold(pairs[0], 5)
    for _each in range(2):
        change(moved, "moved", by=pairs[0].mentor)
    change(hold(pairs[1], 5, state="cancelled"), "cancelled", by=pairs[1].mentee)
    change(hold(pairs[1], 9, state="cancelled"), "cancelled")  # went with an ending
    hold(pairs[2], 5, state="missed", missed_by=pairs[2].mentor)
    hold(pairs[3], 5, state="booked")
    hold(pairs[3], 100, state="booked")  # still to come
    written_down = hold(pairs[3], 6)
    written_down.changes.all().delete()
    assert not sessions(cast).tells_booked
    assert sessions(cast).booked_numbers == []

    hold(pairs[4], 5, state="not_held")

    assert {each.label: each.count for each in sessions(cast).booked_numbers} == {
        "Sessions booked": 5,
        "Moved to another time": 1,
        "Cancelled": 1,
        "Missed, or did not happen": 2,
        "Nobody has said yet": 1,
    }


def test_ones_own_sessions_are_not_counted(cast):
    MembershipFactory(programme=cast.programme, person=cast.amara, role=Role.COORDINATOR)
    hold(pair(cast, mentor=cast.amara), 5)
    hold(pair(cast), 5)

    assert Report(cast.amara, cast.programme).sessions.total == 1
    assert sessions(cast).total == 2


def test_the_page_draws_months_and_says_them_as_a_table(client, cast):
    it = pair(cast)
    hold(it, 7)
    hold(it, 21)
    client.force_login(cast.chidi)

    page = client.get(f"/reports/{cast.programme.pk}/").content.decode()

    assert "2 sessions were held; by the rhythms agreed it would be about 5." in page
    assert page.count("curve__bar") == 3
    assert (
        '<tr><th scope="row">September 2026</th><td data-label="Held">2</td><td data-label="Agreed">2</td></tr>' in page
    )
    assert "Today 0 of 1 mentorship under way has met or spoken within its own rhythm." in page
    assert "What became of sessions booked is told once 5 mentorships had any." in page


def test_before_anything_was_held_it_says_what_would_have_to_happen(client, cast):
    pair(cast, began_on=date(2026, 11, 15))
    client.force_login(cast.chidi)

    assert (
        "a session counts here once its time has come" in client.get(f"/reports/{cast.programme.pk}/").content.decode()
    )


def test_bars_stand_on_one_scale_with_round_numbers():
    every = [Month(date(2025, 1, 1) + timedelta(days=31 * n), held=n * 3, agreed=40 - n) for n in range(14)]
    bars = Bars(every)

    assert bars.is_cut and len(bars.bars) == 12
    assert [count for _at, count in bars.marks] == [0, 10, 20, 30, 40]
    first, last = bars.bars[0], bars.bars[-1]
    assert first.top == bars.y(6) and first.line == bars.y(38)
    assert last.is_named and last.x + last.width < bars.right_edge
    assert not Bars([Month(date(2025, 1, 1), 0, 0)]).can_be_drawn
    assert [count for _at, count in Bars([Month(date(2025, 1, 1), 0, 1)]).marks] == [0, 1]


def test_what_was_held_long_ago_is_drawn_and_not_called_nothing(client, cast):
    it = pair(cast, began_on=date(2025, 1, 1))
    hold(it, 5)
    Mentorship.objects.filter(pk=it.pk).update(ended_at=datetime(2025, 3, 1, tzinfo=UTC), stage="ended")

    bars = sessions(cast).bars

    assert (bars.can_be_drawn, bars.is_cut, len(bars.shown)) == (True, True, 12)
    assert bars.shown[0].held == 1
    client.force_login(cast.chidi)
    assert "Nothing to tell yet: a session" not in client.get(f"/reports/{cast.programme.pk}/").content.decode()
