"""What people type about themselves."""

import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from alongside.web.layout.drawn import DrawnForm
from alongside.web.layout.line import Line
from alongside.web.layout.scale import Scale
from alongside.web.people import completeness, languages
from alongside.web.people.clock import site_zone
from alongside.web.people.hours import PARTS, spans, ticks
from alongside.web.people.lists import SUBJECTS
from alongside.web.people.models import IntendedLength, Language, Profile, Rhythm, Subject, User, Value
from alongside.web.people.personality import LINES
from alongside.web.people.photo import PhotoRefused, clean_photo
from alongside.web.people.style import STYLE
from alongside.web.people.widgets import Chips, HoursWidget, OneChip, ScaleWidget, ThemesWidget

MOST_VALUES = 5
MOST_OWN = 10

# What a field is used for and who sees it, in as few words as a phone has room for.
SEEN = _("Your programmes see this.")
SEARCHED = _("Your programmes see this; search finds it.")
FOR_MATCHING = _("Your programmes see this; matching uses it.")


def time_zones() -> list[tuple[str, str]]:
    """Every zone with a place's name, as a person would look for it; first UTC, and the site's own."""
    names = {name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/")}
    first = dict.fromkeys(("UTC", site_zone()))
    return [(name, name.replace("_", " ")) for name in (*first, *sorted(names - set(first)))]


class NameField(Line):
    """A name stands on one line, in headings and in the heads of letters."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=120, **more)


class SignUpForm(forms.Form):
    """Asked at sign-up beside the e-mail address and the password."""

    name = NameField(
        label=_("Your name"),
        help_text=_("People in your programmes see this."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    time_zone = forms.ChoiceField(
        label=_("Your time zone"),
        choices=time_zones,
        required=False,
        initial=site_zone,
        help_text=_("Every date and hour is shown on your own clock."),
        widget=forms.Select(attrs={"data-time-zone": site_zone()}),
    )

    def clean_time_zone(self) -> str:
        return self.cleaned_data["time_zone"] or site_zone()

    def signup(self, request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.time_zone = self.cleaned_data["time_zone"]
        user.save(update_fields=["name", "time_zone"])
        Profile.objects.create(person=user)


class OwnWordsField(forms.CharField):
    """Own wording beside a shipped list: names with commas between them, cleaned to a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=600, **kwargs)

    def clean(self, value: Any) -> list[str]:
        names = [" ".join(name.split()) for name in super().clean(value).split(",")]
        names = list(dict.fromkeys(name for name in names if name))
        if len(names) > MOST_OWN:
            raise forms.ValidationError(_g("Please write at most %(most)d of your own.") % {"most": MOST_OWN})
        for name in names:
            if len(name) > 60:
                raise forms.ValidationError(_g("“%(name)s…” is too long: at most 60 letters.") % {"name": name[:30]})
        return names


class LanguagesField(OwnWordsField):
    """Languages beside those to choose from, by their names; cleaned to a list of languages."""

    def clean(self, value: Any) -> list[Any]:
        found, unknown = languages.called(super().clean(value))
        if unknown:
            raise forms.ValidationError(
                _g("We know no language called “%(name)s”. Try its English name.") % {"name": unknown[0]}
            )
        return found


@dataclass(frozen=True)
class Section:
    """A part of the page. One that is for the other role is folded until somebody opens it."""

    anchor: str
    title: Any
    line: Any
    fields: list[forms.BoundField]
    can_fold: bool = False
    is_open: bool = True


class ProfileForm(DrawnForm, forms.ModelForm):  # type: ignore[type-arg]
    """The whole profile on one page: one form, so that saving one part never loses another."""

    # Said once at the top of the page, instead of beside every field.
    says_optional_once = True

    name = NameField(label=_("Name"), help_text=SEEN)
    new_photo = forms.FileField(
        label=_("Photo"),
        required=False,
        help_text=_("Your programmes see it. At most 10 MB; we keep a small copy without place or date."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )
    drop_photo = forms.BooleanField(label=_("Take my photo away"), required=False)
    values_own = OwnWordsField(label=_("Or in your own words"), help_text=_("Commas between them. They count too."))
    offers_own = OwnWordsField(label=_("More I can help with"), help_text=_("Commas between them."))
    seeks_own = OwnWordsField(label=_("More I want to learn"), help_text=_("Commas between them."))
    interests_own = OwnWordsField(
        label=_("Interests"),
        help_text=_("What you like to talk about, commas between. Your programmes see it; search and matching use it."),
    )
    languages_own = LanguagesField(label=_("Other languages"), help_text=_("Commas between them."))
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=time_zones, help_text=_("Every date and hour is shown on your own clock.")
    )
    channels = forms.MultipleChoiceField(
        label=_("How you like to talk"),
        choices=[("video", _("Video")), ("phone", _("Phone")), ("in_person", _("In person")), ("email", _("E-mail"))],
        required=False,
        widget=Chips,
        help_text=FOR_MATCHING,
    )
    every_days = forms.TypedChoiceField(
        label=_("Rhythm"),
        choices=[("", _("No preference")), *Rhythm.choices],
        coerce=int,
        empty_value=None,
        required=False,
        widget=OneChip,
        help_text=FOR_MATCHING,
    )
    intended_weeks = forms.TypedChoiceField(
        label=_("How long you have in mind"),
        choices=[("", _("No answer")), *IntendedLength.choices],
        coerce=int,
        empty_value=None,
        required=False,
        widget=OneChip,
        help_text=_("“Not sure yet” is an answer too. Your programmes see this; matching uses it."),
    )
    hours = forms.MultipleChoiceField(
        label=_("Hours that suit"),
        choices=[(f"{day}-{key}", f"{day}-{key}") for day in range(7) for key, *_rest in PARTS],
        required=False,
        widget=HoursWidget,
        help_text=_("On your own clock. Your programmes see them; matching uses them."),
    )

    class Meta:
        model = Profile
        fields = ["pronouns", "headline", "about", "values", "wants", "seeks", "helps", "offers", "years", "languages"]
        fields += ["room"]
        widgets = {
            "about": forms.Textarea(attrs={"rows": 4}),
            "wants": forms.Textarea(attrs={"rows": 3}),
            "helps": forms.Textarea(attrs={"rows": 3}),
            "room": forms.URLInput(attrs={"placeholder": "https://"}),
            "values": Chips,
            "seeks": ThemesWidget,
            "offers": ThemesWidget,
            "languages": Chips,
        }
        help_texts = {
            "pronouns": SEEN,
            "headline": _("One line beside your name. Your programmes see it; search finds it."),
            "about": SEARCHED,
            "values": _("Up to five. Your programmes see them; matching uses them."),
            "wants": SEARCHED,
            "seeks": FOR_MATCHING,
            "helps": SEARCHED,
            "offers": FOR_MATCHING,
            "years": _("In your field, roughly. Your programmes see it; matching looks at how far a mentor is ahead."),
            "room": _("A link for video. Nobody sees it here; it is filled in when you set a time to meet."),
            "languages": _("Those you can hold a session in. Your programmes see them; matching uses them."),
        }

    LISTS: ClassVar[dict[str, Any]] = {"values": Value, "seeks": Subject, "offers": Subject, "interests": Subject}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        profile: Profile = self.instance
        self.initial = dict(self.initial) | {
            "name": profile.person.name,
            "time_zone": profile.person.time_zone,
            "channels": [channel.value for channel in profile.channels],
            "every_days": profile.every_days,
            "intended_weeks": profile.intended_weeks,
            "hours": ticks(profile.hours.values_list("weekday", "starts", "ends")),
        }
        for name in self.LISTS:
            rows = list(getattr(profile, name).all())
            self.initial[name] = [row for row in rows if row.is_shipped]
            own = [row.name for row in rows if name == "interests" or not row.is_shipped]
            self.initial[f"{name}_own"] = ", ".join(own)
        themes = subjects_by_theme()
        self.fields["values"].queryset = Value.objects.shipped()  # type: ignore[attr-defined]
        for name in ("seeks", "offers"):
            self.fields[name].queryset = Subject.objects.shipped()  # type: ignore[attr-defined]
            self.fields[name].choices = themes  # type: ignore[attr-defined]
        self.fields["languages"].queryset = Language.objects.all()  # type: ignore[attr-defined]
        self.fields["languages"].choices = languages.to_choose_from(self["languages"].value() or [])  # type: ignore[attr-defined]
        for choice in STYLE:
            self.fields[f"style_{choice.key}"] = forms.TypedChoiceField(
                label=choice.question,
                choices=[("", _("No answer")), *((step, choice.in_words(step)) for step in range(1, 6))],
                coerce=int,
                empty_value=None,
                required=False,
                initial=profile.working_style.get(choice.key, ""),
                widget=ScaleWidget(attrs={"first": choice.first, "second": choice.second}),
            )
        if not profile.photo:
            del self.fields["drop_photo"]

    def clean_new_photo(self) -> Any:
        upload = self.cleaned_data["new_photo"]
        if not upload:
            return None
        try:
            return clean_photo(upload, upload.size)
        except PhotoRefused as refused:
            raise forms.ValidationError(str(refused)) from refused

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if len(cleaned.get("values") or []) + len(cleaned.get("values_own") or []) > MOST_VALUES:
            self.add_error("values", _g("Please keep to five values: the ones you would miss most."))
        if self.errors and cleaned.get("new_photo"):
            self.add_error("new_photo", _g("This photo is fine. Please choose it once more; a browser keeps no files."))
        return cleaned

    @transaction.atomic
    def save(self, commit: bool = True) -> Profile:
        """Raises HasLeft."""
        profile: Profile = self.instance
        said = self.cleaned_data
        User.objects.hold(profile.person)
        meant_weeks = Profile.objects.values_list("intended_weeks", flat=True).get(pk=profile.pk)
        profile.working_style = self.style_said()
        profile.every_days, profile.intended_weeks = said["every_days"], said["intended_weeks"]
        for channel in ("video", "phone", "email"):
            setattr(profile, f"by_{channel}", channel in said["channels"])
        profile.in_person = "in_person" in said["channels"]
        super().save()
        for name, rows in self.LISTS.items():
            getattr(profile, name).set([*said.get(name, []), *rows.objects.called(said[f"{name}_own"])])
        profile.languages.set([*said["languages"], *said["languages_own"]])
        if "hours" in self.changed_data:
            profile.keep_hours(spans(said["hours"]))
        profile.person.name, profile.person.time_zone = said["name"], said["time_zone"]
        profile.person.save(update_fields=["name", "time_zone"])
        if said["new_photo"]:
            profile.keep_photo(said["new_photo"])
        elif said.get("drop_photo"):
            profile.remove_photo()
        if profile.intended_weeks != meant_weeks:
            profile.person.read_pairs_again()
        return profile

    def style_said(self) -> dict[str, int]:
        steps = {choice.key: self.cleaned_data.get(f"style_{choice.key}") for choice in STYLE}
        return {key: step for key, step in steps.items() if step}

    def missing(self) -> list[completeness.Hint]:
        """What is still open in what was typed so far, saved or not, faulty or not."""
        self.full_clean()
        said = self.cleaned_data

        def any_of(*names: str) -> bool:
            return any(said.get(name) for name in names)

        return completeness.missing(
            {
                "headline": any_of("headline"),
                "purpose": any_of("wants", "helps"),
                "subjects": any_of("seeks", "offers", "seeks_own", "offers_own"),
                "values": any_of("values", "values_own"),
                "working_style": len(self.style_said()) >= 3,
                "languages": any_of("languages", "languages_own"),
                "channels": any_of("channels"),
                "hours": any_of("hours"),
                "every_days": said.get("every_days") is not None,
                "intended_weeks": said.get("intended_weeks") is not None,
                "about": any_of("about"),
                "photo": bool(self.instance.photo) and not any_of("drop_photo"),
            }
        )

    SIDES = (
        ("mentee", _("What you want to reach"), _("For mentees."), ("wants", "seeks", "seeks_own")),
        ("mentor", _("What you can help with"), _("For mentors."), ("helps", "offers", "offers_own")),
    )

    def sections(self) -> Iterator[Section]:
        """The page's parts, in their order."""
        yield self.section(
            "you", _("You"), "", "name", "headline", "about", "years", "new_photo", "drop_photo", "pronouns"
        )  # fmt: skip
        yield from self.sides()
        yield self.section("values", _("What you hold dear"), "", "values", "values_own", "interests_own")
        line = _("Neither end is the better one. Your programmes see your answers; matching uses them.")
        yield self.section("working_style", _("How you like to work"), line, *(f"style_{one.key}" for one in STYLE))
        yield self.section(
            "when", _("When and how"), "",
            "languages", "languages_own", "time_zone", "hours", "channels", "room", "every_days", "intended_weeks",
        )  # fmt: skip

    def faulty(self) -> list[tuple[str, Any]]:
        """Each field that was refused: the part it stands in, and its label."""
        return [(part.anchor, field.label) for part in self.sections() for field in part.fields if field.errors]

    def section(self, anchor: str, title: Any, line: Any, *names: str, **more: Any) -> Section:
        return Section(anchor, title, line, [self[name] for name in names if name in self.fields], **more)

    def sides(self) -> Iterator[Section]:
        """A mentee's and a mentor's part. One's own comes first; the other is folded while nothing stands in it."""
        person: Any = self.instance.person
        roles = set(person.memberships.filter(left_at=None).values_list("role", flat=True))
        own = [side for side in self.SIDES if side[0] in roles]
        others = [side for side in self.SIDES if side not in own]
        used = {
            role
            for role, *_words, names in self.SIDES
            if any(self[name].value() or self[name].errors for name in names)
        }
        open_roles = used.union(side[0] for side in own) or {side[0] for side in self.SIDES}
        for anchor, (role, title, line, names) in zip(("purpose", "other_side"), [*own, *others], strict=True):
            yield self.section(anchor, title, line, *names, can_fold=True, is_open=role in open_roles)


def subjects_by_theme() -> list[tuple[str, list[tuple[int, str]]]]:
    themes: dict[str, list[tuple[int, str]]] = {theme: [] for theme in SUBJECTS}
    for subject in Subject.objects.shipped():
        themes.setdefault(subject.theme, []).append((subject.pk, subject.name))
    return [(theme, subjects) for theme, subjects in themes.items() if subjects]


class PersonalityForm(forms.Form):
    """The twenty lines of the Mini-IPIP, each answered from 1 to 5."""

    def __init__(self, *args: Any, answers: list[int] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, line in enumerate(LINES):
            self.fields[f"line_{number}"] = forms.TypedChoiceField(
                label=line,
                coerce=int,
                choices=[(step, step) for step in range(1, 6)],
                initial=answers[number] if answers else None,
                widget=Scale(first=_("Not like me at all"), last=_("Very much like me")),
                error_messages={"required": _("Choose one of the five, the middle one if you cannot say.")},
            )

    @property
    def answers(self) -> list[int]:
        return [self.cleaned_data[f"line_{number}"] for number in range(len(LINES))]


class LeaveForm(forms.Form):
    """The last question before an account is closed."""

    sure = forms.BooleanField(
        label=_("Yes, close my account for good"),
        error_messages={"required": _("Please tick the box if you are sure.")},
    )
