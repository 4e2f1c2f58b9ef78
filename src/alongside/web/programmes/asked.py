"""What coordinators type about a question, and what people answer."""

import json
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.errors import Refused
from alongside.web.layout.drawn import DrawnForm
from alongside.web.layout.line import on_one_line
from alongside.web.people.models import User
from alongside.web.programmes.models import Programme, Question, Role, Said
from alongside.web.programmes.models.answer import LONGEST
from alongside.web.programmes.models.question import ANSWERING, LONGEST_CHOICE, MOST_CHOICES
from alongside.web.programmes.refusals import WrongQuestion

AS_WRITTEN = _("People have answered it, so it stays as it is.")


class ChoicesField(forms.CharField):
    """Several choices, one on each line. Clean value: a list."""

    widget = forms.Textarea(attrs={"rows": 5})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        lines = [on_one_line(line) for line in super().clean(value).splitlines()]
        return [line for line in lines if line]


class QuestionForm(DrawnForm, forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    choices = ChoicesField(
        label=_("Choices"),
        required=False,
        max_length=MOST_CHOICES * (LONGEST_CHOICE + 20),
        help_text=_("One on each line, from two to twelve. Nothing for a question answered in their own words."),
    )

    says_optional_once = True  # beside the choices, which some kinds want and others do not

    class Meta:
        model = Question
        fields = ("text", "kind", "choices", "asked_of", "is_required", "read_by")
        help_texts: ClassVar[dict[str, Any]] = {
            "text": _("As people read it, such as “Which site do you work at?”"),
            "is_required": _(
                "Who joins by themselves has to answer. Whoever is here already is asked on their home page, and loses "
                "nothing without an answer."
            ),
            "read_by": _(
                "It stands beside the question wherever it is asked. Once somebody has answered, it can only be read "
                "by fewer. Matching can look at it where both sides give one of several choices and everybody reads it."
            ),
        }
        widgets: ClassVar[dict[str, Any]] = {
            "kind": forms.RadioSelect,
            "asked_of": forms.RadioSelect,
            "read_by": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if self.instance.pk and self.instance.is_answered:
            closed = self.instance.read_by == Question.ReadBy.COORDINATORS
            for name in ("text", "kind", *(("read_by",) if closed else ())):
                self.fields[name].disabled = True
                self.fields[name].help_text = AS_WRITTEN
            if self.instance.kind == Question.Kind.TEXT:
                del self.fields["choices"]
            else:
                self.fields["choices"].help_text = _(
                    "One on each line. You can add some and order them; what somebody has chosen stays."
                )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean()
        typed = said.get("choices")
        if typed and said.get("kind") == Question.Kind.TEXT and typed != self.instance.choices:
            self.add_error(
                "choices", _now("Say above that one or several of these are chosen, or take the choices out here.")
            )
        return said

    def done(self, verb: Callable[..., object], *, by: User) -> bool:
        """Whether the form was right and the verb went through; it is called with what was typed."""
        if not (self.is_bound and self.is_valid()):
            return False
        try:
            verb(by=by, **{name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields})
        except Refused as refused:
            self.add_error(refused.field if isinstance(refused, WrongQuestion) else None, str(refused))
            return False
        return True

    def _post_clean(self) -> None:
        """What was typed goes to the verb, which sees the row as it is then; not into the row in hand."""


class AnswersForm(DrawnForm, forms.Form):
    """The questions of a programme to one person, who may have answered some.

    It carries which questions were read and in which version: what was typed under other words is no answer.
    """

    def __init__(self, *args: Any, programme: Programme, person: User | None, joining: Iterable[str] = (), **more: Any):
        self.programme, self.joining = programme, set(joining)
        here = programme.roles_of(person) if person else set()
        self.here = {role for role in here if role != Role.COORDINATOR}
        asked = programme.questions.live().asked_of(self.here | self.joining).in_order()
        self.questions = list(asked.select_related("programme"))
        super().__init__(*args, **more)
        rows = person.programme_answers.filter(question__in=self.questions) if person else ()
        self.before = {answer.question_id: answer for answer in rows}
        for question in self.questions:
            field = field_for(question)
            if question.pk in self.before:
                is_list = question.kind == Question.Kind.SEVERAL
                field.initial = self.before[question.pk].chosen if is_list else self.before[question.pk].words
            if joining:
                field.required &= question.is_asked_of(self.wanted())
            self.fields[name_of(question)] = field
        if self.questions:
            hidden = forms.HiddenInput(attrs={"autocomplete": "off"})
            self.fields["asked"] = forms.CharField(required=False, widget=hidden, initial=json.dumps(self.versions))

    def wanted(self) -> set[str]:
        """For which roles an answer that is required is; what a role they had before requires can go on waiting."""
        return self.joining

    @property
    def versions(self) -> dict[str, int]:
        return {str(question.pk): question.version for question in self.questions}

    def kept_fields(self) -> list[tuple[str, forms.Field]]:
        return [(name, field) for name, field in super().kept_fields() if name != "asked"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        self.read = read_versions(self.data.get(self.add_prefix("asked"), ""))
        for question in self.questions:
            if self.read.get(str(question.pk), question.version) != question.version:
                self.add_error(
                    name_of(question), _now("This question was changed meanwhile. Read it again, then save.")
                )
        gone = [
            key for key in self.read.keys() - self.versions.keys() if self.data.get(self.add_prefix(f"question_{key}"))
        ]
        if gone:
            self.add_error(
                None,
                _now("Something you answered is no longer asked, so that answer was not kept. Save the rest again."),
            )
        if self.questions:
            data: Any = self.data
            data[self.add_prefix("asked")] = json.dumps(self.versions)
        return said

    @property
    def missing(self) -> list[Question]:
        """Those left open that have to be answered."""
        found = self.errors.as_data()
        return [
            question
            for question in self.questions
            if {error.code for error in found.get(name_of(question), ())} == {"required"}
        ]

    def is_answered_in_part(self) -> bool:
        """Whether nothing is wrong but what is `missing`, and there is something new beside it."""
        if not self.is_bound or len(self.errors) > len(self.missing):
            return False
        before = {pk: answer.words for pk, answer in self.before.items()}
        return any(before.get(pk, "") != said.in_words for pk, said in self.said.items())

    @property
    def said(self) -> dict[int, Said]:
        """What was answered, by question, without what is missing.

        One that was not on the page when it was drawn is not left open by that.
        """
        found = {}
        for question in self.questions:
            if question in self.missing:
                continue
            typed = self.cleaned_data.get(name_of(question)) or ""
            version = self.read.get(str(question.pk), question.version)
            if typed or not self.read or str(question.pk) in self.read:
                chosen = () if question.kind == Question.Kind.TEXT or not typed else typed
                chosen = (chosen,) if isinstance(chosen, str) else tuple(chosen)
                found[question.pk] = Said(version, "" if chosen else typed, chosen)
        return found


class JoinForm(AnswersForm):
    """Join as one, the other or both, and answer what the programme asks."""

    as_mentee = forms.BooleanField(label=_("I am looking for a mentor"), required=False)
    as_mentor = forms.BooleanField(label=_("I would like to mentor"), required=False)
    capacity = forms.IntegerField(
        label=_("How many mentees at the same time"),
        min_value=1,
        max_value=20,
        initial=1,
        required=False,
        help_text=_("As a mentor. One or two is plenty to begin with; you can change it at any time."),
    )
    OWN = ("as_mentee", "as_mentor", "capacity")

    def __init__(self, *args: Any, programme: Programme, person: User, **more: Any) -> None:
        super().__init__(*args, programme=programme, person=person, joining=ANSWERING, **more)

    def wanted(self) -> set[str]:
        """Once it is sent, for those that are ticked."""
        return {role for role in self.joining if not self.is_bound or self.data.get(self.add_prefix(f"as_{role}"))}

    def parts(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The questions apart, by whom they are asked of; no parts where there are none."""
        if not self.questions:
            return []
        asked = {
            of: [self[name_of(question)] for question in self.questions if question.asked_of == of]
            for of in Question.AskedOf.values
        }
        titles = (
            (_("How you join"), [self[name] for name in self.OWN]),
            (_("What the programme asks"), asked[Question.AskedOf.BOTH]),
            (_("If you are looking for a mentor"), asked[Question.AskedOf.MENTEES]),
            (_("If you would like to mentor"), asked[Question.AskedOf.MENTORS]),
        )
        return [(title, fields) for title, fields in titles if fields]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if not said.get("as_mentor") and not said.get("as_mentee"):
            raise forms.ValidationError(_("Choose whether you join as a mentor, as a mentee, or as both."))
        return said

    @property
    def room(self) -> dict[str, int]:
        """Each role taken, with its capacity."""
        said = self.cleaned_data
        room: dict[str, int] = {}
        if said["as_mentor"]:
            room[Role.MENTOR] = said.get("capacity") or 1
        if said["as_mentee"]:
            room[Role.MENTEE] = 1
        return room


def name_of(question: Question) -> str:
    return f"question_{question.pk}"


def field_for(question: Question) -> forms.Field:
    """As it is asked, with who reads the answer beside it."""
    told: dict[str, Any] = {
        "label": question.text, "required": question.is_required, "help_text": question.who_reads,
    }  # fmt: skip
    choices = [(choice, choice) for choice in question.choices]
    if question.kind == Question.Kind.ONE:
        open_ = [] if question.is_required else [("", _("No answer"))]
        return forms.ChoiceField(choices=[*choices, *open_], widget=forms.RadioSelect, **told)
    if question.kind == Question.Kind.SEVERAL:
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **told)
    return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}), **told)


def read_versions(text: str) -> dict[str, int]:
    """Which questions were on the page, and in which version. It was sent by a browser, or by anybody."""
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return {key: one for key, one in read.items() if type(one) is int} if isinstance(read, dict) else {}
