"""Send the letters that wait."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from alongside.web.layout.stopping import asked_to_stop
from alongside.web.notices.mail_server import Refusals, mail_server
from alongside.web.notices.models import Notice


class Command(BaseCommand):
    help = "Send the letters that wait. Safe to run twice at once: each letter is claimed by one of the two."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--most", type=int, default=500, help="letters to send in one run (default: 500)")

    def handle(self, *args: Any, most: int, **options: Any) -> str:
        if most < 1:
            raise CommandError("--most is how many letters to send: 1 or more.")
        Notice.objects.give_up_unreachable(timezone.now())
        Notice.objects.out_of_date(timezone.now()).delete()
        due = list(Notice.objects.due(timezone.now()).values_list("pk", flat=True)[:most])
        if not due:
            return ""
        sent = failed = given_up = 0
        refusals = Refusals()
        with asked_to_stop() as stop, mail_server() as server:
            for pk in due:
                if stop.is_set():
                    break
                notice = Notice.objects.claim(pk, now=timezone.now())
                if notice is None:
                    continue
                problem = notice.send(server)
                sent += notice.sent_at is not None
                given_up += notice.given_up_at is not None
                failed += notice.sent_at is None and notice.given_up_at is None
                if notice.given_up_at:
                    self.stderr.write(f"Gave up on letter {notice.pk} after {notice.tries} tries: {notice.error}")
                if refusals.are_enough(problem, notice.person.email):
                    break
        if not (sent or failed or given_up):
            return ""
        return refusals.tell(f"{sent} sent, {failed} to try again, {given_up} given up")
