"""Send the invitations that wait."""

from smtplib import SMTPException
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from alongside.web.programmes.models import Invitation


class Command(BaseCommand):
    help = "Send the invitations that wait. Safe to run twice at once: each is claimed by one of the two."

    def handle(self, *args: Any, **options: Any) -> str:
        sent = failed = 0
        for pk in list(Invitation.objects.to_send(timezone.now()).values_list("pk", flat=True)[:500]):
            invitation = Invitation.objects.claim(pk, now=timezone.now())
            if invitation is None:
                continue
            try:
                invitation.send()
                sent += 1
            except (SMTPException, OSError) as problem:
                failed += 1
                self.stderr.write(f"The invitation to {invitation.email} was not sent: {problem}")
        return f"{sent} invitations sent, {failed} to try again" if sent or failed else ""
