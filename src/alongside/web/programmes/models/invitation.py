"""Invitation: a letter that lets one address join a programme in one role."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.web.layout.line import on_one_line
from alongside.web.notices.patience import CLAIMED_FOR, MOST_TRIES, put_off
from alongside.web.people.clock import zone_called
from alongside.web.people.models import User
from alongside.web.programmes.models.membership import Membership
from alongside.web.programmes.models.programme import Programme
from alongside.web.programmes.models.role import Role
from alongside.web.programmes.refusals import InvitationClosed, NotYours

if TYPE_CHECKING:
    from alongside.web.programmes.models.answer import Said

OPEN_FOR = timedelta(days=30)
# A letter names its last day, and that day must have ended on every clock on earth before the invitation closes.
CLOSES_AFTER = OPEN_FOR + timedelta(days=2)
AGAIN_AFTER = timedelta(days=1)
SHUT = User.objects.filter(is_active=False)
# By name for that very account; by address for whosever it is, whatever its capitals.
OF_SHUT_ACCOUNT = Q(Exists(SHUT.filter(pk=OuterRef("person")))) | Q(
    Exists(SHUT.filter(email__lower=Lower(OuterRef("email")))), person=None
)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: User) -> Self:
        """Those of programmes one coordinates; for the owner also to coordinate one that nobody does.

        A mentee whom one mentored last time is asked by name only where they wish for another mentorship. That wish is
        for coordinators and never for the partner, so such an invitation is none to a coordinator who was theirs.
        """
        led, leaderless = Programme.objects.coordinated_by(user), Programme.objects.without_coordinator(user)
        theirs = User.objects.filter(
            pk=OuterRef("person"), menteed__mentor=user, menteed__programme=OuterRef("programme__follows")
        )
        return self.filter(
            Q(programme__in=led.values("pk")) | Q(programme__in=leaderless.values("pk"), role=Role.COORDINATOR)
        ).exclude(Exists(theirs), role=Role.MENTEE)

    def open(self) -> Self:
        """Neither used, nor withdrawn, nor too old."""
        return self.filter(accepted_at=None, withdrawn_at=None, invited_at__gt=timezone.now() - CLOSES_AFTER)

    def to(self, user: User) -> Self:
        """Open ones to this person, and to their own address; sign-in made sure that it is theirs."""
        return self.open().filter(Q(person=user) | Q(person=None, email__lower=user.email.lower()))

    def waiting_for(self, user: User) -> Self:
        """Those to which they have not said yes by another one: somebody can be asked by address and by name."""
        here = Membership.objects.current().filter(person=user, programme=OuterRef("programme"), role=OuterRef("role"))
        return self.to(user).filter(~Exists(here)).select_related("programme", "invited_by")

    def unsent(self, now: datetime) -> Self:
        return self.open().filter(sent_at=None, tries__lt=MOST_TRIES, send_after__lte=now)

    def to_send(self, now: datetime) -> Self:
        """Those to send now. Whoever may not sign in any more is not written to."""
        return self.unsent(now).filter(~OF_SHUT_ACCOUNT)

    def settle_unreachable(self, now: datetime) -> None:
        """Do with letters to shut accounts: withdraw those by name, and let those to an address count as gone.

        Of an address coordinators are not told whether it has an account, so they see what they see of any other.
        """
        unreachable = self.unsent(now).filter(OF_SHUT_ACCOUNT)
        unreachable.exclude(person=None).update(withdrawn_at=now)
        unreachable.filter(person=None).update(sent_at=now)

    def write(
        self, programme: Programme, to: Iterable[tuple[str, str, User | None]], *, by: User
    ) -> "list[Invitation]":
        """A row for each; the worker sends the letters. An address need not belong to anybody here yet, so it is no
        notice.

        to : address, role, and whom it is for where a coordinator chose somebody they know and not an address.
        """
        return self.bulk_create(
            (
                self.model(
                    programme=programme, email=email, role=role, invited_by=by,
                    token=secrets.token_urlsafe(32), person=person,
                )
                for email, role, person in to
            ),
            batch_size=500,
        )  # fmt: skip

    def claim(self, pk: int, *, now: datetime) -> "Invitation | None":
        """Take one unsent letter for oneself, or None when another worker was faster."""
        for invitation in self.to_send(now).filter(pk=pk):
            mine = self.to_send(now).filter(pk=pk, tries=invitation.tries)
            if mine.update(tries=F("tries") + 1, send_after=now + CLAIMED_FOR):
                return self.select_related("programme__follows", "invited_by", "person").get(pk=pk)
        return None


class Invitation(models.Model):
    """A letter that lets one address join a programme in one role, for thirty days and once."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    # Somebody of last time, whom coordinators know by name: they are shown no address for it.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="invited_again"
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    token = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    send_after = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitations_used"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at"]
        verbose_name = _("invitation")

    def __str__(self) -> str:
        return f"{self.email}, {self.get_role_display()}"

    def get_absolute_url(self) -> str:
        return reverse("programmes:accept_invitation", args=[self.token])

    @property
    def last_day(self) -> date:
        """The day that the letter names, on the site's clock; it may be used until that day has ended everywhere."""
        return timezone.localdate(self.invited_at, zone_called("")) + OPEN_FOR

    @property
    def is_given_up(self) -> bool:
        """Tried as often as a letter is, and never sent."""
        return self.sent_at is None and self.tries >= MOST_TRIES

    @property
    def may_go_again(self) -> bool:
        """Never sent, or sent more than a day ago: a letter can be overlooked, or end where nobody looks."""
        return self.is_given_up or (self.sent_at is not None and self.sent_at < timezone.now() - AGAIN_AFTER)

    @property
    def whom(self) -> str:
        """As coordinators know them: by the address they wrote to, or by name."""
        return str(self.person) if self.person else self.email

    @property
    def is_of_last_time(self) -> bool:
        return self.person_id is not None and self.programme.follows_id is not None

    def is_for(self, user: User) -> bool:
        return self.person_id == user.pk if self.person_id else self.email.lower() == user.email.lower()

    def is_seen_to_by(self, user: User) -> bool:
        return Invitation.objects.visible_to(user).filter(pk=self.pk).exists()

    @property
    def why_closed(self) -> str:
        """A sentence why it cannot be used any more, or nothing when it can."""
        if self.accepted_at:
            return _now("This invitation has been used. Sign in to find the programme on your home page.")
        if self.withdrawn_at:
            return self.was_withdrawn
        if self.invited_at <= timezone.now() - CLOSES_AFTER:
            return _now("This invitation is older than thirty days. Ask the coordinator for a new one.")
        if self.programme.is_over:
            return _now("%(programme)s is over.") % {"programme": self.programme}
        return ""

    @property
    def was_withdrawn(self) -> str:
        return _now("This invitation was withdrawn. Ask the coordinator if that surprises you.")

    def accept(self, *, by: User, said: "Mapping[int, Said] | None" = None) -> Membership:
        """Join with this invitation. It is bound to its address: a letter that was passed on lets nobody in.

        said : what one answers to the programme's questions.
        """
        with transaction.atomic():
            User.objects.hold(by)
            locked = Invitation.objects.select_for_update(of=["self"]).select_related("programme").get(pk=self.pk)
            if locked.why_closed:
                raise InvitationClosed(locked.why_closed)
            if not locked.is_for(by):
                raise InvitationClosed(
                    _now("This invitation is for somebody else.")
                    if locked.person_id
                    else _now("This invitation was written to another address. Sign in with that address to use it.")
                )
            # Withdrawn when they were taken out, unless it was written to an address that they took only then.
            taken_out = locked.programme.memberships.removed().filter(person=by)
            if taken_out.filter(removed_at__gte=locked.invited_at).exists():
                raise InvitationClosed(locked.was_withdrawn)
            locked.accepted_at, locked.accepted_by = timezone.now(), by
            locked.save(update_fields=["accepted_at", "accepted_by"])
            membership = Membership.objects.enter(locked.programme, by, locked.role)
            by.programme_answers.keep(locked.programme, by=by, said=said or {}, joining=[locked.role])
        self.accepted_at = locked.accepted_at
        return membership

    def withdraw(self, *, by: User) -> None:
        if not self.is_seen_to_by(by):
            raise NotYours(_now("Only a coordinator may withdraw an invitation."))
        if self.accepted_at:
            raise InvitationClosed(_now("%(address)s has already joined.") % {"address": self.whom})
        self.withdrawn_at = timezone.now()
        self.save(update_fields=["withdrawn_at"])

    def send_again(self, *, by: User) -> None:
        """Let the worker try once more what it had given up, or what was sent a while ago and has no answer."""
        if not self.is_seen_to_by(by):
            raise NotYours(_now("Only a coordinator may send an invitation."))
        if self.why_closed:
            raise InvitationClosed(self.why_closed)
        if not self.may_go_again:
            raise InvitationClosed(_now("This invitation is on its way already. Give it a day to be read."))
        self.tries, self.sent_at, self.send_after = 0, None, timezone.now()
        self.save(update_fields=["tries", "sent_at", "send_after"])

    def try_to_send(self, connection: BaseEmailBackend) -> Exception | None:
        """Try to send a letter one has claimed. Returns what was in the way, or None when it went."""
        now = timezone.now()
        try:
            self.send(connection)
        except Exception as problem:  # Whatever is wrong with one, the others go on.
            put_off(self, problem, written_at=self.invited_at, now=now)
            self.save(update_fields=["tries", "send_after"])
            return problem
        return None

    def send(self, connection: BaseEmailBackend | None = None) -> None:
        """Send the letter now. Raises what the mail server raises."""
        words = {
            "invitation": self,
            "site_name": settings.SITE_NAME,
            "url": f"{settings.SITE_URL}{self.get_absolute_url()}",
        }
        subject, _blank, body = render_to_string("programmes/mail/invited.txt", words).strip().partition("\n")
        to = self.person.email if self.person else self.email
        EmailMessage(on_one_line(subject), body.strip() + "\n", to=[to], connection=connection).send()
        self.sent_at = timezone.now()
        self.save(update_fields=["sent_at"])
