"""The two questions, and who may read the answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.web.feedback.models import Feedback
from alongside.web.people.models import User


class FeedbackForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = Feedback
        fields = ("helped", "change", "shared_with")
        labels = {"helped": _("What helped?"), "change": _("What would I change?")}
        widgets = {
            "helped": forms.Textarea(attrs={"rows": 4}),
            "change": forms.Textarea(attrs={"rows": 4}),
            "shared_with": forms.RadioSelect,
        }
        help_texts = {
            "helped": _("Something that was done, and what it led to. Whom you choose below can read this."),
            "change": _("Something to do differently next time, not what somebody is like. The same people read it."),
            "shared_with": _("Nobody else can read it."),
        }

    @classmethod
    def of(cls, feedback: Feedback, data: Any = None) -> "FeedbackForm":
        first = {name: getattr(feedback, name) for name in cls.Meta.fields}
        return cls(feedback.mentorship.partner_of(feedback.by), data, initial=first)

    def __init__(self, partner: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["shared_with"]
        assert isinstance(field, forms.TypedChoiceField)
        labels = dict(Feedback.SharedWith.choices) | {"partner": partner.name}
        field.choices = list(labels.items())
