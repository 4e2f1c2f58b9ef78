"""`make bench-health`: the engine, the rules in use elsewhere and gradient boosting on worlds nobody fitted to.

Writes the tables and the plots of docs/library/how-well-it-works.md.  Everything measured here is simulated.
About twenty minutes on two cores.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
from fit import fit
from hands import BLIND, CLEAR
from looks import ALL, FITTED, PAIRS, UNSEEN, Looks, looks
from measure import RULES, Row, alarmed, at_budget, auprc, by_pair, came, cause_scores, mean_of, readings, table
from sklearn.ensemble import HistGradientBoostingClassifier

from alongside.health.calibrate import auroc
from alongside.health.finding import CAUSES

matplotlib.use("svg")
import matplotlib.pyplot as plt

matplotlib.rcParams["svg.hashsalt"] = "alongside"  # the same picture is the same file

# What is shown of each world.
SHORT = (
    "AUROC", "AUPRC", "calibration error (ECE)", "caught at 15 % of healthy", "caught four weeks ahead",
    "healthy ever alarmed", "cause first, where named", "within two, where named",
)  # fmt: skip
DOCS = Path(__file__).parents[2] / "docs/library"


def boosted(seen: Looks) -> dict[str, np.ndarray]:
    """Gradient boosting on the same signs, free in every direction: its score on the unseen looks of each world."""
    model = HistGradientBoostingClassifier(max_iter=200, learning_rate=0.06, max_leaf_nodes=15, min_samples_leaf=100)
    model.fit(seen.signs, seen.fails)
    return {world: model.predict_proba(looks((world,), UNSEEN).signs)[:, 1] for world in ALL}


def comparison(rows: dict[str, list[Row]], scores: dict[str, np.ndarray]) -> list[str]:
    """AUROC, AUPRC and failures over the line at 15 % of healthy pairs, each the mean over the worlds."""
    lines = [
        f"| simulated, unseen seeds, mean of {len(ALL)} worlds | AUROC | AUPRC | caught at 15 % |",
        "|---|---|---|---|",
    ]
    ways: list[tuple[str, Any]] = [
        ("**Alongside**", lambda world: np.array([row["risk"] for row in rows[world]])),
        ("gradient boosting on the same signs", lambda world: scores[world]),
    ]
    for place, rule in enumerate(RULES):
        ways.append((rule, lambda world, place=place: np.array([row["rules"][place] for row in rows[world]])))
    for name, way in ways:
        found = []
        for world in ALL:
            truth, score = came(rows[world]), way(world)
            found.append((auroc(truth, score), auprc(truth, score), at_budget(rows[world], score)))
        a, b, c = np.mean(found, axis=0)
        lines.append(f"| {name} | {a:.3f} | {b:.3f} | {c:.3f} |")
    return lines


def engine(rows: dict[str, list[Row]], strange: dict[str, list[Row]]) -> list[str]:
    """The engine over groups of worlds: as it ships, and fitted without the world that it is measured in."""
    shipped = {world: table(rows[world]) for world in ALL}
    blind = {world: table(strange[world]) for world in BLIND}
    groups = {
        f"all {len(ALL)}": [*shipped.values()],
        f"the {len(CLEAR)} clear": [shipped[world] for world in CLEAR],
        f"left out, the {len(CLEAR)} clear": [blind[world] for world in CLEAR],
        "left out, the others": [blind[world] for world in BLIND if world not in CLEAR],
    }
    means = [mean_of(tables) for tables in groups.values()]
    lines = [f"| simulated, unseen seeds, means of worlds | {' | '.join(groups)} |", "|---|" + "---|" * len(groups)]
    lines += [f"| {name} | " + " | ".join(f"{mean[name]:.3f}" for mean in means) + " |" for name in means[0]]
    lines += ["", f"| simulated, unseen seeds | {' | '.join(SHORT)} |", "|---|" + "---|" * len(SHORT)]
    each = [*shipped.items(), *((f"left out: {world}", found) for world, found in blind.items())]
    lines += [f"| {name} | " + " | ".join(f"{found[one]:.3f}" for one in SHORT) + " |" for name, found in each]
    return lines


# Plots ---------------------------------------------------------------------------------------------------------------


def plots(rows: list[Row]) -> None:
    """Calibration, lead time and the confusion of causes."""
    truth, risk = came(rows), np.array([row["risk"] for row in rows])
    place = np.searchsorted(np.quantile(risk, np.linspace(0, 1, 11))[1:-1], risk, side="right")
    figure, axes = plt.subplots(figsize=(5, 4))
    axes.plot([0, 0.6], [0, 0.6], color="#8C8273", linewidth=1)
    axes.plot(
        [risk[place == b].mean() for b in range(10)], [truth[place == b].mean() for b in range(10)], "o-",
        color="#1E6555",
    )  # fmt: skip
    axes.set(xlabel="risk said", ylabel="share that failed within eight weeks", title="Calibration, simulated")
    save(figure, "health-calibration.svg")

    lead = [
        max(row["left"] for row in mine if alarmed(row)) / 7
        for mine in by_pair([row for row in rows if row["fails"]])
        if any(map(alarmed, mine))
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


def main() -> None:
    seen = looks(ALL, FITTED)
    rows = {world: readings((world,), UNSEEN) for world in ALL}
    strange = {
        world: readings((world,), UNSEEN, weights=fit(seen.only(seen.world != ALL.index(world)))) for world in BLIND
    }
    lines = [*comparison(rows, boosted(seen)), "", *engine(rows, strange)]
    page = DOCS / "how-well-it-works.md"
    text = page.read_text("utf-8")
    start, end = "<!-- table -->\n", "<!-- end of table -->"
    before, rest = text.split(start)
    page.write_text(before + start + "\n".join(lines) + "\n" + end + rest.split(end)[1], "utf-8")
    plots([row for world in ALL for row in rows[world]])
    print(f"{len(ALL)} worlds, {len(UNSEEN)} unseen seeds each, {PAIRS} pairs a seed")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
