"""The link in a letter by which one of the two says, without signing in, that they spoke.

It is signed and stands in the letter alone. It acts for one person in one mentorship, for thirty days, as long as the
mentorship runs and the person may sign in; whoever holds it learns no more of the two than its letter says.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Second
from alongside.web.people.models import User
from alongside.web.people.twice import A_MOMENT

if TYPE_CHECKING:
    from alongside.web.meetings.models import Contact

OPENS_FOR = timedelta(days=30)
SALT = "alongside.meetings.spoken"
BETWEEN = "~"  # the parts of a key: a sign that no mail program takes for the end of an address


@dataclass(frozen=True)
class Link:
    """What a key opens: one side of a mentorship."""

    key: str
    mentorship: Mentorship
    person: User
    is_over: bool

    @property
    def partner(self) -> User:
        return self.mentorship.partner_of(self.person)

    def seal(self, contact: "Contact") -> str:
        """Names a contact that was said by this link; below zero where it was written down before, by any way.

        Whoever was sent the letter could guess that one's day, and must not take it back.
        """
        is_new = contact.by_id == self.person.pk and contact.logged_at > timezone.now() - A_MOMENT
        return self.sealing().sign(str(contact.pk if is_new else -contact.pk))

    def sealed(self, seal: str) -> "tuple[Contact | None, bool]":
        """That contact, None once it is taken back, and whether this link may do that.

        Raises BadSignature where no such one was said by it.
        """
        number = int(self.sealing().unsign(seal))
        found: Contact | None = self.mentorship.contacts.filter(pk=abs(number)).first()
        return found, number > 0

    def sealing(self) -> signing.Signer:
        return signing.Signer(sep=BETWEEN, salt=f"{SALT}.{self.key}")


def we_spoke(mentorship: Mentorship, person: User) -> Second:
    """The button of a letter to one of the two. For whoever is signed in it leads to where they say so anyway."""
    key = signer().sign_object([mentorship.pk, person.pk])
    return Second(
        button=_("We spoke"),
        url=f"{reverse('meetings:list', args=[mentorship.pk])}#spoke",
        open_url=reverse("meetings:spoken", args=[key]),
    )


def opened_by(key: str) -> Link | None:
    """What a key opens; None where it is none of ours, or of somebody who may not sign in any more."""
    try:
        pair, person = signer().unsign_object(key)
        is_old = has_run_out(key)
    except (signing.BadSignature, ValueError):
        return None
    holder = User.objects.filter(pk=person, is_active=True).first()
    pairs = Mentorship.objects.select_related("mentor", "mentee", "programme")
    found = pairs.of(holder).filter(pk=pair).first() if holder else None
    return Link(key, found, holder, is_over=is_old or not found.is_running) if holder and found else None


def has_run_out(key: str) -> bool:
    try:
        signer().unsign_object(key, max_age=OPENS_FOR)
    except signing.SignatureExpired:
        return True
    return False


def signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(sep=BETWEEN, salt=SALT)
