"""Mentorships as a joint model of longitudinal records and time to failure, the way biostatistics writes it.

Mechanism. A pair has seven latent factors: one for each of the six causes and one in common (the bond). Each starts
at a random intercept, drifts along a random slope, and passes through autoregressive weather that means nothing. At a
change-point a cause's factor begins to fall; the common factor follows some weeks later, and one fall may draw another
after it. Every kind of record is a generalised linear mixed model on the factors: Poisson counts and Bernoulli events
for what people do, ordered thresholds for answers of one to five, lognormal minutes, delays and intervals; with random
effects of pair and person, each side seeing the factors with an offset and a sharpness of its own. Whether a meeting
is written down or rated and whether a check-in is answered depend on the factors a little. Of a deep fall ever less
shows. Failure is a proportional hazard on the factors' current values (without weather) and slopes; its cause is the
factor that adds most to the log hazard on the day of failure, the second cause the next if it adds at least half as
much, the onset the cause's change-point (rarely, where it had none, the start of the last spell in which it added).
Outside endings, early success, the planned end and the cut of the file compete with it. Odd groups change intercepts
and loadings of the records only; a dip that heals is a loss which records show and the hazard does not know.

Redrawn per seed: all loadings, a strength for all of them and one for each kind of record, levels and random-effect
sizes of records, rates and mixture of change-points, pace of falls, lag and share of the common factor, hazards and
their coefficients, rhythms, plans, check-in rhythm and length, absences, shares of odd groups, silent endings, dates.

Published numbers:
* failures and outside endings end .31-.38 early (BBBS, 170 programmes, Canada): rates of change-points and
  the outside hazard; the first 30 days weigh 6.9 / 3.2 against later ones (OULAD): change-points, outside endings;
* of the variance of ratings 30 % is the rater and 17 % the rated (speed dating): the rater's effect is the larger of
  the two here too (both are smaller, since the factors add theirs); 7 % of raters give nearly straight lines: the
  share of always_five;
* one party rates g = .41 higher (alliance): the mentee's threshold shift; sides agree loosely (r = .36): offsets;
* alliance to dropout d = .55: the order of size of the bond's effect on the hazard; 64 % of closures lie with the
  mentor: who writes the ending; very few formal endings: .40-.70 of failures are silent;
* vague wishes on length raise, weekly contact lowers the hazard (STAR, Canada: directions only); profile similarity
  knows little of the match: `fit` hardly loads on it.
All sizes without a source are choices of this hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import numpy as np

from hands.growth.factors import Course, draw_course
from hands.growth.fate import Fate, draw_fate
from hands.growth.goals import beginning, goals
from hands.growth.journal import LAST_HOUR, Journal
from hands.growth.meetings import meetings
from hands.growth.panel import Panel
from hands.growth.people import SIDES, Couple, draw_couple, mentor_load
from hands.growth.programme import Programme, draw_programme
from hands.growth.scene import Scene
from hands.growth.talk import breaks, checkins, messages, remarks

SPARE_DAYS = 12
MENTOR_ENDS = 0.64
WRITERS = (beginning, goals, meetings, messages, checkins, remarks, breaks)


def world(seed: int, pairs: int) -> Iterator[tuple[dict, dict]]:
    """The first pairs of a seed, each with its record and its truth."""
    programme = draw_programme(seed)
    for index in range(pairs):
        yield pair(np.random.default_rng([seed, 41, index]), programme, index)


def pair(rng: np.random.Generator, programme: Programme, index: int) -> tuple[dict, dict]:
    """One pair: its people, its factors, its end, and then all that is written down."""
    couple = draw_couple(rng, programme)
    began = programme.first_day + timedelta(days=int(rng.integers(0, 400)))
    course = draw_course(rng, programme, couple.plan + SPARE_DAYS)
    fate = draw_fate(rng, course, programme, couple.plan, (programme.cut - began).days, couple.frailty)
    limit = int(rng.integers(1, 5))
    load = mentor_load(rng, couple, course, limit)
    journal = Journal(rng, began, couple.zone, couple.traits)
    scene = Scene(rng, programme, couple, fate, Panel(rng, couple, course, programme), journal)
    for write in WRITERS:
        write(scene)
    name, sides = f"growth-{index + 1}", [{"id": f"u{2 * index + side}"} for side in (0, 1)]
    sides[0] |= {"load": load, "limit": limit} if rng.random() < 0.9 else {}
    for side, wish in zip(sides, couple.intended, strict=True):
        side |= {"intended_weeks": wish} if wish is not None else {}
    record = {
        "id": name,
        "programme": f"p{programme.first_day:%y%m%d}",
        "began_on": began.isoformat(),
        "planned_weeks": couple.plan // 7,
        "agreed_every_days": couple.rhythm,
        "fit": fit(rng, course),
        "mentor": sides[0],
        "mentee": sides[1],
        "events": journal.close(fate.end, fate.quiet_from) + ending(rng, journal, fate),
    }
    return record, truth(name, journal, couple, course, fate)


def fit(rng: np.random.Generator, course: Course) -> float:
    """Compatibility from profiles, which knows little of how the two will match."""
    return round(float(1.0 / (1.0 + np.exp(-(0.6 + 0.25 * course.line[1, 0] + rng.normal(0, 0.7))))), 2)


def ending(rng: np.random.Generator, journal: Journal, fate: Fate) -> list[dict[str, Any]]:
    """The closing event, where one is written."""
    who: str | None = SIDES[int(rng.random() > MENTOR_ENDS)]
    if fate.how == "failed_said":
        time = 0.8 if fate.cause == "capacity" else 0.2
        reason = str(rng.choice(["no_time", "not_working", "other"], p=[time, 0.75 * (1 - time), 0.25 * (1 - time)]))
    elif fate.how == "outside":
        reason = str(rng.choice(["moved", "illness", "other"], p=[0.5, 0.35, 0.15]))
    elif fate.how == "early_success" or (fate.how == "completed" and rng.random() < 0.85):
        reason, who = "completed", None if rng.random() < 0.5 else who
    else:
        return []
    event = {"at": journal.stamp(fate.end + LAST_HOUR), "kind": "ended", "reason": reason}
    return [event | ({"by": who} if who else {})]


def truth(name: str, journal: Journal, couple: Couple, course: Course, fate: Fate) -> dict[str, Any]:
    """What really happened to the pair; a group is named only where it could show before the end."""
    shown = {
        "quiet": not fate.fails,
        "one_sided": course.onset.min() < fate.end - 7,
        "heals": couple.dip_from + couple.dip_days <= fate.end,
    }
    groups = {trait for trait in couple.traits if shown.get(trait, True)}
    groups |= {"silent_ending"} if fate.how == "failed_silent" else set()
    ends = journal.date_of(fate.end)
    return {
        "id": name,
        "fails": fate.fails,
        "failed_on": ends if fate.fails else None,
        "ends_on": ends,
        "ends_how": fate.how,
        "cause": fate.cause,
        "second_cause": fate.second,
        "onset_on": journal.date_of(fate.onset) if fate.onset is not None else None,
        "groups": sorted(groups) or ([] if fate.fails else ["plain"]),
    }
