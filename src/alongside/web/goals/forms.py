"""What the two type about a goal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.web.goals.models import Goal, Review

PAIR_READS = _("The two of you can read this.")


class Day(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class GoalForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """How a goal reads: only its title has to be there."""

    class Meta:
        model = Goal
        fields = Goal.WORDS
        widgets = {"why": forms.Textarea(attrs={"rows": 3}), "due_on": Day()}
        help_texts = {
            "title": _("One sentence. The two of you read it; so can the coordinators of the programme."),
            "why": _("What would be different? The two of you can read this."),
            "measure": _("What could you count or see? The two of you can read this."),
            "baseline": _("A number, if there is one: today's."),
            "target": _("The number you want to come to."),
            "unit": _("What the numbers count: talks, pages, hours."),
            "due_on": _("A day you want to have reached it."),
        }


class SetForm(GoalForm):
    """A new goal, with a day to look at it again."""

    class Meta(GoalForm.Meta):
        fields = (*Goal.WORDS, "next_review_on")
        widgets = {**GoalForm.Meta.widgets, "next_review_on": Day()}
        help_texts = {**GoalForm.Meta.help_texts, "next_review_on": _("We write to you both on that day.")}


class ReviseForm(GoalForm):
    """A goal changed; it remembers which version the writer read."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ProgressForm(forms.Form):
    """How far along, by its number where it has one, else by judgement."""

    measured = forms.DecimalField(label=_("Where it stands now"), max_digits=12, decimal_places=2)
    percent = forms.IntegerField(
        label=_("How far along"),
        min_value=0,
        max_value=100,
        initial=0,
        widget=forms.NumberInput(attrs={"type": "range", "step": 5}),
        help_text=_("From not begun, on the left, to reached, on the right."),
    )
    note = forms.CharField(
        label=_("What changed"), required=False, max_length=300, help_text=PAIR_READS, widget=forms.TextInput
    )
    on = forms.DateField(
        label=_("When"), required=False, widget=Day(), help_text=_("Today, unless it was on an earlier day.")
    )

    def __init__(self, goal: Goal, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if goal.target is None:
            del self.fields["measured"]
            self.fields["percent"].initial = goal.latest.percent if goal.latest else 0
            return
        del self.fields["percent"]
        self.fields["measured"].help_text = _("In %(unit)s.") % {"unit": goal.unit} if goal.unit else ""

    def as_verb(self) -> dict[str, Any]:
        """What `Goal.mark_progress` wants."""
        typed = self.cleaned_data
        how_far = {"measured": typed["measured"]} if "measured" in self.fields else {"value": typed["percent"] / 100}
        return {**how_far, "note": typed["note"], "on": typed["on"]}


class ReviewForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """What the two decided when they looked again."""

    next_review_on = forms.DateField(
        label=_("Look at it again on"), required=False, widget=Day(), help_text=_("We write to you both on that day.")
    )
    field_order = ("note", "next_review_on")

    class Meta:
        model = Review
        fields = ("note",)
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"note": PAIR_READS}


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(label=_("How did it come out?"), choices=Goal.Outcome.choices, widget=forms.RadioSelect)
