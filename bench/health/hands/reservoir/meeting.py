"""Meetings: booked, moved, cancelled, missed or held, and what remains of them."""

from dataclasses import dataclass
from datetime import timedelta

from hands.reservoir.person import Person, tilt
from hands.reservoir.scene import Scene

SHARED = 0.58  # spread of what both feel about a meeting, in points; with OWN it gives the published agreement
OWN = 0.46


@dataclass
class Meetings:
    """The pair's one next meeting at a time."""

    scene: Scene
    due: int
    number: int = 1
    booked: bool = False
    book_on: int = 0
    moved: int = 0

    def _key(self) -> str:
        return f"m{self.number}"

    def _starts_at(self) -> str:
        return self.scene.diary.moment(self.due).isoformat()

    def day(self, day: int) -> None:
        """Book, if it is time to; and see what becomes of a meeting that is due."""
        scene = self.scene
        if not self.booked and day >= self.book_on:
            self.booked = True
            if scene.rng.random() < scene.programme.bookings_recorded * scene.recorded:
                scene.diary.write(day, "meeting_booked", meeting=self._key(), starts_at=self._starts_at())
        if day < self.due:
            return
        back = scene.away_until(day)
        if back is not None:
            self._put_off(day, back)
        else:
            self._come_to_pass(day)

    def _put_off(self, day: int, back: int) -> None:
        """Nobody meets in an absence; about half of the time somebody says so beforehand."""
        scene = self.scene
        if scene.rng.random() < 0.4 * scene.recorded:
            by = scene.rng.choice(("mentor", "mentee"))
            scene.diary.write(
                day - scene.rng.randint(0, 3), "meeting_cancelled", by=by, meeting=self._key(), reason="holiday"
            )
        self._next(back + scene.rng.randint(1, 4))

    def _come_to_pass(self, day: int) -> None:
        scene = self.scene
        weight = scene.rhythm / 14
        first, second = scene.rng.sample(scene.people, 2)
        for person, other in ((first, second), (second, first)):
            time = person.strain("capacity")
            if scene.rng.random() < tilt(person.cancelling, -time):
                other.reservoirs.drain("capacity", 0.03 * weight)
                other.reservoirs.drain("communication", 0.015 * weight)
                self._cancel(day, person)
                return
            if self.moved < 2 and scene.rng.random() < tilt(person.moving, -0.8 * time):
                other.reservoirs.drain("capacity", 0.01 * weight)
                self._move(day, person)
                return
            if scene.rng.random() < tilt(person.missing, -0.7 * person.strain("communication")):
                other.reservoirs.drain("communication", 0.04 * weight)
                if scene.rng.random() < scene.recorded:
                    scene.diary.write(day, "meeting_missed", by=person.side, meeting=self._key())
                self._next(self._after(day, 0.25))
                return
        self._hold(day)
        self._next(self._after(day, 1.0))

    def _cancel(self, day: int, person: Person) -> None:
        scene = self.scene
        if scene.rng.random() < scene.recorded:
            lacking = person.reservoirs.lack("capacity")
            time = (0.65 if "overloaded" in scene.groups else 0.3) * (1.0 - lacking) + 0.9 * lacking
            weights = (time, 0.3 * (1.0 - lacking), 0.1, 0.3)
            reason = scene.rng.choices(("time", "illness", "holiday", "other"), weights)[0]
            known = {"reason": reason} if scene.rng.random() < 0.75 else {}
            scene.diary.write(
                day - scene.rng.randint(0, 2), "meeting_cancelled", by=person.side, meeting=self._key(), **known
            )
        self._next(self._after(day, 0.25))

    def _move(self, day: int, person: Person) -> None:
        scene = self.scene
        self.moved += 1
        self.due = day + scene.rng.randint(2, max(3, scene.rhythm // 3))
        if scene.rng.random() < scene.recorded:
            known = {"reason": "time"} if scene.rng.random() < 0.2 + 0.5 * person.reservoirs.lack("capacity") else {}
            scene.diary.write(
                day - scene.rng.randint(0, 2),
                "meeting_moved",
                by=person.side,
                meeting=self._key(),
                starts_at=self._starts_at(),
                **known,
            )

    def _after(self, day: int, share: float) -> int:
        """When they meet next: by the rhythm, sometimes knowingly much later, and later the less is left."""
        rng = self.scene.rng
        stretch = rng.uniform(0.85, 1.1) + (rng.uniform(0.5, 1.4) if rng.random() < 0.015 else 0.0)
        lag = 0.0
        for person in self.scene.people:
            held = person.reservoirs
            lag += 0.5 * person.candour * (0.4 * held.lack("capacity") + 0.25 * held.lack("communication"))
            lag += 0.5 * person.candour * 0.28 * held.exhaustion()
        return day + max(2, round(self.scene.rhythm * (share * stretch + lag * rng.uniform(0.0, 1.3))))

    def _next(self, due: int) -> None:
        rng = self.scene.rng
        self.number += 1
        self.moved = 0
        today, self.due = self.due, due
        self.booked = False
        self.book_on = today if rng.random() < 0.6 else rng.randint(min(today, due - 1), due - 1)

    def _hold(self, day: int) -> None:
        scene = self.scene
        rng = scene.rng
        weight = scene.rhythm / 14
        written = rng.random() < scene.programme.meetings_recorded * (
            0.65 + 0.35 * scene.recorded if "quiet" in scene.groups else 1.0
        )
        if "elsewhere" in scene.groups and rng.random() < 0.34:
            written = False
            if rng.random() < 0.34:
                scene.diary.write(day, "contact_logged", by=rng.choice(("mentor", "mentee")), channel="in_person")
        key = self._key()
        if written:
            channel = rng.choices(("video", "phone", "in_person", "email"), (0.6, 0.15, 0.22, 0.03))[0]
            poor = max(person.reservoirs.lack("sessions") for person in scene.people)
            minutes = max(15, 5 * round(rng.gauss(52.0 - 10.0 * poor, 11.0) / 5))
            scene.diary.write(day, "meeting_held", meeting=key, channel=channel, minutes=minutes)
        shared = rng.gauss(0.0, SHARED)
        for person in scene.people:
            felt = shared + person.noise * rng.gauss(0.0, OWN) - person.points("sessions") + scene.honeymoon(day)
            person.reservoirs.feel("sessions", 0.03 * weight * felt)
            person.reservoirs.feel("match", 0.012 * weight * felt)
            if not written:
                continue
            if rng.random() < tilt(person.preparing, person.strain("sessions")) * scene.recorded:
                questions = max(0, round(rng.gauss(2.2 - person.points("sessions"), 1.0)))
                scene.diary.write(day - rng.randint(0, 2), "prepared", by=person.side, meeting=key, questions=questions)
            if rng.random() < tilt(person.rating, 0.6 * person.reservoirs.exhaustion()) * scene.recorded:
                useful = person.rate(rng, felt)
                scene.diary.write(day + rng.randint(0, 1), "meeting_rated", by=person.side, meeting=key, useful=useful)
        if written:
            self._agree_actions(day, key)

    def _agree_actions(self, day: int, key: str) -> None:
        scene = self.scene
        rng = scene.rng
        for place, person in enumerate(scene.people):
            if rng.random() < tilt(0.42, person.strain("sessions")) * scene.recorded:
                action = f"a{self.number}{'xy'[place]}"
                due_on = scene.diary.began_on + timedelta(days=day + scene.rhythm)
                scene.diary.write(
                    day, "action_added", by=person.side, action=action, owner=person.side, due_on=due_on.isoformat()
                )
                if rng.random() < tilt(0.7, 0.6 * person.strain("goals")):
                    told = {"helped": rng.choice(("yes", "yes", "some", "no"))} if rng.random() < 0.5 else {}
                    scene.diary.write(day + rng.randint(1, scene.rhythm + 4), "action_done", action=action, **told)
