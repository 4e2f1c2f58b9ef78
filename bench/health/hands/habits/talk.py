"""Talk between meetings: messages, answers, check-ins."""

from hands.habits.journal import Journal
from hands.habits.person import Person
from hands.habits.programme import Programme
from hands.habits.voice import ITEMS, Voice


class Talk:
    """What passes between two meetings, and what the programme asks."""

    def __init__(
        self,
        programme: Programme,
        rhythm: int,
        people: tuple[Person, Person],
        voices: tuple[Voice, Voice],
        journal: Journal,
        odd: set[str],
    ) -> None:
        self.programme, self.people, self.voices, self.journal = programme, people, voices, journal
        self.luck = journal.luck
        lively = {7: 0.8, 14: 1.1, 28: 1.2}[rhythm] * self.luck.uniform(0.7, 1.4) * programme.messages
        self.seen = self.luck.uniform(0.1, 0.35) if "elsewhere" in odd else 1.0
        self.lively = lively * (0.4 if "quiet" in odd else 1.0)
        self.elsewhere = "elsewhere" in odd
        self.ask_on = self.luck.randrange(10, 22)
        self.pool = list(ITEMS)
        self.luck.shuffle(self.pool)

    def pass_week(self, day: int) -> None:
        """Write, answer, and answer what the programme asks."""
        for person, partner in (self.people, self.people[::-1]):
            if not person.does("write"):
                continue
            for _ in range(1 + (self.luck.random() < self.lively - 0.6)):
                self.exchange(day + self.luck.randrange(7), person, partner)
        if day >= self.ask_on:
            self.ask_on = day + self.programme.asked_every
            self.check_in(day)

    def exchange(self, day: int, person: Person, partner: Person) -> None:
        """One message and perhaps its answer."""
        if self.luck.random() > self.lively:
            return
        seen = self.luck.random() < self.seen
        if seen:
            self.journal.note("message", day, by=person.side)
        elif self.elsewhere and self.luck.random() < 0.12:
            self.journal.note("contact_logged", day, by=person.side, channel=self.luck.choice(("phone", "email")))
        if partner.does("answer"):
            wait = self.luck.choice((0, 0, 1, 1, 2))
        elif self.luck.random() < 0.3:
            wait = self.luck.randrange(4, 10)
        else:
            return
        if seen:
            minute = self.luck.randrange(21 * 60, 23 * 60) if wait == 0 else None
            self.journal.note("message", day + wait, minute, by=partner.side)

    def check_in(self, day: int) -> None:
        """Ask both; each answers or does not."""
        asked = [self.pool.pop() for _ in range(min(self.programme.items, len(self.pool)))]
        if not self.pool:
            self.pool = list(ITEMS)
            self.luck.shuffle(self.pool)
        for person, voice in zip(self.people, self.voices, strict=True):
            on = day + self.luck.randrange(2)
            self.journal.note("checkin_asked", on, 8 * 60, by=person.side)
            if voice.answers():
                items = {item: voice.item(item) for item in asked}
                self.journal.note("checkin_answered", on + self.luck.randrange(4), by=person.side, items=items)
