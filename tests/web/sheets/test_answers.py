"""Columns of a sign-up sheet that answer the programme's own questions."""

import pytest

from alongside.web.people.models import User
from alongside.web.sheets.answers import read
from alongside.web.sheets.arrival import Arrival
from alongside.web.sheets.models import Sheet
from alongside.web.sheets.preview import Preview
from tests.factories.people import UserFactory
from tests.factories.programmes import MembershipFactory
from tests.factories.questions import answer, question_of
from tests.factories.sheets import csv_of, uploaded

HEAD = ("Name", "E-mail", "Role", "Which site do you work at?", "Anything else")


def sheet_of(cast, *rows: tuple[str, ...], columns: dict[str, str] | None = None) -> Sheet:
    made: Sheet = uploaded(cast.programme, cast.chidi, csv_of([list(row) for row in rows], HEAD), columns or {})
    return made


def said(email: str) -> list[str]:
    return [one.words for one in User.objects.get(email=email).programme_answers.order_by("question")]


def test_a_heading_in_the_words_of_a_question_is_its_answers(cast):
    question_of(cast.programme, is_required=True)
    ida, jo = ("Ida Falk", "ida@example.org", "mentee", "oslo", "x"), ("Jo Hill", "jo@example.org", "mentor", "", "")
    sheet = sheet_of(cast, ida, jo)
    Arrival(sheet).bring_in(by=cast.chidi)

    assert said("ida@example.org") == ["Oslo"]
    assert said("jo@example.org") == []  # left open: asked when they come


def test_a_coordinator_says_which_column_is_which_question(cast):
    question_of(cast.programme)
    why = question_of(cast.programme, "Why?", kind="text", asked_of="mentee")
    sheet = sheet_of(
        cast,
        ("Ida Falk", "ida@example.org", "mentee", "Lagos", "For fun"),
        ("Jo Hill", "jo@example.org", "mentor", "Oslo", "Not asked"),
        columns={"Anything else": f"question {why.pk}"},
    )
    Arrival(sheet).bring_in(by=cast.chidi)

    assert said("ida@example.org") == ["Lagos", "For fun"]
    assert said("jo@example.org") == ["Oslo"]


def test_what_is_no_choice_is_mended_like_any_other_word(cast):
    question_of(cast.programme)
    sheet = sheet_of(cast, ("Ida Falk", "ida@example.org", "mentee", "Osloo", ""))
    (problem,) = Preview(sheet).problems
    assert (problem.text, problem.instead, problem.row) == ("Osloo", "Oslo", 2)
    assert Preview(sheet).people == []

    sheet.say_meant([(HEAD[3], "Osloo", "Oslo")])
    Arrival(sheet).bring_in(by=cast.chidi)
    assert said("ida@example.org") == ["Oslo"]


def test_an_account_that_exists_keeps_its_own_answers(cast):
    site = question_of(cast.programme)
    member, other = UserFactory(name="Ida", email="ida@example.org"), UserFactory(name="Jo", email="jo@example.org")
    MembershipFactory(programme=cast.programme, person=member)
    answer(site, member, "Berlin")
    cast.programme.safeguarding_person = cast.efua
    cast.programme.save()
    rows = (("Ida Falk", member.email, "mentee", "Oslo", ""), ("Jo Hill", other.email, "mentee", "Oslo", ""))
    Arrival(sheet_of(cast, *rows)).bring_in(by=cast.chidi)

    assert said(member.email) == ["Berlin"]
    assert said(other.email) == []  # invited: their own yes, and their own answer


@pytest.mark.parametrize(
    ("cell", "chosen"),
    [
        ("red, blue", ("Red", "Blue")),
        ("Blue;Red", ("Red", "Blue")),
        ("Black, white", ("Black, white",)),
        ("Redish", None),
        ("Red and blue", None),
        ("Red, pink", None),
    ],
)
def test_several_choices_stand_in_one_cell(cast, cell, chosen):
    colours = question_of(cast.programme, "Colours?", kind="several", choices=["Red", "Blue", "Black, white"])
    found = read(colours, cell)

    assert (found and found.chosen) == chosen


def test_of_one_choice_only_one_is_taken(cast):
    assert read(question_of(cast.programme), "Oslo, Lagos") is None
    assert read(question_of(cast.programme, "Why?", kind="text"), "x" * 1001) is None
