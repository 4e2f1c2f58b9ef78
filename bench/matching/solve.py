"""Solve one market by one means and print what it took, as JSON. Run by run.py, each means in its own environment."""

from __future__ import annotations

import json
import resource
import sys
import threading
import time
from collections.abc import Callable

import numpy as np

UNIT = 1 << 22
Answer = tuple[int, float, bool]  # placed, total, proven the best under capacities


def by_alongside(left: np.ndarray, right: np.ndarray, capacity: np.ndarray, solver: str | None = None) -> Answer:
    from alongside.matching.assignment import assign
    from alongside.matching.market import Market, must_be_matched
    from alongside.matching.scores import Scores

    made = assign(Market(Scores(left, right), capacity, must_be_matched(len(left))), solver=solver)
    return int((made.mentor >= 0).sum()), made.worth.sum() / UNIT, made.gap == 0


def by_alongside_ortools(left: np.ndarray, right: np.ndarray, capacity: np.ndarray) -> Answer:
    return by_alongside(left, right, capacity, "ortools")


def product_alone(left: np.ndarray, right: np.ndarray, capacity: np.ndarray) -> Answer:
    memory = np.empty((256, len(right)), np.float32)
    for start in range(0, len(left), 256):
        part = left[start : start + 256]
        np.matmul(part, right.T, out=memory[: len(part)])
    return 0, 0.0, False


def _wide(left: np.ndarray, right: np.ndarray, capacity: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Scores with a column for each place; forbidden pairs cost more than anything."""
    owner = np.repeat(np.arange(len(right)), capacity)
    scores = left @ right.T
    scores[scores < -UNIT] = -1000.0 * UNIT
    return scores[:, owner], owner


def by_scipy(left: np.ndarray, right: np.ndarray, capacity: np.ndarray) -> Answer:
    from scipy.optimize import linear_sum_assignment

    wide, _ = _wide(left, right, capacity)
    row, col = linear_sum_assignment(wide, maximize=True)
    made = wide[row, col] > -UNIT
    return int(made.sum()), float(wide[row, col][made].sum(dtype=np.float64)) / UNIT, True


def by_ortools(left: np.ndarray, right: np.ndarray, capacity: np.ndarray) -> Answer:
    from ortools.graph.python import min_cost_flow

    mentees, mentors = len(left), len(right)
    scores = (left @ right.T).astype(np.int64)
    row, col = np.nonzero(scores > -UNIT)
    sink = mentees + mentors
    solver = min_cost_flow.SimpleMinCostFlow()
    one = np.ones(len(row), np.int64)
    pairs = solver.add_arcs_with_capacity_and_unit_cost(row, col + mentees, one, UNIT - scores[row, col])
    everyone = np.arange(mentees)
    far = np.full(mentees, (mentees + 3) * UNIT)
    solver.add_arcs_with_capacity_and_unit_cost(everyone, np.full(mentees, sink), np.ones(mentees, np.int64), far)
    solver.add_arcs_with_capacity_and_unit_cost(
        np.arange(mentors) + mentees, np.full(mentors, sink), capacity, np.zeros(mentors, np.int64)
    )
    solver.set_nodes_supplies(everyone, np.ones(mentees, np.int64))
    solver.set_node_supply(sink, -mentees)
    solver.solve()
    used = np.asarray(solver.flows(np.asarray(pairs))) > 0
    return int(used.sum()), scores[row[used], col[used]].sum() / UNIT, True


def by_mentor_match(left: np.ndarray, right: np.ndarray, capacity: np.ndarray) -> Answer:
    from matching.mentee import Mentee
    from matching.mentor import Mentor
    from matching.process import process_data

    scores = (left @ right.T).astype(np.int64)

    class Table:
        def evaluate(self, match: object) -> bool:
            return True

        def apply(self, match: object) -> int:
            value = int(scores[match.mentee.number, match.mentor.number])
            match.disallowed = value < -UNIT
            return max(value, 0)

    people: list[list[object]] = [[], []]
    for kind, side, count in ((Mentee, 0, len(left)), (Mentor, 1, len(right))):
        for number in range(count):
            person = kind(**{"grade": 0, "email": f"{side}-{number}"})
            person.number = number
            people[side].append(person)
    process_data(people[1], people[0], [[Table()]])
    made = [(one.number, other.number) for other in people[1] for one in other.mentees]
    return len(made), sum(int(scores[pair]) for pair in made) / UNIT, False


def by_matching(left: np.ndarray, right: np.ndarray, capacity: np.ndarray) -> Answer:
    from matching.games import HospitalResident

    scores = left @ right.T
    allowed = scores > -UNIT
    order, back = np.argsort(-scores, axis=1), np.argsort(-scores, axis=0)
    mentees = {i: [int(j) for j in order[i] if allowed[i, j]] for i in range(len(left))}
    mentors = {j: [int(i) for i in back[:, j] if allowed[i, j]] for j in range(len(right)) if capacity[j]}
    mentees = {i: [j for j in those if j in mentors] for i, those in mentees.items()}
    mentees = {i: those for i, those in mentees.items() if those}
    made: list[tuple[int, int]] = []

    def play() -> None:
        game = HospitalResident.create_from_dictionaries(mentees, mentors, {j: int(capacity[j]) for j in mentors})
        made.extend((one.name, host.name) for host, those in game.solve().items() for one in those)

    # It copies people who know each other, one inside the other: that needs a deep stack.
    sys.setrecursionlimit(1_000_000)
    threading.stack_size(1 << 30)
    player = threading.Thread(target=play)
    player.start()
    player.join()
    return len(made), float(sum(scores[pair] for pair in made)) / UNIT, False


MEANS: dict[str, Callable[[np.ndarray, np.ndarray, np.ndarray], Answer]] = {
    "product": product_alone,
    "alongside": by_alongside,
    "alongside-ortools": by_alongside_ortools,
    "scipy": by_scipy,
    "ortools": by_ortools,
    "mentor-match": by_mentor_match,
    "matching": by_matching,
}

if __name__ == "__main__":
    means, path = sys.argv[1], sys.argv[2]
    with np.load(path) as stored:
        left, right, capacity = stored["left"], stored["right"], stored["capacity"]
    if means in ("product", "alongside", "alongside-ortools"):
        # Import and warm up, threads too, as a server would have.
        MEANS[means](left[:1100], right[:200], capacity[:200])
    began, worked = time.perf_counter(), time.process_time()
    placed, total, proven = MEANS[means](left, right, capacity)
    took, cpu = time.perf_counter() - began, time.process_time() - worked
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": took, "cpu": cpu, "mb": most, "placed": placed, "total": total, "proven": proven}))
