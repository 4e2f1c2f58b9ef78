"""The mail server, as the commands that send letters speak to it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPServerDisconnected

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management.base import CommandError


@contextmanager
def mail_server() -> Iterator[BaseEmailBackend]:
    """Speak to the server before any letter is claimed: while it does not answer, no letter loses one of its tries.

    Raises CommandError where it does not. That costs one wait (EMAIL_TIMEOUT), however many letters there are.
    """
    server = get_connection()
    try:
        server.open()
    except OSError as problem:  # a refusal to speak (SMTPException) is one too
        raise CommandError(f"The mail server takes no letters now; all of them wait. {in_words(problem)}") from problem
    try:
        yield server
    finally:
        with suppress(OSError):
            server.close()


def is_gone(problem: Exception) -> bool:
    """Whether the server stopped answering, and did not only refuse one letter."""
    is_answer = isinstance(problem, SMTPException) and not isinstance(problem, SMTPServerDisconnected)
    return isinstance(problem, OSError) and not is_answer


def in_words(problem: Exception, address: str = "") -> str:
    """What the server said, without the address it was about: that belongs in no log."""
    said = str(problem)
    if isinstance(problem, SMTPRecipientsRefused):
        answers = (f"{code} {text.decode(errors='replace')}" for code, text in problem.recipients.values())
        said = "; ".join(answers)
    if address:
        said = re.sub(re.escape(address), "(the address)", said, flags=re.IGNORECASE)
    return f"{type(problem).__name__}: {said}"[:2000]
