"""Send the invitations that wait."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from alongside.web.notices.mail_server import in_words, is_gone, mail_server
from alongside.web.programmes.models import Invitation


class Command(BaseCommand):
    help = "Send the invitations that wait. Safe to run twice at once: each is claimed by one of the two."

    def handle(self, *args: Any, **options: Any) -> str:
        due = list(Invitation.objects.to_send(timezone.now()).values_list("pk", flat=True)[:500])
        if not due:
            return ""
        sent = failed = given_up = 0
        with mail_server() as server:
            for pk in due:
                invitation = Invitation.objects.claim(pk, now=timezone.now())
                if invitation is None:
                    continue
                try:
                    invitation.send(server)
                    sent += 1
                except Exception as problem:  # Whatever is wrong with one, the others go on.
                    given_up += invitation.is_given_up
                    failed += not invitation.is_given_up
                    after = f"given up after {invitation.tries} tries" if invitation.is_given_up else "not sent"
                    self.stderr.write(f"Invitation {pk} was {after}: {in_words(problem, invitation.email)}")
                    if is_gone(problem):
                        break
        if not (sent or failed or given_up):
            return ""
        return f"{sent} invitations sent, {failed} to try again, {given_up} given up"
