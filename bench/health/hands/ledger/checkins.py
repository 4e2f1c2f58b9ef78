"""Check-ins: the programme asks by its calendar; whether, when and what a side answers depends on its channels."""

from __future__ import annotations

import math

from hands.ledger.channels import CAP, COMM, FEED, GOALS, MATCH, SESS, SIDES
from hands.ledger.pair import Pair

# Item: what it hears of each channel's fall, and a small constant that shifts its mean; grouped by theme.
THEMES: tuple[dict[str, tuple[dict[int, float], float]], ...] = (
    {
        "clear_goals": ({GOALS: 1.0}, 0.1),
        "goals_still_fit": ({GOALS: 0.8, MATCH: 0.2}, 0.2),
        "getting_closer": ({GOALS: 0.8, SESS: 0.3}, -0.4),
    },
    {
        "shared_outlook": ({MATCH: 1.0}, 0.0),
        "working_style": ({MATCH: 0.8, COMM: 0.2}, 0.1),
        "be_myself": ({MATCH: 0.9}, 0.4),
        "relevant_experience": ({MATCH: 0.7, GOALS: 0.2}, 0.3),
        "as_expected": ({MATCH: 0.6, CAP: 0.2, SESS: 0.2}, -0.2),
    },
    {
        "timely_replies": ({COMM: 0.9, CAP: 0.4}, 0.1),
        "raise_problems": ({COMM: 0.6, FEED: 0.3, MATCH: 0.2}, -0.2),
        "agreed_rhythm": ({COMM: 0.5, CAP: 0.7}, 0.2),
    },
    {
        "useful_feedback": ({FEED: 1.0, SESS: 0.1}, -0.2),
        "give_feedback": ({FEED: 0.8}, -0.3),
    },
    {
        "good_use": ({SESS: 1.0}, 0.2),
        "came_prepared": ({SESS: 0.8, CAP: 0.2}, -0.3),
        "next_step": ({SESS: 0.7, GOALS: 0.3}, 0.0),
    },
    {
        "choose_again": ({MATCH: 0.5, SESS: 0.2, COMM: 0.2, FEED: 0.15, GOALS: 0.15}, 0.3),
        "will_continue": ({CAP: 0.5, MATCH: 0.3, COMM: 0.2, SESS: 0.2, GOALS: 0.2, FEED: 0.1}, 0.4),
    },
)
ITEMS = {item: hears for theme in THEMES for item, hears in theme.items()}
# Each round touches all themes in turn.
ROUNDS = [list(theme)[i % len(theme)] for i in range(30) for theme in THEMES]
FIT_ITEMS = (*THEMES[1], "agreed_rhythm")


def checkins(pair: Pair) -> None:
    """Ask both sides, round after round, and let them answer or not."""
    programme, t, turn = pair.programme, float(pair.programme.ask_every), 0
    fit_due = [14, 42, 112] if programme.fit_rounds else []
    while t < pair.fate.end:
        items = [ROUNDS[(turn + i) % len(ROUNDS)] for i in range(programme.form)]
        if fit_due and t >= fit_due[0] - 3:
            fit_due.pop(0)
            items = list(dict.fromkeys((*FIT_ITEMS, items[0])))
        turn += programme.form
        for side in (0, 1):
            pair.note(t + 0.3, "checkin_asked", by=SIDES[side])
            answer(pair, side, t, items)
        t += programme.ask_every if t < 90 else programme.ask_later


def answer(pair: Pair, side: int, t: float, items: list[str]) -> None:
    """One side answers sooner, later or not at all."""
    rnd, day = pair.rnd, pair.at(t)
    if rnd.random() < pair.people[side].answers * pair.thin["answer"][side][day] * pair.calendar.open[day] ** 0.3:
        wait = 0.35 + rnd.expovariate(0.7) * math.exp(0.9 * pair.low(COMM, t)[side])
        mood, gain = rnd.gauss(0, 0.3), pair.programme.shows["items"]
        scores = {item: pair.rate(side, ITEMS[item][0], t, ITEMS[item][1] + mood, gain) for item in items}
        pair.note(t + wait, "checkin_answered", by=SIDES[side], items=scores)
