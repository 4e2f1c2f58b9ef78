"""Mute: somebody wants a programme's announcements on its page alone, and none by e-mail."""

from typing import Self

from django.conf import settings
from django.core import signing
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.programmes.models import Programme

KIND = "announcements/mail/announcement"  # the letters that it keeps away
SALT = "alongside.announcements.mute"


class MuteQuerySet(models.QuerySet["Mute"]):
    def visible_to(self, user: User) -> Self:
        """One's own and nobody else's: no coordinator is told who reads their letters where."""
        return self.filter(person=user)

    @transaction.atomic
    def choose(self, programme: Programme, person: User, *, by_mail: bool) -> None:
        """Have them by e-mail or not; a letter that waits to go out stays, too. Saying it again changes nothing."""
        if by_mail:
            self.filter(programme=programme, person=person).delete()
            return
        self.get_or_create(programme=programme, person=person)
        waiting = set(person.notices.filter(kind=KIND, sent_at=None, given_up_at=None).values_list("url", flat=True))
        for read in person.announcements_read.filter(announcement__programme=programme) if waiting else ():
            url = read.announcement.get_absolute_url()
            if f"{settings.SITE_URL}{url}" in waiting and Notice.objects.take_back(KIND, urls=[url], to=person):
                read.by_mail = False
                read.save(update_fields=["by_mail"])


class Mute(models.Model):
    """No e-mail with the announcements of a programme. It stays when somebody leaves it and comes back."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="mutes")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mutes")
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MuteQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "person"], name="one_mute_a_programme")]

    def __str__(self) -> str:
        return f"{self.person}, {self.programme}"


def key_to_stop(programme: Programme, person: User) -> str:
    """What a letter carries, for its reader to say that they want no more: whoever holds it need not sign in."""
    return signing.dumps([programme.pk, person.pk], salt=SALT)


def url_to_stop(programme: Programme, person: User) -> str:
    return reverse("announcements:stop_mail", args=[key_to_stop(programme, person)])


def named_in(key: str) -> tuple[Programme, User] | None:
    """Whom a key is for; None where nobody here made it, or where one of the two is no more."""
    try:
        programme_pk, person_pk = signing.loads(key, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    programme = Programme.objects.filter(pk=programme_pk).first()
    person = User.objects.filter(pk=person_pk, is_active=True).first()
    return (programme, person) if programme and person else None
