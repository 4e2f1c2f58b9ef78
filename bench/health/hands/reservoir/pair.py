"""One pair from its first day to its last: the day by day of flows and records, and the truth about it."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from hands.reservoir.diary import Diary
from hands.reservoir.goals import Goals
from hands.reservoir.leak import Leak, draw_leaks
from hands.reservoir.meeting import Meetings
from hands.reservoir.person import SIDES, Person, draw_person
from hands.reservoir.programme import Programme
from hands.reservoir.reservoirs import BOUNDARY, CAUSES
from hands.reservoir.scene import Scene, announce_away, draw_away, draw_groups
from hands.reservoir.talk import Talk

SAID = 0.53
SURPRISE = 14  # days: the longest notice of a failure that no open leak explains
DIP = 0.6  # exhaustion that counts as a dip when it heals
SECOND = 0.35


@dataclass
class End:
    """How a pair ended."""

    day: int
    how: str
    by: str | None = None


def run_pair(programme: Programme, seed: int, number: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """The record and the truth of one pair."""
    rng = Random(f"pair {seed} {number}")
    began_on = programme.starts_on + timedelta(days=rng.randint(0, 250))
    weeks = rng.choice(programme.planned)
    days = 7 * weeks + rng.randint(-6, 10)
    groups = draw_groups(rng)
    odd = rng.choice(SIDES)
    mentor, mentee = (draw_person(rng, programme, side, groups, side == odd) for side in SIDES)
    scene = Scene(
        rng=rng,
        programme=programme,
        diary=Diary(rng, began_on, "records_late" in groups, "records_twice" in groups),
        people=(mentor, mentee),
        groups=groups,
        rhythm=rng.choices((7, 14, 28), programme.rhythms)[0],
        recorded=rng.uniform(0.2, 0.4) if "quiet" in groups else rng.uniform(0.8, 1.0),
        away=draw_away(rng, began_on, days, "holidays" in groups),
    )
    limit = rng.choice((1, 2, 2, 3, 3, 4))
    laden = "overloaded" in groups or rng.random() < 0.3
    load = limit if laden else rng.randint(1, limit)
    leaks = draw_leaks(rng, programme, weeks, load == limit)
    last = min(days, (programme.exported_on - began_on).days)
    end, dipped = _live(scene, leaks, last, days)
    record = {
        "id": f"{programme.name}-{number:05d}",
        "programme": programme.name,
        "began_on": began_on.isoformat(),
        "planned_weeks": weeks,
        "agreed_every_days": scene.rhythm,
        "fit": round(min(1.0, max(0.0, rng.gauss(0.68, 0.12))), 2),
        "mentor": {"id": f"u{2 * number + 1}", "load": load, "limit": limit, "intended_weeks": weeks},
        "mentee": {"id": f"u{2 * number + 2}", "intended_weeks": weeks},
        "events": scene.diary.events(end.day),
    }
    return record, _truth(scene, record["id"], end, leaks, dipped)


def _live(scene: Scene, leaks: list[Leak], last: int, days: int) -> tuple[End, bool]:
    """Let the days pass until the first of all possible ends; also, whether there was a dip."""
    rng = scene.rng
    goals = Goals(scene, sorted(rng.randint(3, 35) for _ in range(rng.choice((1, 2, 2, 3)))))
    meetings = Meetings(scene, due=rng.randint(4, 6 + scene.rhythm // 2))
    talk = Talk(scene)
    outside = int(7 * rng.expovariate(scene.programme.outside_hazard))
    success = int(days * rng.uniform(0.6, 0.95)) if rng.random() < 0.07 else days + 1
    goals.begin()
    announce_away(scene)
    dipped = False
    for day in range(1, last + 1):
        for person in scene.people:
            for leak in leaks:
                if leak.is_open(day):
                    leak.run(person.side, person.reservoirs)
            person.reservoirs.settle(rng)
        weaker = min(scene.people, key=lambda person: person.reservoirs.total())
        if weaker.reservoirs.total() < BOUNDARY:
            return _fail(scene, weaker, leaks, day), dipped
        dipped = dipped or weaker.reservoirs.exhaustion() > DIP
        meetings.day(day)
        goals.day(day)
        talk.day(day)
        if day == outside:
            by = rng.choice(SIDES)
            scene.diary.write(day, "ended", by=by, reason=rng.choice(("moved", "illness", "other")))
            return End(day, "outside"), dipped
        if day == success and weaker.reservoirs.exhaustion() < 0.1:
            goals.close(day, True)
            scene.diary.write(day, "ended", by=rng.choice(SIDES), reason="completed")
            return End(day, "early_success"), dipped
    if last < days:
        return End(last, "censored"), dipped
    if "silent_ending" not in scene.groups:
        goals.close(last, False)
        scene.diary.write(last, "ended", reason="completed")
    return End(last, "completed"), dipped


def _fail(scene: Scene, weaker: Person, leaks: list[Leak], day: int) -> End:
    """Half of those who have had enough say so."""
    if scene.rng.random() >= SAID or "silent_ending" in scene.groups:
        return End(day, "failed_silent", weaker.side)
    busy = weaker.reservoirs.lack("capacity") > 0.6
    reason = scene.rng.choices(("no_time", "not_working", "other"), (0.75, 0.15, 0.1) if busy else (0.2, 0.6, 0.2))[0]
    scene.diary.write(day, "ended", by=weaker.side, reason=reason)
    return End(day, "failed_said", weaker.side)


def _truth(scene: Scene, name: str, end: End, leaks: list[Leak], dipped: bool) -> dict[str, Any]:
    fails = end.how.startswith("failed")
    ends_on = (scene.diary.began_on + timedelta(days=end.day)).isoformat()
    cause = second = onset_on = None
    groups = [group for group in scene.groups if group != "silent_ending" or not fails]
    if fails:
        open_leaks = sorted((leak for leak in leaks if leak.is_open(end.day)), key=lambda leak: -leak.drained)
        if open_leaks:
            cause, onset = open_leaks[0].cause, open_leaks[0].opens
            others = [leak for leak in open_leaks if leak.cause != cause]
            if others and others[0].drained > SECOND * open_leaks[0].drained:
                second = others[0].cause
        else:
            side = next(person for person in scene.people if person.side == end.by)
            cause, onset = max(CAUSES, key=side.reservoirs.lack), max(0, end.day - SURPRISE)
        onset_on = (scene.diary.began_on + timedelta(days=onset)).isoformat()
        if end.how == "failed_silent":
            groups.append("silent_ending")
    elif dipped:
        recovered = all(person.reservoirs.exhaustion() < 0.6 * DIP for person in scene.people)
        if recovered:
            groups.append("heals")
    return {
        "id": name,
        "fails": fails,
        "failed_on": ends_on if fails else None,
        "ends_on": ends_on,
        "ends_how": end.how,
        "cause": cause,
        "second_cause": second,
        "onset_on": onset_on,
        "groups": groups if groups or fails else ["plain"],
    }
