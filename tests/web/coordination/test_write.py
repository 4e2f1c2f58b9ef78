import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from alongside.health import Finding, Level
from alongside.health.remedies import REMEDIES
from alongside.web.cases.models import Case
from alongside.web.goals.models import Review
from alongside.web.meetings.guides import guide_of
from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.programmes.models import Membership
from alongside.web.readings.models import Reading
from tests.factories.lives import at, check_in, hold, rate, set_goal
from tests.factories.mentorships import MentorshipFactory
from tests.factories.people import UserFactory
from tests.factories.programmes import shows
from tests.post_office import open_post_office


@pytest.fixture
def address(cast) -> str:
    return reverse("coordination:write", args=[cast.mentorship.pk])


def test_a_coordinator_writes_to_both_and_a_case_is_kept(client, cast, address):
    client.force_login(cast.chidi)

    client.post(address, {"to": ["mentor", "mentee"], "subject": "How are you?", "words": "I would like to help."})

    assert {notice.person for notice in Notice.objects.all()} == {cast.amara, cast.ben}
    assert "I would like to help." in Notice.objects.first().body
    assert Case.objects.get().owner == cast.chidi


def test_an_answer_by_mail_goes_to_whoever_wrote(client, cast, address, settings):
    client.force_login(cast.chidi)
    client.post(address, {"to": ["mentor"], "subject": "How are you?", "words": "I would like to help."})
    client.force_login(cast.ben)
    client.post(reverse("coordination:ask", args=[cast.mentorship.pk]), {"words": "May we talk?"})

    with open_post_office(settings) as office:
        call_command("send_notices")

    assert office.to("amara@example.org")[0]["Reply-To"] == "Chidi Eze <chidi@example.org>"
    assert office.to("chidi@example.org")[0]["Reply-To"] == "Ben Lindqvist <ben@example.org>"


def test_a_letter_to_nobody_is_refused_and_nothing_typed_is_lost(client, cast, address):
    client.force_login(cast.chidi)

    answer = client.post(address, {"subject": "How are you?", "words": "I would like to help."})

    assert answer.status_code == 422
    assert "I would like to help." in answer.content.decode()
    assert not Notice.objects.exists()


def test_the_draft_greets_both_and_quotes_nothing_that_was_noticed(client, cast, address):
    client.force_login(cast.chidi)

    draft = client.get(address).context["form"].initial["words"]

    assert draft.startswith("Dear Amara, dear Ben,")


@pytest.mark.parametrize("side", ["mentor", "mentee"])
def test_no_word_of_the_draft_depends_on_what_one_of_them_answers_in_private(client, cast, address, side):
    shows(cast.programme, "checkins", "ratings")
    days = (5, 19, 33, 47)
    meetings = [hold(cast.mentorship, day) for day in days]
    goal = set_goal(cast.mentorship, 1)
    Review.objects.create(goal=goal, by=cast.ben, at=at(50, cast.mentorship))
    client.force_login(cast.chidi)

    def draft() -> tuple[str, str]:
        Reading.objects.take(Mentorship.objects.filter(pk=cast.mentorship.pk), on=timezone.localdate())
        context = client.get(address).context
        return context["form"].initial["words"], context["first"].remedy

    before, shown_before = draft()
    for meeting, day in zip(meetings, days, strict=True):
        person = getattr(cast.mentorship, side)
        rate(meeting, person, 1)
        check_in(cast.mentorship, person, day + 1, working_style=1, shared_outlook=1, choose_again=1)
    after, shown_after = draft()

    assert after == before and REMEDIES[shown_before].text in after
    assert shown_after == "open_talk", "the coordinator is shown what the letter does not say"


def test_the_letter_names_the_guide_of_the_repair_and_leads_each_of_the_two_to_it(client, cast, address, settings):
    for day in (5, 19, 33, 47):
        hold(cast.mentorship, day)
    Reading.objects.take(Mentorship.objects.filter(pk=cast.mentorship.pk), on=timezone.localdate())
    client.force_login(cast.chidi)

    words = client.get(address).context["form"].initial["words"]

    page = reverse("meetings:guide_of_pair", args=[cast.mentorship.pk, "goal-workshop"])
    assert f"There is a guide for it, “Goal workshop” (30 minutes):\n{settings.SITE_URL}{page}" in words
    client.post(address, {"to": ["mentor", "mentee"], "subject": "How are you?", "words": words})
    for person in (cast.amara, cast.ben):
        assert page in Notice.objects.get(person=person).body
        client.force_login(person)
        assert client.get(page).status_code == 200
    client.force_login(cast.chidi)
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("remedy", [remedy for remedy in REMEDIES if guide_of(remedy)])
def test_every_guide_is_named_in_the_draft_and_read_by_the_coordinator_first(
    client, cast, address, monkeypatch, remedy
):
    found = Finding("rhythm.quiet", "communication", Level.ATTEND, remedy=remedy)
    Reading.objects.take(Mentorship.objects.filter(pk=cast.mentorship.pk), on=timezone.localdate())
    Reading.objects.for_coordinators().update(findings=[found.to_dict()])
    monkeypatch.setattr(type(Reading.objects.all()), "noticed_by_both", lambda *_asked, **_on: [found])
    client.force_login(cast.chidi)

    page = client.get(address)

    guide = guide_of(remedy)
    assert f"/of/{cast.mentorship.pk}/guides/{guide.slug}/" in page.context["form"].initial["words"]
    assert f'href="{reverse("meetings:guide", args=[guide.slug])}"' in page.text


def test_what_the_same_remedy_did_before_in_this_programme_stands_beside_the_letter(client, cast, address):
    Reading.objects.take(Mentorship.objects.filter(pk=cast.mentorship.pk), on=timezone.localdate())
    client.force_login(cast.chidi)
    first = client.get(address).context["first"]
    assert first.remedy
    assert first.tried == []

    def tried(mentorship: Mentorship, outcome: str, **other: str) -> None:
        about = {"cause": first.cause, "remedy": first.remedy, **other}
        case = Case.objects.note_a_word(mentorship, by=cast.chidi, words="We spoke.", **about)
        if outcome:
            case.close(by=cast.chidi, outcome=outcome)

    for outcome in ("helped", "helped", "not", ""):
        tried(MentorshipFactory(programme=cast.programme), outcome)
    tried(MentorshipFactory(programme=cast.programme), "partly", cause="feedback")
    tried(MentorshipFactory(), "partly")  # in another programme

    answer = client.get(address)

    assert answer.context["first"].tried == [("It helped", 2), ("It helped a little", 0), ("It did not help", 1)]
    assert "Tried for this cause before, in this programme" in answer.content.decode()


def test_a_word_had_on_the_phone_is_noted_and_nobody_is_written_to(client, cast):
    client.force_login(cast.chidi)
    address = reverse("coordination:spoke", args=[cast.mentorship.pk])

    assert client.post(address, {"words": ""}).status_code == 422
    client.post(address, {"words": "Called Amara. She will offer three times."})

    assert Case.objects.get().words.startswith("Called Amara")
    assert not Notice.objects.exists()
    for person in (cast.amara, cast.ben, cast.dana):
        client.force_login(person)
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("page", ["write", "spoke"])
def test_who_already_looks_after_a_pair_stands_beside_the_words(client, cast, page):
    gabi = UserFactory(name="Gabi Moreno")
    Membership.objects.enter(cast.programme, gabi, "coordinator")
    Case.objects.note_a_word(cast.mentorship, by=gabi, words="We spoke.", cause="goals", remedy="goal_review")
    client.force_login(cast.chidi)

    for address in (reverse(f"coordination:{page}", args=[cast.mentorship.pk]), cast.mentorship.get_absolute_url()):
        shown = client.get(address).content.decode()
        assert "Somebody looks after them" in shown and "Gabi Moreno" in shown
    client.force_login(cast.ben)
    assert "Gabi" not in client.get(cast.mentorship.get_absolute_url()).content.decode()


def test_a_word_that_a_colleague_had_meanwhile_is_said_once_before_a_second_goes_out(client, cast, address):
    gabi = UserFactory(name="Gabi Moreno")
    Membership.objects.enter(cast.programme, gabi, "coordinator")
    client.force_login(cast.chidi)
    typed = {"to": ["mentor", "mentee"], "subject": "How are you?", "words": "I would like to help."}
    typed["seen"] = client.get(address).context["form"]["seen"].value()
    Case.objects.note_a_word(cast.mentorship, by=gabi, words="We spoke.", cause="", remedy="")

    first = client.post(address, typed)

    assert first.status_code == 422
    assert "Gabi Moreno had a word with them meanwhile" in first.content.decode()
    assert "I would like to help." in first.content.decode() and not Notice.objects.exists()
    assert client.post(address, {**typed, "seen": first.context["form"]["seen"].value()}).status_code == 302
    assert Notice.objects.count() == 2


def test_neither_the_pair_nor_a_stranger_may_write_as_a_coordinator(client, cast, address):
    for person in (cast.amara, cast.ben, cast.dana):
        client.force_login(person)
        assert client.get(address).status_code == 404


def test_one_of_the_pair_asks_the_coordinators_and_the_partner_is_not_told(client, cast):
    client.force_login(cast.ben)

    client.post(reverse("coordination:ask", args=[cast.mentorship.pk]), {"words": "May we talk?"})

    assert [notice.person for notice in Notice.objects.all()] == [cast.chidi]


def test_a_coordinator_has_no_page_to_ask_themselves(client, cast):
    client.force_login(cast.chidi)

    assert client.get(reverse("coordination:ask", args=[cast.mentorship.pk])).status_code == 404


def test_when_the_last_coordinator_has_gone_meanwhile_the_words_stay_on_the_page(client, cast):
    address = reverse("coordination:ask", args=[cast.mentorship.pk])
    client.force_login(cast.ben)
    assert cast.chidi.name in client.get(address).text
    User.objects.filter(pk=cast.chidi.pk).update(is_active=False)

    answer = client.post(address, {"words": "May we talk?"})

    assert answer.status_code == 422
    assert "nobody has been sent this" in answer.text and "May we talk?" in answer.text
    assert not Notice.objects.exists()
    assert "has no coordinator just now" in client.get(address).text
