"""Messages: what the two of a mentorship write to each other between their meetings."""

from datetime import date, datetime, timedelta
from typing import Self
from uuid import UUID, uuid4

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from alongside.web.meetings.pair import locked
from alongside.web.mentorships.models import Mentorship
from alongside.web.mentorships.refusals import NotYours, Over
from alongside.web.messages.refusals import AlreadyGone, AlreadyRead, NothingWritten, TooLate
from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.people.twice import just_said

WROTE = "messages/mail/wrote"
LONGEST = 5_000  # characters
# Nor does a letter go out before, so that nobody is called to words that are gone.
TAKE_BACK_WITHIN = timedelta(minutes=5)
ON_A_PAGE = 20


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: User) -> Self:
        """Only the pair's own; whoever coordinates or owns the site reads none of them."""
        return self.filter(mentorship__in=Mentorship.objects.of(user))

    def unread_by(self, user: User) -> Self:
        """What partners have written to this person that they have not seen."""
        return self.visible_to(user).filter(read_at=None).exclude(by=user)

    def newest_first(self) -> Self:
        return self.order_by("-written_at", "-pk")

    def for_page(self) -> Self:
        return self.select_related("by__profile").newest_first()

    @transaction.atomic
    def write(self, mentorship: Mentorship, *, by: User, words: str) -> "Message":
        """Write to the other one. They get a letter without the words, and no second one until they have looked."""
        if again := just_said(by, self.filter(mentorship=mentorship), at="written_at", by=by, words=words):
            return again
        pair = locked(mentorship.pk)
        check_may_write(pair, by)
        if not words.strip():
            raise NothingWritten(_g("There is nothing in it yet. A line is enough."))
        partner = pair.partner_of(by)
        is_first = not self.filter(mentorship=pair).unread_by(partner).exists()
        message = self.create(mentorship=pair, by=by, words=words)
        if is_first:
            send_letter(pair, to=partner, by=by)
        pair.note_event()
        return message

    @transaction.atomic
    def read(self, mentorship: Mentorship, *, by: User, until: datetime) -> None:
        """What was written to this person up to then has been seen; a letter that waits to tell of it is not sent."""
        unread = self.filter(mentorship=mentorship, written_at__lte=until).unread_by(by)
        if unread.update(read_at=timezone.now()):
            drop_letter(mentorship, to=by)

    @transaction.atomic
    def take_back(self, mentorship: Mentorship, *, by: User, key: UUID) -> str:
        """Take one's own words away before the other has seen them; they are returned, to be written otherwise.

        What has been read stays: nobody can hurt with words and then make them disappear. Raises AlreadyRead, TooLate,
        AlreadyGone, NotYours or Over.
        """
        pair = locked(mentorship.pk)
        check_may_write(pair, by)
        message = self.select_for_update(of=("self",)).filter(mentorship=pair, key=key).first()
        if message is None:
            raise AlreadyGone(_g("It has been taken back already."))
        message.check_may_be_taken_back(by)
        message.delete()
        partner = pair.partner_of(by)
        if not self.filter(mentorship=pair).unread_by(partner).exists():
            drop_letter(pair, to=partner)
        pair.note_event()
        return message.words

    def forget_words(self, *, of: User) -> None:
        """Somebody leaves: that they wrote stays, what they wrote goes. Nothing of it waits to be read any more."""
        mine = self.filter(by=of)
        for pair in Mentorship.objects.filter(messages__in=mine).select_related("mentor", "mentee").distinct():
            drop_letter(pair, to=pair.partner_of(of))
        mine.update(words="", read_at=Coalesce("read_at", timezone.now()))


class Message(models.Model):
    """A few words of one of the two to the other."""

    # Its address. A running number would tell how much others write.
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="messages")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="messages_written")
    # Empty where its writer closed their account.
    words = models.TextField(_("message"), max_length=LONGEST, blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    # Never shown: when somebody looked is theirs, and no answer is owed by the minute.
    read_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at"]
        verbose_name = _("message")
        indexes = [
            models.Index(fields=["mentorship", "-written_at"], name="messages_newest_first"),
            models.Index(fields=["mentorship"], name="messages_unread", condition=Q(read_at=None)),
        ]

    def get_absolute_url(self) -> str:
        return reverse("messages:message", args=[self.key])

    @property
    def day(self) -> date:
        """On the reader's own clock."""
        return timezone.localdate(self.written_at)

    @property
    def is_fresh(self) -> bool:
        """Can its writer still take it back? Whether it has been read is not told, but to whoever tries."""
        return timezone.now() - self.written_at <= TAKE_BACK_WITHIN

    def check_may_be_taken_back(self, by: User) -> None:
        if self.by_id != by.pk:
            raise NotYours(_g("Only whoever wrote it can take it back."))
        if not self.is_fresh:
            raise TooLate(_g("A message can be taken back for five minutes. Write another line if it needs one."))
        if self.read_at is not None:
            name = self.mentorship.partner_of(by).first_name
            said = _g("%(name)s has read it already, so it stays. Write another line if it needs one.")
            raise AlreadyRead(said % {"name": name})

    def page_number(self) -> int:
        """Of the page it stands on."""
        beside = Message.objects.filter(mentorship=self.mentorship_id)
        newer = Q(written_at__gt=self.written_at) | Q(written_at=self.written_at, pk__gt=self.pk)
        return beside.filter(newer).count() // ON_A_PAGE + 1


def check_may_write(pair: Mentorship, by: User) -> None:
    """From the introduction on, until it has ended."""
    if not pair.side_of(by):
        raise NotYours(_g("Only the two of the mentorship write here."))
    if not pair.is_open:
        raise Over(_g("This mentorship has ended. What you wrote to each other stays here to read."))


def send_letter(pair: Mentorship, *, to: User, by: User) -> None:
    Notice.objects.queue(
        to=to,
        template=WROTE,
        context={"by": by},
        url=latest_of(pair.pk),
        button=_g("Read it"),
        send_after=timezone.now() + TAKE_BACK_WITHIN,
    )


def drop_letter(pair: Mentorship, *, to: User) -> None:
    """The letter that has not gone out yet, where there is nothing to call for any more."""
    Notice.objects.take_back(WROTE, urls=[latest_of(pair.pk)], to=to)


def latest_of(mentorship_pk: int) -> str:
    """Where the newest of a pair's messages stand: at the foot of their page."""
    return f"{reverse('messages:list', args=[mentorship_pk])}#latest"
