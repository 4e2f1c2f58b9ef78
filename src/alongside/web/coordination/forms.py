"""What is typed to and by coordinators."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AskForm(forms.Form):
    """One side of a pair asks the coordinators."""

    words = forms.CharField(
        label=_("What would you like to ask?"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The coordinators of your programme read this. Your partner does not, and is not told."),
    )
