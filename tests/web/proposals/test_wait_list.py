"""After publishing, whoever waits is proposed somebody as soon as a place is free, and nobody else is disturbed."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from alongside.web.proposals.models import Proposal
from alongside.web.rounds.board import Board
from alongside.web.rounds.models import Change, Round, Run
from tests.factories.mentorships import MentorshipFactory
from tests.factories.programmes import ProgrammeFactory
from tests.factories.rounds import mentee, mentor


def look() -> set[str]:
    """What the worker does every few seconds; the proposals that are open then."""
    call_command("match_waiting")
    return {str(one) for one in Proposal.objects.open()}


STANDING = {"Leo Marsh & Lena Ruiz", "Abe Frost & Ana Kovac"}


def test_nothing_moves_as_long_as_no_place_is_free(proposed):
    assert look() == STANDING
    assert Run.objects.count() == 1


def test_a_decline_matches_the_rest_again_and_leaves_the_others_alone(proposed):
    cast = proposed
    cast.anas.accept(by=cast.ana)
    look()

    cast.lenas.decline(by=cast.leo, reason="field")

    assert look() == {*STANDING, "Leo Marsh & Ivo Berg"}
    assert cast.anas.replies.count() == 1
    itself = Change.objects.filter(kind="published").first()
    assert (itself.by, str(itself)) == (None, "proposed 1 pair")


def test_a_result_for_who_was_left_is_not_compared_with_everybodys(proposed):
    cast = proposed
    cast.lenas.decline(by=cast.leo, reason="field")

    look()

    board = Board(Round.objects.for_page().get(), {})
    assert (board.run and board.run.number, board.earlier, board.runs) == (2, None, [])


def test_those_who_declined_each_other_are_not_proposed_again(proposed):
    cast = proposed
    cast.ivo.memberships.get().go_away(by=cast.ivo, until=None)

    cast.lenas.decline(by=cast.lena, reason="field")
    cast.lenas.accept(by=cast.leo)

    assert look() == {"Abe Frost & Ana Kovac"}


@pytest.mark.parametrize("how", ["capacity", "ending", "joined", "back"])
def test_a_mentor_who_frees_up_is_proposed_to_who_waits(proposed, how):
    cast = proposed
    busy = mentor(cast.programme, "Bea Hart", "law")
    pair = MentorshipFactory(programme=cast.programme, mentor=busy)
    back = mentor(cast.programme, "Cai West", "law")
    back.memberships.get().go_away(by=back, until=None)
    assert look() == STANDING

    if how == "capacity":
        cast.leo.memberships.get().make_room(by=cast.leo, capacity=2)
    elif how == "ending":
        pair.end(by=pair.mentee, reason="completed")
    elif how == "joined":
        mentor(cast.programme, "Noa Vale", "law")
    else:
        back.memberships.get().come_back(by=back)

    name = {"capacity": "Leo Marsh", "ending": "Bea Hart", "joined": "Noa Vale", "back": "Cai West"}[how]
    assert look() == {*STANDING, f"{name} & Ivo Berg"}


def test_it_does_not_look_again_when_nothing_changed(proposed, django_assert_max_num_queries):
    cast = proposed
    mentee(cast.programme, "Una Lark", "law", speaks=["de"])
    mentor(cast.programme, "Noa Vale", "law", speaks=["en"])
    cast.ivo.memberships.get().go_away(by=cast.ivo, until=None)
    look()

    with django_assert_max_num_queries(12):
        call_command("match_waiting")


def test_a_coordinator_can_keep_it_in_their_own_hands(proposed):
    cast = proposed
    cast.round.let_propose(by=cast.chidi, by_itself=False)
    cast.leo.memberships.get().make_room(by=cast.leo, capacity=2)
    assert look() == STANDING

    cast.round.let_propose(by=cast.chidi, by_itself=True)

    assert look() == {*STANDING, "Leo Marsh & Ivo Berg"}
    assert [str(change) for change in Change.objects.filter(kind="wait_list")] == [
        "let the wait-list propose by itself",
        "stopped the wait-list proposing by itself",
    ]


def test_a_round_that_is_not_published_or_is_closed_proposes_nothing(proposed):
    cast = proposed
    cast.leo.memberships.get().make_room(by=cast.leo, capacity=2)
    cast.round.close(by=cast.chidi)

    assert look() == STANDING


@pytest.mark.parametrize("is_over", [False, True])
def test_nobody_is_proposed_by_itself_in_a_programme_that_is_over(client, proposed, is_over):
    cast = proposed
    cast.programme.ends_on = timezone.localdate() - timedelta(days=is_over)
    cast.programme.save()
    cast.leo.memberships.get().make_room(by=cast.leo, capacity=2)

    assert look() == (STANDING if is_over else {*STANDING, "Leo Marsh & Ivo Berg"})

    client.force_login(cast.chidi)
    said = client.get(reverse("proposals:of_round", args=[cast.round.pk])).content.decode()
    assert ("is over: nobody is proposed there any more" in said, "by itself" in said) == (is_over, not is_over)


@pytest.mark.parametrize("side", ["leo", "lena"])
def test_who_is_left_when_a_round_has_closed_comes_first_next_time(proposed, side):
    cast = proposed
    cast.round.close(by=cast.chidi)
    assert cast.ivo.memberships.get().left_out_at and not cast.lena.memberships.get().left_out_at

    cast.lenas.decline(by=getattr(cast, side), reason="no_room")
    if side == "leo":
        assert not cast.lena.memberships.get().left_out_at
        cast.lenas.accept(by=cast.lena)

    assert cast.lena.memberships.get().left_out_at


def test_only_whom_their_own_round_left_comes_first(proposed):
    cast = proposed
    elsewhere = Round.objects.create(programme=ProgrammeFactory(), name="Elsewhere")
    cast.round.close(by=cast.chidi)

    cast.lenas.withdraw(by=cast.chidi)

    assert elsewhere.is_open and cast.lena.memberships.get().left_out_at
    assert not cast.ana.memberships.get().left_out_at


def test_who_is_proposed_to_nobody_while_their_round_is_open_is_left_by_none(proposed):
    cast = proposed
    other = Round.objects.create(programme=ProgrammeFactory(), name="Elsewhere")
    Round.objects.filter(pk=other.pk).update(closed_at=timezone.now())

    cast.lenas.withdraw(by=cast.chidi)

    assert not cast.lena.memberships.get().left_out_at
