"""The promises people expect of each other, each of one cause."""

from dataclasses import dataclass

import numpy as np

CAUSES = ("goals", "match", "communication", "feedback", "sessions", "capacity")


@dataclass(frozen=True)
class Promise:
    name: str
    cause: str
    # How hard a trouble of its cause strikes it: not every promise of a cause breaks with the first.
    struck: float = 1.0


PROMISES = (
    Promise("goal", "goals"),
    Promise("review", "goals"),
    Promise("expertise", "match"),
    Promise("oneself", "match"),
    Promise("style", "match"),
    Promise("meet", "communication", 0.3),
    Promise("answer", "communication"),
    Promise("speak_up", "communication"),
    Promise("honest", "feedback"),
    Promise("listen", "feedback", 0.8),
    Promise("worth", "sessions"),
    Promise("prepared", "sessions"),
    Promise("next_step", "sessions"),
    Promise("time", "capacity"),
    Promise("stand", "capacity", 0.9),
)
INDEX = {promise.name: number for number, promise in enumerate(PROMISES)}
STRUCK = np.array([promise.struck for promise in PROMISES])
OF_CAUSE = {cause: np.array([promise.cause == cause for promise in PROMISES]) for cause in CAUSES}


def likely(leaning: np.ndarray) -> np.ndarray:
    """The probability that a promise of this leaning is kept in a week."""
    return 1.0 / (1.0 + np.exp(-leaning))


def usual(leaning: np.ndarray) -> np.ndarray:
    """The mean score a partner gets used to: what is not kept is half kept as often as broken."""
    kept = likely(leaning)
    return kept + 0.25 * (1.0 - kept)


def scores(leaning: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """One week's promises: 1 kept, 0.5 half kept, 0 broken."""
    kept = likely(leaning)
    luck = rng.random(leaning.shape)
    return np.where(luck < kept, 1.0, np.where(luck < kept + 0.5 * (1.0 - kept), 0.5, 0.0))
