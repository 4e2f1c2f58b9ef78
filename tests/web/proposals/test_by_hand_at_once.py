"""Two propose by hand at the same moment."""

import pytest

from alongside.web.programmes.models import Role
from alongside.web.proposals.models import Proposal
from alongside.web.proposals.publication import Publication
from alongside.web.proposals.refusals import CannotPropose
from alongside.web.rounds.models import Round
from tests.factories.people import UserFactory
from tests.factories.programmes import MembershipFactory
from tests.factories.rounds import mentee, mentor, round_of
from tests.together import together
from tests.web.proposals.hand import propose


def test_a_form_sent_twice_proposes_once_and_a_second_coordinator_reads_that_it_is_done(here):
    efua = UserFactory(name="Efua Mensah")
    MembershipFactory(programme=here.programme, person=efua, role=Role.COORDINATOR)

    assert propose(here, note="Hello") == propose(here, note="Hello")
    with pytest.raises(CannotPropose, match="waits for an answer"):
        propose(here, by=efua)
    assert Proposal.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_coordinators_at_the_same_moment_one_proposes(cast):
    leo, lena = mentor(cast.programme, "Leo Marsh", "law"), mentee(cast.programme, "Lena Ruiz", "law")
    efua = UserFactory(name="Efua Mensah")
    for person in (efua, cast.chidi):
        MembershipFactory._meta.model.objects.enter(cast.programme, person, Role.COORDINATOR)

    refused = together(
        *(
            lambda by=by: Proposal.objects.propose(cast.programme, mentee=lena, mentor=leo, by=by)
            for by in (efua, cast.chidi)
        )
    )

    assert Proposal.objects.count() == 1
    assert [type(refusal) for refusal in refused] == [CannotPropose]


@pytest.mark.django_db(transaction=True)
def test_one_place_is_proposed_once_by_two_at_the_same_moment(cast):
    leo = mentor(cast.programme, "Leo Marsh", "law")
    seekers = [mentee(cast.programme, name, "law") for name in ("Lena Ruiz", "Ivo Berg")]
    by = cast.chidi

    refused = together(
        *(lambda one=one: Proposal.objects.propose(cast.programme, mentee=one, mentor=leo, by=by) for one in seekers)
    )

    assert Proposal.objects.count() == 1
    assert "has no room" in str(refused[0])


@pytest.mark.django_db(transaction=True)
def test_a_round_that_is_published_at_the_same_moment_proposes_nobody_twice(cast):
    leo, lena = mentor(cast.programme, "Leo Marsh", "law"), mentee(cast.programme, "Lena Ruiz", "law")
    abe = mentor(cast.programme, "Abe Frost", "art")
    round_ = round_of(cast)
    round_.rerun(by=cast.chidi)
    by = cast.chidi

    together(
        lambda: Publication(Round.objects.for_page().get(pk=round_.pk)).publish(by=by),
        lambda: Proposal.objects.propose(cast.programme, mentee=lena, mentor=abe, by=by),
    )

    assert leo
    assert Proposal.objects.filter(mentee=lena).count() == 1
