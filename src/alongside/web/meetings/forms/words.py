"""What the two write about a meeting: preparation, notes, actions, and the minute after."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.errors import Refused
from alongside.web.layout.scale import Scale
from alongside.web.meetings.forms.verb import VerbForm
from alongside.web.meetings.guides import GROUPS, GUIDES, Guide
from alongside.web.meetings.models import Action, Meeting, Note
from alongside.web.meetings.models.note import LONGEST
from alongside.web.mentorships.items import ENDS
from alongside.web.mentorships.models import Mentorship
from alongside.web.mentorships.refusals import Overtaken
from alongside.web.people.models import User

FIVE = [(step, str(step)) for step in range(1, 6)]


class PrepareForm(VerbForm):
    guide = forms.ChoiceField(
        label=_("Guide for this session"),
        required=False,
        choices=[
            ("", _("No guide")),
            *((title, [(guide.slug, guide.title) for guide in guides]) for title, guides in GROUPS),
        ],
        help_text=_("You follow it together: both of you see which one, and either of you can change it."),
    )
    # Which one stood on the page. Off: else a browser fills in the one of before when the page is loaded anew.
    seen_guide = forms.CharField(required=False, max_length=30, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
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

    def __init__(self, data: Any = None, *, meeting: Meeting, by: User, guide: str = "") -> None:
        """`guide` names one whose lines are put below what is written already; what it does not know is no guide.

        Whoever has written nothing yet finds the lines of the guide that the two follow.
        """
        self.meeting, self.side = meeting, meeting.mentorship.side_of(by)
        standing = meeting.preparations.filter(person=by).first()
        initial = {"questions": standing.questions, "tried": standing.tried} if standing else {}
        initial |= {"guide": meeting.guide_followed, "seen_guide": meeting.guide_followed}
        super().__init__(data, initial=initial)
        partner = meeting.mentorship.partner_of(by).first_name
        for name in ("questions", "tried"):
            self.fields[name].help_text = format_html(_now("You and {} can read this; nobody else."), partner)
        if not meeting.is_session:
            del self.fields["guide"], self.fields["seen_guide"]
        elif guide in GUIDES:
            self.initial.update(guide=guide, questions=self.with_lines_of(guide, initial.get("questions", "")))
        elif meeting.guide_followed and not standing:
            self.initial.update(questions=self.with_lines_of(meeting.guide_followed, ""))

    @classmethod
    def put_in(cls, data: QueryDict, *, meeting: Meeting, by: User) -> "PrepareForm":
        """The form as it was sent, with the chosen guide's lines below what was typed. Nothing is saved."""
        chosen = data.get("guide", "")
        if chosen not in GUIDES or not meeting.is_session:
            form = cls(data, meeting=meeting, by=by)
            form.add_error(None, _now("Choose a guide first; then its questions can be put in."))
            return form
        form = cls(meeting=meeting, by=by)
        form.initial.update((name, data.get(name, "")) for name in form.fields)
        form.initial["questions"] = form.with_lines_of(chosen, data.get("questions", ""))
        return form

    def with_lines_of(self, guide: str, text: str) -> str:
        """The text, and below it those lines of the guide that nobody has begun to answer in it."""
        written = [line.strip() for line in text.splitlines()]
        lines = [one for one in GUIDES[guide].lines_for(self.side) if not any(line.startswith(one) for line in written)]
        return "\n".join([text.rstrip(), *lines] if text.strip() else lines)

    @property
    def shown_guide(self) -> Guide | None:
        """The one that is chosen in it."""
        return GUIDES.get(self["guide"].value() or "") if "guide" in self.fields else None

    def refuse(self, refusal: Refused) -> None:
        super().refuse(refusal)
        if isinstance(refusal, Overtaken):
            self.data = {**self.data.dict(), "seen_guide": self.meeting.guide_followed}  # type: ignore[attr-defined]  # typed in a browser


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
