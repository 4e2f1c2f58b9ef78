"""People: an account, and the profile others meet."""

from collections.abc import Iterable
from datetime import time
from typing import Any, ClassVar, Self, cast

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import MaxValueValidator, URLValidator
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Concat, Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from alongside.errors import AlongsideError, Refused
from alongside.web.layout.line import LineField
from alongside.web.people import clock, completeness, photo, style
from alongside.web.people.fold import Fold, fold
from alongside.web.people.forgetting import forget_address, forget_name, forget_words
from alongside.web.people.models.availability import Availability
from alongside.web.people.models.listed import Language, Subject, Value

# `email__lower=address.lower()` asks for this very address, whatever its capitals. Not `iexact`: PostgreSQL compares
# in capitals, where the ı of a domain that anybody can buy is an I.
models.EmailField.register_lookup(Lower)


class CannotLeave(Refused):
    """Somebody still counts on this person; the sentence says who and what to do first."""


class HasLeft(AlongsideError):
    """Their account was closed meanwhile, or may not sign in any more: nothing that they sent is taken."""


def check_style(value: object) -> None:
    if not style.is_style(value):
        raise ValidationError(_g("Each working style choice is answered from 1 to 5."))


def check_room(value: str) -> None:
    """A link that is safe to open for whoever gets it: nothing but HTTPS, to a host."""
    try:
        URLValidator(schemes=["https"])(value)
    except ValidationError:
        words = _g("A room is a link that begins with https://. Copy it from your video program.")
        raise ValidationError(words) from None


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: "User") -> Self:
        """People one shares a programme with, and oneself."""
        shares = Q(memberships__left_at=None) & Q(
            memberships__programme__memberships__person=user,
            memberships__programme__memberships__left_at=None,
        )
        return self.filter(Q(pk=user.pk) | Q(pk__in=User.objects.filter(shares).values("pk")), is_active=True)

    def gone_for(self, reader: "User", people: Iterable["User"]) -> set[int]:
        """Keys of those who have no page for this reader any more: they left, or no programme has both of them."""
        keys = {person.pk for person in people}
        return keys.difference(self.visible_to(reader).filter(pk__in=keys).values_list("pk", flat=True))

    def hold(self, person: "User") -> None:
        """Whoever presses in two windows at once waits here until the transaction ends. Raises HasLeft.

        A verb asks this before it holds anything else, so that nobody waits in a circle; and so that whoever closes
        their account in one window leaves nothing behind in the other.
        """
        # Without the key: rows that only point at the person may go on being written.
        if not self.select_for_update(no_key=True).filter(pk=person.pk, is_active=True).values_list("pk"):
            raise HasLeft


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user: User = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """The owner. Whoever makes one on the server is believed the address: there may be no mail server yet."""
        user: Any = self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
        user.emailaddress_set.create(email=user.email, verified=True, primary=True)
        Profile.objects.create(person=user)
        return cast("User", user)  # its addresses come from the sign-in library, which has no types


class User(AbstractBaseUser, PermissionsMixin):
    """A person's account. They sign in with their e-mail address."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = LineField(_("name"), max_length=120)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default=clock.site_zone, validators=[clock.check_time_zone]
    )
    is_staff = models.BooleanField(_("may use the admin"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    left_at = models.DateTimeField(null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_absolute_url(self) -> str:
        return reverse("people:person", args=[self.pk])

    @property
    def first_name(self) -> str:
        """What a partner calls them on the page."""
        first = self.name.split()[0] if self.name.split() else self.email
        return first.rstrip(",") or first

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper() or self.email[:1].upper()

    @property
    def organisation_account(self) -> Any:
        """Their account at the organisation (people/organisation), where it is connected with this one."""
        connected: Any = self.socialaccount_set  # type: ignore[attr-defined]  # of allauth, which has no types
        return settings.ORGANISATION and connected.filter(provider=settings.ORGANISATION.issuer).first()

    def read_pairs_again(self) -> None:
        """Something of the profile changed that the readings of this person's mentorships rest on."""
        for pair in [*self.mentored.filter(ended_at=None), *self.menteed.filter(ended_at=None)]:
            pair.note_event()

    def check_may_leave(self) -> None:
        """Raise CannotLeave while a partner or a programme counts on this person."""
        # An introduction that is undecided ends with whoever leaves: to stop it would take until its answers close.
        pairs = [*self.mentored.filter(ended_at=None), *self.menteed.filter(ended_at=None)]
        running = [mentorship for mentorship in pairs if not mentorship.is_undecided]
        if running:
            partners = ", ".join(str(mentorship.partner_of(self)) for mentorship in running)
            raise CannotLeave(
                _g("You are still in a mentorship with %(partners)s. Please end it first, so nobody is left waiting.")
                % {"partners": partners}
            )
        for programme in self.safeguards.all():
            raise CannotLeave(
                _g("You are the safeguarding person of %(programme)s. Please hand this over first.")
                % {"programme": programme}
            )
        for mine in self.memberships.filter(role="coordinator", left_at=None).select_related("programme"):
            if not mine.programme.memberships.filter(role="coordinator", left_at=None).exclude(person=self).exists():
                raise CannotLeave(
                    _g("Nobody else coordinates %(programme)s. Please name another coordinator first.")
                    % {"programme": mine.programme}
                )

    @transaction.atomic
    def leave(self) -> None:
        """Close the account for good.

        Name, address, photo, profile, letters, keys and private words go. What belongs to a partner's record too
        stays under "Someone who left": that they met, the goals they shared, the agreement.

        Raises CannotLeave or HasLeft.
        """
        User.objects.hold(self)
        # Of two who coordinate a programme and close their accounts at the same moment, the second finds nobody else.
        for coordinating in self.memberships.filter(role="coordinator", left_at=None).order_by("programme"):
            coordinating.queue_coordinators()
        self.check_may_leave()
        for undecided in [*self.mentored.filter(ended_at=None), *self.menteed.filter(ended_at=None)]:
            undecided.end(by=None, reason="introduction")
        for asked in self.requests_made.open():
            asked.withdraw(by=self)
        for received in self.requests_received.open():
            received.decline(by=self, reason="no_room", reply="")
        for proposed in [*self.proposals_as_mentor.open(), *self.proposals_as_mentee.open()]:
            if not proposed.replies.filter(person=self).exists():
                proposed.decline(by=self, reason="no_room")
        # Before the letters: one that the worker writes just now, about a calendar it could not read, goes with them.
        self.calendars.all().delete()
        nobody, nowhere = _g("Someone who left"), f"left-{self.pk}@left.invalid"
        forget_words(self)
        forget_name(self, instead=nobody)
        forget_address(self, instead=nowhere)
        ways_in = ("emailaddress_set", "authenticator_set", "socialaccount_set", "access_keys")
        for kept in ("notices", "calendar_addresses", *ways_in):
            getattr(self, kept).all().delete()
        self.memberships.filter(left_at=None).update(left_at=timezone.now())
        for profile in Profile.objects.filter(person=self):
            profile.remove_for_good()
        Profile.objects.create(person=self)
        self.name, self.email = nobody, nowhere
        self.is_active = self.is_staff = self.is_superuser = False
        self.time_zone, self.left_at = "UTC", timezone.now()
        self.set_unusable_password()
        self.save()


class Rhythm(models.IntegerChoices):
    """How often a pair meets, in days."""

    WEEKLY = 7, _("every week")
    FORTNIGHTLY = 14, _("every two weeks")
    MONTHLY = 28, _("every four weeks")


class IntendedLength(models.IntegerChoices):
    """How long one means to go on, in weeks. "Not sure" is an answer, and a sign (evidence.md, STAR)."""

    NOT_SURE = 0, _("not sure yet")
    THREE_MONTHS = 13, _("three months")
    SIX_MONTHS = 26, _("six months")
    NINE_MONTHS = 39, _("nine months")
    A_YEAR = 52, _("a year")


class Channel(models.TextChoices):
    """Where a pair talks; the words of the history format."""

    VIDEO = "video", _("video")
    PHONE = "phone", _("phone")
    IN_PERSON = "in_person", _("in person")
    EMAIL = "email", _("e-mail")


class ProfileQuerySet(models.QuerySet["Profile"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(person__in=User.objects.visible_to(user))

    def for_page(self) -> Self:
        """With all that a person's page shows, in a fixed number of queries."""
        return self.select_related("person").prefetch_related(
            "values", "interests", "seeks", "offers", "languages", "hours"
        )

    def search(self, text: str) -> Self:
        """Profiles in which every word of `text` is found: in the name, the words, the subjects or the values.

        Capitals and accents make no difference. No words find everybody. Twelve words are enough for anybody.
        """
        space = models.Value(" ")
        whole = Concat(
            *(part for field in Profile.SEARCHED for part in (space, field)), output_field=models.TextField()
        )
        found = self.alias(folded=Fold(whole))
        for word in fold(text).split()[:12]:
            found = found.filter(Q(folded__contains=word) | self.naming(word))
        return found

    def naming(self, word: str) -> Q:
        """Profiles whose subjects or values hold a folded word; without joins, so that none comes twice."""
        subjects = Subject.objects.alias(folded=Fold("name")).filter(folded__contains=word)
        values = Value.objects.alias(folded=Fold("name")).filter(folded__contains=word)
        named = Q(pk__in=Profile.values.through.objects.filter(value__in=values).values("profile"))
        for subjects_of in (Profile.interests, Profile.seeks, Profile.offers):
            named |= Q(pk__in=subjects_of.through.objects.filter(subject__in=subjects).values("profile"))
        return named


class Profile(models.Model):
    """What others in the same programme meet: who someone is, what they hold dear, and how they like to work."""

    person = models.OneToOneField(User, on_delete=models.CASCADE, related_name="profile")
    photo = models.ImageField(_("photo"), upload_to=photo.path_for, blank=True)
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    headline = models.CharField(_("headline"), max_length=140, blank=True)
    about = models.TextField(_("about you"), max_length=3000, blank=True)
    values = models.ManyToManyField(Value, verbose_name=_("values"), blank=True, related_name="profiles")
    interests = models.ManyToManyField(Subject, verbose_name=_("interests"), blank=True, related_name="interested")
    wants = models.TextField(_("what I want to reach"), max_length=2000, blank=True)
    seeks = models.ManyToManyField(Subject, verbose_name=_("I want to learn about"), blank=True, related_name="seekers")
    helps = models.TextField(_("what I can help with"), max_length=2000, blank=True)
    offers = models.ManyToManyField(Subject, verbose_name=_("I can help with"), blank=True, related_name="helpers")
    years = models.PositiveSmallIntegerField(
        _("years of experience"), null=True, blank=True, validators=[MaxValueValidator(70)]
    )
    # {"structure": 1–5, …}: the two ends of each choice are in people/style.py. Left out: not answered.
    working_style = models.JSONField(_("working style"), default=dict, blank=True, validators=[check_style])
    languages = models.ManyToManyField(Language, verbose_name=_("languages"), blank=True, related_name="speakers")
    by_video = models.BooleanField(_("video"), default=False)
    by_phone = models.BooleanField(_("phone"), default=False)
    in_person = models.BooleanField(_("in person"), default=False)
    by_email = models.BooleanField(_("e-mail"), default=False)
    every_days = models.PositiveSmallIntegerField(_("rhythm"), choices=Rhythm.choices, null=True, blank=True)
    intended_weeks = models.PositiveSmallIntegerField(
        _("intended length"), choices=IntendedLength.choices, null=True, blank=True
    )
    # Where they meet by video when nothing else is said. No page shows it: it is offered to them when they book.
    room = models.CharField(
        _("my usual room"), max_length=300, blank=True, default="", db_default="", validators=[check_room]
    )
    changed_at = models.DateTimeField(auto_now=True)

    SEARCHED = ("person__name", "headline", "about", "wants", "helps")

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("profile")

    def __str__(self) -> str:
        return str(self.person)

    def get_absolute_url(self) -> str:
        return self.person.get_absolute_url()

    @property
    def channels(self) -> list[Channel]:
        """The channels this person likes, in the words of the history format."""
        likes = {
            Channel.VIDEO: self.by_video,
            Channel.PHONE: self.by_phone,
            Channel.IN_PERSON: self.in_person,
            Channel.EMAIL: self.by_email,
        }
        return [channel for channel, is_liked in likes.items() if is_liked]

    @property
    def style_lines(self) -> list[tuple[Any, str]]:
        """Each answered working style choice: what it is about, and the answer in words."""
        answers = [(choice, self.working_style.get(choice.key)) for choice in style.STYLE]
        return [(choice.question, choice.in_words(step)) for choice, step in answers if step]

    @property
    def is_blank(self) -> bool:
        """Nothing yet that would stand in the wide column of the person's page."""
        return not (self.about or self.helps or self.wants or self.style_lines)

    def missing(self) -> list[completeness.Hint]:
        return completeness.missing(completeness.filled(self))

    def keep_photo(self, cleaned: "ContentFile[bytes]") -> None:
        """Put what `clean_photo` returned in place of the old photo."""
        self.remove_photo()
        self.photo.save("photo.jpg", cleaned)

    def remove_photo(self) -> None:
        if self.photo:
            self.photo.delete()

    def remove_for_good(self) -> None:
        """The photo goes with it, and wording of their own that nobody else uses."""
        values = [value.pk for value in self.values.filter(is_shipped=False)]
        named = Q(interested=self) | Q(seekers=self) | Q(helpers=self)
        subjects = [subject.pk for subject in Subject.objects.filter(named, is_shipped=False)]
        self.remove_photo()
        self.delete()
        Value.objects.filter(pk__in=values, profiles=None).delete()
        Subject.objects.filter(pk__in=subjects, interested=None, seekers=None, helpers=None).delete()

    @transaction.atomic
    def keep_hours(self, spans: Iterable[tuple[int, time, time]]) -> None:
        """Put these hours (weekday, from, to) in place of the old ones."""
        self.hours.all().delete()
        Availability.objects.bulk_create(
            [Availability(profile=self, weekday=weekday, starts=starts, ends=ends) for weekday, starts, ends in spans]
        )
