"""Look into the calendars that people keep elsewhere, for when they are busy."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from alongside.web.calendars.looking import Answer, Question, look
from alongside.web.calendars.models import Calendar
from alongside.web.calendars.trouble import CannotRead

# Each look waits for a server elsewhere; letters go out in between.
AT_ONCE = 4
MOST = 8


class Command(BaseCommand):
    help = "Read from people's own calendars when they are busy, each about once an hour."

    def handle(self, **options: Any) -> None:
        if not settings.CALENDARS:
            # Switched off by the owner: what was known before is forgotten, too.
            if forgotten := Calendar.objects.count():
                Calendar.objects.all().delete()
                self.stdout.write(f"Forgot {forgotten} calendars.")
            return
        now = timezone.now()
        due = list(Calendar.objects.due(now).values_list("pk", flat=True)[:MOST])
        claimed = [calendar for pk in due if (calendar := Calendar.objects.claim(pk, now))]
        asked = [question_of(calendar) for calendar in claimed]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            answers = list(pool.map(answer_to, asked))
        read = 0
        for calendar, question, answer in zip(claimed, asked, answers, strict=True):
            read += calendar.keep(answer, question if isinstance(question, Question) else None, now)
        if claimed:
            self.stdout.write(f"Read {read} of {len(claimed)} calendars.")


def question_of(calendar: Calendar) -> Question | CannotRead:
    try:
        return calendar.question(timezone.now())
    except CannotRead as cannot:
        return cannot


def answer_to(asked: Question | CannotRead) -> Answer:
    return look(asked) if isinstance(asked, Question) else Answer(trouble=asked.trouble)
