"""What is usual for a pair, and the traits that fool simple readers."""

from __future__ import annotations

import math
import random

from hands.ledger.channels import CAP, CAUSES, MATCH
from hands.ledger.fate import Fate
from hands.ledger.people import Person
from hands.ledger.programme import Programme


class Habits:
    """A pair's ways. Two traits reach the people too: a quiet pair answers less, an overloaded mentor later."""

    def __init__(self, programme: Programme, rnd: random.Random, fate: Fate, people: list[Person]) -> None:
        mentor, mentee = people
        self.groups: set[str] = set()

        def has(group: str, share: float) -> bool:
            """Whether the pair is one of this share, which is then noted among its groups."""
            if rnd.random() < share:
                self.groups.add(group)
                return True
            return False

        self.quality = rnd.gauss(-0.2 if fate.fails else 0.06, 0.36)
        self.trait = [rnd.gauss(0, 0.22) for _ in CAUSES]
        if fate.cause is not None and not fate.unwarned:
            self.trait[fate.cause] -= rnd.uniform(0.0, 0.8) * (1.3 if fate.cause == MATCH else 0.7)
        self.regular = programme.regular * math.exp(rnd.gauss(0, 0.4))
        self.tempo = math.exp(rnd.gauss(0.12 if fate.fails else 0.02, 0.09))
        self.p_move, self.p_cancel = programme.p_move, programme.p_cancel
        self.books_at_once = rnd.betavariate(3.2, 1.5)
        self.minutes = rnd.choice((30, 45, 60, 60, 75))
        self.channel = rnd.choice(("video", "video", "phone", "in_person"))
        self.honeymoon = rnd.uniform(0.5, 1.0) if has("honeymoon", 0.1) else 0.0
        self.elsewhere = rnd.uniform(0.3, 0.5) if has("elsewhere", 0.07) else 0.0
        if has("always_reschedules", 0.06):
            self.p_move = rnd.uniform(0.4, 0.65)
        self.use = programme.use
        if not self.elsewhere and has("quiet", 0.07):
            usual = ("meeting_cancelled", "meeting_booked")
            self.use = {
                kind: share * (1 if kind in usual else rnd.uniform(0.15, 0.5)) for kind, share in self.use.items()
            }
            mentor.answers, mentee.answers = 0.4 * mentor.answers, 0.4 * mentee.answers
        self.heals = not fate.fails and has("heals", 0.08)
        self.twice, self.late = has("records_twice", 0.05), has("records_late", 0.06)
        self.limit = rnd.randint(1, 4)
        self.load = rnd.randint(1, self.limit)
        if has("overloaded", 0.5 if fate.cause == CAP else 0.09):
            self.load = self.limit + rnd.randint(0, 2)
            mentor.hour = rnd.uniform(19, 23)
            self.p_cancel *= 1.4
            mentor.reply_days *= 1.5
        self.groups |= {"always_five"} if mentor.five or mentee.five else set()
        self.groups |= {"harsh_rater"} if mentor.harsh or mentee.harsh else set()
