"""The last word, where there is one, and what is told of a pair: its history and its truth."""

from __future__ import annotations

from typing import Any

from hands.ledger.channels import CAP, CAUSES, MATCH, SIDES
from hands.ledger.pair import Pair


def last_word(pair: Pair) -> None:
    """What they say at the end; failed pairs also say what is easiest to say."""
    rnd, usual = pair.rnd, "no_time" if pair.fate.cause == CAP else "not_working"
    words = {
        "failed_said": (usual, usual, usual, "no_time", "not_working", "other"),
        "completed": ("completed",) * 4 + ("",),
        "early_success": ("completed",),
        "outside": ("moved", "moved", "illness", "other"),
    }
    if reason := rnd.choice(words.get(pair.fate.how, ("",))):
        by = {"by": rnd.choice(SIDES)} if rnd.random() < 0.8 else {}
        pair.events.append({"at": pair.stamp(pair.fate.end - 0.002), "kind": "ended", "reason": reason, **by})


def tell(pair: Pair) -> tuple[dict[str, Any], dict[str, Any]]:
    """The history and the truth."""
    rnd, fate, habits = pair.rnd, pair.fate, pair.habits
    history: dict[str, Any] = {
        "id": pair.id,
        "programme": pair.programme.name,
        "began_on": pair.day(0),
        "planned_weeks": pair.planned,
        "agreed_every_days": pair.rhythm,
    }
    if pair.programme.records_fit:
        fit = 0.62 + 0.05 * habits.quality + 0.06 * habits.trait[MATCH] + rnd.gauss(0, 0.11)
        history["fit"] = round(min(1.0, max(0.0, fit)), 2)
    for side in SIDES:
        history[side] = {"id": f"{side}-{pair.id}"}
        if rnd.random() > (0.4 if fate.fails else 0.28):  # a vague wish about the length is a mild risk
            history[side]["intended_weeks"] = max(8, pair.planned + rnd.choice((-12, -4, 0, 0, 0, 0, 8, 26)))
    history["mentor"] |= {"load": habits.load, "limit": habits.limit}
    history["events"] = pair.events
    truth = {
        "id": pair.id,
        "fails": fate.fails,
        "failed_on": pair.day(fate.failed) if fate.fails else None,
        "ends_on": pair.day(fate.end),
        "ends_how": fate.how,
        "cause": CAUSES[fate.cause] if fate.cause is not None else None,
        "second_cause": CAUSES[fate.second] if fate.second is not None else None,
        "onset_on": pair.day(fate.onset) if fate.fails else None,
        "groups": sorted(pair.groups) or ([] if fate.fails else ["plain"]),
    }
    return history, truth
