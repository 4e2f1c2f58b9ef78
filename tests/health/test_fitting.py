"""The two regressions find what is there, and never against the direction that a sign has."""

from __future__ import annotations

import numpy as np

from alongside.health.fitting import fit_causes, fit_risk, logistic, softmax


def test_a_worse_sign_can_only_add() -> None:
    dice = np.random.default_rng(1)
    signs = dice.normal(size=(4000, 3))
    fails = (dice.random(4000) < logistic(signs @ np.array([1.0, -1.0, -1.0]) - 1.0)).astype(float)

    found = fit_risk(signs, fails, free=np.array([False, False, True]), ridge=1e-4)

    assert 0.6 < found[0] < 1.3
    assert found[1] == 0.0
    assert found[2] < -0.6


def test_every_cause_counts_alike_however_common() -> None:
    dice = np.random.default_rng(2)
    cause = (dice.random(3000) < 0.1).astype(np.int64)
    signs = dice.normal(size=(3000, 2)) + np.column_stack([cause == 0, cause == 1])

    found = fit_causes(signs, cause, 2, ridge=1e-3)
    said = softmax(np.column_stack([signs, np.ones(3000)]) @ found.T).argmax(axis=1)

    assert all((said == cause)[cause == each].mean() > 0.65 for each in (0, 1))
