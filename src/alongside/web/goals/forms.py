"""What the two type about a goal."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.web.goals.models import Goal, Review
from alongside.web.goals.models.goal import in_words

LOOK_AGAIN_AFTER = timedelta(weeks=6)  # evidence.md: goals that nobody looks at for 45 days are forgotten
PAIR_READS = _("The two of you can read this.")


class Day(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def in_six_weeks() -> date:
    return timezone.localdate() + LOOK_AGAIN_AFTER


class GoalForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """How a goal reads: only its title has to be there."""

    class Meta:
        model = Goal
        fields = Goal.WORDS
        widgets = {"why": forms.Textarea(attrs={"rows": 3}), "due_on": Day()}
        help_texts = {
            "title": _("One sentence. The two of you can read this."),
            "why": _("What would be different? The two of you can read this."),
            "measure": _("What could you count or see? The two of you can read this."),
            "baseline": _("A number, today's."),
            "target": _("The number to reach."),
            "unit": _("Talks, pages, hours."),
            "due_on": _("A day you want to have reached it."),
        }


class SetForm(GoalForm):
    """A new goal, with a day to look at it again."""

    next_review_on = forms.DateField(
        label=_("Look at it again on"),
        required=False,
        initial=in_six_weeks,
        widget=Day(),
        help_text=_("We write to you both on that day."),
    )

    class Meta(GoalForm.Meta):
        fields = (*Goal.WORDS, "next_review_on")


class ReviseForm(GoalForm):
    """A goal changed; it remembers which version the writer read."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, goal: Goal, data: Any = None) -> "ReviseForm":
        return cls(data, initial=goal.words | {"version": goal.version})

    def caught_up(self, goal: Goal, sentence: str) -> "ReviseForm":
        """The same form after the other was quicker: what its writer left as it was takes the newer words."""
        read = goal.words_of(self.cleaned_data["version"])
        left = {field for field in Goal.WORDS if in_words(self.cleaned_data[field]) == read.get(field, "")}
        typed = {field: self.data.get(field, "") for field in Goal.WORDS if field not in left}
        again = ReviseForm(goal.words | typed | {"version": goal.version})
        again.add_error(None, sentence)
        return again


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
        label=_("Look at it again on"),
        required=False,
        initial=in_six_weeks,
        widget=Day(),
        help_text=_("We write to you both on that day."),
    )
    field_order = ("note", "next_review_on")

    class Meta:
        model = Review
        fields = ("note",)
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"note": PAIR_READS}


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(label=_("How did it come out?"), choices=Goal.Outcome.choices, widget=forms.RadioSelect)
