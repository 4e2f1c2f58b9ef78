"""The scale on which motivation, spare time and trouble are told: from nothing (0) to all of it (1)."""

from __future__ import annotations


def clip(x: float, low: float = 0.0, high: float = 1.0) -> float:
    """Keep x between low and high."""
    return low if x < low else min(x, high)
