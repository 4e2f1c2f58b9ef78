"""`make bench-health`: the engine, the rules in use elsewhere and gradient boosting on worlds nobody fitted to.

Writes the table and the plots of docs/library/how-well-it-works.md.  Everything measured here is simulated.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
from fit import PAIRS, SEEDS
from measure import Row, at_budget, auprc, auroc, by_pair, cause_scores, readings, table
from sklearn.ensemble import HistGradientBoostingClassifier
from worlds import AHEAD, arrays, looks

from alongside.health.finding import CAUSES, Level

matplotlib.use("svg")
import matplotlib.pyplot as plt

DOCS = Path(__file__).parents[2] / "docs/library"
UNSEEN = range(100, 116)
RULES = ("days without a session", "gap over the rhythm", "last rating", "mean rating", "activity score")


def boosted(pairs: int) -> tuple[np.ndarray, np.ndarray]:
    """Gradient boosting on the same signs, trained on the same worlds; its score on the unseen ones, and what came."""
    signs, fails = arrays(looks(range(SEEDS.start, SEEDS.stop, 2), PAIRS))
    model = HistGradientBoostingClassifier(max_iter=150, learning_rate=0.06, max_leaf_nodes=8, min_samples_leaf=100)
    model.fit(signs[:, 0], fails)
    unseen, came = arrays(looks(UNSEEN, pairs))
    return model.predict_proba(unseen[:, 0])[:, 1], came


def comparison(rows: list[Row], pairs: int) -> list[tuple[str, float, float, float]]:
    """(name, AUROC, AUPRC, failures over the line four weeks ahead at 15 % of healthy pairs) for each."""
    truth = np.array([row["left"] <= AHEAD for row in rows])
    found = []
    score, came = boosted(pairs)
    assert (came == truth).all()
    for name, values in (
        ("**Alongside**", np.array([row["risk"] for row in rows])),
        ("gradient boosting", score),
        *((name, np.array([row["rules"][place] for row in rows])) for place, name in enumerate(RULES)),
    ):
        found.append((name, auroc(truth, values), auprc(truth, values), at_budget(rows, values)))
    return found


def plots(rows: list[Row]) -> None:
    """Calibration, lead time and the confusion of causes."""
    truth = np.array([row["left"] <= AHEAD for row in rows])
    risk = np.array([row["risk"] for row in rows])
    edges = np.quantile(risk, np.linspace(0, 1, 11))[1:-1]
    place = np.searchsorted(edges, risk, side="right")
    figure, axes = plt.subplots(figsize=(5, 4))
    axes.plot([0, 0.6], [0, 0.6], color="#8C8273", linewidth=1)
    axes.plot(
        [risk[place == b].mean() for b in range(10)],
        [truth[place == b].mean() for b in range(10)],
        "o-",
        color="#1E6555",
    )
    axes.set(xlabel="risk said", ylabel="share that failed within eight weeks", title="Calibration, simulated")
    save(figure, "health-calibration.svg")

    lead = [
        max(row["left"] for row in mine if row["level"] is Level.ATTEND) / 7
        for mine in by_pair([row for row in rows if row["fails"]])
        if any(row["level"] is Level.ATTEND for row in mine)
    ]
    figure, axes = plt.subplots(figsize=(5, 4))
    axes.hist(lead, bins=range(0, 41, 2), color="#1E6555")
    axes.set(xlabel="weeks before the end, first “needs a word”", ylabel="failing pairs", title="Lead time, simulated")
    save(figure, "health-lead-time.svg")

    confusion = cause_scores(rows)[3]
    shares = confusion / confusion.sum(axis=1, keepdims=True)
    figure, axes = plt.subplots(figsize=(6, 5))
    axes.imshow(shares, cmap="Greens", vmin=0, vmax=0.8)
    for (row, column), share in np.ndenumerate(shares):
        axes.text(column, row, f"{share:.2f}", ha="center", va="center", fontsize=8)
    axes.set_xticks(range(len(CAUSES) + 1), [*CAUSES, "none named"], rotation=45, ha="right")
    axes.set_yticks(range(len(CAUSES)), CAUSES)
    axes.set(xlabel="named first", ylabel="true cause", title="Causes, simulated")
    save(figure, "health-causes.svg")


def save(figure: Any, name: str) -> None:
    figure.tight_layout()
    figure.savefig(DOCS / name, metadata={"Date": None})
    plt.close(figure)


def main(pairs: int = 150) -> None:
    rows = readings(UNSEEN, pairs)
    lines = ["| simulated, unseen seeds | AUROC | AUPRC | caught 4 weeks ahead at 15 % |", "|---|---|---|---|"]
    lines += [f"| {name} | {a:.3f} | {b:.3f} | {c:.3f} |" for name, a, b, c in comparison(rows, pairs)]
    lines += ["", "| the engine as it ships | simulated |", "|---|---|"]
    lines += [f"| {name} | {value:.3f} |" for name, value in table(rows).items()]
    page = DOCS / "how-well-it-works.md"
    text = page.read_text("utf-8")
    start, end = "<!-- table -->\n", "<!-- end of table -->"
    before, rest = text.split(start)
    page.write_text(before + start + "\n".join(lines) + "\n" + end + rest.split(end)[1], "utf-8")
    plots(rows)
    print("\n".join(lines))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
