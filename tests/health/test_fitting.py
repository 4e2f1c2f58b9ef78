"""The regression finds what is there, and never against the direction that a sign has."""

from __future__ import annotations

import numpy as np

from alongside.health.fitting import fit_risk, logistic


def test_a_worse_sign_can_only_add() -> None:
    dice = np.random.default_rng(1)
    signs = dice.normal(size=(4000, 3))
    fails = (dice.random(4000) < logistic(signs @ np.array([1.0, -1.0, -1.0]) - 1.0)).astype(float)

    found = fit_risk(signs, fails, free=np.array([False, False, True]), ridge=1e-4)

    assert 0.6 < found[0] < 1.3
    assert found[1] == 0.0
    assert found[2] < -0.6
