"""What the two agreed: editable by both; any change takes the signatures away."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alongside.web.mentorships.models.telling import ASK_TO_SIGN
from alongside.web.mentorships.refusals import AlreadyDone, NotYet, Overtaken
from alongside.web.people.models import Channel, IntendedLength, Rhythm, User

if TYPE_CHECKING:
    from alongside.web.mentorships.models.mentorship import Mentorship

Terms = dict[str, Any]
WORDS = ("mentor_expects", "mentee_expects", "confidentiality", "how_feedback", "how_we_end")
TERMS = ("every_days", "channel", "weeks", *WORDS)


@dataclass(frozen=True)
class Difference:
    """One part of the agreement, as it was and as it is."""

    label: str
    before: str
    after: str


class Agreement(models.Model):
    """What the two agreed. Both may change it until both have signed, and later to agree anew."""

    mentorship = models.OneToOneField("mentorships.Mentorship", on_delete=models.CASCADE, related_name="agreement")
    every_days = models.PositiveSmallIntegerField(
        _("we meet every … days"), validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    channel = models.CharField(_("channel"), max_length=12, choices=Channel.choices, default=Channel.VIDEO)
    weeks = models.PositiveSmallIntegerField(
        _("length"), choices=IntendedLength.choices, default=IntendedLength.SIX_MONTHS
    )
    mentor_expects = models.TextField(_("what the mentor expects"), max_length=2000, blank=True)
    mentee_expects = models.TextField(_("what the mentee expects"), max_length=2000, blank=True)
    confidentiality = models.TextField(_("what stays between us"), max_length=2000, blank=True)
    how_feedback = models.TextField(_("how we give feedback"), max_length=2000, blank=True)
    how_we_end = models.TextField(_("how we end"), max_length=2000, blank=True)
    changed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    # Goes up with every change; a signature names the version it was given to.
    version = models.PositiveIntegerField(default=1)
    # The newest version that both have signed; None before the mentorship has begun.
    in_force_version = models.PositiveIntegerField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("agreement")

    def __str__(self) -> str:
        return _t("Agreement of %(mentorship)s") % {"mentorship": self.mentorship}

    def get_absolute_url(self) -> str:
        return reverse("mentorships:agreement", args=[self.mentorship_id])

    def terms(self) -> Terms:
        return {name: getattr(self, name) for name in TERMS}

    def shown(self) -> list[tuple[str, str]]:
        """Each part with its label, in words, in the order it is read."""
        names = [name for name in TERMS if name not in WORDS] if self.is_blank else TERMS
        return [(label(name), in_words(name, getattr(self, name))) for name in names]

    def changed_since(self, version: int) -> list[Difference]:
        """What has become different since a version; nothing when that version is this one."""
        earlier = self.terms_of(version)
        return differences(earlier, self.terms()) if earlier else []

    def terms_of(self, version: int) -> Terms:
        """The agreement as one version had it; empty where there is no such version."""
        earlier = self.wordings.filter(version=version).first()
        return earlier.terms if earlier else {}

    @property
    def rhythm(self) -> str:
        return rhythm_in_words(self.every_days)

    def is_signed_by(self, user: User) -> bool:
        return self.signatures.filter(person=user, fell_at=None).exists()

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written yet beside rhythm, channel and length."""
        return not any(getattr(self, name) for name in WORDS)

    @property
    def is_in_force(self) -> bool:
        """Whether both have signed exactly what stands here now."""
        return self.in_force_version == self.version

    @transaction.atomic
    def change(self, *, by: User, version: int | None = None, **terms: Any) -> list[Difference]:
        """Put other words in. Both signatures fall, and the other side is shown what is different.

        `version` is the one that `by` was looking at: Overtaken is raised when the other side changed it meanwhile.
        Once a mentorship has begun, what both signed stays in force until both have signed the new version.
        """
        mentorship = self.locked(by)
        self.check_version(version)
        before = self.terms()
        changed = differences(before, before | terms)
        if not changed:
            return []
        for name, value in terms.items():
            setattr(self, name, value)
        self.version, self.changed_by, self.changed_at = self.version + 1, by, timezone.now()
        self.save()
        self.wordings.create(version=self.version, terms=self.terms(), by=by)
        mentorship.take_back_letters("agreement_signed")
        mentorship.take_back_letters(*ASK_TO_SIGN, to=by)
        fell = self.signatures.filter(fell_at=None).update(fell_at=timezone.now())
        mentorship.tell(
            mentorship.partner_of(by),
            template="agreement_changed",
            url=self.get_absolute_url(),
            button=_t("Read the agreement"),
            by=by,
            changed=changed,
            fell=fell,
            agreement=self,
        )
        mentorship.note_event()
        return changed

    @transaction.atomic
    def sign(self, *, by: User, version: int) -> "Signature":
        """Say yes to one version. With the second yes the mentorship begins, or goes on under the new words."""
        mentorship = self.locked(by)
        self.check_version(version)
        if self.is_signed_by(by):
            raise AlreadyDone(_t("You have already signed this version."))
        signature = self.signatures.create(person=by, version=version)
        mentorship.take_back_letters(*ASK_TO_SIGN, to=by)
        if self.signatures.filter(fell_at=None).count() < 2:
            url, button = self.get_absolute_url(), _t("Read and sign")
            mentorship.tell(mentorship.partner_of(by), template="agreement_signed", url=url, button=button, by=by)
        else:
            first_time = mentorship.is_new
            self.in_force_version = version
            self.save(update_fields=["in_force_version"])
            mentorship.begin()
            template = "begun" if first_time else "agreed_anew"
            mentorship.tell(mentorship.mentor, mentorship.mentee, template=template, agreement=self)
        mentorship.note_event()
        return signature

    def locked(self, by: User) -> "Mentorship":
        """Hold the mentorship's row, see the agreement as it is now, and check that `by` may touch it."""
        mentorship = self.mentorship
        mentorship.lock()
        mentorship.check_pair(by)
        if mentorship.is_new and not mentorship.introduced_at:
            raise NotYet(_t("First meet, then write the agreement."))
        self.refresh_from_db()
        return mentorship

    def check_version(self, version: int | None) -> None:
        if version is not None and version != self.version:
            name = self.changed_by.first_name if self.changed_by else _t("Your partner")
            raise Overtaken(
                _t("%(name)s changed the agreement while you were reading it. Read what is new, then decide.")
                % {"name": name}
            )


def label(name: str) -> str:
    if name == "every_days":
        return _t("rhythm")
    return str(Agreement._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # only our own fields


def in_words(name: str, value: Any) -> str:
    if name == "every_days" and value in Rhythm.values:
        return str(Rhythm(value).label)
    if name == "every_days":
        return rhythm_in_words(value)
    if name == "channel":
        return str(Channel(value).label)
    if name == "weeks":
        return str(IntendedLength(value).label)
    return str(value)


def rhythm_in_words(days: int) -> str:
    """ "every two weeks", as people say it; other rhythms by their days."""
    weeks = {7: _t("every week"), 14: _t("every two weeks"), 21: _t("every three weeks"), 28: _t("every four weeks")}
    return weeks.get(days) or ngettext("every day", "every %(days)s days", days) % {"days": days}


def differences(before: Terms, after: Terms) -> list[Difference]:
    return [
        Difference(label(name), in_words(name, before[name]), in_words(name, after[name]))
        for name in TERMS
        if before[name] != after[name]
    ]


class Wording(models.Model):
    """One version of the agreement as it was, so that what changed can be shown."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="wordings")
    version = models.PositiveIntegerField()
    terms = models.JSONField()
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["agreement", "version"], name="one_wording_a_version")]


class Signature(models.Model):
    """One side's yes to one version of the agreement."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="signatures")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    signed_at = models.DateTimeField(default=timezone.now)
    # A change after signing takes the signature away; the row stays as history.
    fell_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "person"],
                condition=Q(fell_at=None),
                name="one_standing_signature_a_person",
            )
        ]
