"""What every writer of events needs to know of a pair."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hands.growth.fate import Fate
from hands.growth.journal import Journal
from hands.growth.panel import Panel
from hands.growth.people import Couple
from hands.growth.programme import Programme

CHANNELS = ("video", "phone", "in_person", "email")


@dataclass
class Scene:
    """One pair with its records' predictors, its end and the journal to write in."""

    rng: np.random.Generator
    programme: Programme
    couple: Couple
    fate: Fate
    panel: Panel
    journal: Journal

    @property
    def weeks(self) -> int:
        """Weeks begun before the two fall silent or end."""
        return self.fate.quiet_from // 7 + 1
