"""The days of a pair, one after another, until something ends it."""

from __future__ import annotations

from hands.clock.beginning import begin
from hands.clock.ending import complete, give_up, leave
from hands.clock.goals import set_goal
from hands.clock.meetings import keep_date, try_booking
from hands.clock.messages import start_talk
from hands.clock.pair import Pair
from hands.clock.people import Person
from hands.clock.programme import CAUSES
from hands.clock.scale import clip
from hands.clock.trouble import SPILLS, Trouble

GIVE_UP = 0.30  # motivation under which a person starts counting the days


def live(pair: Pair) -> int:
    """Live all days until something ends it; returns the last day of the record."""
    begin(pair)
    for day in range(pair.days):
        if day >= pair.outside_on:
            return leave(pair, day)
        if (who := tick(pair, day)) is not None:
            return give_up(pair, day, who)
        calm = sum(trouble.level for trouble in pair.live) < 0.2
        if pair.progress >= 1 and calm and day < pair.days * 0.88:
            if pair.rnd.random() < pair.programme.early:
                pair.how = "early_success"
                return complete(pair, day, 0.9)
            pair.progress = 0.45
            set_goal(pair, day, pair.mentee)
    pair.how = "completed"
    return complete(pair, pair.days, 0.65)


def tick(pair: Pair, day: int) -> Person | None:
    """One day. Returns the person who gives up today, if any."""
    if pair.troubles or pair.live:
        deepen(pair, day)
    sudden = any(trouble.sudden and trouble.level > 0.3 for trouble in pair.live)
    for person in pair.people:
        if day % 7 == 0:
            new_week(pair, day, person)
        feel(pair, person, 0.13 if sudden else 0.036)
        # A sudden blow is not slept over.
        if person.low_days >= (3 if sudden else person.patience) and pair.live:
            return person
    errands(pair, day)
    wish = 0.16 * pair.words * (1 - 0.5 * pair.friction["match"]) * (1 - 0.8 * pair.shown("communication"))
    wish *= 1.5 if pair.glow(day) else 1
    for person in pair.people:
        likely = wish * (0.35 + 1.2 * person.writer) * (0.4 + 0.6 * person.eager)
        if pair.rnd.random() < likely and not person.is_away(day):
            start_talk(pair, day, person)
    if pair.meeting is None:
        if day >= pair.due - 6:
            try_booking(pair, day)
    elif day == pair.meeting[1]:
        keep_date(pair, *pair.meeting)
    errands(pair, day)
    return None


def feel(pair: Pair, person: Person, quick: float) -> None:
    """Motivation moves towards what trouble, memory and the partner leave of it."""
    drain = sum(trouble.level * trouble.hits[person.role] for trouble in pair.live) if pair.live else 0.0
    pull = person.rest + 0.10 * person.memory - 0.64 * drain
    pull = pull - 0.16 * pair.other[person].slide - 0.025 * min(person.waiting, 3)
    moved = person.motivation + quick * (pull - person.motivation) + 0.012 * (pair.rnd.random() - 0.5)
    person.motivation = clip(moved)
    person.slide = clip((0.69 - person.motivation) / 0.48)
    person.eager = clip((person.motivation - 0.07) / 0.54) * clip(person.time / 0.42, 0.12, 1)
    person.low_days = person.low_days + 1 if person.motivation < GIVE_UP else max(0, person.low_days - 1)


def errands(pair: Pair, day: int) -> None:
    """Go through today's to-do list, and through what it adds for today."""
    while tasks := pair.todo.pop(day, None):
        for do, rest in tasks:
            do(pair, day, *rest)


def deepen(pair: Pair, day: int) -> None:
    """Let trouble start, deepen, spill into a neighbour, be talked over, pass."""
    rnd, friction, mentor, mentee = pair.rnd, pair.friction, pair.mentor, pair.mentee
    pair.live += [trouble for trouble in pair.troubles if trouble.start <= day]
    pair.troubles = [trouble for trouble in pair.troubles if trouble.start > day]
    friction.update(dict.fromkeys(CAUSES, 0.0))
    for trouble in list(pair.live):
        before, level = trouble.level, trouble.update(day)
        friction[trouble.cause] = max(friction[trouble.cause], level)
        if not trouble.spill and before <= 0.45 < level and rnd.random() < 0.45:
            cause, start = rnd.choice(SPILLS[trouble.cause]), day + rnd.randint(5, 25)
            pair.troubles.append(Trouble(cause, start, rnd, pair.programme, spill=True))
        openness = (mentor.frank + mentee.frank) / 2 * min(mentor.motivation, mentee.motivation)
        if level > 0.25 and day < trouble.fade and rnd.random() < 0.020 * pair.programme.talk * openness:
            trouble.fade = day  # they talked it over
        if level <= 0 and day > trouble.fade:
            pair.live.remove(trouble)
            pair.scar = pair.scar or trouble.peak > 0.3


def new_week(pair: Pair, day: int, person: Person) -> None:
    """A week's spare time: usual, some luck, a busy stretch now and then, trouble; or no mood for recording."""
    rnd = pair.rnd
    if day > person.busy_until and rnd.random() < 0.055:
        person.busy_until = day + rnd.randint(7, 24)
    if day > person.lull_until and rnd.random() < 0.024:
        person.lull_until = day + rnd.randint(21, 60)
    short = (trouble.level * trouble.hits[person.role] for trouble in pair.live if trouble.cause == "capacity")
    squeeze = 0.70 * pair.programme.signal["capacity"] * max(short, default=0.0)
    squeeze = 0.33 * (day <= person.busy_until) + squeeze
    person.time = clip(person.base_time + rnd.gauss(0, 0.1) - squeeze)
