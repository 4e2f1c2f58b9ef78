"""Thirteen worlds of simulated mentorships, so that what is fitted on some can be tried on others.

Each was written from the published facts by a different hand, without sight of the engine or of the others:

bargain   two people who weigh, meeting by meeting, what the relationship is worth to them
clock     two people and a diary, lived day by day
diary     life scripts that fallible people write down
gauges    six gauges of health, which every record reads through noise
growth    a joint model of longitudinal records and time to failure
habits    what a pair does as habits that are rewarding, or stop being so
hours     two people with too few hours and a list of things that want doing
ledger    point processes with decaying rates
network   troubles that keep each other on, as in the network theory of psychopathology
promises  a psychological contract: what each expects, kept or broken
reservoir goodwill that is stored, leaks away and runs out
river     a river of hidden states
stages    a semi-Markov walk through the stages of a relationship

Six of them are BLIND: no sign was chosen by them, and they are measured with an engine that was fitted on the others.
Four of these are CLEAR, and were written last: set so that not only the simple rules but also a free model, trained and
tried in that world alone, does about as well as in the worlds that the aims of the engine come from.
Nobody in them is a real person, and nothing measured on them is evidence about real mentorships.

A world is called with a seed, which draws the culture of one programme, and a number of pairs. For each pair it
yields the record, in the history format that `alongside assess` reads, and the truth about it:

id, fails, failed_on, ends_on      the mentorship; whether, when it failed; when it ended, however it did
ends_how                           failed_said, failed_silent, outside, early_success, completed, or censored (cut off)
cause, second_cause, onset_on      of a failure: why, and since when; None otherwise
groups                             what is odd about the pair; `plain` if nothing is

The same seed gives the same pairs again, and the first pairs of a larger number are those of a smaller one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from hands import (
    bargain,
    clock,
    diary,
    gauges,
    growth,
    habits,
    hours,
    ledger,
    network,
    promises,
    reservoir,
    river,
    stages,
)

World = Callable[[int, int], Iterator[tuple[dict[str, Any], dict[str, Any]]]]

WORLDS: dict[str, World] = {
    "bargain": bargain.world,
    "clock": clock.world,
    "diary": diary.world,
    "gauges": gauges.world,
    "growth": growth.world,
    "habits": habits.world,
    "hours": hours.world,
    "ledger": ledger.world,
    "network": network.world,
    "promises": promises.world,
    "reservoir": reservoir.world,
    "river": river.world,
    "stages": stages.world,
}
CLEAR = ("habits", "network", "promises", "reservoir")
BLIND = ("growth", "hours", *CLEAR)
