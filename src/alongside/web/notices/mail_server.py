"""The mail server, as the commands that send letters speak to it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from smtplib import (
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management.base import CommandError

# The server closes (421), is short of room (452, unless it names the mailbox), or names itself, the network or the way
# we speak to it (RFC 3463, 4.3 to 4.5).
SLOW_DOWN = re.compile(r"421|452(?! 4\.[12]\.)|4\d\d 4\.[345]\.")
# Servers have many words for "too fast". One that says "later" to so many in a row means all.
MOST_IN_A_ROW = 3


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


def answers(problem: Exception) -> list[tuple[int, str]]:
    """What the server answered: its number, and its words. Nothing where it did not answer."""
    if isinstance(problem, SMTPRecipientsRefused):
        return [(code, text.decode(errors="replace")) for code, text in problem.recipients.values()]
    if isinstance(problem, SMTPResponseException):
        text = problem.smtp_error
        return [(problem.smtp_code, text.decode(errors="replace") if isinstance(text, bytes) else text)]
    return []


def is_about_us(problem: Exception) -> bool:
    """Whether the server refused the sender, who is the same for every letter: MAIL_FROM or EMAIL_URL is not right.

    A letter that is too large (552) is refused at the same place.
    """
    return isinstance(problem, SMTPSenderRefused) and problem.smtp_code != 552


def is_for_now(problem: Exception) -> bool:
    """Whether the server said "later" (4xx), or stopped answering."""
    codes = [code for code, _text in answers(problem)]
    return is_gone(problem) or (bool(codes) and all(400 <= code < 500 for code in codes))


def stops_all(problem: Exception) -> bool:
    """Whether the next letter would hear the same: it is about us, the connection or a quota, and not the address."""
    if is_gone(problem) or is_about_us(problem):
        return True
    return any(SLOW_DOWN.match(f"{code} {text}") for code, text in answers(problem))


class Refusals:
    """What one run hears. It ends where the next letter would only be refused as the last one was."""

    def __init__(self) -> None:
        self.in_a_row = 0
        self.last = ""  # in words, where the run ended with an answer

    def are_enough(self, problem: Exception | None, address: str) -> bool:
        """After one more letter: what was in its way, or None when it went."""
        self.in_a_row = self.in_a_row + 1 if problem and is_for_now(problem) else 0
        if problem is None or not (stops_all(problem) or self.in_a_row >= MOST_IN_A_ROW):
            return False
        self.last = "" if is_gone(problem) else in_words(problem, address)
        return True

    def tell(self, counted: str) -> str:
        """What the command says in the end. Raises CommandError where the server wants no more, so that it rests."""
        if self.last:
            raise CommandError(f"The mail server takes no more letters now; the others wait ({counted}). {self.last}")
        return counted


def in_words(problem: Exception, address: str = "") -> str:
    """What the server said, without the address it was about: that belongs in no log."""
    said = str(problem)
    if isinstance(problem, SMTPRecipientsRefused):
        said = "; ".join(f"{code} {text}" for code, text in answers(problem))
    if address:
        said = re.sub(re.escape(address), "(the address)", said, flags=re.IGNORECASE)
    return f"{type(problem).__name__}: {said}"[:2000]
