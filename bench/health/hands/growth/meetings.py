"""Meetings: booked, moved, cancelled, missed or held, and what is written around them."""

from __future__ import annotations

import numpy as np

from hands.growth.panel import BOTH
from hands.growth.people import SIDES
from hands.growth.scene import CHANNELS, Scene

MOST_MOVES = 3


def meetings(scene: Scene) -> None:
    """The run of meetings up to the last day of contact."""
    rng, rhythm, last = scene.rng, scene.couple.rhythm, scene.fate.quiet_from
    channels = rng.dirichlet([2.2, 0.8, 1.0, 0.2])
    day, number, actions = rng.uniform(0.1, 1.1) * rhythm + 1, 0, 0
    while day < last:
        day, number = scene.journal.hour(scene.couple.back_on(day)), number + 1
        held_on = arrange(scene, day, f"m{number}")
        if held_on is not None and held_on < last:
            actions += hold(scene, held_on, f"m{number}", str(rng.choice(CHANNELS, p=channels)), actions)
        # What fell through is often made up for soon; what was moved does not move the next one as far.
        step = 0.5 if held_on is None and rng.random() < 0.6 else 1.0
        step *= rhythm * scene.panel.size("interval", BOTH, day, 1.0, scene.programme.size["interval_sd"])
        day += max(1.5, step) if held_on is None else max(held_on - day + 1.5, step + 0.5 * (held_on - day))


def arrange(scene: Scene, day: float, meeting: str) -> float | None:
    """The day on which the meeting takes place, or None if it does not."""
    rng, journal = scene.rng, scene.journal
    if scene.panel.happens("booked", BOTH, day):
        lead = rng.uniform(1, min(10, scene.couple.rhythm))
        journal.add(journal.hour(day - lead), "meeting_booked", meeting=meeting, starts_at=journal.stamp(day))
    for _ in range(MOST_MOVES):
        mover = someone(scene, "moved", day)
        if mover is None:
            break
        later = journal.hour(day + 1 + rng.exponential(0.3 * scene.couple.rhythm))
        journal.add(
            day - rng.uniform(0.05, 1),
            "meeting_moved",
            by=mover,
            meeting=meeting,
            starts_at=journal.stamp(later),
            reason=reason(scene, day),
        )
        day = later
    for kind, notice in (("cancelled", rng.uniform(0.05, 1)), ("missed", -0.02)):
        who = someone(scene, kind, day)
        if who is not None:
            why = reason(scene, day) if kind == "cancelled" else None
            journal.add(day - notice, f"meeting_{kind}", by=who, meeting=meeting, reason=why)
            return None
    return day


def someone(scene: Scene, name: str, day: float) -> str | None:
    """The side that does it, if one does; either may be asked first."""
    first = int(scene.rng.integers(2))
    return next((SIDES[side] for side in (first, 1 - first) if scene.panel.happens(name, side, day)), None)


def reason(scene: Scene, day: float) -> str | None:
    """A reason, if one is given; the slower their answers, the more often it is time."""
    if scene.rng.random() < 0.35:
        return None
    time = float(np.clip(0.45 + 0.1 * scene.panel.predictor("delay", BOTH, day), 0.2, 0.8))
    shares = [time, *((1 - time) * np.array([0.35, 0.30, 0.35]))]
    return str(scene.rng.choice(["time", "illness", "holiday", "other"], p=shares))


def hold(scene: Scene, day: float, meeting: str, channel: str, actions: int) -> int:
    """Write a meeting that took place, with preparation and ratings; the number of actions it adds."""
    rng, panel, journal = scene.rng, scene.panel, scene.journal
    if not panel.happens("logged", BOTH, day):
        if "elsewhere" in scene.couple.traits and rng.random() < 0.6:
            journal.add(day + 0.05, "contact_logged", by=str(rng.choice(SIDES)), channel=channel)
        return 0
    minutes = panel.size("minutes", BOTH, day, scene.programme.size["minutes"], 0.25)
    journal.add(day + 0.04, "meeting_held", meeting=meeting, channel=channel, minutes=int(max(5, minutes)))
    for side, who in enumerate(SIDES):
        if panel.happens("prepared", side, day):
            journal.add(
                day - rng.uniform(0.05, 1.5), "prepared", by=who, meeting=meeting, questions=int(rng.poisson(1.6))
            )
        if panel.happens("rated", side, day):
            journal.add(
                day + 0.06 + rng.exponential(0.6),
                "meeting_rated",
                by=who,
                meeting=meeting,
                useful=panel.grade("useful", side, day),
            )
    return next_steps(scene, day, actions)


def next_steps(scene: Scene, day: float, before: int) -> int:
    """Actions agreed in a meeting, and those that get done."""
    rng, panel, journal = scene.rng, scene.panel, scene.journal
    count = min(5, panel.count("actions", BOTH, day))
    for number in range(before + 1, before + count + 1):
        owner, due = int(rng.random() < 0.7), day + scene.couple.rhythm * rng.uniform(0.7, 1.5)
        journal.add(
            day + 0.05,
            "action_added",
            by=str(rng.choice(SIDES)),
            action=f"a{number}",
            owner=SIDES[owner],
            goal="g1" if rng.random() < 0.4 else None,
            due_on=journal.date_of(due) if rng.random() < 0.7 else None,
        )
        if panel.happens("done", owner, due):
            score = panel.predictor("helped", owner, due) + rng.logistic()
            helped = "yes" if score > 0.9 else "some" if score > -1.0 else "no"
            journal.add(
                journal.hour(max(day + 1, due + rng.normal(0, 2.5))),
                "action_done",
                action=f"a{number}",
                helped=helped if rng.random() < 0.6 else None,
            )
    return count
