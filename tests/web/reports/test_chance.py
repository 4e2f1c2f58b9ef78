"""What chance may have to do with a difference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.web.reports.chance import Part, Points, difference

# Of at most a thousand, so that what is written is no more than rounding.
PARTS = st.integers(1, 1000).flatmap(lambda of: st.integers(0, of).map(lambda count: Part(count, of)))


@pytest.mark.parametrize(
    ("now", "before", "low", "high"),
    [
        (Part(56, 70), Part(48, 80), 0.0524, 0.3339),
        (Part(9, 10), Part(3, 10), 0.1705, 0.8090),
        (Part(6, 7), Part(2, 7), 0.0582, 0.8062),
        (Part(5, 56), Part(0, 29), -0.0381, 0.1926),
        (Part(0, 10), Part(0, 20), -0.1611, 0.2775),
        (Part(10, 10), Part(0, 20), 0.6791, 1.0),
        (Part(10, 10), Part(0, 10), 0.6075, 1.0),
    ],
)
def test_the_interval_is_the_published_one(now, before, low, high):
    """Newcombe 1998, table II, method 10."""
    assert difference(now, before) == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))


@given(PARTS, PARTS)
def test_it_holds_what_is_seen_and_nothing_that_cannot_be(now, before):
    low, high = difference(now, before)

    assert -1 - 1e-9 <= low <= now.share - before.share + 1e-9
    assert now.share - before.share - 1e-9 <= high <= 1 + 1e-9
    told = Points.between(now, before)
    assert told.low <= told.seen <= told.high


@given(PARTS, PARTS)
def test_the_other_way_round_it_is_the_same_with_the_sign_turned(now, before):
    low, high = difference(now, before)

    assert difference(before, now) == (pytest.approx(-high), pytest.approx(-low))


@given(PARTS)
def test_beside_the_same_again_nothing_is_different(it):
    told = Points.between(it, it)

    assert (told.seen, told.is_clear) == (0, False)
    assert told.low == -told.high


@given(PARTS, st.integers(2, 20))
def test_of_more_people_more_is_known(it, times):
    few, many = difference(it, it), difference(Part(it.count * times, it.of * times), it)

    assert many[0] >= few[0] - 1e-9 and many[1] <= few[1] + 1e-9
