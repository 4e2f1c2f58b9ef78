"""Answering what a programme asks: on joining and later, who reads it, and what becomes of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alongside.web.home.waiting import waiting_for
from alongside.web.people.download import own_data
from alongside.web.programmes.models import Answer, Membership, Role, Said
from alongside.web.programmes.refusals import Overtaken, Unanswered
from alongside.web.readings.models import Reading
from tests.factories.people import UserFactory
from tests.factories.programmes import InvitationFactory, MembershipFactory, ProgrammeFactory
from tests.factories.questions import answer, question_of


@pytest.fixture
def open_programme(cast):
    return ProgrammeFactory(name="Open house", joining="open", safeguarding_person=cast.efua)


def answers_page(programme) -> str:
    return reverse("programmes:answers", args=[programme.pk])


def words_of(person) -> dict[str, str]:
    return {one.question.text: one.words for one in person.programme_answers.select_related("question")}


def asks(person) -> list[str]:
    return [one.text for one in waiting_for(person) if "question" in one.text]


def test_whoever_joins_answers_on_the_same_form(client, cast, open_programme):
    site = question_of(open_programme, is_required=True)
    tools = question_of(open_programme, "Which tools?", kind="several", choices=["Hammer", "Saw"])
    why = question_of(open_programme, "Why?", kind="text")
    client.force_login(cast.dana)
    shown = client.get(reverse("programmes:join", args=[open_programme.pk])).content.decode()
    assert "Only the coordinators of Open house read your answer." in shown

    typed = {
        f"question_{site.pk}": "Lagos",
        f"question_{tools.pk}": ["Saw", "Hammer"],
        f"question_{why.pk}": " I like it ",
    }
    client.post(reverse("programmes:join", args=[open_programme.pk]), {"as_mentee": "on", **typed})

    assert words_of(cast.dana) == {site.text: "Lagos", "Which tools?": "Saw, Hammer", "Why?": "I like it"}
    assert asks(cast.dana) == []


def test_nobody_joins_without_an_answer_that_is_required(client, cast, open_programme):
    site = question_of(open_programme, is_required=True, asked_of="mentor")
    client.force_login(cast.dana)
    address = reverse("programmes:join", args=[open_programme.pk])

    refused = client.post(address, {"as_mentor": "on", "capacity": "3"})
    assert refused.status_code == 422 and "Please fill this in." in refused.content.decode()
    assert not open_programme.memberships.exists()
    assert client.post(address, {"as_mentee": "on"}).status_code == 302  # mentees are not asked it
    with pytest.raises(Unanswered):
        open_programme.join(by=cast.dana, room={Role.MENTOR: 1})
    assert open_programme.roles_of(cast.dana) == {"mentee"}
    open_programme.join(by=cast.dana, room={Role.MENTOR: 1}, said={site.pk: Said(1, chosen=("Oslo",))})
    assert words_of(cast.dana) == {site.text: "Oslo"}


def test_taking_another_role_asks_nothing_more_of_the_one_before(client, cast, open_programme):
    """Whoever was here before loses nothing without an answer."""
    MembershipFactory(programme=open_programme, person=cast.dana, role="mentor")
    late = question_of(open_programme, asked_of="mentor", is_required=True)
    client.force_login(cast.dana)
    address = reverse("programmes:join", args=[open_programme.pk])
    asked = client.get(address).context["form"]["asked"].value()

    assert client.post(address, {"as_mentee": "on", "asked": asked}).status_code == 302
    assert asks(cast.dana) == ["Open house has a question for you"]  # it goes on waiting
    assert client.post(answers_page(open_programme), {f"question_{late.pk}": "", "asked": asked}).status_code == 422


@pytest.mark.parametrize("wrong", ["Atlantis", "x" * 2000, "\x00"])
def test_what_is_no_answer_is_refused_in_a_sentence(client, cast, open_programme, wrong):
    site, why = question_of(open_programme), question_of(open_programme, "Why?", kind="text")
    client.force_login(cast.dana)
    typed = {"as_mentee": "on", f"question_{site.pk}": wrong, f"question_{why.pk}": "x" * 1001}

    refused = client.post(reverse("programmes:join", args=[open_programme.pk]), typed)
    assert refused.status_code == 422
    assert not Answer.objects.exists() and not open_programme.memberships.exists()


def test_an_invitation_asks_what_its_role_is_asked(client, cast):
    letter = InvitationFactory(programme=cast.programme, email=cast.dana.email, role="mentee", invited_by=cast.chidi)
    site = question_of(cast.programme, is_required=True)
    question_of(cast.programme, "For mentors?", asked_of="mentor", is_required=True)
    client.force_login(cast.dana)

    shown = client.get(letter.get_absolute_url()).content.decode()
    assert site.text in shown and "For mentors?" not in shown
    refused = client.post(letter.get_absolute_url())
    assert refused.status_code == 422 and "Please fill this in." in refused.content.decode()
    assert not cast.programme.roles_of(cast.dana)
    assert client.post(letter.get_absolute_url(), {f"question_{site.pk}": "Oslo"}).status_code == 302
    assert words_of(cast.dana) == {site.text: "Oslo"}


def test_whoever_was_here_before_finds_it_quietly_on_their_home(client, cast):
    assert cast.mentorship
    site = question_of(cast.programme, is_required=True)
    question_of(cast.programme, "Why?", kind="text", asked_of="mentee")
    assert asks(cast.ben) == ["Spring cohort has 2 questions for you"]
    assert asks(cast.amara) == ["Spring cohort has a question for you"]
    assert asks(cast.chidi) == asks(cast.dana) == []

    client.force_login(cast.ben)
    assert client.post(answers_page(cast.programme), {}).status_code == 422
    client.post(answers_page(cast.programme), {f"question_{site.pk}": "Oslo"})

    assert asks(cast.ben) == []  # what was left open is not asked again
    assert words_of(cast.ben) == {site.text: "Oslo", "Why?": ""}


def test_a_programme_that_is_over_asks_nothing(cast):
    assert cast.mentorship
    question_of(cast.programme)
    cast.programme.ends_on = timezone.localdate() - timezone.timedelta(days=1)
    cast.programme.save()

    assert asks(cast.ben) == []


def test_what_was_typed_under_other_words_is_no_answer(client, cast):
    """A coordinator opens to everybody what somebody is about to answer for coordinators only."""
    assert cast.mentorship
    site = question_of(cast.programme)
    client.force_login(cast.ben)
    drawn = client.get(answers_page(cast.programme)).context["form"]
    sent = {f"question_{site.pk}": "Oslo", "asked": drawn["asked"].value(), "drawn": drawn["drawn"].value()}
    site.change(by=cast.chidi, read_by="members")

    refused = client.post(answers_page(cast.programme), sent)
    assert refused.status_code == 422 and "This question was changed meanwhile." in refused.content.decode()
    assert not Answer.objects.exists()
    again = refused.context["form"]
    assert client.post(answers_page(cast.programme), {**sent, "asked": again["asked"].value()}).status_code == 302
    assert words_of(cast.ben) == {site.text: "Oslo"}
    with pytest.raises(Overtaken):
        cast.ben.programme_answers.keep(cast.programme, by=cast.ben, said={site.pk: Said(1, chosen=("Oslo",))})


def test_who_answered_what_is_no_longer_asked_is_told_that_it_was_not_kept(client, cast):
    assert cast.mentorship
    site, why = question_of(cast.programme), question_of(cast.programme, "Why?", kind="text")
    client.force_login(cast.ben)
    drawn = client.get(answers_page(cast.programme)).context["form"]
    sent = {name: drawn[name].value() for name in ("drawn", "asked")}
    typed = {f"question_{site.pk}": "Oslo", f"question_{why.pk}": "My knee"}
    why.retire(by=cast.chidi)

    refused = client.post(answers_page(cast.programme), {**sent, **typed})
    assert refused.status_code == 422 and "is no longer asked" in refused.content.decode()
    again = {name: refused.context["form"][name].value() for name in ("drawn", "asked")}
    assert client.post(answers_page(cast.programme), {**again, f"question_{site.pk}": "Oslo"}).status_code == 302
    assert words_of(cast.ben) == {site.text: "Oslo"}


def test_a_question_written_meanwhile_is_not_left_open_by_a_form_without_it(client, cast):
    assert cast.mentorship
    site = question_of(cast.programme)
    client.force_login(cast.ben)
    drawn = client.get(answers_page(cast.programme)).context["form"]
    question_of(cast.programme, "Why?", kind="text")
    sent = {f"question_{site.pk}": "Oslo", "asked": drawn["asked"].value(), "drawn": drawn["drawn"].value()}
    client.post(answers_page(cast.programme), sent)

    assert words_of(cast.ben) == {site.text: "Oslo"}
    assert asks(cast.ben) == ["Spring cohort has a question for you"]


@pytest.mark.parametrize(
    ("read_by", "readers"), [("coordinators", {"ben", "chidi"}), ("members", {"ben", "amara", "chidi"})]
)
def test_nobody_reads_an_answer_but_whom_its_question_names(client, cast, read_by, readers):
    assert cast.mentorship
    site = question_of(cast.programme, read_by=read_by, choices=["Ouagadougou", "Oslo"])
    mine = answer(site, cast.ben, "Ouagadougou")
    MembershipFactory(programme=ProgrammeFactory(), person=cast.dana, role="coordinator")
    MembershipFactory(programme=ProgrammeFactory(), person=cast.efua, role="coordinator")

    people = ("ben", "amara", "chidi", "dana", "efua")
    may = {name for name in people if Answer.objects.visible_to(getattr(cast, name)).filter(pk=mine.pk)}
    assert may == readers
    for name in ("ben", "amara", "chidi"):
        client.force_login(getattr(cast, name))
        shown = client.get(cast.ben.get_absolute_url()).content.decode()
        assert ("Ouagadougou" in shown) == (name in readers), name


def test_a_mentors_page_in_the_programme_shows_what_members_read(client, cast):
    assert cast.mentorship
    shown = question_of(cast.programme, "A shown question?", kind="text", read_by="members")
    closed = question_of(cast.programme, "A closed question?", kind="text")
    elsewhere = question_of(ProgrammeFactory(), "Elsewhere?", kind="text", read_by="members")
    for question in (shown, closed, elsewhere):
        answer(question, cast.amara, "Mine")
    client.force_login(cast.ben)
    seat = cast.amara.memberships.get(programme=cast.programme)
    page = client.get(reverse("programmes:mentor", args=[seat.pk])).content.decode()

    assert "A shown question?" in page
    assert "A closed question?" not in page and "Elsewhere?" not in page


def test_the_partner_cannot_tell_whether_there_is_an_answer(client, cast):
    assert cast.mentorship
    site = question_of(cast.programme)
    client.force_login(cast.amara)
    pages = [cast.ben.get_absolute_url(), cast.mentorship.get_absolute_url(), answers_page(cast.programme)]
    before = [client.get(page).content.decode().partition("<main")[2] for page in pages]
    answer(site, cast.ben, "Oslo")

    after = [client.get(page).content.decode().partition("<main")[2] for page in pages]
    for one, other in zip(before, after, strict=True):
        assert without_keys(one) == without_keys(other)


def without_keys(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


def test_what_is_no_longer_asked_is_read_by_coordinators_and_can_be_taken_back(client, cast):
    assert cast.mentorship
    site = question_of(cast.programme, read_by="members", choices=["Ouagadougou", "Oslo"])
    answer(site, cast.ben, "Ouagadougou")
    answer(site, cast.amara, "Oslo")
    site.retire(by=cast.chidi)

    for person, reads in ((cast.amara, False), (cast.chidi, True)):
        client.force_login(person)
        assert ("Ouagadougou" in client.get(cast.ben.get_absolute_url()).content.decode()) is reads
    client.force_login(cast.ben)
    assert "Ouagadougou" in client.get(answers_page(cast.programme)).content.decode()
    client.post(reverse("programmes:take_answer_back", args=[cast.programme.pk]), {"question": site.pk})
    assert [one.person for one in Answer.objects.all()] == [cast.amara]


def test_what_is_answered_is_kept_and_what_still_has_to_be_is_said(client, cast):
    assert cast.mentorship
    site = question_of(cast.programme, is_required=True)
    tools = question_of(cast.programme, "Which tools?", kind="several", choices=["Hammer", "Saw"], is_required=True)
    why = question_of(cast.programme, "Why?", kind="text")
    client.force_login(cast.ben)
    drawn = client.get(answers_page(cast.programme)).context["form"]
    sent = {name: drawn[name].value() for name in ("drawn", "asked")}

    saved = client.post(answers_page(cast.programme), {**sent, f"question_{why.pk}": "Because"}, follow=True)

    page = saved.content.decode()
    assert "Saved." in page
    for question in (site, tools):
        assert f"“{question}” still waits for your answer." in page
    assert "“Why?” still waits" not in page
    assert words_of(cast.ben) == {"Why?": "Because"}
    assert asks(cast.ben) == ["Spring cohort has 2 questions for you"]


def test_an_answer_that_has_to_be_given_is_not_emptied_and_nothing_new_is_not_called_saved(client, cast):
    assert cast.mentorship
    site, why = question_of(cast.programme, is_required=True), question_of(cast.programme, "Why?", kind="text")
    answer(site, cast.ben, "Oslo")
    client.force_login(cast.ben)

    refused = client.post(answers_page(cast.programme), {f"question_{why.pk}": ""})
    assert refused.status_code == 422
    assert "Please fill this in." in refused.content.decode()
    assert client.post(answers_page(cast.programme), {f"question_{why.pk}": "Because"}).status_code == 302
    assert words_of(cast.ben) == {site.text: "Oslo", "Why?": "Because"}


def test_what_is_wrong_is_mended_before_anything_is_kept(client, cast):
    assert cast.mentorship
    question_of(cast.programme, is_required=True)
    tools = question_of(cast.programme, "Which tool?", choices=["Hammer", "Saw"])
    why = question_of(cast.programme, "Why?", kind="text")
    client.force_login(cast.ben)
    typed = {f"question_{tools.pk}": "Axe", f"question_{why.pk}": "Because"}

    assert client.post(answers_page(cast.programme), typed).status_code == 422
    assert words_of(cast.ben) == {}


def test_an_answer_is_changed_in_two_windows_without_undoing_the_other(client, cast):
    assert cast.mentorship
    site, why = question_of(cast.programme), question_of(cast.programme, "Why?", kind="text")
    client.force_login(cast.ben)
    drawn = client.get(answers_page(cast.programme)).context["form"]
    sent = {name: drawn[name].value() for name in ("drawn", "asked")}
    client.post(answers_page(cast.programme), {**sent, f"question_{site.pk}": "Oslo", f"question_{why.pk}": ""})
    client.post(answers_page(cast.programme), {**sent, f"question_{site.pk}": "", f"question_{why.pk}": "Because"})

    assert words_of(cast.ben) == {site.text: "Oslo", "Why?": "Because"}


def test_leaving_takes_answers_along_but_for_what_another_role_is_asked(cast):
    both, of_mentees = question_of(cast.programme), question_of(cast.programme, "Why?", kind="text", asked_of="mentee")
    seats = {
        role: MembershipFactory(programme=cast.programme, person=cast.dana, role=role) for role in ("mentor", "mentee")
    }
    answer(both, cast.dana, "Oslo")
    answer(of_mentees, cast.dana, "Because")

    seats["mentee"].leave(by=cast.dana)
    assert words_of(cast.dana) == {both.text: "Oslo"}
    assert cast.chidi
    seats["mentor"].remove(by=cast.chidi)
    assert words_of(cast.dana) == {}


def test_closing_an_account_takes_every_answer(cast):
    for programme in (ProgrammeFactory(), ProgrammeFactory()):
        MembershipFactory(programme=programme, person=cast.dana)
        answer(question_of(programme), cast.dana, "Oslo")
    cast.dana.leave()

    assert not Answer.objects.exists()


def test_my_data_holds_my_answers_in_words_and_nobody_elses(cast):
    site = question_of(cast.programme, created_by=cast.chidi)
    MembershipFactory(programme=cast.programme, person=cast.dana)
    answer(site, cast.dana, "Oslo")
    answer(site, cast.ben, "Berlin")

    (mine,) = own_data(cast.dana)["programmes.Answer"]
    assert (mine["question"], mine["words"]) == (site.text, "Oslo")
    assert "id" not in mine  # over everybody's: it would tell how many have answered before
    of_writer = own_data(cast.chidi)
    assert of_writer["programmes.Question"][0]["text"] == site.text
    assert "programmes.Answer" not in of_writer


def test_no_reading_rests_on_an_answer(cast):
    assert cast.mentorship
    answer(question_of(cast.programme), cast.ben, "Oslo")
    with CaptureQueriesContext(connection) as asked:
        Reading.objects.take(cast.programme.mentorships.running(), on=timezone.localdate())

    assert Reading.objects.exists()
    assert not [one["sql"] for one in asked if "programmes_answer" in one["sql"] or "programmes_question" in one["sql"]]


def test_the_membership_page_leads_to_the_answers(client, cast):
    assert cast.mentorship
    answer(question_of(cast.programme), cast.ben, "Oslo")
    seat = Membership.objects.get(person=cast.ben)
    client.force_login(cast.ben)
    page = client.get(reverse("programmes:membership", args=[seat.pk])).content.decode()

    assert "Oslo" in page and answers_page(cast.programme) in page


def test_somebody_who_is_asked_nothing_reads_so(client, cast):
    client.force_login(cast.chidi)

    assert "Nothing is asked of you here" in client.get(answers_page(cast.programme)).content.decode()
    client.force_login(UserFactory())
    assert client.get(answers_page(cast.programme)).status_code == 404
