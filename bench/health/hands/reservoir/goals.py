"""Beginnings and goals: the introduction, the agreement, goals set, reviewed, revised and closed."""

from dataclasses import dataclass, field

from hands.reservoir.person import tilt
from hands.reservoir.scene import Scene


@dataclass
class Goals:
    """The goals of a pair and how far they have come."""

    scene: Scene
    set_on: list[int]
    open: dict[str, float] = field(default_factory=dict)

    def begin(self) -> None:
        """The introduction and the agreement."""
        scene = self.scene
        rng = scene.rng
        if rng.random() < 0.9:
            scene.diary.write(0, "introduction_held", minutes=rng.choice((20, 30, 30, 45, 60)))
        for person in scene.people:
            if rng.random() < 0.8:
                answer = rng.choices(("good", "unsure", "not_a_fit"), (0.82, 0.165, 0.015))[0]
                scene.diary.write(rng.randint(1, 6), "introduction_answered", by=person.side, answer=answer)
            if rng.random() < 0.75:
                scene.diary.write(rng.randint(2, 12), "agreement_signed", by=person.side)

    def day(self, day: int) -> None:
        """Set a goal when it is time to, and now and then review, record progress or revise."""
        scene = self.scene
        rng = scene.rng
        person = rng.choice(scene.people)
        strain = person.strain("goals")
        if day in self.set_on and rng.random() < tilt(0.93, strain) * (0.5 + 0.5 * scene.recorded):
            goal = f"g{len(self.open) + 1}"
            self.open[goal] = 0.0
            measurable = rng.random() < tilt(0.7, 0.7 * strain)
            scene.diary.write(day, "goal_set", by=person.side, goal=goal, measurable=measurable)
            if rng.random() < tilt(0.75, strain):
                other = "mentee" if person.side == "mentor" else "mentor"
                scene.diary.write(day + rng.randint(0, 6), "goal_agreed", by=other, goal=goal)
        if not self.open or scene.away_until(day) is not None:
            return
        goal = rng.choice(list(self.open))
        if rng.random() < tilt(scene.programme.progress_chance, strain) / 8:
            self.open[goal] = min(1.0, self.open[goal] + rng.uniform(0.03, 0.22))
            for each in scene.people:
                each.reservoirs.pour("goals", 0.05)
            if rng.random() < scene.recorded:
                value = round(self.open[goal], 2)
                scene.diary.write(day, "goal_progress", by=person.side, goal=goal, value=value)
        if rng.random() < tilt(0.5, 1.2 * strain) / 18 * scene.recorded:
            kind = "goal_reviewed" if rng.random() < 0.85 else "goal_revised"
            scene.diary.write(day, kind, by=person.side, goal=goal)

    def close(self, day: int, well: bool) -> None:
        """At a proper end most goals are closed."""
        for goal, value in self.open.items():
            if self.scene.rng.random() < 0.7:
                outcome = "met" if well or value > 0.7 else "partly" if value > 0.3 else "dropped"
                self.scene.diary.write(day, "goal_closed", goal=goal, outcome=outcome)
