"""What a coordinator says about a round."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.web.layout.drawn import DrawnForm
from alongside.web.people.models import User
from alongside.web.people.style import STYLE
from alongside.web.programmes.alike import HOW
from alongside.web.programmes.models import Programme
from alongside.web.programmes.rules import (
    COUNTED,
    COVERAGES,
    HOURS,
    LABELS,
    MODES,
    PERSONALITY,
    SPREADS,
    STEPS,
    Rules,
)
from alongside.web.rounds.models import Round

WHY = _("Stands in the round's record, which only coordinators read.")


class RoundForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = Round
        fields = ("programme", "name")

    def __init__(self, *args: Any, by: User, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["programme"]
        field.queryset = Programme.objects.coordinated_by(by).exclude(rounds__in=Round.objects.open())
        field.empty_label = None
        self.fields["name"].help_text = _("Only coordinators read it, such as “Spring” or “Second round”.")


class RulesForm(DrawnForm, forms.Form):
    """The rules of a programme's matching, in plain words."""

    def __init__(self, *args: Any, programme: Programme, **more: Any) -> None:
        self.programme, self.now = programme, programme.rules
        super().__init__(*args, **more)
        for one in self.counted():
            self.fields[f"counts_{one.key}"] = forms.TypedChoiceField(
                label=one.label,
                help_text=one.what,
                coerce=int,
                choices=list(enumerate(STEPS)),
                initial=self.now.step(one.key),
            )
        self.fields["opposites"] = forms.MultipleChoiceField(
            label=_("Where opposites suit each other"),
            help_text=_("Everywhere else two people suit each other by being alike."),
            required=False,
            choices=[(choice.key, choice.question) for choice in STYLE],
            widget=forms.CheckboxSelectMultiple,
            initial=list(self.now.opposites),
        )
        for name in ("own_line", "own_department", "shared_language", "never_again", "left_out_first"):
            self.fields[name] = forms.BooleanField(label=LABELS[name], required=False, initial=getattr(self.now, name))
        for key, text in programme.comparable.items():
            self.fields[f"answers_{key}"] = forms.ChoiceField(
                label=text, choices=list(HOW.items()), initial=self.now.answers.get(key, "no")
            )
        self.fields["hours"] = forms.TypedChoiceField(
            label=LABELS["hours"],
            coerce=int,
            choices=[(hours, hours or _("none")) for hours in HOURS],
            initial=self.now.hours,
            help_text=_("Who has not said when they are free is never ruled out by this."),
        )
        for name, choices in (("mode", MODES), ("coverage", COVERAGES), ("spread", SPREADS)):
            self.fields[name] = forms.ChoiceField(
                label=LABELS[name],
                choices=list(choices.items()),
                widget=forms.RadioSelect,
                initial=getattr(self.now, name),
            )
        self.fields["why"] = forms.CharField(
            label=_("Why you change them"), required=False, max_length=1000, help_text=WHY
        )

    def counted(self) -> list[Any]:
        return [one for one in COUNTED if self.programme.asks_personality or one.key != PERSONALITY]

    @property
    def weights(self) -> list[forms.BoundField]:
        return [self[f"counts_{one.key}"] for one in self.counted()]

    @property
    def answers(self) -> list[forms.BoundField]:
        return [self[f"answers_{key}"] for key in self.programme.comparable]

    @property
    def hard(self) -> list[forms.BoundField]:
        return [self[name] for name in ("own_line", "own_department", "shared_language", "never_again", "hours")]

    @property
    def aims(self) -> list[forms.BoundField]:
        return [self[name] for name in ("mode", "coverage", "spread", "left_out_first")]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if self.errors:
            return said
        if not any(said[f"counts_{one.key}"] for one in self.counted()):
            raise forms.ValidationError(_now("Let at least one thing count."))
        if self.rules().too_much_personality(self.programme):
            self.add_error(
                f"counts_{PERSONALITY}",
                _now("Temperament may make up a fifth of the whole at most, so that nobody's answers show in a pair."),
            )
        return said

    def rules(self) -> Rules:
        """What was chosen. Wants a form that is valid, or nearly."""
        said = self.cleaned_data
        kept = {name: said.get(name) for name in (*LABELS,)}
        kept["weights"] = {one.key: said.get(f"counts_{one.key}") for one in self.counted()}
        kept["answers"] = {key: said.get(f"answers_{key}") for key in self.programme.comparable}
        return Rules.read(kept, self.programme.comparable)


class WhyForm(forms.Form):
    """Setting a pair by hand: why, for the record."""

    why = forms.CharField(label=_("Why"), required=False, max_length=1000, help_text=WHY)
    for_good = forms.BooleanField(required=False, label=_("Rule it out in later rounds too"))


class NoteForm(forms.Form):
    words = forms.CharField(label=_("Note"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text=WHY)
