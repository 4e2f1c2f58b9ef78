"""A life in stages: a semi-Markov walk from getting to know each other to one of its ends."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from hands.stages.habits import CAUSES
from hands.stages.people import Couple
from hands.stages.programme import Programme

DECLINE = ("drifting", "wearing", "ending")
# How evenly long the stays in a stage are: large numbers mean that pairs stay about equally long.
EVENNESS = {
    "knowing": 4.0,
    "settling": 4.0,
    "working": 1.6,
    "drifting": 2.2,
    "wearing": 2.2,
    "ending": 3.0,
    "repair": 3.0,
}
MENTOR_LEADS = {"goals": 0.4, "match": 0.4, "communication": 0.6, "feedback": 0.35, "sessions": 0.5, "capacity": 0.64}


class Trouble(NamedTuple):
    cause: str
    second: str | None
    leader: int
    one_sided: bool
    depth: float


class Spell(NamedTuple):
    stage: str
    first: int
    last: int
    trouble: Trouble | None


class Life:
    def __init__(self, rng: np.random.Generator, programme: Programme, couple: Couple, cut: int) -> None:
        late = float(rng.exponential(30)) if rng.random() < 0.25 else 0.0
        planned = couple.planned_weeks * 7 + int(late + rng.normal(0, 6))
        spells = walk(rng, programme, couple, planned)
        how = "completed"
        if spells[-1].stage == "ending":
            how = "failed_silent" if rng.random() < programme.silent else "failed_said"
        outside = 10 + int(rng.exponential(1 / programme.outside_a_day))
        success = int(planned * rng.uniform(0.5, 0.85)) if rng.random() < programme.success else planned + 999
        # Outside endings and early successes come to pairs that show nothing beforehand.
        calm = [
            (day, name)
            for day, name in ((outside, "outside"), (success, "early_success"))
            if any(s.first <= day <= s.last and s.stage not in DECLINE for s in spells)
        ]
        self.last_day, self.ends_how = min([(spells[-1].last, how), (cut, "censored"), *calm])
        self.spells = [s._replace(last=min(s.last, self.last_day)) for s in spells if s.first <= self.last_day]
        self.fails = self.ends_how.startswith("failed")
        self.trouble = self.spells[-1].trouble if self.fails else None

    @property
    def onset(self) -> int:
        """The first day of the decline that leads to the end."""
        return 1 + max((s.last for s in self.spells if s.stage not in DECLINE), default=-1)

    @property
    def groups(self) -> set[str]:
        holds = {
            "heals": any(s.stage == "repair" for s in self.spells),
            "one_sided": any(s.trouble and s.trouble.one_sided for s in self.spells),
            "silent_ending": self.ends_how == "failed_silent",
        }
        return {group for group, held in holds.items() if held}


def walk(rng: np.random.Generator, programme: Programme, couple: Couple, planned: int) -> list[Spell]:
    working = (
        (0.7 if couple.vague else 1.08) * (0.8 if "overloaded" in couple.groups else 1.02) * (0.8 + 0.4 * couple.fit)
    )
    spells: list[Spell] = []
    stage, day, trouble = "knowing", 0, None
    while True:
        trouble = (trouble or draw_trouble(rng, programme, couple)) if stage in DECLINE else None
        mean = programme.stays[stage] * (working if stage == "working" else 1)
        last = day + max(4, int(rng.gamma(EVENNESS[stage], mean / EVENNESS[stage])))
        if stage == "drifting" and last > planned - 20:
            # The end in sight pulls a pair together that only drifts.
            last = max(day + 4, planned - 20)
            return [*spells, Spell(stage, day, last, trouble), Spell("repair", last + 1, max(planned, last + 8), None)]
        if stage in ("wearing", "ending"):
            last = max(day + 4, min(last, planned - (12 if stage == "wearing" else 1)))
        elif last >= planned:
            return [*spells, Spell(stage, day, max(planned, day + 1), trouble)]
        spells.append(Spell(stage, day, last, trouble))
        if stage == "ending":
            return spells
        stage, day = follow(rng, programme, stage, planned - last), last + 1


def follow(rng: np.random.Generator, programme: Programme, stage: str, days_left: int) -> str:
    luck = rng.random()
    if stage == "knowing" and luck < programme.never_starts:
        return "ending" if luck < 0.3 * programme.never_starts else "drifting"
    if stage == "drifting":
        return "repair" if luck < programme.heals else "wearing"
    if stage == "wearing":
        return "repair" if luck < programme.heals * 0.3 and days_left > 40 else "ending"
    if stage == "working" and days_left > 75 and luck < programme.turns:
        return "ending" if luck < programme.sudden else "drifting"
    return "settling" if stage == "knowing" else "working"


def draw_trouble(rng: np.random.Generator, programme: Programme, couple: Couple) -> Trouble:
    weights = programme.mixture.copy()
    weights[CAUSES.index("capacity")] *= 1.8 if "overloaded" in couple.groups else 1.0
    weights[CAUSES.index("match")] *= 1.3 - 0.5 * couple.fit
    cause = str(rng.choice(CAUSES, p=weights / weights.sum()))
    second = str(rng.choice([other for other in CAUSES if other != cause])) if rng.random() < 0.35 else None
    leader = 0 if rng.random() < MENTOR_LEADS[cause] else 1
    return Trouble(cause, second, leader, bool(rng.random() < 0.2), programme.depth * float(rng.lognormal(-0.05, 0.35)))
