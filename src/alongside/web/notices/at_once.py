"""Letters that go out at once, because somebody waits for them: to confirm an address, to sign in by code."""

import logging
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.shortcuts import render

from alongside.web.notices.mail_server import in_words
from alongside.web.people.organisation.still_you import StillYou

log = logging.getLogger("alongside.letters")


class AtOnce(StillYou):
    """How the sign-in library writes its letters."""

    def send_mail(self, template_prefix: str, email: str, context_: dict[str, Any]) -> None:
        """Send one with links to SITE_URL, or answer that it could not be sent.

        The links do not follow the host that was asked: whoever asks chooses that, for a letter to somebody else.
        While the mail server is away every address is answered alike, so nobody learns whose is known here.
        """
        words = {key: at_site(value) if key.endswith("_url") else value for key, value in context_.items()}
        words["current_site"] = SimpleNamespace(name=settings.SITE_NAME, domain=urlsplit(settings.SITE_URL).netloc)
        try:
            super().send_mail(template_prefix, email, words)
        except OSError as problem:  # what a mail server refuses (SMTPException) is one too
            log.error("%s was not sent: %s", template_prefix, in_words(problem, email))
            raise ImmediateHttpResponse(render(context.request, "503.html", status=503)) from problem


def at_site(url: str) -> str:
    """The same address of this site, below SITE_URL."""
    split = urlsplit(url)
    return f"{settings.SITE_URL}{split._replace(scheme='', netloc='').geturl()}"
