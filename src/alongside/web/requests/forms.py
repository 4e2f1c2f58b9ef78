"""What the two write about a request."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.web.people.models import User
from alongside.web.requests.models import Request


class AskForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = Request
        fields = ("goal", "why_you", "every_days")
        widgets: ClassVar[dict[str, Any]] = {
            "goal": forms.Textarea(attrs={"rows": 4}),
            "why_you": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, mentor: User, **more: Any) -> None:
        super().__init__(*args, **more)
        name = {"name": mentor.first_name}
        self.fields["goal"].help_text = (
            _("What would be different in half a year? Only %(name)s reads this; coordinators do not.") % name
        )
        self.fields["why_you"].label = _("Why %(name)s") % name
        self.fields["why_you"].help_text = (
            _("What in their profile speaks to you. Only %(name)s reads this; coordinators do not.") % name
        )
        self.fields["every_days"].help_text = _("Only a wish; you agree on it together later.")


class DeclineForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=Request.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a reason; it is kinder than none.")},
    )

    class Meta:
        model = Request
        fields = ("reason", "reply")
        widgets: ClassVar[dict[str, Any]] = {"reply": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, mentee: User, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["reply"].help_text = _("Only %(name)s reads this and the reason.") % {"name": mentee.first_name}


class MoreForm(forms.Form):
    """A question before the answer."""

    question = forms.CharField(
        label=_("What would you like to know?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, mentee: User, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["question"].help_text = _("Only %(name)s reads this.") % {"name": mentee.first_name}


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Your answer"), max_length=1500, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, mentor: User, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["answer"].help_text = _("Only %(name)s reads this.") % {"name": mentor.first_name}
