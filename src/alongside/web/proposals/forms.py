"""What people say about a proposal."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.web.people.models import User
from alongside.web.proposals.models import Answer, Proposal

READ_BY = _("Coordinators read this and look for somebody who suits better. %(name)s does not.")
KNOWN_TO = _(
    "%(name)s is never told that you ticked this, and no list but your own shows it. A coordinator who tries to pair "
    "the two of you by hand only reads that you were proposed to each other before. %(name)s cannot ask you to be "
    "their mentor then; you can still ask them yourself. It holds in the next cohorts of this programme, too, and you "
    "can take it back on the page of your membership."
)


class DeclineForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    reason = forms.ChoiceField(label=_("Reason"), choices=Answer.Reason.choices, widget=forms.RadioSelect)
    is_away = forms.BooleanField(
        label=_("Suggest nobody else to me for now"),
        required=False,
        help_text=_(
            "You count as away in this programme until you say on your membership's page that you are back, and others "
            "can see that."
        ),
    )
    keep_apart = forms.BooleanField(
        label=_("Never suggest the two of us to each other again"),
        required=False,
    )

    class Meta:
        model = Answer
        fields = ("reason", "words", "is_away", "keep_apart")
        widgets: ClassVar[dict[str, Any]] = {"words": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, partner: User, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["words"].help_text = READ_BY % {"name": partner.first_name}
        self.fields["keep_apart"].help_text = KNOWN_TO % {"name": partner.first_name}


class WithdrawForm(forms.Form):
    why = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only the coordinators of the programme read this. The two do not."),
    )


class ProposeForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """What a coordinator writes to two whom they propose to each other by hand."""

    class Meta:
        model = Proposal
        fields = ("what_for", "note")
        widgets: ClassVar[dict[str, Any]] = {"note": forms.Textarea(attrs={"rows": 4})}
        help_texts: ClassVar[dict[str, Any]] = {
            "what_for": _("One thing, in a few words: “contract law”, “speaking in public”. Both read it."),
            "note": _(
                "Both read it, in their letter and on the proposal, with your name. The coordinators of the programme "
                "can read it too, and nobody else. Leave out what one of them told you alone."
            ),
        }

    def __init__(self, *args: Any, is_second: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if is_second:
            self.fields["what_for"].required = True
        else:
            del self.fields["what_for"]
