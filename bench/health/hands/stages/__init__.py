"""Mentorships that live in stages.

A pair walks through stages and stays in each for a time of its own (a semi-Markov walk): getting to know each
other, settling, working, then perhaps drifting, wearing and ending, or by way of repair back to work. Some never
start, some break off suddenly. An outside event, an early success, the agreed end or the cut of the file stops it.

A stage is never written down. It only changes habits of recording: how often each side writes, prepares, rates, works
on goals, answers; how meetings are stretched, moved, cancelled or missed; how high ratings and each group of check-in
items come out. Each cause is a side branch with a leading and a following side. In the drift it is mostly the cause's
own records that move (capacity: cancelled and missed meetings; communication: silence on one side, low answers on the
other; goals: no more work on them; and so on). Wearing adds the common signs, and a second cause in some pairs;
ending deepens them. People differ in how openly they show a stage in what they say, how much it changes what
they do, and how late they notice it. Where trouble is one-sided the other side hardly changes before the end.

Healthy pairs have moods, busy spells, holidays, bad meetings, and drifts that heal. The odd groups are drawn before
the walk and, but for `overloaded`, have no bearing on it: a failing pair may be quiet too. `heals`, `one_sided` and
`silent_ending` come out of the walk. A pair that is cut off in decline counts as censored, not as failed.

Redrawn per seed: rhythms, lengths, intake and time zone; the stay in each stage, the mixture of causes, the chances of
drifting, healing, breaking off, never starting, ending from outside or in silence; the depth of trouble, how far it
spreads and how visible it is in each family of records; irregularity, noise, cancellations; how much is recorded,
asked and answered; the shares of the odd groups.

Published numbers: the walk is set so that .31 to .42 of pairs end early (Keller & Spencer 31 %, DeWit 34 %,
Kupersmidt 38 %); mentors end 64 % of the failures that are said and lead 64 % of those for capacity, and about half
of failures are silent (Keller & Spencer: few formal endings); vague wishes about length shorten the working stage (the
same); fit known beforehand bears weakly on it (Eby 2013, Tuma & Dolan); mentees rate a little higher (as clients in
therapy, g = .41). The depth of trouble, irregularity and noise are set so that simple rules come out near Lyons &
Edwards' .43 of failures at .25 of the healthy. All sizes without a source are choices of this hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np

from hands.stages.between import write_checkins, write_closing, write_goals, write_messages, write_opening, write_words
from hands.stages.diary import Diary
from hands.stages.life import Life
from hands.stages.manner import Manner
from hands.stages.meetings import Meetings
from hands.stages.people import Couple
from hands.stages.programme import Programme


def world(seed: int, pairs: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    programme = Programme(seed)
    for number in range(1, pairs + 1):
        yield draw_pair(np.random.default_rng((seed, number)), programme, f"{programme.name}-{number}")


def draw_pair(rng: np.random.Generator, programme: Programme, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    began_on = programme.opens + timedelta(days=int(rng.integers(0, programme.intake_days)))
    couple = Couple(rng, programme)
    life = Life(rng, programme, couple, (programme.cut_on - began_on).days)
    silent_days = float(rng.uniform(3, 11)) if life.ends_how == "failed_silent" else 0.0
    diary = Diary(rng, began_on, programme.offset_hours, life.last_day, couple.groups, silent_days)
    manner = Manner(rng, programme, couple, life)
    write_opening(rng, diary, couple)
    Meetings(rng, programme, couple, manner, diary).write()
    write_messages(rng, diary, couple, manner)
    write_goals(rng, programme, diary, couple, manner, life.ends_how)
    write_checkins(rng, programme, diary, couple, manner)
    write_words(rng, diary, couple, manner)
    write_closing(rng, diary, life)
    return record(rng, programme, couple, diary, name, began_on), truth(couple, life, name, began_on)


def record(
    rng: np.random.Generator, programme: Programme, couple: Couple, diary: Diary, name: str, began_on: date
) -> dict[str, Any]:
    intended = {} if couple.vague else {"intended_weeks": couple.planned_weeks}
    line: dict[str, Any] = {
        "id": name,
        "programme": programme.name,
        "began_on": began_on.isoformat(),
        "agreed_every_days": couple.rhythm,
        "mentor": {"id": f"{name}-mentor", "load": couple.load, "limit": couple.limit, **intended},
        "mentee": {"id": f"{name}-mentee", **intended},
    }
    if rng.random() < 0.9:
        line["planned_weeks"] = couple.planned_weeks
    if rng.random() < 0.8:
        line["fit"] = round(couple.fit, 2)
    return {**line, "events": sorted(diary.events, key=lambda event: str(event["at"]))}


def truth(couple: Couple, life: Life, name: str, began_on: date) -> dict[str, Any]:
    ends_on = (began_on + timedelta(days=life.last_day)).isoformat()
    groups = sorted(couple.groups | life.groups)
    known: dict[str, Any] = dict.fromkeys(("failed_on", "cause", "second_cause", "onset_on"))
    if life.trouble:
        known = {
            "failed_on": ends_on,
            "cause": life.trouble.cause,
            "second_cause": life.trouble.second,
            "onset_on": (began_on + timedelta(days=life.onset)).isoformat(),
        }
    return {
        "id": name,
        "fails": life.fails,
        "ends_on": ends_on,
        "ends_how": life.ends_how,
        **known,
        "groups": groups if groups or life.fails else ["plain"],
    }
