"""Measure the matching against what a user would pick instead, in turns, each means in its own process and environment.

    make bench-matching                                     the small and the middle markets
    .venv/bin/python bench/matching/run.py --size large     100,000 mentees, 20,000 mentors, once

Times are the shortest and the median of several turns, since other programs on the machine only ever make them longer.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
ENVIRONMENTS = HERE.parents[1] / ".bench"
PEERS = {"scipy": "scipy", "ortools": "ortools", "mentor-match": "mentor-match", "matching": "matching"}
OURS = ["product", "product on one thread", "alongside"]
SIZES: dict[str, list[tuple[int, int, float, list[str], int]]] = {
    # mentees, mentors, places for each mentee, who, turns
    "small": [(1000, 400, 2.5, ["alongside", "scipy", "ortools", "matching", "mentor-match"], 3)],
    "middle": [
        (10_000, 4000, 1.2, [*OURS, "scipy", "ortools"], 5),
        (10_000, 10_000, 1.2, OURS, 5),
        (10_000, 4000, 1.02, OURS, 5),
        (10_000, 4000, 0.95, OURS, 5),
    ],
    "large": [(100_000, 20_000, 0.6, OURS, 1)],
}
Turns = list[dict[str, float] | None]
SLOW = {"mentor-match", "matching", "scipy", "ortools"}


def python_of(means: str) -> str:
    """The interpreter of a means' own environment, made if it is not there."""
    if means not in PEERS:
        return sys.executable
    place = ENVIRONMENTS / means
    if not (place / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        install = [str(place / "bin" / "python"), "-m", "pip", "install", "-q", "numpy", PEERS[means]]
        subprocess.run(install, check=True, stdout=sys.stderr)
    return str(place / "bin" / "python")


def once(means: str, market: Path, limit: float) -> dict[str, float] | None:
    """One turn; None where it failed or did not finish in time."""
    name, one_thread, _ = means.partition(" on one thread")
    command = [python_of(name), str(HERE / "solve.py"), name, str(market)]
    env = os.environ | ({"OPENBLAS_NUM_THREADS": "1"} if one_thread else {})
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=limit, env=env)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=[*SIZES, "usual"], default="usual")
    parser.add_argument("--limit", type=float, default=120, help="seconds for one turn")
    parser.add_argument("--turns", type=int, help="turns instead of the usual number")
    asked = parser.parse_args()
    print(f"Load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors.\n")
    print("| market | means | shortest s | median s | CPU s | MB | placed | mean fit | proven |")
    print("|---|---|---|---|---|---|---|---|---|")
    sizes = ["small", "middle"] if asked.size == "usual" else [asked.size]
    for mentees, mentors, places, means, turns in (one for size in sizes for one in SIZES[size]):
        with tempfile.TemporaryDirectory() as folder:
            market = Path(folder) / "market.npz"
            command = [sys.executable, str(HERE / "market.py"), str(market), str(mentees), str(mentors), str(places)]
            subprocess.run(command, check=True)
            answers: dict[str, Turns] = {name: [] for name in means}
            for turn in range(asked.turns or turns):
                for name in means:
                    if turn and ((name in SLOW and name != "scipy") or None in answers[name]):
                        continue
                    answers[name].append(once(name, market, max(asked.limit, 900 if mentees > 50_000 else 0)))
        for name, turns_of in answers.items():
            print(line(f"{mentees:,} × {mentors:,}, {places:g} places", name, turns_of), flush=True)
        if means[: len(OURS)] == OURS:
            print(ratios(*(answers[name] for name in OURS)), flush=True)


def ratios(product: Turns, alone: Turns, ours: Turns) -> str:
    """How many times the bare product of all scores a proven match takes: by the clock, each at its quickest, and by
    work. The product's work is taken from one thread, since two that wait for each other work in vain."""
    least = {
        name: [min(turn[what] for turn in turns if turn) for turns in (bare, ours)]
        for name, what, bare in (("clock", "seconds", product), ("work", "cpu", alone))
    }
    return (
        "| | " + ", ".join(f"by {name} {mine / bare:.2f}" for name, (bare, mine) in least.items()) + " | | | | | | | |"
    )


def line(market: str, name: str, turns: Turns) -> str:
    done = [turn for turn in turns if turn is not None]
    if not done:
        return f"| {market} | {name} | did not finish | | | | | | |"
    seconds = [turn["seconds"] for turn in done]
    first = done[0]
    fit = f"{first['total'] / first['placed']:.4f}" if first["placed"] else ""
    cells = [
        market, name, f"{min(seconds):.2f}", f"{statistics.median(seconds):.2f}",
        f"{min(turn['cpu'] for turn in done):.2f}", f"{max(turn['mb'] for turn in done):.0f}",
        f"{first['placed']:,}" if first["placed"] else "", fit, "yes" if first["proven"] else "no",
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
