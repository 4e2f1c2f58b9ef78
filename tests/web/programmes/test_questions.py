"""The questions of a programme's own: who writes them, what may change once they are answered, and their order."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from alongside.web.programmes.models import Question
from alongside.web.programmes.models.question import MOST_ASKED
from alongside.web.programmes.refusals import GoneBy, NotYours, Overtaken, WrongQuestion
from tests.factories.programmes import MembershipFactory, ProgrammeFactory
from tests.factories.questions import SITES, answer, question_of

FORM = {
    "text": "Which site do you work at?",
    "kind": "one",
    "choices": "Berlin\r\n  Lagos \r\n\r\nOslo",
    "asked_of": "both",
    "read_by": "coordinators",
}
SAID = {**FORM, "choices": SITES, "is_required": False}


@pytest.fixture
def site(cast) -> Question:
    assert cast.mentorship
    return question_of(cast.programme)


def page(name: str, row) -> str:
    return reverse(f"programmes:{name}", args=[row.pk])


def texts(cast) -> list[str]:
    return [question.text for question in cast.programme.questions.live().in_order()]


def said_to(answer_) -> str:
    return " ".join(str(message) for message in get_messages(answer_.wsgi_request))


def test_a_coordinator_writes_one_with_its_choices(client, cast):
    client.force_login(cast.chidi)

    assert client.post(page("write_question", cast.programme), FORM).status_code == 302
    question = Question.objects.get()
    assert (question.text, question.choices, question.created_by) == (FORM["text"], SITES, cast.chidi)
    assert FORM["text"] in client.get(page("questions", cast.programme)).content.decode()


def test_members_and_strangers_find_no_page_to_write_on(client, cast, site):
    pages = [page("questions", cast.programme), page("write_question", cast.programme), page("question", site)]
    pages += [page(name, site) for name in ("move_question", "retire_question", "bring_back_question")]
    for person in (cast.ben, cast.amara, cast.dana):
        client.force_login(person)
        assert {client.post(address, FORM).status_code for address in pages} == {404}

    assert Question.objects.get().is_live
    with pytest.raises(NotYours):
        Question.objects.write(cast.programme, by=cast.ben, **SAID)
    with pytest.raises(NotYours):
        site.retire(by=cast.ben)


def test_a_coordinator_of_another_programme_is_a_stranger_here(client, cast, site):
    MembershipFactory(programme=ProgrammeFactory(), person=cast.dana, role="coordinator")
    client.force_login(cast.dana)

    assert client.post(page("question", site), FORM).status_code == 404


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": ""}, "Please fill this in."),
        ({"choices": "Berlin"}, "Give from two to 12 choices."),
        ({"choices": "\n".join(map(str, range(13)))}, "Give from two to 12 choices."),
        ({"choices": "Berlin\nberlin"}, "Two of the choices are the same."),
        ({"choices": "Berlin\n" + "x" * 81}, "Keep each choice to 80 letters."),
        ({"kind": "many"}, "is not one of those that are offered"),
        ({"text": "x" * 201}, "At most 200 letters fit here"),
        ({"text": "WHICH site do you work at?"}, "The programme asks this already."),
    ],
)
def test_what_is_no_question_is_said_and_nothing_typed_is_lost(client, cast, site, typed, sentence):
    client.force_login(cast.chidi)
    refused = client.post(page("write_question", cast.programme), {**FORM, "text": "Where?", **typed})

    shown = refused.content.decode()
    assert refused.status_code == 422 and sentence in shown
    assert "Where?" in shown or "text" in typed
    assert Question.objects.count() == 1


def test_choices_of_a_question_in_own_words_are_dropped(cast):
    question = Question.objects.write(cast.programme, by=cast.chidi, **{**SAID, "kind": "text"})

    assert question.choices == []


def test_choices_typed_under_a_question_in_own_words_are_not_lost_without_a_word(client, cast, site):
    client.force_login(cast.chidi)

    refused = client.post(page("write_question", cast.programme), {**FORM, "text": "Where?", "kind": "text"})
    assert refused.status_code == 422 and "take the choices out here" in refused.content.decode()
    assert "Lagos" in refused.content.decode()
    # Choices that stood there before may stay in the form of what is asked in own words from now on.
    kept = client.post(page("question", site), {**FORM, "kind": "text", "choices": "\n".join(SITES)})
    assert kept.status_code == 302


def test_a_question_answered_in_own_words_has_no_choices_to_add(client, cast):
    assert cast.mentorship
    why = question_of(cast.programme, "Why?", kind="text")
    answer(why, cast.ben, "Because")
    client.force_login(cast.chidi)

    assert "choices" not in client.get(page("question", why)).context["form"].fields
    assert client.post(page("question", why), {**FORM, "is_required": "on"}).status_code == 302
    why.refresh_from_db()
    assert why.is_required and why.choices == [] and why.text == "Why?"


def test_there_are_no_more_than_a_form_can_bear(client, cast, site):
    for number in range(MOST_ASKED - 1):
        question_of(cast.programme, f"Question {number}?")
    client.force_login(cast.chidi)

    assert client.post(page("write_question", cast.programme), {**FORM, "text": "One more?"}).status_code == 422
    assert "as many as a programme can ask" in client.get(page("questions", cast.programme)).content.decode()
    site.given.create(person=cast.ben, words="Berlin", chosen=["Berlin"])
    site.retire(by=cast.chidi)
    assert client.post(page("write_question", cast.programme), {**FORM, "text": "One more?"}).status_code == 302
    with pytest.raises(WrongQuestion):
        site.bring_back(by=cast.chidi)


def test_all_of_it_can_change_while_nobody_has_answered(cast, site):
    answer(site, cast.ben)  # left open
    site.change(by=cast.chidi, text="Where?", kind="several", choices=["A", "B"], read_by="members")

    site.refresh_from_db()
    assert (site.text, site.kind, site.choices, site.read_by) == ("Where?", "several", ["A", "B"], "members")
    assert not site.given.exists()  # whoever left it open is asked anew: it reads otherwise


@pytest.mark.parametrize(
    "other",
    [
        {"text": "Where?"}, {"kind": "several"}, {"choices": ["Lagos", "Oslo"]}, {"read_by": "members"},
        {"asked_of": "mentee"},
    ],
)  # fmt: skip
def test_an_answer_goes_on_meaning_what_it_meant_to_whom_it_was_given(cast, site, other):
    answer(site, cast.ben, "Berlin")

    with pytest.raises(WrongQuestion):
        site.change(by=cast.chidi, **other)
    site.refresh_from_db()
    assert (site.text, site.kind, site.choices, site.read_by, site.asked_of) == (
        SAID["text"], "one", SITES, "coordinators", "both",
    )  # fmt: skip


def test_what_is_safe_can_change_after_answers(cast):
    site = question_of(cast.programme, read_by="members", asked_of="mentee")
    answer(site, cast.ben, "Berlin")
    site.change(by=cast.chidi, choices=["Rome", "Berlin"], is_required=True, read_by="coordinators", asked_of="both")

    site.refresh_from_db()
    assert site.choices == ["Rome", "Berlin"] and site.is_required
    assert (site.read_by, site.asked_of, site.version) == ("coordinators", "both", 1)


def test_the_form_keeps_the_words_that_were_answered(client, cast, site):
    answer(site, cast.ben, "Berlin")
    client.force_login(cast.chidi)

    assert "People have answered it" in client.get(page("question", site)).content.decode()
    refused = client.post(page("question", site), {**FORM, "text": "Where?", "choices": "Lagos\nOslo"})
    assert refused.status_code == 422
    assert "Somebody has chosen “Berlin”, so it stays." in refused.content.decode()
    assert client.post(page("question", site), {**FORM, "text": "Where?", "choices": "Berlin\nRome"}).status_code == 302
    site.refresh_from_db()
    assert (site.text, site.choices) == (FORM["text"], ["Berlin", "Rome"])


def test_retired_it_is_kept_with_its_answers_and_can_be_asked_again(client, cast, site):
    answer(site, cast.ben, "Berlin")
    client.force_login(cast.chidi)
    client.post(page("retire_question", site))

    site.refresh_from_db()
    assert not site.is_live and site.retired_by == cast.chidi and site.given.count() == 1
    with pytest.raises(GoneBy):
        site.change(by=cast.chidi, text="Where?")
    assert client.get(page("question", site)).status_code == 302
    client.post(page("bring_back_question", site))
    site.refresh_from_db()
    assert site.is_live and site.given.get().words == "Berlin"


def test_nothing_stays_of_one_that_nobody_answered(client, cast, site):
    answer(site, cast.ben)
    client.force_login(cast.chidi)
    told = client.post(page("retire_question", site))

    assert "nobody had answered it" in said_to(told)
    assert not Question.objects.exists()
    with pytest.raises(Overtaken):
        site.change(by=cast.chidi, text="Where?")


def test_they_are_put_in_order_one_place_at_a_time(client, cast, site):
    second = question_of(cast.programme, "Second?")
    question_of(cast.programme, "Third?")
    client.force_login(cast.chidi)
    client.post(page("move_question", second), {"seen": second.place})
    assert texts(cast) == ["Second?", site.text, "Third?"]

    client.post(page("move_question", site), {"down": "yes"})
    client.post(page("move_question", site), {"down": "yes"})  # it is the last: nothing to pass
    assert texts(cast) == ["Second?", "Third?", site.text]


def test_a_button_pressed_twice_moves_it_once(client, cast, site):
    second, third = question_of(cast.programme, "Second?"), question_of(cast.programme, "Third?")
    client.force_login(cast.chidi)
    for _press in range(2):
        told = client.post(page("move_question", third), {"seen": third.place})

    assert texts(cast) == [site.text, "Third?", second.text]
    assert "The order was changed since you saw it." in said_to(told)


def test_two_windows_undo_nothing_of_each_other(client, cast, site):
    client.force_login(cast.chidi)
    drawn = client.get(page("question", site)).context["form"]["drawn"].value()
    site.change(by=cast.chidi, is_required=True)
    client.post(
        page("question", site), {**FORM, "choices": "Berlin\nLagos\nOslo", "asked_of": "mentor", "drawn": drawn}
    )

    site.refresh_from_db()
    assert site.is_required and site.asked_of == "mentor"
