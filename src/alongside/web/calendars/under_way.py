"""Looks under way: each waits for a server elsewhere, and nothing else of the site waits with it."""

from collections import Counter
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from threading import Thread

from django.utils import timezone

from alongside.web.calendars.looking import Answer, Question, look
from alongside.web.calendars.models import Calendar
from alongside.web.calendars.trouble import CannotRead

AT_ONCE = 4
# Of one host, so that the calendars of others are read while that one hangs.
OF_ONE_HOST = 3


@dataclass
class Look:
    calendar: Calendar
    began_at: datetime
    question: Question | None = None
    answer: "Future[Answer]" = field(default_factory=Future)

    def begin(self) -> None:
        try:
            self.question = self.calendar.question(self.began_at)
        except CannotRead as cannot:
            self.answer.set_result(Answer(trouble=cannot.trouble))
        else:
            # It touches no row, and whoever stops the worker need not wait for it.
            Thread(target=self.ask, args=[self.question], daemon=True).start()

    def ask(self, question: Question) -> None:
        try:
            self.answer.set_result(look(question))
        except BaseException as problem:
            self.answer.set_exception(problem)

    def keep(self) -> bool:
        return self.calendar.keep(self.answer.result(), self.question, self.began_at)


class Looks:
    """Those of this process, which go on from one turn of the worker to the next."""

    def __init__(self) -> None:
        self.running: list[Look] = []

    def begin_one(self) -> bool:
        """Look into the calendar that has waited longest, where there is room for it; False where nothing is begun."""
        if len(self.running) >= AT_ONCE:
            return False
        hosts = Counter(each.calendar.host for each in self.running)
        full = [host for host, number in hosts.items() if number >= OF_ONE_HOST]
        now = timezone.now()
        due = Calendar.objects.due(now).exclude(pk__in=[each.calendar.pk for each in self.running])
        pk = due.exclude(host__in=full).values_list("pk", flat=True).first()
        if pk is None:
            return False
        if calendar := Calendar.objects.claim(pk, now):
            self.running.append(begun := Look(calendar, now))
            begun.begin()
        return True

    def keep_ended(self) -> list[bool]:
        """Write down what came of those that are over: for each whether it was read."""
        ended = []
        for each in [each for each in self.running if each.answer.done()]:
            self.running.remove(each)  # first: one that cannot be written down is looked into another time
            ended.append(each.keep())
        return ended
