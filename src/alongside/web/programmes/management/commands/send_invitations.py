"""Send the invitations that wait."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from alongside.web.layout.stopping import asked_to_stop
from alongside.web.notices.mail_server import Refusals, in_words, mail_server
from alongside.web.programmes.models import Invitation


class Command(BaseCommand):
    help = "Send the invitations that wait. Safe to run twice at once: each is claimed by one of the two."

    def handle(self, *args: Any, **options: Any) -> str:
        Invitation.objects.settle_unreachable(timezone.now())
        due = list(Invitation.objects.to_send(timezone.now()).values_list("pk", flat=True)[:500])
        if not due:
            return ""
        sent = failed = given_up = 0
        refusals = Refusals()
        with asked_to_stop() as stop, mail_server() as server:
            for pk in due:
                if stop.is_set():
                    break
                invitation = Invitation.objects.claim(pk, now=timezone.now())
                if invitation is None:
                    continue
                problem = invitation.try_to_send(server)
                sent += problem is None
                if problem:
                    given_up += invitation.is_given_up
                    failed += not invitation.is_given_up
                    after = f"given up after {invitation.tries} tries" if invitation.is_given_up else "not sent"
                    self.stderr.write(f"Invitation {pk} was {after}: {in_words(problem, invitation.email)}")
                if refusals.are_enough(problem, invitation.email):
                    break
        if not (sent or failed or given_up):
            return ""
        return refusals.tell(f"{sent} invitations sent, {failed} to try again, {given_up} given up")
