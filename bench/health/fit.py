"""Fit the shipped weights on simulated worlds: python bench/health/fit.py  (about two minutes on two cores).

Seeds 0–89 are for fitting; 100 and up are never looked at here.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from worlds import NAMES, arrays, looks

from alongside.health.finding import CAUSES
from alongside.health.fitting import fit_causes, fit_risk, logistic
from alongside.health.inference import Weights
from alongside.health.signs import FREE_SIGNS, RISK_SIGNS

SEEDS, PAIRS = range(0, 90), 190
TARGET = Path(__file__).parents[2] / "src/alongside/health/weights.json"


def fit(rows: list[dict]) -> Weights:
    """The weights for these looks."""
    # Quiet, off-platform and hard-rating pairs that are well count three times, so as not to be alarmed more often.
    often = [row for row in rows if not row["fails"] and {"quiet", "elsewhere", "harsh"} & set(row["kinds"])]
    signs, fails = arrays(rows + 2 * often)
    columns = [NAMES.index(name) for name in RISK_SIGNS]
    now = signs[:, 0][:, columns].astype(float)
    scale = now.std(axis=0) + 1e-3
    free = np.array([name in FREE_SIGNS for name in RISK_SIGNS])
    found = fit_risk(now / scale, fails.astype(float), free=free, ridge=3e-4)
    found[-1] += shift(arrays(rows)[0][:, 0][:, columns] / scale @ found[:-1] + found[-1], arrays(rows)[1])
    late = [row for row in rows if row["fails"] and not row["sudden"] and row["since_onset"] >= 28]
    seen = arrays(late)[0][:, 0].astype(float)
    spread = seen.std(axis=0) + 1e-2
    cause = np.array([CAUSES.index(row["cause"]) for row in late])
    blame = fit_causes(seen / spread, cause, len(CAUSES), ridge=0.01)
    return Weights(
        start=round(float(found[-1]), 4),
        risk={
            name: round(float(weight), 4)
            for name, weight in zip(RISK_SIGNS, found[:-1] / scale, strict=True)
            if abs(weight) > 1e-4
        },
        causes={
            name: (
                round(float(blame[place, -1]), 4),
                {
                    sign: round(float(weight), 4)
                    for sign, weight, plain in zip(NAMES, blame[place, :-1] / spread, blame[place, :-1], strict=True)
                    if abs(plain) >= 0.02
                },
            )
            for place, name in enumerate(CAUSES)
        },
        said=(
            f"Fitted on {len(rows):,} looks at {len({row['id'] for row in rows}):,} simulated mentorships "
            f"in {len(SEEDS)} worlds."
        ),
    )


def shift(scores: np.ndarray, fails: np.ndarray) -> float:
    """What to add to the log-odds so that, each pair counted once, the mean risk is the share that failed."""
    added = 0.0
    for _ in range(30):
        risk = logistic(scores + added)
        added += (fails.mean() - risk.mean()) / (risk * (1 - risk)).mean()
    return float(added)


if __name__ == "__main__":
    TARGET.write_text(json.dumps(fit(looks(SEEDS, PAIRS)).to_dict(), indent=1) + "\n", encoding="utf-8")
    print(f"Wrote {TARGET}")
