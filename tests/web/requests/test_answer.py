"""Decline, ask for more, answer, withdraw, expire."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from alongside.web.notices.models import Notice
from alongside.web.programmes.models import Programme, Role
from alongside.web.proposals.models import Proposal
from alongside.web.requests.models import Request
from alongside.web.requests.refusals import Closed, NotYours
from alongside.web.rounds.models import Round
from tests.factories.mentorships import MentorshipFactory
from tests.factories.notices import delivered
from tests.factories.people import SubjectFactory, UserFactory
from tests.factories.programmes import MembershipFactory, ProgrammeFactory
from tests.factories.requests import RequestFactory


@pytest.fixture
def asked(cast):
    return RequestFactory(programme=cast.programme, mentor=cast.amara, mentee=cast.ben)


def letters(person):
    return [notice.kind.rpartition("/")[2] for notice in Notice.objects.filter(person=person).order_by("pk")]


def test_a_decline_is_kind_and_names_two_others_with_room(client, cast, asked):
    subject = SubjectFactory(name="Budgets")
    cast.ben.profile.seeks.add(subject)
    for name, helps, capacity in (("Near", True, 1), ("Far", False, 1), ("Full", True, 0)):
        person = UserFactory(name=name)
        if helps:
            person.profile.offers.add(subject)
        MembershipFactory(programme=cast.programme, person=person, role=Role.MENTOR, capacity=capacity)

    client.force_login(cast.amara)
    answer = client.post(reverse("requests:decline", args=[asked.pk]), {"reason": "timing", "reply": "Good luck!"})

    assert answer.status_code == 302
    body = Notice.objects.get(person=cast.ben).body
    assert "Good luck!" in body
    assert body.index("Near") < body.index("Far")
    assert "Full" not in body
    client.force_login(cast.ben)
    assert "Ask Near" in client.get(asked.get_absolute_url()).content.decode()


def test_another_reason_is_no_words_of_the_mentor(client, cast, asked):
    asked.decline(by=cast.amara, reason="other")

    letter = Notice.objects.get(person=cast.ben, kind__endswith="declined")
    assert "had to decline." in letter.body and "Another reason" not in letter.body
    client.force_login(cast.ben)
    page = client.get(asked.get_absolute_url()).content.decode()
    assert "Another reason" not in page and "A no without a reason" in page


def test_a_decline_wants_a_reason(client, cast, asked):
    client.force_login(cast.amara)

    assert client.post(reverse("requests:decline", args=[asked.pk]), {"reply": "No"}).status_code == 422


def test_more_is_asked_and_answered_and_it_is_the_mentors_turn_again(client, cast, asked):
    client.force_login(cast.amara)
    client.post(reverse("requests:ask_more", args=[asked.pk]), {"question": "Which team?"})
    delivered()
    client.force_login(cast.ben)
    client.post(reverse("requests:answer_more", args=[asked.pk]), {"answer": "The bakers"})

    asked.refresh_from_db()
    assert (asked.state, asked.question, asked.answer) == ("asked", "Which team?", "The bakers")
    assert (letters(cast.ben), letters(cast.amara)) == (["more"], ["answered"])


def test_the_sides_do_not_change_places(cast, asked):
    for verb in (
        lambda: asked.decline(by=cast.ben, reason="other"),
        lambda: asked.ask_more(by=cast.ben, question="?"),
        lambda: asked.answer_more(by=cast.amara, answer="!"),
        lambda: asked.withdraw(by=cast.amara),
    ):
        with pytest.raises(NotYours):
            verb()


def test_nothing_can_be_answered_that_was_not_asked(cast, asked):
    with pytest.raises(Closed):
        asked.answer_more(by=cast.ben, answer="!")


def test_a_withdrawn_request_is_closed_for_everything(client, cast, asked):
    client.force_login(cast.ben)
    client.post(reverse("requests:withdraw", args=[asked.pk]))

    with pytest.raises(Closed, match="withdrawn"):
        asked.accept(by=cast.amara)
    assert letters(cast.amara) == ["withdrawn"]


def test_after_half_of_the_days_the_mentor_is_reminded_once(cast, asked):
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        call_command("expire_requests")
        call_command("expire_requests")

    assert letters(cast.amara) == ["remind_mentor"]


def test_nobody_is_reminded_of_what_was_handed_to_them_this_very_moment(cast, asked):
    asked.ask_more(by=cast.amara, question="Which team?")
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        late = Request.objects.get(pk=asked.pk)
        asked.answer_more(by=cast.ben, answer="The first")
        late.remind()

    assert letters(cast.amara) == ["answered"]


def test_a_question_that_waits_reminds_the_mentee(cast, asked):
    asked.ask_more(by=cast.amara, question="Which team?")

    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        call_command("expire_requests")

    assert letters(cast.ben) == ["more", "remind_mentee"]


@pytest.mark.parametrize("turn", ["mentor", "mentee", "mentor again"])
def test_half_of_the_days_is_of_those_given_whatever_the_programme_sets_since(cast, asked, turn, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    if turn != "mentor":
        time_machine.shift(timedelta(days=6))
        asked.ask_more(by=cast.amara, question="Which team?")
    if turn == "mentor again":
        time_machine.shift(timedelta(days=5))
        asked.answer_more(by=cast.ben, answer="The first")
    Programme.objects.update(request_open_days=60)

    for days, reminders in ((0, 0), (6, 0), (2, 1)):
        time_machine.shift(timedelta(days=days))
        call_command("expire_requests")
        assert Notice.objects.filter(kind__contains="mail/remind").count() == reminders


def test_two_windows_lose_nothing_of_what_was_answered(cast, asked):
    asked.ask_more(by=cast.amara, question="Which team?")
    before = Request.objects.get(pk=asked.pk)
    asked.answer_more(by=cast.ben, answer="The first")

    before.decline(by=cast.amara, reason="timing")

    kept = Request.objects.get(pk=asked.pk)
    assert (kept.answer, kept.answered_at) == ("The first", asked.answered_at)


def test_a_request_runs_out_kindly_for_both(cast, asked):
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        call_command("expire_requests")

    asked.refresh_from_db()
    assert asked.state == Request.State.EXPIRED
    assert (letters(cast.amara), letters(cast.ben)) == (["expired_mentor"], ["expired_mentee"])


def test_a_fresh_request_is_left_alone(cast, asked):
    call_command("expire_requests")

    assert not Notice.objects.exists()


def test_a_request_to_a_mentor_who_left_runs_out_at_once(cast, asked):
    cast.amara.memberships.update(left_at=timezone.now())
    call_command("expire_requests")

    asked.refresh_from_db()
    assert asked.state == Request.State.EXPIRED


@pytest.mark.parametrize("who", ["amara", "ben"])
def test_who_left_has_left_whoever_else_is_here_and_wherever_else_they_are(cast, asked, who):
    left = getattr(cast, who)
    others = RequestFactory(programme=cast.programme)
    MembershipFactory(person=left, role=left.memberships.get().role)
    left.memberships.filter(programme=cast.programme).update(left_at=timezone.now())

    call_command("expire_requests")

    assert set(Request.objects.values_list("pk", "state")) == {(asked.pk, "expired"), (others.pk, "asked")}


def test_what_others_tried_and_what_was_tried_elsewhere_is_suggested_all_the_same(cast, asked):
    near, far = (UserFactory(name=name) for name in ("Near", "Far"))
    for person in (near, far):
        MembershipFactory(programme=cast.programme, person=person, role=Role.MENTOR, capacity=2)
    RequestFactory(programme=cast.programme, mentor=near)
    RequestFactory(mentor=near, mentee=cast.ben)
    MentorshipFactory(programme=cast.programme, mentor=far)
    MentorshipFactory(mentor=far, mentee=cast.ben)
    elsewhere = Round.objects.create(programme=ProgrammeFactory(), name="Elsewhere")
    between = {"programme": elsewhere.programme, "mentor": far, "mentee": cast.ben}
    Proposal.objects.create(round=elsewhere, expires_at=timezone.now() + timedelta(days=9), **between)

    assert {seat.person for seat in asked.suggestions()} == {near, far}


def test_whom_one_has_asked_met_or_was_proposed_before_is_not_suggested(cast, asked):
    tried, met, proposed, new = (UserFactory(name=name) for name in ("Tried", "Met", "Proposed", "New"))
    for person in (tried, met, proposed, new):
        MembershipFactory(programme=cast.programme, person=person, role=Role.MENTOR, capacity=3)
    RequestFactory(programme=cast.programme, mentor=tried, mentee=cast.ben)
    MentorshipFactory(programme=cast.programme, mentor=met, mentee=cast.ben)
    here = Round.objects.create(programme=cast.programme, name="Spring")
    between = {"programme": cast.programme, "mentor": proposed, "mentee": cast.ben}
    Proposal.objects.create(round=here, expires_at=timezone.now() + timedelta(days=9), **between)

    assert [seat.person for seat in asked.suggestions()] == [new]


def test_only_the_two_read_a_request(client, cast, asked):
    for person, status in ((cast.amara, 200), (cast.ben, 200), (cast.chidi, 404), (cast.dana, 404)):
        client.force_login(person)
        assert client.get(asked.get_absolute_url()).status_code == status


def test_the_list_takes_as_many_queries_for_ten_as_for_one(client, cast, asked, django_assert_max_num_queries):
    client.force_login(cast.amara)
    for _ in range(10):
        RequestFactory(programme=cast.programme, mentor=cast.amara)

    with django_assert_max_num_queries(12):
        page = client.get(reverse("requests:list"))
    assert page.content.decode().count("asks you") >= 11


def test_each_side_reads_the_request_in_words_to_them_and_the_mentor_sees_their_room(client, cast, asked):
    cast.amara.memberships.update(capacity=2)
    pages = {}
    for person in (cast.amara, cast.ben):
        client.force_login(person)
        pages[person] = client.get(asked.get_absolute_url()).content.decode()

    assert "What Ben wants to reach" in pages[cast.amara]
    assert "You have room for 2 more mentees." in pages[cast.amara]
    assert "What you want to reach" in pages[cast.ben]
    assert "room for" not in pages[cast.ben]


def test_what_asked_for_an_answer_is_settled_with_it(cast, asked):
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        asked.remind()
    assert letters(cast.amara) == ["remind_mentor"]

    asked.withdraw(by=cast.ben)

    assert letters(cast.amara) == ["withdrawn"]
