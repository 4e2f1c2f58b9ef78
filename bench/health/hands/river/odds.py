"""Odds: most chances of this world are drawn on the logit."""

from __future__ import annotations

import math


def chance(logit: float) -> float:
    """The logistic function."""
    return 1 / (1 + math.exp(-logit)) if logit > -30 else 0.0
