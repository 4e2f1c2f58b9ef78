"""What people say: ratings of meetings and check-in items, against their own expectation."""

from random import Random

from hands.habits.habit import bounded
from hands.habits.person import Person
from hands.habits.programme import Programme

ITEMS = {
    "clear_goals": "goals",
    "goals_still_fit": "goals",
    "getting_closer": "goals",
    "shared_outlook": "match",
    "working_style": "match",
    "relevant_experience": "match",
    "be_myself": "match",
    "as_expected": "match",
    "timely_replies": "communication",
    "raise_problems": "communication",
    "agreed_rhythm": "communication",
    "useful_feedback": "feedback",
    "give_feedback": "feedback",
    "good_use": "sessions",
    "came_prepared": "sessions",
    "next_step": "sessions",
    "choose_again": "overall",
    "will_continue": "overall",
}
MEETING = {"sessions": 0.42, "match": 0.26, "goals": 0.1, "feedback": 0.12, "communication": 0.06, "capacity": 0.04}


class Voice:
    """How one person answers: habits of a rater on top of what was felt."""

    def __init__(self, person: Person, programme: Programme, odd: set[str], five: bool, harsh: bool) -> None:
        luck = person.luck
        self.person = person
        self.luck: Random = luck
        self.five = five
        self.honeymoon = "honeymoon" in odd
        self.lean = luck.gauss(0.05, 0.3) - (luck.uniform(0.6, 0.95) if harsh else 0.0)
        self.slope = luck.uniform(2.2, 3.4)
        self.noise = programme.noise
        self.answering = bounded(programme.answering * luck.uniform(0.7, 1.25))
        self.rating = bounded(programme.rating * luck.uniform(0.75, 1.25))
        self.offset = {item: luck.gauss(0, 0.22) for item in ITEMS}

    def disappointment(self, family: str) -> float:
        """How far a family of habits stays below what this person expects of it by now."""
        if family == "overall":
            felt, expected = self.person.felt, self.person.expected
            return sum(felt[name] - expected[name] for name in felt) / len(felt)
        return self.person.felt[family] - self.person.expected[family]

    def spoken(self, mood: float, spread: float) -> int:
        """Turn a mood into an answer from one to five."""
        if self.five:
            return 5 if self.luck.random() < 0.97 else 4
        bloom = 0.8 * max(0.0, 1 - self.person.day / 70) if self.honeymoon else 0.0
        value = 4.1 + self.lean + bloom + mood + self.luck.gauss(0, spread * self.noise)
        return int(bounded(round(value), 1, 5))

    def rate(self, shared: float) -> int:
        """Rate a meeting; the shared part is what both saw of it."""
        mood = sum(share * self.disappointment(family) for family, share in MEETING.items())
        return self.spoken(self.slope * mood + shared, 0.55)

    def item(self, item: str) -> int:
        """Answer one check-in item."""
        return self.spoken(self.slope * self.disappointment(ITEMS[item]) + self.offset[item], 0.6)

    def answers(self) -> bool:
        """Whether a check-in is answered at all."""
        warm = bounded(0.55 + 0.45 * self.person.warmth, 0.3, 1)
        free = bounded(0.4 + 0.6 * self.person.time(), 0.3, 1)
        return self.luck.random() < self.answering * warm * free
