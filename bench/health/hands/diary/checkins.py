"""Check-ins: both sides are asked a few rotating items, and about the match in weeks 2, 6 and 16."""

from __future__ import annotations

from hands.diary.life import Life
from hands.diary.programme import SIDES

ASKS = {
    "goals": ("clear_goals", "goals_still_fit", "getting_closer"),
    "feedback": ("useful_feedback", "give_feedback"),
    "match": ("shared_outlook", "working_style", "relevant_experience", "be_myself", "as_expected"),
    "rhythm": ("agreed_rhythm",),
    "communication": ("timely_replies", "raise_problems"),
    "sessions": ("good_use", "came_prepared", "next_step"),
    "overall": ("choose_again", "will_continue"),
}
ITEMS = {item: feeling for feeling, items in ASKS.items() for item in items}


def checkins(life: Life) -> None:
    """Every round, and who answers it with what they feel."""
    pair, script, rnd, programme = life.pair, life.script, life.rnd, life.pair.programme
    rounds, t = [], rnd.uniform(8, 16)
    while t < script.end:
        rounds.append((t, False))
        t += programme.every or (14 if t < 90 else 30)
    rounds += [(7 * week + rnd.random(), True) for week in (2, 6, 16) if programme.fit_weeks]
    turn, names, sore = rnd.randrange(18), list(ITEMS), pair.marks & set(ITEMS)
    for t, about_match in rounds:
        rotating = [names[(turn + 5 * k) % 18] for k in range(programme.n_items)]
        items = ASKS["match"] if about_match else rotating
        turn += 0 if about_match else 5 * programme.n_items + 1
        for side in SIDES:
            life.add(t, "checkin_asked", side)
            likely = pair.side[side].answers * script.bend("answer", t, side) * (0.5 + 0.5 * script.free(t))
            if rnd.random() < likely:
                hurts = {item: 1.2 if item in sore else 0.8 if sore else 1 for item in items}
                felt = {item: script.felt(side, ITEMS[item], t) * hurts[item] for item in items}
                life.add(t + rnd.expovariate(0.7) + 0.02, "checkin_answered", side, felt=felt)
