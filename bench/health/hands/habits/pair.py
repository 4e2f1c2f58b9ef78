"""One pair: lives its habits day by day until it ends."""

from datetime import timedelta
from random import Random
from typing import Any

from hands.habits.context import contexts_of
from hands.habits.ending import Ending
from hands.habits.goal import Goals
from hands.habits.habit import CARRYING, bounded
from hands.habits.journal import Journal
from hands.habits.meeting import Meetings
from hands.habits.person import Person
from hands.habits.programme import Programme
from hands.habits.talk import Talk
from hands.habits.turn import SIDES, drawn_turn
from hands.habits.voice import Voice

TOO_LITTLE = 0.745


class Pair:
    """A mentor and a mentee, their oddities, and the turn that may come."""

    def __init__(self, programme: Programme, number: int, luck: Random) -> None:
        self.programme, self.number, self.luck = programme, number, luck
        self.odd = {name for name, share in programme.oddities.items() if luck.random() < share}
        self.began = programme.first_day + timedelta(days=luck.randrange(programme.intake_days))
        self.rhythm: int = luck.choices((7, 14, 28), programme.rhythms)[0]
        self.weeks = luck.choice(programme.weeks)
        self.days = self.weeks * 7
        misfit = luck.random()
        self.misfit = misfit
        people = []
        holidays = "holidays" in self.odd
        for side in SIDES:
            contexts = contexts_of(programme, self.began, self.days, holidays, luck)
            people.append(Person(side, programme, self.rhythm, contexts, self.odd, luck))
        self.people = (people[0], people[1])
        self.turn = drawn_turn(programme, self.days, "overloaded" in self.odd, misfit, luck)
        for person in self.people:
            person.turn = self.turn
        recorded = programme.recorded * (luck.uniform(0.4, 0.6) if "quiet" in self.odd else 1.0)
        self.journal = Journal(self.began, recorded, self.odd, luck)
        five, harsh = luck.choice(SIDES), luck.choice(SIDES)
        voices = [
            Voice(
                person,
                programme,
                self.odd,
                "always_five" in self.odd and person.side == five,
                "harsh_rater" in self.odd and person.side == harsh,
            )
            for person in self.people
        ]
        self.voices = (voices[0], voices[1])
        self.meetings = Meetings(programme, self.rhythm, self.people, self.voices, self.journal, self.odd)
        self.goals = Goals(self.rhythm, self.people, self.journal)
        self.talk = Talk(programme, self.rhythm, self.people, self.voices, self.journal, self.odd)

    def lived(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Live to the end and hand back record and truth."""
        self.open_up()
        ending = self.live()
        ending.close(self.journal, self.goals, self.luck)
        return self.record(ending), ending.truth(self.name, self.began, self.groups(ending))

    @property
    def name(self) -> str:
        """The id of the mentorship."""
        return f"{self.programme.name.split()[-1]}-{self.number}"

    def open_up(self) -> None:
        """Introduction, verdicts and agreement."""
        luck, journal = self.luck, self.journal
        if luck.random() < 0.85:
            journal.note("introduction_held", 0, minutes=luck.choice((15, 20, 30, 30, 45)))
        for person in self.people:
            if luck.random() < 0.75:
                unsure = luck.random() < 0.04 + 0.2 * self.misfit**2
                answer = "unsure" if unsure else "good"
                journal.note("introduction_answered", luck.randrange(1, 4), by=person.side, answer=answer)
            if luck.random() < 0.8:
                journal.note("agreement_signed", luck.randrange(1, 8), by=person.side)
        for person in self.people:
            for context in person.contexts:
                if context.declared:
                    until = (self.began + timedelta(days=context.start + context.days)).isoformat()
                    journal.note("paused", max(1, context.start - 1), by=person.side, until=until)
                    if luck.random() < 0.7:
                        journal.note("resumed", context.start + context.days + luck.randrange(3), by=person.side)

    def live(self) -> Ending:
        """Let days pass until something ends the pair or the plan is done."""
        luck, programme, turn = self.luck, self.programme, self.turn
        cut = (programme.cut - self.began).days
        outside = luck.randrange(30, self.days) if luck.random() < programme.outside * self.days / 300 else None
        success = luck.randrange(90, max(91, self.days - 20)) if luck.random() < programme.success else None
        blow = turn.start + luck.randrange(3, 14) if turn and turn.sudden else None
        patience = luck.randrange(2, 5)
        giving_up = programme.giving_up * luck.uniform(0.4, 1.6)
        thin = 0
        mentor, mentee = self.people
        for day in range(1, min(self.days, cut)):
            if day % 7 == 1:
                mentor.week(day, mentee)
                mentee.week(day, mentor)
                self.talk.pass_week(day)
                self.goals.pass_week(day)
                self.meetings.do_actions(day)
                thin = thin + 1 if self.carried() < TOO_LITTLE else 0
                if day > 35 and thin >= patience and luck.random() < giving_up * (0.75 + 0.04 * thin):
                    cause, second, onset = self.blame(day)
                    if cause:
                        how = "failed_said" if luck.random() < programme.spoken else "failed_silent"
                        return Ending(how, day + luck.randrange(6), cause, second, onset)
            mentor.day = mentee.day = day
            self.meetings.pass_day(day)
            if day == blow and turn:
                how = "failed_said" if luck.random() < 0.75 else "failed_silent"
                return Ending(how, day, turn.cause, turn.second, turn.start)
            if day == outside:
                return Ending("outside", day)
            if day == success and self.carried() > 0.8 and self.goals.count:
                return Ending("early_success", day)
        return Ending("completed", self.days) if self.days <= cut else Ending("censored", cut)

    def carried(self) -> float:
        """What is left of the habits that carry the relationship, in their weaker and stronger carrier."""
        left = [sum(person.habits[name].kept for name in CARRYING) / len(CARRYING) for person in self.people]
        return 0.6 * min(left) + 0.4 * max(left)

    def blame(self, day: int) -> tuple[str | None, str | None, int]:
        """Name what began it: the turn, or a context that the habits never recovered from."""
        if self.turn and self.turn.start < day:
            return self.turn.cause, self.turn.second, self.turn.start
        starts = [context.start for person in self.people for context in person.contexts if context.start < day - 14]
        return ("capacity", None, max(starts)) if starts and day - max(starts) < 120 else (None, None, 0)

    def groups(self, ending: Ending) -> list[str]:
        """What is odd about the pair, as it came out."""
        odd = set(self.odd)
        if not ending.fails and self.turn and self.turn.lasts is not None and ending.day > self.turn.start + 28:
            odd.add("heals")
        if ending.silent:
            odd.add("silent_ending")
        return sorted(odd) or ([] if ending.fails else ["plain"])

    def record(self, ending: Ending) -> dict[str, Any]:
        """One line of the history format."""
        luck = self.luck
        limit = luck.choice((2, 3, 3, 4))
        crowded = "overloaded" in self.odd or luck.random() < 0.12
        load = limit + (luck.random() < 0.3) if crowded else luck.randrange(1, limit + 1)
        mentor = {"id": f"u{self.number * 2}", "load": int(load), "limit": limit}
        mentee: dict[str, Any] = {"id": f"u{self.number * 2 + 1}"}
        for person in (mentor, mentee):
            if luck.random() < 0.6:
                person["intended_weeks"] = luck.choice((self.weeks, self.weeks, 26, 52))
        return {
            "id": self.name,
            "programme": self.programme.name,
            "began_on": self.began.isoformat(),
            "planned_weeks": self.weeks,
            "agreed_every_days": self.rhythm,
            "fit": round(bounded(0.78 - 0.25 * self.misfit + luck.gauss(0, 0.12)), 2),
            "mentor": mentor,
            "mentee": mentee,
            "events": self.journal.events(ending.day),
        }
