"""They spoke somewhere else, and said so."""

from datetime import date
from typing import Self

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.web.meetings.errors import NotYours
from alongside.web.meetings.pair import locked, must_have_begun, must_lie_behind
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import Channel, User


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, user: User) -> Self:
        """Only the pair's own."""
        return self.filter(mentorship__in=Mentorship.objects.of(user))

    @transaction.atomic
    def log(self, mentorship: Mentorship, *, by: User, channel: str, happened_on: date | None = None) -> "Contact":
        """Say that the two spoke, today unless another day is named. Said twice for one day, it is one contact."""
        pair = locked(mentorship.pk)
        must_have_begun(pair)
        day = happened_on or timezone.localdate()
        must_lie_behind(pair, day)
        contact, is_new = self.get_or_create(mentorship=pair, channel=channel, happened_on=day, defaults={"by": by})
        if is_new:
            pair.readings.take_back_silence()
            pair.note_event()
        return contact


class Contact(models.Model):
    """They spoke somewhere else, and said so."""

    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="contacts")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(_("channel"), max_length=12, choices=Channel.choices)
    happened_on = models.DateField(_("when"))
    logged_at = models.DateTimeField(default=timezone.now)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on"]

    def get_absolute_url(self) -> str:
        """It has no page of its own: where it stands among the meetings."""
        return f"{reverse('meetings:list', args=[self.mentorship_id])}#contact-{self.pk}"

    @transaction.atomic
    def take_back(self, *, by: User | None) -> None:
        """One tap too many. `by` is None for whoever may be anybody: then it stays. Raises NotYours."""
        pair = locked(self.mentorship_id)
        must_have_begun(pair)
        if by is None or self.by_id != by.pk:
            raise NotYours(_now("Only whoever wrote this down can take it back."))
        self.delete()
        pair.note_event()
