"""A coordinator proposes a second mentor for one thing, or another one after an ending."""

import pytest
from django.core.management import call_command

from alongside.web.programmes.models import Role
from alongside.web.proposals.models import Proposal
from alongside.web.proposals.refusals import CannotPropose, NotYours
from tests.factories.mentorships import MentorshipFactory
from tests.factories.programmes import MembershipFactory
from tests.web.proposals.hand import letters, propose


def test_who_has_a_mentor_is_proposed_a_second_one_for_one_thing(here):
    first = MentorshipFactory(programme=here.programme, mentor=here.abe, mentee=here.lena)
    with pytest.raises(CannotPropose, match="Say for what one thing"):
        propose(here)

    made = propose(here, what_for="contract law")
    call_command("follow_up_proposals")
    made.refresh_from_db()
    assert "as a second mentor, for one thing: contract law" in letters(here.lena)[0]
    assert "for one thing: contract law" in letters(here.leo)[0]
    for person in (here.leo, here.lena):
        assert "Abe" not in letters(person)[0]
    made.accept(by=here.lena)
    second = Proposal.objects.get(pk=made.pk).accept(by=here.leo)

    assert second.asked_goal == "contract law"
    first.refresh_from_db()
    assert first.is_running and not letters(here.abe)


def test_for_what_is_kept_only_where_it_is_a_second_mentor(here):
    made = propose(here, what_for="contract law")
    assert (made.what_for, made.is_second) == ("", False)


def test_who_does_not_answer_about_a_second_mentor_does_not_count_as_away(here, time_machine):
    MentorshipFactory(programme=here.programme, mentor=here.abe, mentee=here.lena)
    made = propose(here, what_for="contract law")
    made.accept(by=here.leo)

    time_machine.move_to(made.expires_at)
    call_command("follow_up_proposals")

    assert not here.lena.memberships.get().is_away
    assert "Nothing else changes for you there." in letters(here.lena)[-1]


def test_the_first_mentor_learns_nothing_of_a_second_one_even_where_they_coordinate(here):
    MembershipFactory(programme=here.programme, person=here.abe, role=Role.COORDINATOR)
    MentorshipFactory(programme=here.programme, mentor=here.abe, mentee=here.lena)
    made = propose(here, what_for="contract law")

    assert made not in Proposal.objects.visible_to(here.abe)
    assert made not in Proposal.objects.coordinated_by(here.abe)
    for person in (here.chidi, here.leo, here.lena):
        assert made in Proposal.objects.visible_to(person)
    with pytest.raises(CannotPropose, match="You are Lena Ruiz's mentor"):
        propose(here, by=here.abe, what_for="contract law")
    with pytest.raises(NotYours):
        made.withdraw(by=here.abe)


def test_after_an_ending_another_mentor_can_be_proposed_who_learns_nothing_of_the_first(here):
    MentorshipFactory(programme=here.programme, mentor=here.abe, mentee=here.lena).end(by=here.lena, reason="early")

    made = propose(here)
    call_command("follow_up_proposals")

    assert not made.is_second
    assert "Abe" not in letters(here.leo)[0] and "second" not in letters(here.leo)[0]
