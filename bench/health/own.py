"""What a programme's own endings are worth: python bench/health/own.py  (about ten minutes on two cores).

The risk is fitted on the kinds of worlds that are not BLIND; in each of BLIND it is refitted on four programmes by
`alongside calibrate`, and both are tried on eight others.  Prints a table; everything in it is simulated.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
from fit import fit
from hands import BLIND
from looks import ALL, FITTED, PAIRS, lives, looks

from alongside.health import Level, Weights, assess_many
from alongside.health.calibrate import EARLY_DAYS, calibrate
from alongside.health.thresholds import DEFAULT, Thresholds

OWN, OTHERS = range(201, 205), range(205, 213)  # seeds


def tried(world: str, weights: Weights, limits: Thresholds) -> str:
    """At 15 % of the healthy pairs caught; and by the levels caught, and healthy ever alarmed."""
    highest: dict[bool, list[float]] = {True: [], False: []}
    alarmed: dict[bool, list[bool]] = {True: [], False: []}
    for seed in OTHERS:
        for life in lives(world, seed, PAIRS):
            found = assess_many(life.it, life.days, weights=weights, limits=limits, audit=False)
            seen = [each for each in found if not life.fails or (life.end - each.on).days >= EARLY_DAYS]
            if life.days:
                highest[life.fails].append(max((each.risk for each in seen), default=0.0))
                alarmed[life.fails].append(any(each.level is Level.ATTEND for each in seen))
    line = np.quantile(highest[False], 0.85)
    caught = np.mean(np.array(highest[True]) > line)
    return f"{caught:.3f} | {np.mean(alarmed[True]):.3f} / {np.mean(alarmed[False]):.3f}"


def row(asked: tuple[str, dict[str, Any]]) -> str:
    """One line of the table."""
    world, told = asked
    known = Weights.from_dict(told)
    own = calibrate((life.it for seed in OWN for life in lives(world, seed, PAIRS)), weights=known)
    limits = replace(DEFAULT, attend_risk=own.attend_risk)
    before, after = tried(world, known, DEFAULT), tried(world, Weights.from_dict(own.kept), limits)
    return f"| {world} | {own.endings} | {before} | {after} | {'yes' if own.better else 'no'} |"


def main() -> None:
    known = fit(looks(tuple(world for world in ALL if world not in BLIND), FITTED)).to_dict()
    print("| simulated | endings told | caught at 15 % | by the levels: caught / healthy alarmed ", end="")
    print("| refitted: caught at 15 % | by the levels | better by its report |\n|---|---|---|---|---|---|---|")
    with ProcessPoolExecutor(2) as pool:
        for line in pool.map(row, [(world, known) for world in BLIND]):
            print(line, flush=True)


if __name__ == "__main__":
    main()
