"""One mentorship from its first day to its end: the contract is lived first, then written down."""

from datetime import timedelta
from typing import Any

import numpy as np

from hands.promises.contract import Ledger, keep_contract
from hands.promises.diary import Diary
from hands.promises.meetings import Meetings
from hands.promises.person import SIDES, care, draw_person, take_on_habits
from hands.promises.programme import Programme
from hands.promises.talk import Talk
from hands.promises.trouble import Trouble, draw_trouble

REASONS = {"capacity": "no_time", "match": "not_working"}


def draw_groups(programme: Programme, rng: np.random.Generator) -> list[str]:
    return [name for name, share in programme.groups.items() if rng.random() < share]


def draw_absences(groups: list[str], weeks: int, rng: np.random.Generator) -> np.ndarray:
    """Weeks in which nothing is owed: one for some, longer for those of the long holidays."""
    away = np.zeros(weeks, dtype=bool)
    lengths = [1] if rng.random() < 0.3 else []
    if "holidays" in groups:
        lengths += [int(rng.integers(3, 6)) for _ in range(int(rng.integers(1, 3)))]
    for length in lengths:
        start = int(rng.integers(3, max(4, weeks - length)))
        away[start : start + length] = True
    return away


def draw_stop(programme: Programme, weeks: int, rng: np.random.Generator) -> tuple[int, str]:
    """When it would stop if nobody left: most often at the agreed end."""
    luck = rng.random()
    if luck < programme.outside:
        return int(rng.integers(4, weeks)), "outside"
    if luck < programme.outside + programme.success:
        return int(weeks * rng.uniform(0.55, 0.85)), "early_success"
    if luck < programme.outside + programme.success + programme.cut_off:
        return int(rng.integers(weeks // 2, weeks)), "censored"
    return weeks, "completed"


def close(diary: Diary, how: str, ledger: Ledger, goals: int, rng: np.random.Generator) -> None:
    day = int(diary.last) + rng.uniform(21.6, 23.9) / 24.0
    by = SIDES[int(rng.random() < 0.5)]
    if how == "failed_said":
        usual = REASONS.get(str(ledger.cause), "not_working")
        reason = usual if rng.random() < 0.6 else str(rng.choice(["not_working", "no_time", "other"]))
        diary.put(day, "ended", {"by": by, "reason": reason})
    elif how == "outside":
        diary.put(day, "ended", {"by": by, "reason": str(rng.choice(["moved", "illness", "other"], p=[0.5, 0.2, 0.3]))})
    elif how in ("early_success", "completed"):
        for goal in range(1, goals + 1):
            if how == "early_success" or rng.random() < 0.6:
                outcome = "met" if how == "early_success" or rng.random() < 0.6 else "partly"
                diary.put(day - rng.uniform(0.5, 5.0), "goal_closed", {"goal": f"g{goal}", "outcome": outcome})
        diary.put(day, "ended", {"reason": "completed"})


def begin(diary: Diary, trouble: Trouble | None, rng: np.random.Generator) -> None:
    at_odds = trouble is not None and trouble.cause == "match" and trouble.begins <= 1
    diary.write(diary.hour(0.0), "introduction_held", minutes=int(rng.choice([20, 30, 45])))
    for by in SIDES:
        unsure = rng.random() < (0.5 if at_odds else 0.12)
        diary.write(0.9 + rng.uniform(0.0, 2.0), "introduction_answered", by=by, answer="unsure" if unsure else "good")
        if rng.random() < 0.85:
            diary.write(diary.hour(rng.uniform(2.0, 8.0)), "agreement_signed", by=by)


def draw_pair(programme: Programme, seed: int, number: int) -> tuple[dict[str, Any], dict[str, Any]]:
    rng = np.random.default_rng([seed, 104729, number])
    weeks = int(rng.choice(programme.weeks))
    every = int(rng.choice([7, 14, 28], p=programme.rhythms))
    groups = draw_groups(programme, rng)
    people = [draw_person(side, programme, rng) for side in SIDES]
    take_on_habits(people, groups, rng)
    trouble = draw_trouble(programme, weeks, rng)
    if trouble is not None:
        # A trouble hurts where it strikes what the other came for.
        for me, person in enumerate(people):
            care(person, trouble.cause, rng.uniform(0.4, 0.5) * trouble.shares[1 - me])
    away = draw_absences(groups, weeks, rng)
    stop, how = draw_stop(programme, weeks, rng)
    ledger = keep_contract(people, trouble, away, programme, stop, rng)
    last = float(7 * stop - 1)
    if ledger.died is not None:
        how = "failed_silent" if rng.random() < programme.unsaid else "failed_said"
        last = 7.0 * ledger.died + float(rng.integers(0, 7))
    began_on = programme.opens_on + timedelta(days=int(rng.integers(0, 120)))
    diary = Diary(began_on, last, "records_late" in groups, "records_twice" in groups, rng)
    declared = bool(rng.random() < 0.45)
    begin(diary, trouble, rng)
    if declared:
        declare(diary, away, rng)
    Meetings(people, ledger, away, declared, groups, every, programme, diary, rng).keep()
    talk = Talk(people, ledger, away, groups, every, programme, diary, rng)
    talk.keep()
    if rng.random() < 0.01:
        diary.write(diary.hour(rng.uniform(5.0, max(6.0, last))), "concern_raised", by=SIDES[1])
    if how == "failed_silent" or (how == "completed" and rng.random() < 0.1):
        groups.append("silent_ending")
    else:
        close(diary, how, ledger, talk.goals, rng)
    fails = ledger.died is not None
    if not fails and trouble is not None and trouble.lifts < stop:
        groups.append("heals")
    limit = int(rng.integers(2, 5))
    pressed = trouble is not None and trouble.cause == "capacity"
    tight = "overloaded" in groups or (pressed and rng.random() < 0.3)
    load = limit + int(rng.integers(0, 2)) if tight else int(rng.integers(1, limit + 1))
    poor = 0.06 if trouble is not None and trouble.cause == "match" else 0.0
    name = f"{programme.name}-{number}"
    record = {
        "id": name,
        "programme": programme.name,
        "began_on": began_on.isoformat(),
        "planned_weeks": weeks,
        "agreed_every_days": every,
        "fit": round(float(np.clip(rng.normal(0.66 - poor, 0.12), 0.05, 0.98)), 2),
        "mentor": {"id": f"{name}-a", "load": load, "limit": limit, "intended_weeks": weeks},
        "mentee": {"id": f"{name}-b", "intended_weeks": weeks},
        "events": diary.in_order(),
    }
    ends_on = began_on + timedelta(days=int(last))
    onset = began_on + timedelta(days=onset_day(ledger, int(last))) if fails else None
    truth = {
        "id": name,
        "fails": fails,
        "failed_on": ends_on.isoformat() if fails else None,
        "ends_on": ends_on.isoformat(),
        "ends_how": how,
        "cause": ledger.cause if fails else None,
        "second_cause": ledger.second if fails else None,
        "onset_on": onset.isoformat() if onset else None,
        "groups": groups or ["plain"],
    }
    return record, truth


def onset_day(ledger: Ledger, last: int) -> int:
    day = 7 * (ledger.onset or 0)
    return max(day, last - 13) if ledger.blue else min(day, last)


def declare(diary: Diary, away: np.ndarray, rng: np.random.Generator) -> None:
    by = SIDES[int(rng.integers(2))]
    edges = np.flatnonzero(np.diff(np.concatenate([[0], away.astype(int), [0]])))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        until = diary.moment(7.0 * float(end))[:10]
        diary.write(diary.hour(7.0 * float(start) - 1.0), "paused", by=by, until=until)
        diary.write(diary.hour(7.0 * float(end)), "resumed", by=by)
