"""What `/styles/` shows: a form with each kind of field, and two people who do not exist."""

from types import SimpleNamespace
from typing import Any

from django import forms

from alongside.web.layout.scale import Scale


class Sample(forms.Form):
    name = forms.CharField(label="Your name", help_text="People in your programmes see this.")
    why = forms.CharField(
        label="Why this goal", widget=forms.Textarea(attrs={"rows": 3}), help_text="The two of you can read this."
    )
    rhythm = forms.ChoiceField(label="How often", choices=[(7, "Every week"), (14, "Every two weeks")])
    channel = forms.ChoiceField(
        label="How you meet",
        choices=[("video", "Video call"), ("phone", "Phone"), ("place", "In person")],
        widget=forms.RadioSelect,
    )
    interests = forms.MultipleChoiceField(
        label="Interests",
        choices=[("writing", "Writing"), ("research", "Research"), ("teaching", "Teaching"), ("law", "Law")],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices--chips"}),
        required=False,
    )
    useful = forms.ChoiceField(
        label="How useful was the session?",
        choices=[(step, step) for step in range(1, 6)],
        widget=Scale(first="Not at all", last="Very much"),
    )
    day = forms.DateField(label="On", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    hour = forms.TimeField(label="At", widget=forms.TimeInput(attrs={"type": "time"}), required=False)
    photo = forms.FileField(label="Photo", required=False)
    open_to_more = forms.BooleanField(label="I have room for one more mentee", required=False)


def people() -> list[Any]:
    return [
        SimpleNamespace(name=name, initials=initials, get_absolute_url="#main")
        for name, initials in (("Amara Okafor", "AO"), ("Ben Lindqvist", "BL"))
    ]
