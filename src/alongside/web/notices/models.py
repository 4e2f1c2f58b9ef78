"""Notices: letters to a person, queued as rows and sent by the worker."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from alongside.web.layout.line import on_one_line
from alongside.web.notices.letter import letter
from alongside.web.notices.mail_server import in_words
from alongside.web.notices.patience import CLAIMED_FOR, MOST_TRIES, put_off
from alongside.web.people.clock import zone_called
from alongside.web.people.models import User

UNREACHABLE = "Not sent: the person may not sign in any more."


@dataclass(frozen=True)
class Question:
    """A statement in a letter with a number to tap for each answer. `urls` are paths of this site, from 1 upwards."""

    words: str
    urls: list[str]

    def as_kept(self) -> dict[str, Any]:
        return {"words": self.words, "urls": [f"{settings.SITE_URL}{url}" for url in self.urls]}


@dataclass(frozen=True)
class Second:
    """A second button of a letter, quieter than the first.

    `url` is a path of this site; `open_url` stands in its place in the letter, where a page opens by a key and
    without signing in.
    """

    button: str
    url: str
    open_url: str

    def as_kept(self) -> dict[str, str]:
        urls = {"second_url": self.url, "second_open_url": self.open_url}
        return {"second_button": self.button} | {name: f"{settings.SITE_URL}{url}" for name, url in urls.items()}


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(person=user)

    def waiting(self, now: datetime) -> Self:
        return self.filter(sent_at=None, given_up_at=None, send_after__lte=now)

    def out_of_date(self, now: datetime) -> Self:
        """Those that wait and are of no use any more: what they tell of has come."""
        return self.waiting(now).filter(useful_until__lte=now)

    def due(self, now: datetime) -> Self:
        """Those to send now. Whoever may not sign in any more is not written to."""
        of_use = Q(useful_until=None) | Q(useful_until__gt=now)
        # A list of people and no join: two workers that claim the same letter must meet at its one row.
        reachable = User.objects.filter(is_active=True)
        return self.waiting(now).filter(of_use, person__in=reachable).order_by("send_after", "pk")

    def give_up_unreachable(self, now: datetime) -> int:
        """Give up the letters to people who may not sign in any more: they would pile up, and be stale later."""
        unreachable = User.objects.filter(is_active=False)
        return self.waiting(now).filter(person__in=unreachable).update(given_up_at=now, error=UNREACHABLE)

    def take_back(self, *kinds: str, urls: Iterable[str], to: User | None = None) -> list[int]:
        """Do not send what is settled: letters of these kinds about these pages that have not gone out yet.

        Each verb that answers, changes or ends what a letter of its noun asks or tells calls this, for mail may have
        been away since. A letter with a calendar entry always goes out, or a calendar would be wrong. Gives the keys
        of those it was for, where another letter comes in its place.
        """
        pages = [f"{settings.SITE_URL}{url}" for url in urls]
        settled = self.filter(sent_at=None, given_up_at=None, calendar="", kind__in=kinds, url__in=pages)
        if to:
            settled = settled.filter(person=to)
        people = list(settled.values_list("person", flat=True))
        if people:
            settled.delete()
        return people

    def claim(self, pk: int, *, now: datetime) -> "Notice | None":
        """Take one due letter for oneself, or None when another worker was faster.

        The claim counts as a try and lasts longer than one, so a worker that dies while sending loses no letter: it
        is due again when the claim is over.
        """
        for notice in self.due(now).filter(pk=pk):
            claimed = self.due(now).filter(pk=pk, tries=notice.tries)
            if claimed.update(tries=F("tries") + 1, send_after=now + CLAIMED_FOR):
                return self.select_related("person", "reply_to").filter(pk=pk).first()  # None where it was taken back
        return None

    def queue(self, *, to: User, **letter: Any) -> "Notice":
        """Write a letter to one person; the worker sends it. Takes what `compose` takes."""
        notice = self.compose(to=to, **letter)
        notice.save()
        return notice

    def queue_all(self, *, to: Iterable[User], **letter: Any) -> None:
        """Write the same letter to many, in few queries: a programme may have thousands of members."""
        self.bulk_create([self.compose(to=person, **letter) for person in to], batch_size=500)

    def compose(
        self,
        *,
        to: User,
        template: str,
        context: dict[str, Any],
        url: str = "",
        open_url: str = "",
        button: str = "",
        send_after: datetime | None = None,
        useful_until: datetime | None = None,
        calendar: str = "",
        questions: Iterable[Question] = (),
        second: Second | None = None,
        reply_to: User | None = None,
        stop_url: str = "",
    ) -> "Notice":
        """A letter to one person that is not kept yet.

        `template` is a text template without its ending ("requests/mail/asked"): its first line is the subject,
        the rest the body, paragraphs apart by blank lines. `url` is a path of this site that `button` leads to;
        `open_url` stands in its place in the letter, where a page opens by a key and without signing in.
        `calendar` is the text of an iCalendar file to attach. `questions` stand below the words, each with five
        numbers to tap; `second` is another button. An answer by mail goes to `reply_to`, where somebody wrote and not
        the site. A letter that has not gone out by `useful_until` never does. By `stop_url`, which holds a key, its
        reader says that they want no more of its kind. Dates are rendered on the reader's own clock.
        """
        with timezone.override(zone_called(to.time_zone)):
            words = {"to": to, "site_name": settings.SITE_NAME, **context}
            text = render_to_string(f"{template}.txt", words).strip()
        subject, _blank, body = text.partition("\n")
        return self.model(
            person=to,
            kind=template,
            subject=on_one_line(subject)[:200],
            body=body.strip(),
            url=f"{settings.SITE_URL}{url}" if url else "",
            open_url=f"{settings.SITE_URL}{open_url}" if open_url else "",
            button=button,
            send_after=send_after or timezone.now(),
            useful_until=useful_until,
            calendar=calendar,
            questions=[question.as_kept() for question in questions],
            reply_to=reply_to,
            stop_url=f"{settings.SITE_URL}{stop_url}" if stop_url else "",
            **(second.as_kept() if second else {}),
        )


class Notice(models.Model):
    """One letter to one person."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=80)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    url = models.CharField(max_length=500, blank=True)
    # With a key: for the letter alone, and on no page. A release that does not know it still writes letters.
    open_url = models.CharField(max_length=500, blank=True, default="", db_default="")
    button = models.CharField(max_length=80, blank=True)
    # With a key, too: where its reader stops letters of its kind.
    stop_url = models.CharField(max_length=500, blank=True, default="", db_default="")
    # The same three of a second button.
    second_url = models.CharField(max_length=500, blank=True, default="", db_default="")
    second_open_url = models.CharField(max_length=500, blank=True, default="", db_default="")
    second_button = models.CharField(max_length=80, blank=True, default="", db_default="")
    calendar = models.TextField(blank=True)
    questions = models.JSONField(default=list, blank=True)  # [{"words": …, "urls": [for 1, for 2, …]}]
    reply_to = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    send_after = models.DateTimeField(default=timezone.now)
    # When what it tells of has come, and it would only be late; None where it is as good a day later.
    useful_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    given_up_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("notice")
        indexes = [
            models.Index(
                fields=["send_after"],
                name="notices_waiting",
                condition=Q(sent_at=None, given_up_at=None),
            )
        ]

    def __str__(self) -> str:
        return self.subject

    def in_letter(self, url: str) -> str:
        """An address as the letter gives it: `url` and what begins with it open without signing in."""
        return f"{self.open_url}{url.removeprefix(self.url)}" if self.open_url and url.startswith(self.url) else url

    @property
    def button_url(self) -> str:
        """Where the button of the letter leads."""
        return self.in_letter(self.url)

    @property
    def second_button_url(self) -> str:
        return self.second_open_url or self.second_url

    @property
    def questions_to_tap(self) -> list[dict[str, Any]]:
        """The questions as the letter asks them."""
        return [asked | {"urls": [self.in_letter(url) for url in asked["urls"]]} for asked in self.questions]

    @property
    def message_id(self) -> str:
        """The same for every try, so that a mail program that gets it twice shows it once.

        Its number is not in it: whoever has two letters could count how many others got between them, and so tell
        whether a partner was reminded.
        """
        row = f"{self.pk} {self.created_at.isoformat()}"
        name = salted_hmac("alongside.notices.message_id", row, algorithm="sha256").hexdigest()[:32]
        return f"<{name}@{urlsplit(settings.SITE_URL).hostname}>"

    def put_in_place_of(self, words: "re.Pattern[str]", instead: str) -> None:
        """Write something else wherever these words stand."""
        self.subject = words.sub(lambda _found: instead, self.subject)[:200]
        self.body = words.sub(lambda _found: instead, self.body)
        self.save(update_fields=["subject", "body"])

    def send(self, connection: BaseEmailBackend) -> Exception | None:
        """Try to send a letter one has claimed. Returns what was in the way, or None when it went.

        What the mail server refuses for good, and what nobody could send, is tried five times (`put_off`).
        """
        now, problem = timezone.now(), None
        try:
            mail = letter(self)
            mail.connection = connection
            mail.send()
        except Exception as error:  # Whatever a mail server does, the other letters go on.
            self.error, problem = in_words(error, self.person.email), error
            put_off(self, error, written_at=self.created_at, now=now)
            if self.tries >= MOST_TRIES:
                self.given_up_at = now
        else:
            self.sent_at, self.error = timezone.now(), ""
        # No save: it may have been taken back while the mail server had it.
        fields = ("sent_at", "given_up_at", "error", "tries", "send_after")
        Notice.objects.filter(pk=self.pk).update(**{name: getattr(self, name) for name in fields})
        return problem
