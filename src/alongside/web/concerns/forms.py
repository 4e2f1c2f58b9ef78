"""What is typed about a concern."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.web.concerns.models import Concern


class ConcernForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = Concern
        fields = ("text", "how_to_reach")
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "text": _("You may leave this empty and only ask for a talk. The safeguarding person and you can read it."),
            "how_to_reach": _(
                "A number, an address, a safe time. The safeguarding person and you can read it. Left empty, they read "
                "your e-mail address."
            ),
        }


class CloseForm(forms.Form):
    outcome = forms.CharField(
        label=_("What was done"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Whoever raised the concern can read this, and so can you."),
    )
