"""A real mail server on the loopback, for tests: what it was given is kept, as a mail program would read it."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class PostOffice:
    """Takes letters; with `refuses` it answers each recipient with that line instead. It can hang up, too.

    With `refuses_sender` it refuses whoever writes, with `says_of_letters` what is written.
    """

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refuses: dict[str, str] = {}
        self.hangs_up_on: set[str] = set()
        self.refuses_sender = ""
        self.says_of_letters = "250 OK"
        self.on_letter: Callable[[], object] = lambda: None
        self.asked: list[str] = []  # the addresses that somebody tried to write to

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:
        if not self.refuses_sender:
            envelope.mail_from = address
        return self.refuses_sender or "250 OK"

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:
        self.asked.append(address)
        if address in self.hangs_up_on:
            server.transport.abort()
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.says_of_letters[0] != "2":
            return self.says_of_letters
        self.letters.append(message_from_bytes(envelope.content or b"", policy=policy.default))  # type: ignore[arg-type]
        self.on_letter()
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if letter["To"] == address]


def free_port() -> int:
    """aiosmtpd greets itself once on the port it was given, so it cannot be told to take any."""
    with socket.socket() as any_free:
        any_free.bind(("127.0.0.1", 0))
        return int(any_free.getsockname()[1])


@contextmanager
def open_post_office(settings: Any, tls: ssl.SSLContext | None = None) -> Iterator[PostOffice]:
    """Start one on a free port and send the site's mail there. With `tls` it speaks nothing else."""
    office = PostOffice()
    port = free_port()
    controller = Controller(office, hostname="127.0.0.1", port=port, ssl_context=tls)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = False, tls is not None
    try:
        yield office
    finally:
        controller.stop()


def text_of(letter: EmailMessage) -> str:
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content())
