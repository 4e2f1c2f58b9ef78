"""The recording layer: what is forgotten, how it is rated, what comes late or twice; and what is told in the end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hands.diary.life import Life
from hands.diary.pair import Person

# Which of the programme's recording rates a kind goes by; the others are always kept.
KEPT_AS = {
    "meeting_booked": "booking",
    "meeting_moved": "cancel",
    "meeting_cancelled": "cancel",
    "meeting_missed": "cancel",
    "prepared": "prep",
    "action_added": "action",
    "goal_progress": "goal",
    "goal_reviewed": "goal",
    "goal_revised": "goal",
    "goal_agreed": "goal",
    "feedback_given": "feedback",
    "contact_logged": "contact",
    "message": "message",
}


class Record:
    """What one pair's people write down of their life."""

    def __init__(self, life: Life) -> None:
        self.life, self.pair, self.rnd, self.end = life, life.pair, life.rnd, life.script.end
        programme = self.pair.programme
        self.begins = (programme.began + timedelta(days=self.pair.begin)).replace(tzinfo=programme.zone)

    def events(self) -> list[dict[str, Any]]:
        """Forget some of it, and write the rest down."""
        pair, rnd, happenings = self.pair, self.rnd, self.life.happenings
        keep = pair.programme.keep | ({"contact": 0.9} if "elsewhere" in pair.groups else {})
        late = 0.45 if "records_late" in pair.groups else 0.02
        twice = 0.3 if "records_twice" in pair.groups else 0.004
        lost = {it.more["meeting"] for it in happenings if it.kind == "meeting_held" and rnd.random() > pair.habit.held}
        events = []
        for t, kind, by, more in sorted(happenings, key=lambda it: it.day):
            gone = more.get("meeting") in lost and kind != "meeting_booked"
            if gone or rnd.random() > keep.get(KEPT_AS.get(kind, ""), 1):
                lost |= {more["action"]} if kind == "action_added" else set()
                continue
            if kind in ("meeting_held", "goal_progress") and rnd.random() < late:
                t += rnd.expovariate(1 / 6)  # written down days later
            if t >= self.end + (kind == "ended") or more.get("action") in lost:
                continue
            event = {"at": self.stamp(max(0.0, t)), "kind": kind} | ({"by": by} if by else {})
            event |= self.told(kind, by, more)
            events.append(event)
            if rnd.random() < twice and kind != "ended":
                again = t + rnd.uniform(0.01, 0.3)
                at = {"at": self.stamp(again)} if rnd.random() < 0.5 and 0 < again < self.end else {}
                events.append(event | at)
        return events

    def told(self, kind: str, by: str, more: dict[str, Any]) -> dict[str, Any]:
        """The further keys of an event, as its author writes them."""
        told: dict[str, Any] = {}
        for key, value in more.items():
            if key == "felt":
                rater = self.pair.side[by]
                if kind == "meeting_rated":
                    told["useful"] = self.rate(rater, value)
                else:
                    told["items"] = {item: self.rate(rater, felt) for item, felt in value.items()}
            elif key in ("due_on", "until"):
                told[key] = self.stamp(value)[:10]
            else:
                told[key] = self.stamp(value) if key == "starts_at" else value
        return told

    def rate(self, rater: Person, felt: float) -> int:
        """A feeling becomes 1 to 5 in this rater's hand."""
        if rater.fives:
            return 5 if self.rnd.random() < 0.96 else 4
        level = self.pair.programme.level + rater.bias + rater.spread * felt
        return min(5, max(1, round(level + self.rnd.gauss(0, rater.noise))))

    def stamp(self, day: float) -> str:
        """A moment as ISO 8601 with offset."""
        return (self.begins + timedelta(minutes=round(day * 1440))).isoformat()

    def day(self, day: float) -> str:
        """The date of that moment."""
        return (self.begins + timedelta(days=int(day))).date().isoformat()


def tell(life: Life) -> tuple[dict[str, Any], dict[str, Any]]:
    """Record and describe one mentorship: its history and its truth."""
    pair, script, rnd, programme, record = life.pair, life.script, life.rnd, life.pair.programme, Record(life)
    events = record.events()
    mentor: dict[str, Any] = {"id": f"{programme.name}-r{pair.number // 2}"}
    mentee: dict[str, Any] = {"id": f"{programme.name}-e{pair.number}"}
    mentor |= {key: n for key, n in (("load", pair.load), ("limit", pair.limit)) if programme.tells[key]}
    for person in (mentor, mentee):  # a definite wish is a good sign, no wish a poor one
        if programme.tells["intended"] and rnd.random() < (0.6 if pair.fails else 0.75):
            person["intended_weeks"] = programme.planned if rnd.random() < 0.8 else rnd.choice((26, 52, 104))
    history: dict[str, Any] = {
        "id": f"{programme.name}-{pair.number}",
        "programme": programme.name,
        "began_on": record.day(0),
        "agreed_every_days": pair.rhythm,
        "mentor": mentor,
        "mentee": mentee,
        "events": events,
    }
    if programme.tells["planned"]:
        history["planned_weeks"] = programme.planned
    if programme.tells["fit"]:
        history["fit"] = round(min(1.0, max(0.0, 0.62 + 0.03 * pair.bond + rnd.gauss(0, 0.13))), 2)
    groups = pair.groups | ({"silent_ending"} if script.how == "failed_silent" else set())
    groups |= {"plain"} if not groups and pair.kind == "healthy" else set()
    truth = {
        "id": history["id"],
        "fails": pair.fails,
        "failed_on": record.day(script.end) if pair.fails else None,
        "ends_on": record.day(script.end),
        "ends_how": script.how,
        "cause": pair.cause,
        "second_cause": pair.second,
        "onset_on": None if script.onset is None else record.day(script.onset),
        "groups": sorted(groups),
    }
    return history, truth
