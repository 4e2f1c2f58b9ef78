"""Twenty-four mentorships at every stage. Each cause can be found among them, and so can the pairs that do well."""

from collections.abc import Callable

from alongside.web.mentorships.models import Stage
from alongside.web.project.demo.life import Life
from alongside.web.project.demo.words import STILL_HERE, THANKS, WAITING, WHEN_SHALL_WE

Story = Callable[[Life], None]


def thriving(it: Life) -> None:
    """Meets as agreed, a goal that moves, feedback both ways."""
    it.begin()
    goal = it.goal(3, it.wish)
    for number, day in enumerate(range(6, it.today, it.every)):
        it.session(day, 5, 4 + number % 2)
        it.action(day, goal=goal)
        if number % 3 == 2:
            it.progress(goal, day + 1, min(0.9, 0.12 * (number + 1)))
            it.review(goal, day + 1)
            it.feedback(day + 1, it.mentee)
            it.feedback(day + 2, it.mentor)
        elif day + 5 < it.today:
            it.write_between(day + 5, number)
    it.write(it.today - 1, it.mentee, WAITING, is_read=False)
    it.pulses(level=5)
    coming = it.book(4)
    it.prepare(coming, it.mentee, it.today - 1)
    it.follow(coming, "three-topics", it.mentee, it.today - 1)


def quiet_and_well(it: Life) -> None:
    """Once a month, few words, good ones."""
    it.begin()
    goal = it.goal(5, it.wish)
    for day in range(9, it.today, it.every):
        it.session(day, 5, 5)
        it.action(day, goal=goal)
        it.progress(goal, day + 1, min(0.9, day / (it.today + 60)))
        it.feedback(day + 1, it.mentee)
        it.feedback(day + 1, it.mentor)
    it.pulses(level=5)
    it.book(12)


def elsewhere(it: Life) -> None:
    """They phone each other and say so with one tap."""
    it.begin()
    goal = it.goal(4, it.wish)
    for day in range(8, it.today, it.every):
        it.spoke_elsewhere(day)
        it.progress(goal, day + 1, min(0.8, day / (it.today + 80)))
    it.session(20)
    it.session(max(40, it.today - 20))
    it.feedback(it.today - 18, it.mentee)
    it.feedback(it.today - 17, it.mentor)
    it.pulses(level=5)


def drifted_apart(it: Life) -> None:
    """communication: it went well, then nothing was booked."""
    it.begin()
    goal = it.goal(4, it.wish)
    quiet_since = it.today - 40
    for day in range(7, quiet_since, it.every):
        it.session(day, 4, 4)
        it.action(day, goal=goal)
        if day % 3 == 0:
            it.progress(goal, day, min(0.4, day / 400))
            it.write_between(day + 4, day)
            it.write(day + 4, it.mentee, THANKS, hour=17)
    it.write(it.today - 13, it.mentee, WHEN_SHALL_WE)
    it.write(it.today - 5, it.mentee, STILL_HERE, is_read=False)
    it.progress(goal, quiet_since - 10, 0.4)
    it.feedback(quiet_since - 8, it.mentee)
    it.feedback(quiet_since - 8, it.mentor)
    it.action(quiet_since, done=False, goal=goal)
    it.pulses(until=quiet_since)
    it.check_in(quiet_since + 10, {"timely_replies": 2, "agreed_rhythm": 2, "clear_goals": 4}, None)
    it.check_in(quiet_since + 24, {"timely_replies": 1, "agreed_rhythm": 2, "good_use": 3}, None)
    it.ask_check_in(it.today - 1, it.mentee)


def never_started(it: Life) -> None:
    """communication: they signed, and never met after it."""
    it.begin()
    it.it.stage = Stage.AGREED
    it.it.save(update_fields=["stage"])
    it.check_in(14, {"agreed_rhythm": 2, "clear_goals": 2}, None)


def no_goal(it: Life) -> None:
    """goals: good talks, and nothing written down; less and less sure what for."""
    it.begin()
    for number, day in enumerate(range(6, it.today, it.every)):
        it.session(day, 5 - min(number, 3), 4 - min(number // 2, 2))
        it.action(day)
    it.feedback(it.today - 9, it.mentee)
    it.feedback(it.today - 9, it.mentor)
    it.pulses(since=28, clear_goals=1, getting_closer=1, goals_still_fit=2)
    it.book(5)


def forgotten_goal(it: Life) -> None:
    """goals: written in the first week, and never looked at again."""
    it.begin()
    it.goal(3, "Change into product work")
    for day in range(6, it.today, it.every):
        it.session(day, 5 if day < it.today / 2 else 3, 4 if day < it.today / 2 else 3)
        it.action(day)
    it.feedback(it.today - 12, it.mentor)
    it.feedback(it.today - 11, it.mentee)
    it.pulses(since=it.today / 2, goals_still_fit=1, getting_closer=1, clear_goals=2)
    it.book(6)


def strangers(it: Life) -> None:
    """match: polite, punctual, and on different planets."""
    it.introduce(mentee="unsure")
    it.agree()
    goal = it.goal(5, "Lead without shouting")
    for day in range(7, it.today, it.every):
        it.session(day, 3 if day < it.today / 2 else 2, 3)
        it.action(day, goal=goal)
        it.progress(goal, day + 1, 0.2)
    it.feedback(it.today - 15, it.mentor)
    it.feedback(it.today - 15, it.mentee)
    it.pulses(shared_outlook=1, be_myself=1, choose_again=1, working_style=2)
    it.book(3)


def different_ways(it: Life) -> None:
    """match: one likes plans, the other likes to see; sessions keep moving."""
    it.begin()
    goal = it.goal(4, "Plan the next year")
    for number, day in enumerate(range(7, it.today, it.every)):
        if number % 2 or number > 5:
            it.move(day, it.mentee if number % 3 else it.mentor)
        else:
            it.session(day, 4, 3)
        it.action(day, goal=goal)
        it.progress(goal, day + 1, min(0.4, day / 300))
    it.feedback(it.today - 20, it.mentor)
    it.feedback(it.today - 19, it.mentee)
    it.pulses(working_style=1, be_myself=2, choose_again=2, shared_outlook=2)
    it.book(7)


def nobody_says(it: Life) -> None:
    """feedback: everything is fine, says nobody to anybody."""
    it.begin()
    goal = it.goal(3, "Write something every week")
    for day in range(6, it.today, it.every):
        it.session(day, 4 if day < it.today / 2 else 3, 4 if day < it.today / 2 else 3)
        it.action(day, goal=goal)
        it.progress(goal, day + 1, min(0.6, day / 200))
    it.review(goal, it.today - 9)
    it.pulses(useful_feedback=1, give_feedback=1, raise_problems=2, since=28)
    it.book(5)


def pleasant_talk(it: Life) -> None:
    """sessions: nice talks that lead nowhere, and less so every time."""
    it.begin()
    goal = it.goal(4, "Pass the certificate")
    days = list(range(6, it.today, it.every))
    for number, day in enumerate(days):
        it.session(day, 5 - round(3 * number / len(days)), 4, is_prepared=number < 2)
        it.action(day, done=number < 2, goal=goal)
        it.progress(goal, day + 1, 0.2)
    it.feedback(it.today - 20, it.mentor)
    it.feedback(it.today - 21, it.mentee)
    it.pulses(good_use=2, came_prepared=2, next_step=2, since=56)
    it.book(4)


def no_shows(it: Life) -> None:
    """sessions: the mentee does not come, or comes with nothing."""
    it.begin()
    goal = it.goal(5, "Find a first client")
    for number, day in enumerate(range(6, it.today, it.every)):
        if number % 3 == 2 or number > 6:
            it.meet(day, state="missed", held_minutes=None, missed_by=it.mentee)
        else:
            it.session(day, 3, 2, is_prepared=False)
            it.action(day, done=False, goal=goal)
            it.progress(goal, day + 1, 0.1)
    it.feedback(it.today - 20, it.mentor)
    it.feedback(it.today - 30, it.mentee)
    it.pulses(came_prepared=1, good_use=2, next_step=2)
    it.book(6)


def overloaded(it: Life) -> None:
    """capacity: a mentor with no time left, who cancels and is sorry."""
    it.begin()
    goal = it.goal(4, "Win one grant")
    for number, day in enumerate(range(7, it.today, it.every)):
        if number >= 3 and number % 2:
            it.cancel(day, it.mentor)
        else:
            it.session(day, 4, 4)
            it.action(day, goal=goal)
            it.progress(goal, day + 1, min(0.5, day / 300))
    it.feedback(it.today - 18, it.mentee)
    it.feedback(it.today - 18, it.mentor)
    it.pulses(since=60, timely_replies=2, mentor_answers=False)
    it.book(9)


def resting(it: Life) -> None:
    """Paused with an end date: nothing is wrong."""
    it.begin()
    goal = it.goal(4, "Back to work with a plan")
    for day in range(6, it.today - 20, it.every):
        it.session(day)
        it.action(day, goal=goal)
        it.progress(goal, day + 1, min(0.5, day / 260))
    it.feedback(it.today - 26, it.mentee)
    it.feedback(it.today - 25, it.mentor)
    it.pulses(until=it.today - 18)
    it.pause(it.today - 15, 40, "A new baby at home")


def came_to_its_end(it: Life) -> None:
    it.begin()
    goal = it.goal(4, "Lead a small team well")
    for day in range(6, it.today - 14, it.every):
        it.session(day)
    it.pulses(until=it.today - 14)
    it.close_goal(goal, it.today - 13, "met")
    it.end(it.today - 12, "completed", it.mentor)


def met_early(it: Life) -> None:
    it.begin()
    goal = it.goal(4, "Get through three interviews")
    for day in range(5, it.today - 30, it.every):
        it.session(day)
    it.pulses(until=it.today - 30)
    it.close_goal(goal, it.today - 29, "met")
    it.end(it.today - 28, "early_met", it.mentee)


def parted_kindly(it: Life) -> None:
    it.begin()
    for day in (8, 24, 45):
        it.session(day, 3, 3)
    it.pulses(until=60, be_myself=2, shared_outlook=2)
    it.end(70, "no_fault", it.mentee)


def just_begun(it: Life) -> None:
    it.begin()
    it.goal(0, "Understand my first statements", both_agree=False)
    it.follow(it.book(5), "first-session", it.mentor, 0)
    it.it.stage = Stage.AGREED
    it.it.save(update_fields=["stage"])


def before_it_began(stage: str) -> Story:
    """Stories that are still to begin: back to before the agreement."""

    def story(it: Life) -> None:
        if stage == "to_meet":
            it.it.stage, it.it.introduced_at = Stage.PROPOSED, None
        else:
            it.introduce()
            it.it.stage = Stage.INTRODUCED
        if stage == "to_sign":
            it.agree(is_signed=False)
        it.it.began_on = None
        it.it.save()

    return story


# (story, mentor, mentee, weeks, days between sessions); people are numbers in the lists of people.py.
STORIES: tuple[tuple[Story, int, int, int, int], ...] = (
    (drifted_apart, 0, 0, 30, 14),  # Amara and Ben, whose sign-ins are printed
    (thriving, 0, 15, 26, 14),
    (thriving, 1, 1, 38, 14),
    (thriving, 3, 4, 20, 7),
    (thriving, 20, 23, 32, 14),
    (quiet_and_well, 8, 9, 36, 28),
    (quiet_and_well, 10, 11, 24, 28),
    (elsewhere, 9, 10, 22, 14),
    (drifted_apart, 6, 7, 24, 14),
    (never_started, 12, 2, 4, 14),
    (no_goal, 2, 19, 12, 14),
    (forgotten_goal, 2, 24, 28, 14),
    (strangers, 7, 5, 16, 14),
    (different_ways, 5, 6, 20, 14),
    (nobody_says, 16, 18, 18, 14),
    (pleasant_talk, 11, 12, 22, 14),
    (no_shows, 4, 13, 20, 14),
    (overloaded, 14, 21, 26, 14),
    (resting, 21, 16, 24, 14),
    (came_to_its_end, 21, 26, 38, 14),
    (met_early, 16, 3, 30, 14),
    (parted_kindly, 18, 14, 20, 14),
    (just_begun, 13, 22, 0, 14),
    (before_it_began("to_sign"), 19, 30, 0, 14),
    (before_it_began("to_meet"), 17, 32, 1, 14),
)

# What each mentee of a story that fits anybody wants to reach; the other stories name their own.
WISHES = {
    0: "Speak up in the weekly review",
    1: "Give my first talk",
    4: "Run a meeting that ends on time",
    7: "Speak up in the weekly review",
    9: "Finish the application",
    10: "Run a meeting that ends on time",
    11: "Say no kindly",
    15: "Run a meeting that ends on time",
    23: "Say no kindly",
}
