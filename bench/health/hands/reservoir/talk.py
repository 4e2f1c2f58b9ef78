"""Talk between meetings: messages, feedback and the programme's check-ins."""

from dataclasses import dataclass, field

from hands.reservoir.person import Person, tilt
from hands.reservoir.scene import Scene

ITEMS: dict[str, str | None] = {
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
    "choose_again": None,
    "will_continue": None,
}


@dataclass
class Talk:
    """What the two say to each other and to the programme."""

    scene: Scene
    asked_on: dict[str, int] = field(default_factory=dict)

    def day(self, day: int) -> None:
        """One day of messages, feedback and check-ins, from both sides."""
        first, second = self.scene.people
        for person, other in ((first, second), (second, first)):
            self._message(day, person, other)
            self._feedback(day, person, other)
            self._checkin(day, person)

    def _message(self, day: int, person: Person, other: Person) -> None:
        scene = self.scene
        rng = scene.rng
        rate = scene.programme.messages_weekly / 7 * person.activity
        if scene.away_until(day) is not None:
            rate *= 0.2
        chance = min(0.9, rate * (14 / scene.rhythm) ** 0.3)
        if rng.random() >= tilt(chance, 0.5 * person.strain("communication")):
            return
        written = rng.random() < scene.recorded * (0.4 if "elsewhere" in scene.groups else 1.0)
        if written:
            scene.diary.write(day, "message", by=person.side)
        strain = other.strain("communication")
        if rng.random() < tilt(0.88, strain):
            days = rng.expovariate(1.0) * other.reply_days * (1.0 + strain)
            person.reservoirs.pour("communication", 0.02)
            if written:
                scene.diary.write(day + min(21.0, days), "message", by=other.side)
                if rng.random() < 0.35:
                    scene.diary.write(day + min(21.0, days), "message", by=person.side)
        else:
            person.reservoirs.drain("communication", 0.012)

    def _feedback(self, day: int, person: Person, other: Person) -> None:
        scene = self.scene
        rng = scene.rng
        if scene.away_until(day) is not None or rng.random() > 1.0 / scene.rhythm:
            return
        weight = scene.rhythm / 14
        if rng.random() < tilt(scene.programme.feedback_chance, 1.2 * person.strain("feedback")):
            other.reservoirs.pour("feedback", 0.05 * weight)
            if rng.random() < scene.recorded:
                shared = rng.choices(("partner", "coordinator", "nobody"), (0.8, 0.1, 0.1))[0]
                scene.diary.write(day, "feedback_given", by=person.side, shared_with=shared)
        else:
            other.reservoirs.drain("feedback", 0.004 * weight)

    def _checkin(self, day: int, person: Person) -> None:
        scene = self.scene
        rng = scene.rng
        if day < self.asked_on.setdefault(person.side, rng.randint(7, 7 + scene.programme.checkin_days)):
            return
        self.asked_on[person.side] = day + scene.programme.checkin_days
        scene.diary.write(day, "checkin_asked", by=person.side)
        away = 0.8 if scene.away_until(day) is not None else 0.0
        chance = tilt(person.answering, 0.8 * person.reservoirs.exhaustion() + away)
        if rng.random() >= chance * (0.4 + 0.6 * scene.recorded):
            return
        items: dict[str, int] = {}
        occasion = rng.gauss(0.0, 0.25)
        for item in rng.sample(list(ITEMS), 6):
            shift = occasion + person.noise * rng.gauss(0.0, 0.48) + 0.5 * scene.honeymoon(day)
            items[item] = person.rate(rng, shift - person.points(ITEMS[item]))
        scene.diary.write(day + rng.randint(0, 4), "checkin_answered", by=person.side, items=items)
