"""What a coordinator types to a pair."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from alongside.web.cases.models import Case
from alongside.web.layout.drawn import DrawnForm
from alongside.web.layout.line import Line
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import User


class OfAPair(forms.Form):
    """Says once, before anything is sent or kept, that another coordinator had a word while the page stood open."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)  # the newest case that the page showed

    def __init__(self, mentorship: Mentorship, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.newest = mentorship.cases.open().exclude(owner=by).select_related("owner").order_by("-pk").first()
        self.initial["seen"] = self.newest.pk if self.newest else 0

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        seen = cleaned.pop("seen", None)
        if self.newest and seen is not None and self.newest.pk != seen:
            data = cast(QueryDict, self.data).copy()
            data[self.add_prefix("seen")] = str(self.newest.pk)
            self.data = data
            words = {"name": self.newest.owner.name}
            self.add_error(
                None,
                _("%(name)s had a word with them meanwhile. Send or note yours again if it is still of use.") % words,
            )
        return cleaned


class WordForm(OfAPair):
    """A letter to one or both of a pair."""

    to = forms.MultipleChoiceField(label=_("To"), widget=forms.CheckboxSelectMultiple)
    subject = Line(label=_("Subject"), max_length=150)
    words = forms.CharField(
        label=_("Your words"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("They get this by e-mail, from you. Other coordinators of the programme can read it."),
    )

    def __init__(self, mentorship: Mentorship, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(mentorship, by, *args, **kwargs)
        self.people: dict[str, User] = {"mentor": mentorship.mentor, "mentee": mentorship.mentee}
        choices = self.fields["to"]
        assert isinstance(choices, forms.MultipleChoiceField)
        choices.choices = [(side, person.name) for side, person in self.people.items()]
        choices.initial = list(self.people)

    @property
    def readers(self) -> list[User]:
        return [self.people[side] for side in self.cleaned_data["to"]]


class SpokeForm(OfAPair):
    """A word had some other way."""

    words = forms.CharField(
        label=_("What you spoke about"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The coordinators of the programme read this; the two do not, and nobody is written to."),
    )


class PlanForm(DrawnForm, forms.Form):
    """Who looks after a case, and when to look again."""

    owner = forms.ModelChoiceField(label=_("Who looks after it"), queryset=User.objects.none(), empty_label=None)
    look_again_on = forms.DateField(
        label=_("Look again on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, case: Case, data: Any = None) -> None:
        super().__init__(data, initial={"owner": case.owner_id, "look_again_on": case.look_again_on})
        choices = self.fields["owner"]
        assert isinstance(choices, forms.ModelChoiceField)
        choices.queryset = case.mentorship.coordinators()


class OutcomeForm(forms.Form):
    """Did it help?"""

    outcome = forms.ChoiceField(choices=Case.Outcome.choices)
