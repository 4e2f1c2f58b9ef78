"""Messages and replies, contact logged from elsewhere, check-ins, feedback, concerns and announced absences."""

from __future__ import annotations

from hands.growth.people import SIDES
from hands.growth.records import ITEMS
from hands.growth.scene import CHANNELS, Scene

CONCERN_RATE = 0.0004


def messages(scene: Scene) -> None:
    """What either side starts, and the other's replies after a lognormal delay."""
    rng, panel, journal = scene.rng, scene.panel, scene.journal
    for week in range(-1, scene.weeks):
        middle = week * 7 + 3.0
        exposure = 0.4 if week < 0 else 0.2 if scene.couple.back_on(middle) > middle else 1.0
        for side, who in enumerate(SIDES):
            for _ in range(min(12, panel.count("messages", side, middle, exposure))):
                day = journal.hour(week * 7 + rng.uniform(0, 7))
                journal.add(day, "message", by=who)
                if panel.happens("reply", 1 - side, day):
                    wait = panel.size("delay", 1 - side, day, scene.programme.size["delay_hours"], 0.9) / 24
                    journal.add(day + wait, "message", by=SIDES[1 - side])
            for _ in range(min(4, panel.count("contact", side, middle, exposure * (week >= 0)))):
                journal.add(
                    journal.hour(week * 7 + rng.uniform(0, 7)),
                    "contact_logged",
                    by=who,
                    channel=str(rng.choice(CHANNELS)),
                )


def checkins(scene: Scene) -> None:
    """The programme asks both sides in turn; each answers some items, if at all."""
    rng, panel, names = scene.rng, scene.panel, list(ITEMS)
    for day in range(int(rng.integers(10, 22)), scene.fate.end, scene.programme.checkin_days):
        for side, who in enumerate(SIDES):
            scene.journal.add(day + 0.375, "checkin_asked", by=who)
            if panel.happens("answered", side, day):
                picked = sorted(rng.choice(len(names), scene.programme.checkin_items, replace=False))
                items = {names[place]: panel.grade(names[place], side, day) for place in picked}
                scene.journal.add(day + 0.4 + rng.exponential(1.8), "checkin_answered", by=who, items=items)


def remarks(scene: Scene) -> None:
    """Feedback, shared with the partner or not, and the rare concern about safety."""
    rng, panel, journal = scene.rng, scene.panel, scene.journal
    for week in range(1, scene.weeks):
        for side, who in enumerate(SIDES):
            day = journal.hour(week * 7 + rng.uniform(0, 7))
            if panel.count("feedback", side, day):
                aside = "coordinator" if rng.random() < 0.5 else "nobody"
                journal.add(
                    day,
                    "feedback_given",
                    by=who,
                    shared_with="partner" if panel.happens("shared", side, day) else aside,
                )
            if rng.random() < CONCERN_RATE:
                journal.add(day + 0.01, "concern_raised", by=who)


def breaks(scene: Scene) -> None:
    """Absences that are announced; the others only show as a gap."""
    rng, journal = scene.rng, scene.journal
    for start, stop in scene.couple.away:
        if rng.random() < scene.programme.size["pause_share"] * (1.0 if stop - start > 18 else 0.5):
            who = str(rng.choice(SIDES))
            journal.add(start + 0.4, "paused", by=who, until=journal.date_of(stop) if rng.random() < 0.7 else None)
            if rng.random() < 0.8:
                journal.add(stop + 0.4, "resumed", by=who)
