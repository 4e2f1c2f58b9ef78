"""What people type about their mentorship."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.web.layout.drawn import plain
from alongside.web.layout.scale import Scale
from alongside.web.mentorships.items import ENDS
from alongside.web.mentorships.models import Agreement, Ending, Mentorship, Reflection
from alongside.web.mentorships.models.agreement import TERMS
from alongside.web.people.models import User

# A sentence to begin with, for the eyes of both; it is never put in without being asked for.
SUGGESTED = {
    "mentor_expects": _(
        "You come with questions and say early when you cannot come. You try things between our sessions and tell me "
        "how they went, also when they did not work."
    ),
    "mentee_expects": _(
        "You answer within a few days, are honest with me about what you see, and share what you tried yourself. "
        "You help me find my own way; you do not do my work."
    ),
    "confidentiality": _(
        "What we tell each other stays between us, unless one of us agrees to share it. The exception is safety: "
        "if somebody may come to harm, we tell the safeguarding person."
    ),
    "how_feedback": _(
        "At the end of each session each of us says one thing that helped and one thing to change. If something "
        "bothers us in between, we say so within a week."
    ),
    "how_we_end": _(
        "Each of us may end this at any time, without a reason and without blame, preferably in a last talk. "
        "We look together at whether to go on a month before the planned end."
    ),
}


class AgreementForm(forms.ModelForm):  # type: ignore[type-arg]
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Agreement
        fields = TERMS
        help_texts: ClassVar[dict[str, Any]] = {
            "every_days": _("7 is every week, 14 every two weeks, 28 every four weeks."),
            "channel": _("Where you usually talk. Every meeting can be elsewhere."),
            "weeks": _("How long you mean to go on. “Not sure yet” is an answer."),
        }
        widgets: ClassVar[dict[str, Any]] = {name: forms.Textarea(attrs={"rows": 4}) for name in SUGGESTED}

    def __init__(self, *args: Any, mentorship: Mentorship, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["mentor_expects"].label = _("What %(name)s expects, as mentor") % {
            "name": mentorship.mentor.first_name
        }
        self.fields["mentee_expects"].label = _("What %(name)s expects, as mentee") % {
            "name": mentorship.mentee.first_name
        }
        for name, words in SUGGESTED.items():
            self.fields[name].help_text = _("You both read and write this. To begin with, for example: %(words)s") % {
                "words": words
            }

    @property
    def terms(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in TERMS}

    def caught_up(self, standing: Agreement, sentence: str = "") -> "AgreementForm":
        """The same form, refused: what its writer left as they read it takes what stands now."""
        now, read = standing.terms(), standing.terms_of(self.cleaned_data.get("version") or 0)
        sent = {name: self.data.get(self.add_prefix(name), "") for name in TERMS}
        for name in read:
            # An example that was put in where nothing was written, and left as it is, is nobody's words either.
            left = {plain(read[name])} if read[name] else {"", plain(SUGGESTED.get(name))}
            if now[name] != read[name] and plain(sent[name]) in left:
                sent[name] = now[name]
        data = sent | {"version": standing.version}
        again = AgreementForm(data, instance=standing, mentorship=standing.mentorship)
        if sentence:
            again.add_error(None, sentence)
        return again


def suggested(agreement: Agreement) -> dict[str, Any]:
    """What stands in the agreement, with a suggestion wherever nothing is written."""
    return {name: getattr(agreement, name) or words for name, words in SUGGESTED.items()}


class PauseForm(forms.Form):
    until = forms.DateField(
        label=_("Until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_(
            "On this day your mentorship goes on by itself. You both get a letter three days before, where the pause "
            "is longer than that."
        ),
    )
    reason = forms.CharField(
        label=_("Why"), max_length=200, required=False, help_text=_("You need not say. Your partner can read this.")
    )


class EndForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why"),
        widget=forms.RadioSelect,
        choices=[choice for choice in Ending.Reason.choices if choice[0] != Ending.Reason.INTRODUCTION],
        help_text=_(
            "The first two are a success, and both of you read them. The others are read by you and the coordinators "
            "of the programme, not by your partner."
        ),
    )


class ReflectionForm(forms.ModelForm):  # type: ignore[type-arg]
    worth = forms.TypedChoiceField(
        label=_("All in all, was it worth your time?"),
        help_text=_(
            "Nobody reads your answer. It is added up over the programme, in fifths and of ten people or more. "
            "You can change it for a day."
        ),
        coerce=int,
        required=False,
        empty_value=None,
        choices=[(step, str(step)) for step in range(1, 6)],
        widget=Scale(first=ENDS[0], last=ENDS[-1]),
    )

    class Meta:
        model = Reflection
        fields = ("worth", "helped", "differently", "shared_with_partner", "wants_another")
        help_texts: ClassVar[dict[str, Any]] = {
            "helped": _("Only you can read this, unless you share it below."),
            "differently": _("Only you can read this, unless you share it below."),
        }
        widgets: ClassVar[dict[str, Any]] = {
            "helped": forms.Textarea(attrs={"rows": 4}),
            "differently": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, partner: User, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["shared_with_partner"].label = _("Let %(name)s read my words") % {"name": partner.first_name}
        if self.instance.worth_stands:
            del self.fields["worth"]
        self.fields["wants_another"].help_text = _("The coordinators of the programme see this wish; nobody else.")
