"""The rule "not those who were paired before" holds in the next cohort of a programme, too."""

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.web.programmes.rules import Rules
from alongside.web.proposals.publication import Publication
from alongside.web.proposals.refusals import CannotPropose, NothingToPublish
from alongside.web.proposals.suggested import Suggested
from tests.factories.mentorships import MentorshipFactory
from tests.factories.rounds import mentor, round_of, run
from tests.web.proposals.hand import next_cohort, propose


@pytest.fixture(params=[True, False], ids=["ended", "still under way"])
def again(request, here):
    """Leo was Lena's mentor, or still is; both come again."""
    pair = MentorshipFactory(programme=here.programme, mentor=here.leo, mentee=here.lena)
    if request.param:
        pair.keep_end("ended", timezone.now())
    here.pair, here.programme = pair, next_cohort(here)
    return here


def matched(cast):
    return run(round_of(cast)).pairings.get(mentee=cast.lena).mentor


def test_matching_finds_them_somebody_else(again):
    fay = mentor(again.programme, "Fay Moss", "law")

    assert matched(again) == fay
    assert again.leo not in [one.membership.person for one in Suggested(again.programme, again.lena).mentors]


def test_where_the_rule_is_off_they_are_paired_again(again):
    again.programme.matching = {**again.programme.rules.kept(), "never_again": False}
    again.programme.save()
    assert not Rules.read(again.programme.matching).never_again

    assert matched(again) == again.leo


def test_nor_are_they_proposed_by_hand(again):
    with pytest.raises(CannotPropose, match="paired before"):
        propose(again)


def test_the_mentee_reads_why_and_can_still_ask(client, again):
    client.force_login(again.lena)
    seat = again.programme.memberships.get(person=again.leo)

    page = client.get(reverse("programmes:mentor", args=[seat.pk])).content.decode()

    assert "Matching here would not pair you again: you have been paired before." in page
    assert reverse("requests:ask", args=[seat.pk]) in page


def test_a_mentorship_that_ends_elsewhere_counts_nowhere(here):
    MentorshipFactory(mentor=here.leo, mentee=here.lena).keep_end("ended", timezone.now())
    here.programme = next_cohort(here)

    assert matched(here) == here.leo


def test_a_pair_that_turns_out_to_have_been_one_is_not_published(here):
    here.before, here.programme = here.programme, next_cohort(here)
    round_ = round_of(here)
    here.abe.memberships.all().delete()
    run(round_)
    MentorshipFactory(programme=here.before, mentor=here.leo, mentee=here.lena)

    with pytest.raises(NothingToPublish):
        Publication(round_).publish(by=here.chidi)
