"""What is grown on endings: it finds what is there, and never against the direction that a sign has."""

from __future__ import annotations

import numpy as np
import pytest

from alongside.health.growing import Array, Grown, grow, logistic, shift


def drawn(looks: int = 6000) -> tuple[np.ndarray, Array]:
    """Three signs: the first is worse when more, the second better, the third says nothing."""
    dice = np.random.default_rng(1)
    signs = dice.normal(size=(looks, 3)).astype(np.float32)
    fails = dice.random(looks) < logistic(1.5 * (signs[:, 0] > 0.5) - 1.0 * signs[:, 1] - 1.0)
    return signs, fails.astype(float)


def total(start: float, grown: Grown, signs: np.ndarray) -> Array:
    score = np.full(len(signs), start)
    for place, steps in enumerate(grown):
        for edge, added in steps.items():
            score += np.where(signs[:, place] > edge, added, 0.0)
    return score


def said(grown: Grown) -> float:
    return sum(abs(added) for steps in grown for added in steps.values())


def test_a_worse_sign_only_adds_and_a_free_one_may_take_off() -> None:
    signs, fails = drawn()
    none = np.zeros(len(fails))

    _, held = grow(signs, fails, none, free=[False, False, False])
    _, open_ = grow(signs, fails, none, free=[False, True, False])

    assert all(added >= 0 for steps in held for added in steps.values())
    assert sum(held[1].values()) < 0.2
    assert sum(open_[1].values()) < -2.0
    assert sum(open_[2].values()) < 0.2 < 1.0 < sum(open_[0].values()) < 2.0
    # Almost all that the first one says, it says around the place where the truth changes.
    assert sum(added for edge, added in open_[0].items() if 0.3 < edge < 0.7) > 0.8


def test_what_is_grown_says_as_much_as_there_is_and_is_calibrated() -> None:
    signs, fails = drawn()
    start, grown = grow(signs[:3000], fails[:3000], np.zeros(3000), free=[False, True, False])

    risk = logistic(total(start, grown, signs[3000:]))

    assert abs(risk.mean() - fails[3000:].mean()) < 0.02
    for low, high in ((0.0, 0.2), (0.2, 0.4), (0.4, 1.0)):
        own = (risk >= low) & (risk < high)
        assert abs(risk[own].mean() - fails[3000:][own].mean()) < 0.05


def test_what_is_known_already_is_not_grown_again() -> None:
    signs, fails = drawn()
    truth = 1.5 * (signs[:, 0] > 0.5) - 1.0 * signs[:, 1] - 1.0

    start, known = grow(signs, fails, truth.astype(float), free=[False, True, False])
    _, unknown = grow(signs, fails, np.zeros(len(fails)), free=[False, True, False])

    assert abs(start) < 0.2
    assert said(known) < 0.3 * said(unknown)


@pytest.mark.parametrize("looks", [0, 1, 100])
def test_of_too_few_looks_nothing_is_grown_but_the_share_that_failed(looks) -> None:
    signs = np.zeros((100, 2), dtype=np.float32)
    signs[:looks, 0] = 1.0
    fails = np.zeros(100)
    fails[:20] = 1.0

    start, grown = grow(signs, fails, np.zeros(100), free=[False, False])

    assert logistic(np.array([start]))[0] == pytest.approx(0.2)
    assert grown == [{}, {}]


def test_the_same_endings_grow_the_same() -> None:
    signs, fails = drawn(1500)

    assert grow(signs, fails, np.zeros(1500), free=[False] * 3) == grow(signs, fails, np.zeros(1500), free=[False] * 3)


def test_who_stands_on_an_edge_is_not_above_it() -> None:
    """A value that 32 bits cannot hold is read as it was learnt."""
    values = np.where(np.arange(400) < 200, 0.1, 0.7)
    fails = (np.arange(400) % 200 < np.where(np.arange(400) < 200, 20, 120)).astype(float)

    _, [steps] = grow(values.astype(np.float32)[:, None], fails, np.zeros(400), free=[False])

    [edge] = steps
    assert 0.1 <= edge < 0.7


def test_the_shift_makes_the_mean_risk_the_share_that_failed() -> None:
    score, fails = np.linspace(-3, 3, 50), np.zeros(50)
    fails[:5] = 1.0

    assert logistic(score + shift(score, fails)).mean() == pytest.approx(0.1)
