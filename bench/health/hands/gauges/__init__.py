"""Gauges: six needles of health, read by every record through a noisy link of its own.

A pair has a health between 0 and 1 in each of six channels, one for each cause. Each wavers from week to week about
its own level, partly together with the others. In a pair set to fail, the channel of the cause falls from an onset
along a line, a sudden step, or a curve slow at first and then fast; the others are dragged after it when a lag has
passed, ever more, and sometimes a second channel falls nearly as far. Every kind of event and check-in item reads one
channel or two (the two items on the whole read all six) and turns it, with noise, into a rate, a chance or a mark.
Each rater has a bias, a scale and a share of answers. A pair set to fail gives up by a daily hazard that grows with
what its overall health lacks, after which it is silent or ends in form; healthy pairs have no such hazard. Endings
from outside come at a constant rate and never in the middle of a fall.

The odd groups shift the links or the breaks, not the health; only `heals` is a passing dip of the health itself, and
`one_sided` leaves one side's links blind to most of the fall or dip. `silent_ending` also marks completed pairs and
those parted from outside where nobody wrote the end. Programmes go on asking check-ins after contact has stopped. A
pair cut off by the end of the file while already in its fall is `censored`, not a failure, and is never called plain.

Redrawn per seed: mixture of causes and curves, speed of falls, share set to fail, of early onsets, outside and silent
endings, lengths, rhythms and their regularity, breaks, message, goal, feedback and action rates, shares rated,
prepared, recorded and answered, check-in rhythm and size, gain and noise of every link, rater bias, odd groups.

Published numbers used, and where:
  31-38 % end early within a year (Keller & Spencer; Kupersmidt; DeWit): `failing` and `outside_a_month` together.
  Few formal endings (Keller & Spencer): `silent`. 64 % of closures laid to the mentor: who ends, moves and cancels.
  Closure peaks at the contract's end (DeWit): the hazard is 1.8-fold there. Many leave in the first month (OULAD):
  `early_onset`. Vague intended length is a risk (STAR): `intended_weeks` is missing more often in those set to fail.
  Profiles before meeting say little (Tuma & Dolan): `fit` reads the match channel weakly. About 30 % of the variance of
  ratings is the rater, 7 % hardly vary (speed dating): rough aims of `bias`, `always_five`. Mentees rate higher (2025
  anxiety and eating-disorder studies): .1 on their bias. Quality screens weakly (Lyons & Edwards, .43 at .75) and
  alliance foretells dropout at d .55 (Sharf): the noise of ratings, and the slightly lower start of pairs set to fail.
All sizes without a source are choices of this hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import numpy as np

from hands.gauges.channels import CHANNELS
from hands.gauges.checkins import write_checkins
from hands.gauges.goals import write_goals
from hands.gauges.journal import Journal
from hands.gauges.meetings import Meetings
from hands.gauges.pair import Pair, draw_pair
from hands.gauges.programme import Programme, draw_programme
from hands.gauges.talk import write_beginning, write_end, write_feedback, write_messages, write_pauses


def world(seed: int, pairs: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    programme = draw_programme(seed)
    for number in range(pairs):
        rng = np.random.default_rng([seed, number])
        pair = draw_pair(rng, programme)
        name = f"{programme.name}-{number}"
        yield _record(name, number, pair, programme, rng), _truth(name, pair)


def _record(name: str, number: int, pair: Pair, programme: Programme, rng: np.random.Generator) -> dict[str, Any]:
    journal = Journal(rng, pair.began, programme.offset, pair.groups)
    write_beginning(pair, journal, rng)
    Meetings(pair, journal, rng).write()
    for write in (write_messages, write_goals, write_checkins, write_feedback, write_pauses, write_end):
        write(pair, journal, rng)
    record: dict[str, Any] = {
        "id": name,
        "programme": programme.name,
        "began_on": pair.began.isoformat(),
        "agreed_every_days": pair.rhythm,
        "mentor": _person("mentor", number, pair, rng),
        "mentee": _person("mentee", number, pair, rng),
        "events": journal.written(pair.ending.contact_until, pair.ending.day),
    }
    if rng.random() < 0.9:
        record["planned_weeks"] = pair.planned_weeks
    if rng.random() < 0.8:
        level = pair.health.steady[:60, CHANNELS.index("match")].mean()
        record["fit"] = round(float(np.clip(0.6 + 0.8 * (level - 0.75) + rng.normal(0.0, 0.12), 0.0, 1.0)), 3)
    return record


def _person(role: str, number: int, pair: Pair, rng: np.random.Generator) -> dict[str, Any]:
    out: dict[str, Any] = {"id": f"{role}{number}"}
    if role == "mentor":
        limit = int(rng.integers(1, 5))
        free = int(rng.integers(-1, 1)) if "overloaded" in pair.groups else int(rng.integers(0, limit))
        out |= {"load": limit - free, "limit": limit}
    # Those who cannot say how long they want it to last are at more risk.
    if rng.random() < (0.6 if pair.fall else 0.75):
        out["intended_weeks"] = int(pair.planned_weeks * rng.choice([0.5, 1.0, 1.0, 1.0, 2.0]))
    return out


def _truth(name: str, pair: Pair) -> dict[str, Any]:
    end, fall = pair.ending, pair.fall if pair.ending.fails else None
    ends_on = (pair.began + timedelta(days=end.day)).isoformat()
    return {
        "id": name,
        "fails": end.fails,
        "failed_on": ends_on if end.fails else None,
        "ends_on": ends_on,
        "ends_how": end.how,
        "cause": CHANNELS[fall.cause] if fall else None,
        "second_cause": CHANNELS[fall.second] if fall and fall.second is not None else None,
        "onset_on": (pair.began + timedelta(days=fall.onset)).isoformat() if fall else None,
        "groups": list(pair.groups),
    }
