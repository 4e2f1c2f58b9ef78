"""Check-ins: the programme asks both; each answers or not."""

from __future__ import annotations

from hands.river.channels import ROOM_R, SIDES, WILL_R
from hands.river.odds import chance
from hands.river.pair import Pair

# What each item listens to: goals, own closeness, contact, feedback, worth, own room, partner's room, own will.
# One theme for each cause but capacity, and one overall.
THEMES: tuple[dict[str, tuple[float, ...]], ...] = (
    {
        "clear_goals": (1, 0, 0, 0, 0, 0, 0, 0),
        "goals_still_fit": (0.8, 0.2, 0, 0, 0, 0, 0, 0.1),
        "getting_closer": (0.7, 0, 0, 0, 0.3, 0, 0, 0),
    },
    {
        "shared_outlook": (0, 1, 0, 0, 0, 0, 0, 0),
        "working_style": (0, 0.8, 0.1, 0, 0.1, 0, 0, 0),
        "relevant_experience": (0, 0.6, 0, 0, 0.3, 0, 0, 0),
        "be_myself": (0, 0.8, 0, 0.3, 0, 0, 0, 0),
        "as_expected": (0.1, 0.5, 0.2, 0, 0.2, 0, 0, 0.1),
    },
    {
        "timely_replies": (0, 0, 0.6, 0, 0, 0, 0.6, 0),
        "raise_problems": (0, 0.2, 0.5, 0.4, 0, 0, 0, 0),
        "agreed_rhythm": (0, 0.1, 0.6, 0, 0, 0.4, 0.4, 0),
    },
    {
        "useful_feedback": (0, 0, 0, 1, 0.1, 0, 0, 0),
        "give_feedback": (0, 0.1, 0, 0.9, 0, 0, 0, 0),
    },
    {
        "good_use": (0, 0.1, 0, 0, 0.9, 0, 0, 0),
        "came_prepared": (0, 0, 0, 0, 0.7, 0.3, 0.3, 0),
        "next_step": (0.3, 0, 0, 0, 0.7, 0, 0, 0),
    },
    {
        "choose_again": (0, 0.5, 0, 0, 0.1, 0, 0, 0.5),
        "will_continue": (0, 0, 0, 0, 0, 0.3, 0, 0.9),
    },
)
ITEMS = {item: weights for theme in THEMES for item, weights in theme.items()}


def checkin(pair: Pair, day: int, x: list[float]) -> None:
    """Ask both. Items rotate over the themes, with more of them at week 13."""
    rnd, programme = pair.rnd, pair.programme
    for side, by in enumerate(SIDES):
        pair.record.add(day + 0.35, "checkin_asked", by=by)
        wish = programme.answers + pair.answers[side] + 0.27 * x[WILL_R + side] + 0.24 * x[ROOM_R + side] - 0.006 * day
        if rnd.random() < chance(wish) * pair.keeps**0.5:
            felt = pair.felt(x, side)
            themes = rnd.sample(THEMES, min(6, programme.items + 2 * (84 <= day < 99)))
            given = {}
            for item in [rnd.choice(list(theme)) for theme in themes]:
                heard = sum(weight * value for weight, value in zip(ITEMS[item], felt, strict=True))
                given[item] = pair.rate(side, 0.6 * heard)
            pair.record.add(day + 0.35 + rnd.expovariate(1 / 1.2), "checkin_answered", by=by, items=given)
    if rnd.random() < 0.0006:
        pair.record.add(day + 0.6, "concern_raised", by=rnd.choice(SIDES))
