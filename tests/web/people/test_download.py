"""My data: all that is one's own, and nothing from which a partner's private doings could be read."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alongside.web.feedback.models import Feedback
from alongside.web.goals.models import Goal
from alongside.web.meetings.models import Action, Contact, Meeting, Note
from alongside.web.people import download
from alongside.web.programmes.models import Role
from alongside.web.proposals.models import Proposal
from tests.factories.checkins import ask
from tests.factories.lives import hold, live_once_of_everything
from tests.factories.meetings import MeetingFactory
from tests.factories.mentorships import MentorshipFactory, meet
from tests.factories.notices import NoticeFactory
from tests.factories.private import ACTS, make_private_acts_possible
from tests.factories.programmes import MembershipFactory
from tests.factories.questions import answer, question_of
from tests.factories.rounds import round_of

DATA = reverse("people:download")


def test_my_data_holds_what_i_wrote_and_nothing_of_my_partner(client, cast, ended):
    meeting = hold(ended, 9)
    Note.objects.create(meeting=meeting, author=cast.ben, body="Only for Ben", saved_by=cast.ben)
    Note.objects.create(meeting=meeting, author=cast.amara, body="Only for Amara", saved_by=cast.amara)
    Feedback.objects.create(mentorship=ended, by=cast.amara, shared_with="nobody", helped="Amara's secret")
    client.force_login(cast.ben)

    answer = client.get(DATA)

    assert "attachment" in answer["Content-Disposition"]
    data = json.loads(answer.content)
    assert data["account"]["email"] == "ben@example.org"
    assert "Only for Ben" in json.dumps(data)
    assert "Amara" not in json.dumps(data)
    assert {answer["item"] for answer in data["checkins.CheckIn"][0]["answers"]} == {"clear_goals", "working_style"}
    assert {row["person"] for row in data["meetings.Verdict"]} == {cast.ben.pk}


def test_my_data_holds_no_keys(client, cast, ended):
    checkin = ask(ended, cast.ben)
    client.force_login(cast.ben)

    data = client.get(DATA).content.decode()

    assert "password" not in data
    assert '"token"' not in data
    assert checkin.get_absolute_url() in data
    assert checkin.token not in data


def test_every_link_to_a_person_is_either_their_own_or_not(db):
    names = {link.field.name for link in download.links_to_people()}

    assert names <= download.OWN | download.NOT_OWN, "Say in people/download.py whose these rows are."


def test_a_long_record_is_fetched_in_as_many_queries_as_a_short_one(cast, ended):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            download.own_data(cast.amara)
        return len(caught)

    def live() -> None:
        live_once_of_everything(MentorshipFactory(programme=cast.programme, mentor=cast.amara))
        answer(question_of(cast.programme, "And another?"), cast.amara, "Oslo")

    live()
    before = queries()
    for _each in range(3):
        live()

    assert queries() == before


def test_a_visitor_has_no_data(client, db):
    assert "/account/login/" in client.get(DATA)["Location"]


@pytest.mark.parametrize("side", ["mentor", "mentee"])
@pytest.mark.parametrize("act", ACTS)
def test_what_the_partner_does_in_private_changes_no_byte_of_my_data(client, cast, act, side):
    them = getattr(cast.mentorship, side)
    make_private_acts_possible(cast.mentorship, them)
    client.force_login(cast.mentorship.partner_of(them))
    before = client.get(DATA).content

    ACTS[act](cast.mentorship, them)

    assert client.get(DATA).content == before


@pytest.mark.parametrize("answer", ["good", "unsure", "not_a_fit", "stop"])
def test_nor_does_their_answer_after_the_introduction(client, cast, answer):
    meeting = meet(cast.new_mentorship)
    client.force_login(cast.ben)
    before = client.get(DATA).content

    if answer == "stop":
        cast.new_mentorship.end(by=cast.amara, reason="")
    else:
        meeting.give_verdict(by=cast.amara, answer=answer)

    assert client.get(DATA).content == before


def test_nor_does_their_yes_to_a_proposal(client, cast):
    for person, role in ((cast.ben, Role.MENTEE), (cast.amara, Role.MENTOR)):
        MembershipFactory(programme=cast.programme, person=person, role=role)
    proposal = Proposal.objects.create(
        programme=cast.programme,
        round=round_of(cast),
        mentee=cast.ben,
        mentor=cast.amara,
        expires_at=timezone.now() + timedelta(days=9),
    )
    client.force_login(cast.ben)
    before = client.get(DATA).content

    proposal.accept(by=cast.amara)

    assert client.get(DATA).content == before


def test_nor_do_their_closing_words_that_they_keep_to_themselves(client, cast):
    ending = cast.mentorship.end(by=cast.ben, reason="completed")
    client.force_login(cast.ben)
    before = client.get(DATA).content

    ending.reflect(by=cast.amara, helped="You", wants_another=True)

    assert client.get(DATA).content == before


def test_my_own_number_does_not_tell_that_they_answered_before_me(client, cast):
    meeting = meet(cast.new_mentorship)
    client.force_login(cast.ben)
    meeting.give_verdict(by=cast.ben, answer="good")

    assert "id" not in json.loads(client.get(DATA).content)["meetings.Verdict"][0]


@pytest.mark.parametrize("act", ["writes feedback for nobody", "raises a concern", "notes something down"])
def test_nor_do_the_numbers_of_what_each_writes_in_private(client, cast, act):
    make_private_acts_possible(cast.mentorship, cast.ben)
    ACTS[act](cast.mentorship, cast.ben)
    client.force_login(cast.ben)

    data = json.loads(client.get(DATA).content)

    written = {kind: data[kind] for kind in ("feedback.Feedback", "concerns.Concern", "meetings.Note") if kind in data}
    assert written
    assert all("id" not in row for rows in written.values() for row in rows)


def test_letters_have_no_number_from_which_those_to_others_could_be_counted(client, cast):
    NoticeFactory(person=cast.ben)
    client.force_login(cast.ben)

    (letter,) = json.loads(client.get(DATA).content)["notices.Notice"]

    assert letter["subject"] and "id" not in letter


def test_whether_it_helped_is_in_the_data_of_whoever_said_so_alone(client, cast):
    make_private_acts_possible(cast.mentorship, cast.ben)
    Action.objects.get().say_helped(by=cast.ben, helped="no")

    for person, knows in ((cast.ben, True), (cast.amara, False)):
        client.force_login(person)
        (action,) = json.loads(client.get(DATA).content)["meetings.Action"]
        assert (action.get("helped") == "no") == knows
        assert ("helped_at" in action) == knows


def test_what_the_two_have_together_is_in_the_data_of_both_whoever_typed_it(client, cast):
    pair, now = cast.mentorship, timezone.now()
    Meeting.objects.record_held(pair, by=cast.ben, starts_at=now - timedelta(days=2), minutes=35, channel="phone")
    soon = now + timedelta(days=2)
    when = {"starts_at": soon, "ends_at": soon + timedelta(hours=1)}
    Meeting.objects.book(pair, by=cast.amara, channel="in_person", place="The blue room", **when)
    Note.objects.create(meeting=pair.meetings.first(), body="Written by both", saved_by=cast.amara)
    Goal.objects.set(pair, by=cast.amara, title="Give a talk")
    Contact.objects.log(pair, by=cast.amara, channel="email")
    agreement = pair.open_agreement()
    agreement.change(by=cast.amara, how_we_end="With a walk")
    MeetingFactory(place="Somewhere else")

    for person in (cast.ben, cast.amara):
        client.force_login(person)
        data = json.loads(client.get(DATA).content)
        held, booked = data["meetings.Meeting"]
        assert (held["channel"], held["held_minutes"], held["state"]) == ("phone", 35, "held")
        assert held["starts_at"].startswith((now - timedelta(days=2)).strftime("%Y-%m-%dT%H:%M"))
        assert (booked["place"], booked["channel"]) == ("The blue room", "in_person")
        assert [note["body"] for note in data["meetings.Note"]] == ["Written by both"]
        assert data["goals.Goal"][0]["title"] == data["goals.Version"][0]["words"]["title"] == "Give a talk"
        assert len(data["meetings.Contact"]) == 1
        assert {one["terms"]["how_we_end"] for one in data["mentorships.Wording"]} == {"", "With a walk"}
        assert data["mentorships.Agreement"][0]["how_we_end"] == "With a walk"


def test_who_was_reminded_after_an_introduction_is_not_in_it(client, cast):
    meet(cast.new_mentorship)
    client.force_login(cast.ben)

    (meeting,) = json.loads(client.get(DATA).content)["meetings.Meeting"]

    assert meeting["kind"] == "introduction"
    assert not {"verdict_reminded_at", "wait_told_at"} & set(meeting)


def test_a_coordinator_gets_nothing_of_the_pairs_they_look_after(client, cast):
    MeetingFactory(mentorship=cast.mentorship)
    client.force_login(cast.chidi)

    assert "meetings.Meeting" not in json.loads(client.get(DATA).content)
