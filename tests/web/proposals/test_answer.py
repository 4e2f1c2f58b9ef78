import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from alongside.web.mentorships.models import Mentorship, Stage
from alongside.web.notices.models import Notice
from alongside.web.programmes.models import Separation
from alongside.web.proposals.models import Answer, Proposal
from alongside.web.proposals.refusals import AlreadyAnswered, Closed, NoRoom, NotYours
from alongside.web.requests.refusals import NoRoom as NoRoomForRequest
from alongside.web.rounds.models import Change
from tests.factories.mentorships import MentorshipFactory
from tests.factories.programmes import MembershipFactory
from tests.factories.requests import RequestFactory
from tests.factories.rounds import mentee, mentor, publish, round_of
from tests.together import together


def told(person) -> list[str]:
    return [letter.kind.rpartition("/")[2] for letter in Notice.objects.filter(person=person).order_by("pk")]


def test_with_the_second_yes_an_introduction_is_to_come(proposed):
    cast = proposed
    assert cast.lenas.accept(by=cast.lena) is None
    assert not Mentorship.objects.exists() and not told(cast.leo)

    mentorship = Proposal.objects.get(pk=cast.lenas.pk).accept(by=cast.leo)

    assert (mentorship.mentor, mentorship.mentee, mentorship.stage) == (cast.leo, cast.lena, Stage.PROPOSED)
    assert (told(cast.leo), told(cast.lena)) == (["agreed"], ["agreed"])
    assert str(Change.objects.filter(kind="agreed").get()) == "Lena Ruiz and Leo Marsh both said yes"
    assert mentorship.proposal == cast.lenas


def test_only_the_two_answer_and_each_once(proposed):
    cast = proposed
    for person in (cast.chidi, cast.dana, cast.ana):
        with pytest.raises(NotYours):
            cast.lenas.accept(by=person)
        with pytest.raises(NotYours):
            cast.lenas.decline(by=person, reason="other")
    cast.lenas.accept(by=cast.lena)
    for verb in (lambda: cast.lenas.accept(by=cast.lena), lambda: cast.lenas.decline(by=cast.lena, reason="other")):
        with pytest.raises(AlreadyAnswered, match="Your answer is in"):
            verb()
    assert Answer.objects.count() == 1


def test_a_no_is_kept_until_the_other_has_answered_and_they_learn_nothing_of_the_reason(proposed):
    cast = proposed

    cast.lenas.decline(by=cast.leo, reason="hours", words="I work nights")
    assert (cast.lenas.state, told(cast.lena), told(cast.leo)) == ("open", [], [])
    assert cast.lenas.accept(by=cast.lena) is None

    assert (cast.lenas.state, told(cast.lena), told(cast.leo)) == ("declined", ["closed"], [])
    assert not Mentorship.objects.exists()
    assert Change.objects.filter(kind="declined").count() == 1
    letter = Notice.objects.get()
    assert "nights" not in letter.body and "hours" not in letter.body.lower() and "declined" not in letter.body
    with pytest.raises(Closed):
        cast.lenas.accept(by=cast.lena)


@pytest.mark.parametrize("first", ["yes", "no"])
def test_with_the_second_no_it_closes_and_only_a_yes_is_written_to(proposed, first):
    cast = proposed
    if first == "yes":
        cast.lenas.accept(by=cast.lena)
    else:
        cast.lenas.decline(by=cast.lena, reason="field")

    cast.lenas.decline(by=cast.leo, reason="hours")

    assert cast.lenas.state == "declined"
    assert (told(cast.lena), told(cast.leo)) == (["closed"] if first == "yes" else [], [])


def test_the_letter_is_the_same_whoever_said_no_and_when_a_coordinator_takes_it_back(proposed):
    cast = proposed
    cast.lenas.decline(by=cast.leo, reason="hours")
    cast.lenas.accept(by=cast.lena)
    cast.anas.withdraw(by=cast.chidi, why="Ana told me on the phone")

    bodies = {letter.body.replace("Leo Marsh", "X").replace("Abe Frost", "X") for letter in
              Notice.objects.filter(person__in=[cast.lena, cast.ana])}  # fmt: skip

    assert len(bodies) == 1
    assert Change.objects.get(kind="withdrawn").why == "Ana told me on the phone"


def test_one_answer_answers_one_proposal_and_for_one_of_the_two(proposed):
    cast = proposed
    cast.leo.memberships.update(capacity=2)
    second = Proposal.objects.create(
        **{**cast.lenas.between, "mentee": cast.ivo}, round=cast.round, expires_at=cast.lenas.expires_at
    )

    cast.lenas.accept(by=cast.leo)

    assert list(Proposal.objects.waiting_for(cast.leo)) == [second]
    assert list(Proposal.objects.waiting_for(cast.lena)) == [cast.lenas]


def test_what_others_have_and_what_the_two_have_elsewhere_closes_nothing(proposed):
    cast = proposed
    cast.leo.memberships.update(capacity=3)
    MentorshipFactory(programme=cast.programme, mentor=cast.leo)
    MentorshipFactory(programme=cast.programme, mentee=cast.lena)
    MentorshipFactory(mentor=cast.leo, mentee=cast.lena)
    call_command("follow_up_proposals")
    assert cast.lenas in Proposal.objects.open()

    cast.lenas.accept(by=cast.lena)
    assert cast.lenas.accept(by=cast.leo).programme == cast.programme


@pytest.mark.parametrize("side", ["leo", "lena"])
def test_who_left_has_left_whoever_else_is_here_and_wherever_else_they_are(proposed, side):
    cast = proposed
    left = getattr(cast, side)
    MembershipFactory(person=left, role=left.memberships.get().role)
    left.memberships.filter(programme=cast.programme).update(left_at=timezone.now())

    call_command("follow_up_proposals")

    assert list(Proposal.objects.open()) == [cast.anas]


def test_only_a_coordinator_takes_a_proposal_back(proposed):
    cast = proposed
    for person in (cast.leo, cast.lena, cast.dana):
        with pytest.raises(Exception, match="Only"):
            cast.lenas.withdraw(by=person)
    cast.lenas.withdraw(by=cast.chidi)
    assert told(cast.leo) == told(cast.lena) == ["closed"]


def test_who_says_no_may_count_as_away_and_ask_not_to_meet_again(proposed):
    cast = proposed

    cast.lenas.decline(by=cast.leo, reason="known", is_away=True, keep_apart=True)

    assert cast.leo.memberships.get().is_away
    apart = Separation.objects.get()
    assert (apart.kind, apart.by) == ("asked", cast.leo)
    assert (
        not Separation.objects.visible_to(cast.chidi).exists() and not Separation.objects.visible_to(cast.lena).exists()
    )


def test_a_mentor_who_was_taken_out_may_still_say_no_and_to_be_left_alone(client, proposed):
    cast = proposed
    cast.leo.memberships.get().remove(by=cast.chidi)
    client.force_login(cast.leo)

    answer = client.post(reverse("proposals:decline", args=[cast.lenas.pk]), {"reason": "other", "is_away": "on"})

    assert answer.status_code == 302
    assert not cast.lenas.answer_of(cast.leo).says_yes
    assert not cast.leo.memberships.get().is_away


@pytest.mark.parametrize("keep_apart", [False, True])
def test_a_wish_not_to_meet_again_closes_nothing_before_the_other_has_answered(proposed, keep_apart):
    cast = proposed
    cast.lenas.decline(by=cast.leo, reason="known", keep_apart=keep_apart)

    call_command("follow_up_proposals")

    cast.lenas.refresh_from_db()
    assert cast.lenas.is_open
    assert cast.lenas.accept(by=cast.lena) is None
    cast.lenas.refresh_from_db()
    assert cast.lenas.state == "declined"


def test_two_are_not_proposed_to_each_other_in_a_new_round_while_one_has_not_answered(proposed):
    cast = proposed
    cast.leo.memberships.get().make_room(by=cast.leo, capacity=2)
    cast.ivo.memberships.get().go_away(by=cast.ivo, until=None)
    cast.lenas.decline(by=cast.lena, reason="field")
    cast.round.close(by=cast.chidi)
    again = round_of(cast, "Next round")

    run = again.rerun(by=cast.chidi)

    assert not run.pairings.filter(mentee=cast.lena, mentor=cast.leo).exists()
    assert "were proposed to each other before" in again.apart(cast.lena, cast.leo)


def test_an_open_proposal_is_answered_before_one_leaves_and_an_account_that_closes_says_no(proposed):
    cast = proposed
    with pytest.raises(Exception, match="A proposal is still open"):
        cast.leo.memberships.get().leave(by=cast.leo)

    cast.leo.leave()
    call_command("follow_up_proposals")

    assert "closed" in told(cast.lena)
    cast.lenas.refresh_from_db()
    assert cast.lenas.state == "declined"


def test_two_who_find_each_other_by_a_request_need_no_answer(proposed):
    cast = proposed
    RequestFactory(programme=cast.programme, mentor=cast.leo, mentee=cast.lena).accept(by=cast.leo)

    call_command("follow_up_proposals")

    cast.lenas.refresh_from_db()
    assert cast.lenas.state == "withdrawn"
    assert not {"closed", "expired"} & {*told(cast.leo), *told(cast.lena)}


@pytest.mark.parametrize("places", [1, 2])
def test_two_who_found_each_other_by_a_request_meanwhile_are_told_so_by_the_second_yes(client, proposed, places):
    cast = proposed
    cast.leo.memberships.update(capacity=places)
    cast.lenas.accept(by=cast.lena)
    RequestFactory(programme=cast.programme, mentor=cast.leo, mentee=cast.lena).accept(by=cast.leo)
    client.force_login(cast.leo)

    answer = client.post(reverse("proposals:accept", args=[cast.lenas.pk]), follow=True)

    assert [str(said) for said in answer.context["messages"]] == ["You two already have a mentorship."]
    assert Mentorship.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_proposal_that_both_accept_at_the_same_moment_begins_one_mentorship(cast):
    leo, lena = mentor(cast.programme, "Leo Marsh", "law"), mentee(cast.programme, "Lena Ruiz", "law")
    (made,) = publish(round_of(cast), cast.chidi)
    one, other = (Proposal.objects.get(pk=made.pk) for _ in range(2))

    refused = together(lambda: one.accept(by=leo), lambda: other.accept(by=lena))

    assert refused == []
    assert Mentorship.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_capacity_holds_when_two_proposals_are_accepted_at_the_same_moment(cast):
    leo = mentor(cast.programme, "Leo Marsh", "law", capacity=2)
    lena, lea = mentee(cast.programme, "Lena Ruiz", "law"), mentee(cast.programme, "Lea Roth", "law")
    made = publish(round_of(cast), cast.chidi)
    for one in made:
        one.accept(by=one.mentee)
    leo.memberships.update(capacity=1)  # they have less time now
    fresh = [Proposal.objects.get(pk=one.pk) for one in made]

    refused = together(*(lambda one=one: one.accept(by=leo) for one in fresh))

    assert {lena, lea} == {one.mentee for one in made}
    assert Mentorship.objects.count() == 1
    assert [type(refusal) for refusal in refused] == [NoRoom]


@pytest.mark.django_db(transaction=True)
def test_capacity_holds_between_a_request_and_a_proposal(cast):
    leo = mentor(cast.programme, "Leo Marsh", "law", capacity=2)
    lena, ivo = mentee(cast.programme, "Lena Ruiz", "law"), mentee(cast.programme, "Ivo Berg", "art")
    asked = RequestFactory(programme=cast.programme, mentor=leo, mentee=ivo)
    ivo.memberships.get().go_away(by=ivo, until=None)
    (made,) = publish(round_of(cast), cast.chidi)
    made.accept(by=lena)
    leo.memberships.update(capacity=1)

    refused = together(lambda: asked.accept(by=leo), lambda: Proposal.objects.get(pk=made.pk).accept(by=leo))

    assert Mentorship.objects.count() == 1
    assert [type(refusal) for refusal in refused] == [NoRoomForRequest]  # the place was held


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_who_publish_at_the_same_moment_propose_each_pair_once(cast):
    from alongside.web.proposals.publication import Publication
    from alongside.web.rounds.models import Round

    mentor(cast.programme, "Leo Marsh", "law")
    mentee(cast.programme, "Lena Ruiz", "law")
    round_ = round_of(cast)
    round_.rerun(by=cast.chidi)
    twice = [Publication(Round.objects.for_page().get(pk=round_.pk)) for _ in range(2)]

    refused = together(*(lambda one=one: one.publish(by=cast.chidi) for one in twice))

    assert Proposal.objects.count() == 1
    assert len(refused) == 1


def test_two_who_were_parted_meanwhile_cannot_say_yes_and_both_read_that_it_did_not_come_about(proposed):
    cast = proposed
    cast.lenas.accept(by=cast.lena)
    Separation.objects.keep_apart(cast.programme, cast.leo, cast.lena, kind="apart", by=cast.chidi)

    with pytest.raises(Closed, match="did not come about"):
        cast.lenas.accept(by=cast.leo)
    call_command("follow_up_proposals")

    assert not Mentorship.objects.exists()
    assert (told(cast.leo)[-1], told(cast.lena)[-1]) == ("closed", "closed")
    assert not cast.leo.memberships.get().is_away


def test_an_answer_settles_ones_own_letters_and_leaves_those_of_the_other(proposed, time_machine):
    cast = proposed
    time_machine.move_to(cast.lenas.remind_at)
    call_command("follow_up_proposals")
    assert told(cast.lena) == told(cast.leo) == ["proposed", "reminded"]

    cast.lenas.decline(by=cast.leo, reason="hours")

    assert (told(cast.leo), told(cast.lena)) == ([], ["proposed", "reminded"])
    time_machine.move_to(cast.lenas.expires_at)
    call_command("follow_up_proposals")
    assert (told(cast.leo), told(cast.lena)) == ([], ["expired"])
