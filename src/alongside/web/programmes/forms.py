"""What people type about programmes and their place in them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import format_lazy, get_text_list
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.errors import Refused, refusal_of
from alongside.web.layout.drawn import DrawnForm
from alongside.web.layout.line import Line
from alongside.web.people.models import User
from alongside.web.programmes.models import SHOWABLE, Holiday, Membership, Programme, Role
from alongside.web.programmes.models.membership import check_pause
from alongside.web.programmes.next_cohort import LONGEST_NAME, NextCohort
from alongside.web.programmes.refusals import NotNext, WrongDays

if TYPE_CHECKING:
    from alongside.web.mentorships.models import Mentorship

MOST_ADDRESSES = 200
MOST_NAMED = 100  # people in one list to choose from


class AddressesField(forms.CharField):
    """Several e-mail addresses, apart by lines, commas, semicolons or spaces. Clean value: a list in lower case."""

    widget = forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"})

    def clean(self, value: Any) -> Any:
        words = super().clean(value).replace(",", " ").replace(";", " ").split()
        addresses = list(dict.fromkeys(word.strip("<>").lower() for word in words))
        wrong = [address for address in addresses if not is_address(address)]
        if wrong:
            raise ValidationError(
                _("This is not an e-mail address: %(wrong)s. Nothing has been sent yet."),
                params={"wrong": ", ".join(wrong[:5])},
            )
        if len(addresses) > MOST_ADDRESSES:
            raise ValidationError(
                _("These are %(count)s addresses. Invite up to %(most)s at once."),
                params={"count": len(addresses), "most": MOST_ADDRESSES},
            )
        return addresses


def is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254


class ProgrammeForm(DrawnForm, forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    shows_ratings = forms.BooleanField(
        label=_("Coordinators see ratings of sessions"),
        required=False,
        help_text=_(
            "On: a coordinator's reading may rest on how useful sessions were rated. People rate more carefully "
            "when they know this. Off: ratings stay with the pair."
        ),
    )
    shows_checkins = forms.BooleanField(
        label=_("Coordinators see answers to check-ins"),
        required=False,
        help_text=_(
            "On: a coordinator's reading may rest on answers to check-ins. Problems show earlier; answers may be "
            "less frank. Off: each answer stays with who gave it."
        ),
    )
    shows_verdicts = forms.BooleanField(
        label=_("Coordinators see verdicts after an introduction"),
        required=False,
        help_text=_(
            "On: coordinators may learn what each side answered after the introduction. Off: nobody learns who "
            "said what. We advise to leave it off. All three count from when you save, for what is answered later; "
            "every member gets a letter. What was answered before stays closed."
        ),
    )

    safeguarding_address = forms.EmailField(
        label=_("Or somebody else as the safeguarding person"),
        required=False,
        help_text=_(
            "Their e-mail address. It counts before the choice above, which shows coordinators and owners only."
        ),
    )

    class Meta:
        model = Programme
        fields = (
            "name",
            "about",
            "joining",
            "starts_on",
            "ends_on",
            "agreed_every_days",
            "planned_weeks",
            "checkin_every_days",
            "request_open_days",
            "open_requests_limit",
            "asks_personality",
            "safeguarding_person",
        )
        help_texts: ClassVar[dict[str, Any]] = {
            "about": _("Whoever may join reads this, and it stands in the invitation."),
            "joining": _("Open: everyone with an account here can join. By invitation: only who is invited."),
            "agreed_every_days": _("A new agreement begins with it; each pair can choose another."),
            "planned_weeks": _("A new agreement begins with it; each pair can choose another."),
            "checkin_every_days": _("From 7 to 90. How often each side is asked three short questions."),
            "request_open_days": _("A mentor has this long to answer; after half of it we remind them once."),
            "open_requests_limit": _("Keeps mentees from writing to everybody, and mentors from being flooded."),
            "asks_personality": _(
                "On: members may answer twenty lines about their temperament; matching may count how alike two are. "
                "Only the person themselves ever sees their answers."
            ),
            "safeguarding_person": _(
                "A concern about safety goes to this person the same day, and to nobody else. What was sent to "
                "somebody stays with them when you name another; both get a letter."
            ),
        }
        widgets: ClassVar[dict[str, Any]] = {
            "about": forms.Textarea(attrs={"rows": 6}),
            "joining": forms.RadioSelect,
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    PARTS = (
        (_("The programme"), ("name", "about", "coordinators", "joining", "starts_on", "ends_on")),
        (_("How pairs work"), ("agreed_every_days", "planned_weeks", "checkin_every_days", "asks_personality")),
        (_("Requests"), ("request_open_days", "open_requests_limit")),
        (_("Who sees what"), ("shows_ratings", "shows_checkins", "shows_verdicts")),
        (_("Safety"), ("safeguarding_person", "safeguarding_address")),
    )

    def parts(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names if name in self.fields]) for title, names in self.PARTS]

    def __init__(self, *args: Any, by: User, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial.update({f"shows_{kind}": kind in self.instance.shown_since for kind in SHOWABLE})
        self.people = self.who_may_be_named(by)
        field: Any = self.fields["safeguarding_person"]
        field.queryset = self.people
        field.empty_label = _("nobody yet")
        if not by.is_superuser:
            # Before anybody can be invited, the list may hold nobody but themselves.
            field.help_text = format_lazy(
                "{} {}",
                field.help_text,
                _(
                    "Listed is whoever is in a programme with you. Invite somebody else as a coordinator first, or ask "
                    "the owner of this site, who can name anybody with an account."
                ),
            )
        if self.people[MOST_NAMED:].exists():
            # Thousands of names in a list help nobody to find one.
            likely = Q(is_staff=True) | Q(memberships__in=Membership.objects.current().filter(role=Role.COORDINATOR))
            likely |= Q(safeguards=self.instance.pk) if self.instance.pk else Q()
            field.queryset = self.people.filter(pk__in=User.objects.filter(likely).values("pk"))
        else:
            del self.fields["safeguarding_address"]

    def who_may_be_named(self, by: User) -> QuerySet[User]:
        """For the owner anybody; for a coordinator whom they meet anyway, and whoever it is now."""
        people: QuerySet[User] = User.objects.filter(is_active=True)
        if not by.is_superuser:
            people = people.filter(pk__in=User.objects.visible_to(by)) | people.filter(safeguards=self.instance.pk)
        return people.distinct().order_by("name")

    def clean_safeguarding_address(self) -> User | None:
        """The person with this address, among those that may be named: of others nobody learns that they are here."""
        address = self.cleaned_data["safeguarding_address"]
        found = self.people.filter(email__lower=address.lower()).first() if address else None
        if address and not found:
            raise ValidationError(_("Nobody whom you can name here has this address."))
        return found

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if named := said.get("safeguarding_address"):
            said["safeguarding_person"] = named
        self.instance.show([kind for kind in SHOWABLE if said.get(f"shows_{kind}")])
        return said


class NewProgrammeForm(ProgrammeForm):
    coordinators = AddressesField(
        label=_("First coordinators"),
        help_text=_("Their e-mail addresses. Who has no account here yet gets an invitation."),
    )


class CoordinatorsForm(forms.Form):
    """Who is to coordinate a programme that nobody does yet."""

    coordinators = AddressesField(
        label=_("Who is to coordinate it"),
        help_text=_("Their e-mail addresses. Who has no account here yet gets an invitation."),
    )


class InviteForm(forms.Form):
    addresses = AddressesField(
        label=_("E-mail addresses"), help_text=_("One on each line, or apart by commas. Up to 200 at once.")
    )
    role = forms.ChoiceField(label=_("They join as"), choices=Role.choices, initial=Role.MENTEE)


class MembershipForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """One's own room and time out."""

    is_away = forms.BooleanField(
        label=_("I am away and take no new requests"),
        required=False,
        help_text=_("Requests and proposals that wait keep their days. Your mentorships go on unless you pause them."),
    )
    # Off: one can be too full for new people and there for one's own, and a pause is felt by somebody else.
    pauses = forms.BooleanField(label=_("Pause my mentorships here for as long"), required=False)

    class Meta:
        model = Membership
        fields = ("capacity", "is_away", "paused_until", "pauses")
        help_texts: ClassVar[dict[str, Any]] = {
            "capacity": _("Members of the programme see whether you have room. Fewer than you have now ends nothing."),
            "paused_until": _("The last day of it. Empty: until you say otherwise."),
        }
        widgets: ClassVar[dict[str, Any]] = {"paused_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial["is_away"] = self.instance.is_away
        if self.instance.role != Role.MENTOR:
            del self.fields["capacity"]
        self.fields["pauses"].help_text = self.whom_it_touches()
        if not self.fields["pauses"].help_text:
            del self.fields["pauses"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        until = said.get("paused_until")
        if said.get("is_away") and until and until < timezone.localdate():
            self.add_error("paused_until", _("That day is over. Choose a day to come."))
        elif said.get("pauses") and not said.get("is_away"):
            self.add_error("is_away", _("Tick this too to pause your mentorships, or take the other tick away."))
        elif said.get("pauses") and "paused_until" in said and (why_not := refusal_of(lambda: check_pause(until))):
            self.add_error("paused_until", why_not)
        return said

    def whom_it_touches(self) -> str:
        """Who would be told of a pause; nothing where everybody rests already, or nobody is there."""
        going_on = self.instance.running_mentorships().exclude(stage="paused").select_related("mentor", "mentee")
        names = [pair.partner_of(self.instance.person).first_name for pair in going_on]
        if not names:
            return ""
        return _("A letter tells %(names)s. It all goes on by itself on the day after.") % {
            "names": get_text_list(names, _now("and"))
        }

    def keep(self, *, by: User) -> "list[Mentorship]":
        """Say to the membership what was typed, by its own verbs. Returns the mentorships that were paused with it."""
        said = self.cleaned_data
        if "capacity" in said:
            self.instance.make_room(by=by, capacity=said["capacity"])
        if said["is_away"]:
            mine: Membership = self.instance
            return mine.go_away(by=by, until=said["paused_until"], pausing=bool(said.get("pauses")))
        self.instance.come_back(by=by)
        return []


class RemoveForm(forms.Form):
    words = forms.CharField(
        label=_("A kind word"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Goes into their letter. Only they read it."),
    )


class HolidayForm(DrawnForm, forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = Holiday
        fields = ("name", "starts_on", "ends_on")
        help_texts: ClassVar[dict[str, Any]] = {
            "name": _("Such as “Winter break”. Everybody in the programme reads it."),
            "ends_on": _("This day is still free. Up to twelve weeks; the same day for a single one."),
        }
        widgets: ClassVar[dict[str, Any]] = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in ("starts_on", "ends_on")
        }

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("starts_on"), said.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day comes before the first."))
        return said

    def done(self, verb: Callable[..., object], *, by: User) -> bool:
        """Whether the form was right and the verb went through; it is called with what was typed."""
        if not (self.is_bound and self.is_valid()):
            return False
        try:
            verb(by=by, **{name: self.cleaned_data[name] for name in self.Meta.fields})
        except Refused as refused:
            self.add_error(refused.field if isinstance(refused, WrongDays) else None, str(refused))
            return False
        return True


class NextCohortForm(forms.Form):
    """What is asked of a next cohort; the rest it takes over."""

    name = Line(label=_("Its name"), max_length=LONGEST_NAME)
    starts_on = forms.DateField(
        label=_("Its first day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_(
            "The last day moves with it: by whole months where it is the same day of a month as last time, "
            "else by whole weeks."
        ),
    )

    def __init__(self, *args: Any, programme: Programme, **more: Any) -> None:
        super().__init__(*args, **more)
        self.programme = programme

    @property
    def planned(self) -> NextCohort:
        """What was asked for. Wants the form to be valid."""
        return NextCohort(self.programme, self.cleaned_data["name"], self.cleaned_data["starts_on"])

    def is_possible(self) -> bool:
        """Whether there could be such a one; what stands in the way is said beside its field."""
        if self.is_valid():
            try:
                self.planned.check()
            except NotNext as refused:
                self.add_error(refused.field, str(refused))
        return not self.errors
