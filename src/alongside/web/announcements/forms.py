"""What a coordinator writes to the members of a programme."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.errors import Refused
from alongside.web.announcements.models import Announcement, Audience
from alongside.web.layout.drawn import DrawnForm
from alongside.web.people.models import User
from alongside.web.programmes.models import Programme


class AnnouncementForm(DrawnForm, forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = Announcement
        fields = Announcement.TYPED
        help_texts: ClassVar[dict[str, Any]] = {
            "audience": _("They do not see who else has it. Each may choose not to have such letters by e-mail."),
            "greets": _("Only the first name is put in."),
            "words": _("Plain text; addresses of pages become links. Your name is put below, and answers come to you."),
        }
        widgets: ClassVar[dict[str, Any]] = {
            "audience": forms.RadioSelect,
            "words": forms.Textarea(attrs={"rows": 12}),
        }

    def __init__(self, *args: Any, programme: Programme, by: User, **more: Any) -> None:
        super().__init__(*args, **more)
        self.by = by
        counts = Audience.counted(programme, besides=by)
        choices = self.fields["audience"]
        assert isinstance(choices, forms.ChoiceField)
        choices.choices = [(group.value, f"{group.label} ({counts[group]})") for group in Audience]

    def done(self, verb: Callable[..., object]) -> Any:
        """What the verb made of what was typed, or True; nothing where the form was not sent, or was refused."""
        if not (self.is_bound and self.is_valid()):
            return None
        try:
            return verb(by=self.by, **{name: self.cleaned_data[name] for name in self.Meta.fields}) or True
        except Refused as refused:
            self.add_error(None, str(refused))
            return None

    @property
    def status(self) -> int:
        return 422 if self.is_bound else 200
