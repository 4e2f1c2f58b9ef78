"""A wish never to meet again comes along into the next cohort: it holds there, and nothing tells of it."""

import pytest

from alongside.web.programmes.models import Membership, Separation
from alongside.web.proposals.candidates import Candidates
from alongside.web.proposals.models import Proposal
from alongside.web.proposals.refusals import CannotPropose
from alongside.web.proposals.suggested import Suggested
from alongside.web.requests.models import Request
from alongside.web.rounds.refusals import CannotPair
from tests.factories.rounds import mentor, round_of, run
from tests.web.proposals.hand import next_cohort, no_to, propose

BEFORE = r"^Lena Ruiz and Leo Marsh were proposed to each other before\.$"


@pytest.fixture(params=[True, False], ids=["with a wish", "with a plain no"])
def again(request, here):
    """Leo and Lena were proposed to each other and said no, Leo with a wish or without; then all come again."""
    made = propose(here)
    no_to(here, made, here.leo, keep_apart=request.param)
    no_to(here, made, here.lena)
    here.programme = next_cohort(here)
    assert Separation.objects.filter(programme=here.programme).exists() == request.param
    return here


def seat(cast, person) -> Membership:
    return cast.programme.memberships.for_list().get(person=person)


def test_a_coordinator_reads_the_same_of_two_who_said_no_last_time(again):
    assert [one.seat.person for one in Candidates(seat(again, again.lena), again.chidi).best] == [again.abe]
    with pytest.raises(CannotPropose, match=BEFORE):
        propose(again)


def test_a_lock_by_hand_is_refused_in_the_same_words(again):
    mentor(again.programme, "Fay Moss", "law")
    round_ = round_of(again)
    with pytest.raises(CannotPair, match=BEFORE):
        round_.lock_pair(by=again.chidi, mentee=again.lena, mentor=again.leo)


def test_nobody_finds_the_other_among_suggestions(again):
    assert again.leo not in [one.membership.person for one in Suggested(again.programme, again.lena).mentors]
    assert again.lena not in [one.membership.person for one in Suggested(again.programme, again.leo).mentees]
    asked = Request(programme=again.programme, mentee=again.lena, mentor=again.abe)
    assert again.leo not in [one.person for one in asked.suggestions()]


def test_matching_may_pair_two_who_only_said_no_and_a_lock_keeps_what_it_paired(here):
    made = propose(here)
    for person in (here.leo, here.lena):
        no_to(here, made, person)
    here.programme = next_cohort(here)
    round_ = round_of(here)
    assert run(round_).pairings.get(mentee=here.lena).mentor == here.leo

    round_.lock_pair(by=here.chidi, mentee=here.lena, mentor=here.leo)


def test_their_yes_ends_a_wish_in_the_next_cohort_too(here):
    Separation.objects.keep_apart(here.programme, here.leo, here.lena, kind="asked", by=here.lena)
    next_cohort(here)
    here.leo.memberships.update(capacity=2)

    asked = Request.objects.ask(
        mentee=here.lena, mentor=here.leo, programme=here.programme, goal="Law", why_you="You know it"
    )
    asked.accept(by=here.leo)

    assert not Separation.objects.exists()


def test_a_wish_made_after_the_next_cohort_was_begun_holds_there_too(here):
    made = propose(here)
    later = next_cohort(here)

    no_to(here, made, here.lena, keep_apart=True)

    assert later.separations.get().by == here.lena
    assert not Separation.objects.visible_to(here.chidi).exists()


def test_a_programme_that_follows_none_knows_nothing_of_another(here):
    made = propose(here)
    for person in (here.leo, here.lena):
        no_to(here, made, person, keep_apart=True)
    here.programme = next_cohort(here)
    here.programme.follows = None
    here.programme.save()
    here.programme.separations.all().delete()

    assert propose(here).programme == here.programme
    assert Proposal.objects.count() == 2
