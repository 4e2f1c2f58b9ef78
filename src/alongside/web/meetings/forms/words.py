"""What the two write about a meeting: preparation, notes, actions, and the minute after."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.web.layout.scale import Scale
from alongside.web.meetings.forms.verb import VerbForm
from alongside.web.meetings.models import Action, Meeting, Note
from alongside.web.meetings.models.note import LONGEST
from alongside.web.mentorships.items import ENDS
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import User

FIVE = [(step, str(step)) for step in range(1, 6)]


class PrepareForm(VerbForm):
    questions = forms.CharField(
        label=_("What I want to ask or talk about, one a line"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    tried = forms.CharField(
        label=_("What I tried since we last met"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, data: Any = None, *, meeting: Meeting, by: User) -> None:
        standing = meeting.preparations.filter(person=by).first()
        initial = {"questions": standing.questions, "tried": standing.tried} if standing else {}
        super().__init__(data, initial=initial)
        partner = meeting.mentorship.partner_of(by).first_name
        for field in self.fields.values():
            field.help_text = format_html(_now("You and {} can read this; nobody else."), partner)


class NoteForm(VerbForm):
    body = forms.CharField(label=_("Notes"), required=False, max_length=LONGEST, strip=False, widget=forms.Textarea)
    # What stood in the box when it was last saved or opened: its number, and its words.
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    base = forms.CharField(required=False, max_length=LONGEST, strip=False, empty_value=None, widget=forms.HiddenInput)

    @classmethod
    def of(cls, note: Note, data: Any = None) -> "NoteForm":
        first = {"body": note.body, "version": note.version, "base": note.body}
        return cls(data, prefix="shared" if note.is_shared else "private", initial=first)

    # Browsers send the line ends of letters; what is compared and kept has one kind only.
    def clean_body(self) -> str:
        return str(self.cleaned_data["body"]).replace("\r\n", "\n")

    def clean_base(self) -> str | None:
        # Sent and empty, it says that the box was empty; not sent, that nobody knows.
        sent = self.data.get(self.add_prefix("base"))
        return None if sent is None else str(sent).replace("\r\n", "\n")


class ActionForm(VerbForm):
    text = forms.CharField(
        label=_("Next step"), max_length=300, help_text=_("You both read this; nobody else reads the words.")
    )
    owner = forms.TypedChoiceField(label=_("Who"))
    due_on = forms.DateField(
        label=_("By"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, pair: Mentorship, by: User, **more: Any) -> None:
        super().__init__(*args, **more)
        partner = pair.partner_of(by)
        people = {str(by.pk): by, str(partner.pk): partner}
        field: Any = self.fields["owner"]
        field.choices = [(str(by.pk), _("I")), (str(partner.pk), partner.first_name)]
        field.coerce = people.__getitem__


class HelpedForm(VerbForm):
    helped = forms.ChoiceField(label=_("Did it help?"), choices=Action.Helped.choices, widget=forms.RadioSelect)


class RateForm(VerbForm):
    useful = forms.TypedChoiceField(
        label=_("Was it a good use of your time?"), coerce=int, choices=FIVE, widget=Scale(first=ENDS[0], last=ENDS[-1])
    )
    item_value = forms.TypedChoiceField(
        coerce=int, required=False, empty_value=None, choices=FIVE, widget=Scale(first=ENDS[0], last=ENDS[-1])
    )

    def __init__(self, *args: Any, question: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["item_value"].label = question
