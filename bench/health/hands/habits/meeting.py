"""Meetings: booked, kept or not, and everything that is done around one."""

from hands.habits.habit import bounded
from hands.habits.journal import Journal
from hands.habits.person import Person
from hands.habits.programme import Programme
from hands.habits.voice import Voice


class Meetings:
    """The one meeting the pair has before it, and the habits that hang on meetings."""

    def __init__(
        self,
        programme: Programme,
        rhythm: int,
        people: tuple[Person, Person],
        voices: tuple[Voice, Voice],
        journal: Journal,
        odd: set[str],
    ) -> None:
        self.programme, self.rhythm, self.people, self.voices = programme, rhythm, people, voices
        self.journal, self.odd, self.luck = journal, odd, journal.luck
        self.count = 0
        self.name: str | None = None
        self.on = 0
        self.booked_on = 0
        self.due = self.luck.randrange(3, 12)
        self.next_try = max(0, self.due - 4)
        self.moves = 0
        self.actions: list[tuple[str, str, int]] = []
        self.action_count = 0
        self.off_platform = self.luck.uniform(0.15, 0.38) if "elsewhere" in odd else 0.0
        self.usual_channel = self.luck.choice(("video", "video", "in_person", "phone"))
        self.usual_minutes = self.luck.choice((30, 45, 45, 60, 60))

    def pass_day(self, day: int) -> None:
        """Book or hold, whatever the day asks for."""
        if self.name is not None:
            if day >= self.on:
                self.come(day)
        elif day >= self.next_try:
            self.book(day)

    def book(self, day: int) -> None:
        """Try to book the next meeting; either side's habit suffices, but seldom both try."""
        first, second = self.people if self.luck.random() < 0.5 else self.people[::-1]
        if first.does("book") or (self.luck.random() < 0.55 and second.does("book")):
            self.count += 1
            self.name = f"m{self.count}"
            self.moves = 0
            self.on = max(self.due + self.luck.randrange(-2, 4), day + self.luck.randrange(2, 7))
            self.around_holidays()
            self.booked_on = day
            self.journal.jot("meeting_booked", day, meeting=self.name, starts_at=self.journal.at(self.on, 17 * 60))
        else:
            self.next_try = day + max(3, round(self.rhythm * self.luck.uniform(0.5, 0.7)))

    def around_holidays(self) -> None:
        """Nobody books into a holiday known beforehand; just after it will do."""
        for person in self.people:
            for context in person.contexts:
                if context.kind == "holiday" and context.covers(self.on) and self.luck.random() < 0.8:
                    self.on = context.start + context.days + self.luck.randrange(4)

    def come(self, day: int) -> None:
        """See whether both keep the meeting."""
        for person in self.people:
            if "always_reschedules" in self.odd and self.moves < 3 and self.luck.random() < 0.4:
                self.move(day, person, "other")
                return
            if not person.does("keep") and self.luck.random() < 0.55:
                self.not_kept(day, person)
                return
        self.held(day)

    def reason(self, person: Person) -> str:
        """Why a person does not come."""
        context = person.context()
        if context and self.luck.random() < 0.85:
            return "time" if context.kind == "new_job" else context.kind
        lost = 1 - (person.turn.time(person.side, person.day) if person.turn else 1.0)
        busy = 0.22 + lost * 1.1 + (0.3 if "overloaded" in self.odd and person.side == "mentor" else 0.0)
        return "time" if self.luck.random() < busy else self.luck.choice(("other", "other", "illness", "time"))

    def move(self, day: int, person: Person, reason: str) -> None:
        """Move the meeting some days on."""
        self.moves += 1
        self.on = day + self.luck.randrange(2, 3 + max(3, self.rhythm // 3))
        told = {"reason": reason} if self.luck.random() < 0.7 else {}
        starts_at = self.journal.at(self.on, 17 * 60)
        self.journal.note("meeting_moved", day - 1, by=person.side, meeting=self.name, starts_at=starts_at, **told)

    def not_kept(self, day: int, person: Person) -> None:
        """Move, cancel or miss."""
        how = self.luck.random()
        reason = self.reason(person)
        # who still has the habit moves a meeting, who has lost it calls it off
        if how < 0.65 * person.habits["keep"].kept ** 2:
            self.move(day, person, reason)
            return
        if how < 0.85:
            told = {"reason": reason} if self.luck.random() < 0.75 else {}
            self.journal.note("meeting_cancelled", day - 1, by=person.side, meeting=self.name, **told)
        else:
            self.journal.jot("meeting_missed", day, by=person.side, meeting=self.name)
        self.free(day, 0.25)

    def free(self, day: int, share: float = 1.0) -> None:
        """Nothing booked any more; the next one is due a rhythm later."""
        self.name = None
        self.due = day + max(3, round(self.rhythm * share))
        self.next_try = day + max(1, round(self.rhythm * share * self.luck.choice((0.05, 0.3, 0.6))))

    def held(self, day: int) -> None:
        """Hold the meeting and do, or leave out, what belongs to it."""
        journal, luck, name = self.journal, self.luck, self.name
        away = luck.random() < self.off_platform
        opened = 0
        for person in self.people:
            opened += person.does("open")
            before = max(self.booked_on, day - luck.randrange(1, 4))
            if person.does("prepare") and not away:
                journal.jot("prepared", before, by=person.side, meeting=name, questions=luck.randrange(1, 5))
        minutes = round(self.usual_minutes * (0.72 + 0.14 * opened) * luck.uniform(0.8, 1.2))
        channel = self.usual_channel if luck.random() < 0.8 else luck.choice(("phone", "video", "email"))
        if away:
            if luck.random() < 0.4:
                journal.note("contact_logged", day, by=luck.choice(self.people).side, channel=channel)
        else:
            journal.note("meeting_held", day, 17 * 60 + minutes, meeting=name, channel=channel, minutes=minutes)
        shared = luck.gauss(0, 0.5)
        for person, voice in zip(self.people, self.voices, strict=True):
            if not away and luck.random() < voice.rating * bounded(0.6 + 0.4 * person.warmth, 0.4, 1):
                journal.note(
                    "meeting_rated", day + luck.randrange(2), by=person.side, meeting=name, useful=voice.rate(shared)
                )
            if person.does("feedback"):
                partner_told = luck.random() < 0.8
                shared_with = "partner" if partner_told else luck.choice(("coordinator", "nobody"))
                journal.jot("feedback_given", day + luck.randrange(4), by=person.side, shared_with=shared_with)
            if person.does("act"):
                self.add_action(day, person)
        self.free(day)

    def add_action(self, day: int, person: Person) -> None:
        """Agree an action for after the meeting."""
        self.action_count += 1
        action = f"a{self.action_count}"
        owner = "mentee" if self.luck.random() < 0.75 else "mentor"
        due = {"due_on": self.journal.at(day + self.rhythm, 0)[:10]} if self.luck.random() < 0.6 else {}
        if self.journal.jot("action_added", day, 19 * 60, by=person.side, action=action, owner=owner, **due):
            self.actions.append((action, owner, day + self.luck.randrange(2, self.rhythm + 4)))

    def do_actions(self, day: int) -> None:
        """Do the actions whose day has come."""
        due = [action for action in self.actions if action[2] <= day]
        self.actions = [action for action in self.actions if action[2] > day]
        for action, owner, on in due:
            person = self.people[0 if owner == "mentor" else 1]
            if not person.does("act"):
                continue
            helped = {}
            if self.luck.random() < 0.6:
                value = person.felt["sessions"] + self.luck.gauss(0, 0.2)
                helped = {"helped": "yes" if value > 0.82 else "some" if value > 0.55 else "no"}
            self.journal.jot("action_done", max(on, day - 6), action=action, **helped)
