"""What one of the two can tell from a closed proposal, a coordinator who is one of them included."""

import pytest
from django.urls import reverse

from alongside.web.programmes.models import Role
from alongside.web.proposals.models import Proposal
from alongside.web.proposals.refusals import Closed, NotYours
from alongside.web.rounds.models import Pairing
from tests.factories.programmes import MembershipFactory


def decline(cast) -> None:
    Proposal.objects.get(pk=cast.lenas.pk).decline(by=cast.leo, reason="hours", words="I work nights")
    Proposal.objects.get(pk=cast.lenas.pk).accept(by=cast.lena)


def take_back(cast) -> None:
    Proposal.objects.get(pk=cast.lenas.pk).withdraw(by=cast.chidi, why="Lena told me")


@pytest.mark.parametrize("end", [decline, take_back])
def test_a_late_answer_reads_the_same_whoever_closed_it(proposed, end):
    cast = proposed
    end(cast)

    for verb in (
        lambda: cast.lenas.accept(by=cast.lena),
        lambda: cast.lenas.decline(by=cast.lena, reason="other"),
    ):
        with pytest.raises(Closed, match=r"^This proposal is closed: it did not come about\.$"):
            verb()


def test_a_late_answer_to_one_that_came_about_says_so(proposed):
    cast = proposed
    cast.lenas.accept(by=cast.lena)
    cast.lenas.accept(by=cast.leo)

    with pytest.raises(Closed, match="you both said yes"):
        cast.lenas.decline(by=cast.lena, reason="other")


@pytest.fixture
def lena_coordinates(proposed):
    MembershipFactory(programme=proposed.programme, person=proposed.lena, role=Role.COORDINATOR)
    return proposed


def pages_of_the_round(client, cast, person) -> str:
    client.force_login(person)
    pairing = Pairing.objects.get(run=cast.round.current_run, mentee=cast.lena)
    addresses = (reverse("rounds:record", args=[cast.round.pk]), pairing.get_absolute_url())
    return "".join(client.get(address).content.decode() for address in addresses)


@pytest.mark.parametrize("end", [decline, take_back])
def test_a_coordinator_reads_in_the_record_what_became_of_others_and_not_of_themselves(client, lena_coordinates, end):
    cast = lena_coordinates
    end(cast)
    cast.anas.decline(by=cast.abe, reason="hours")
    cast.anas.accept(by=cast.ana)

    own, others = pages_of_the_round(client, cast, cast.lena), pages_of_the_round(client, cast, cast.chidi)

    told = ("the proposal of Lena Ruiz and Leo Marsh", "Lena told me")
    assert not any(words in own for words in told) and any(words in others for words in told)
    assert "the proposal of Ana Kovac and Abe Frost did not come about" in own
    assert "proposed 2 pairs" in own


def test_nobody_takes_back_a_proposal_of_their_own(client, lena_coordinates):
    cast = lena_coordinates
    address = reverse("proposals:withdraw", args=[cast.lenas.pk])
    for is_closed in (False, True):
        client.force_login(cast.lena)
        assert client.get(address).status_code == client.post(address).status_code == 404
        client.force_login(cast.chidi)
        assert client.get(address).status_code == 200
        with pytest.raises(NotYours if not is_closed else Closed):
            cast.lenas.withdraw(by=cast.lena)
        if not is_closed:
            decline(cast)

    client.force_login(cast.lena)
    assert client.get(reverse("proposals:withdraw", args=[cast.anas.pk])).status_code == 200
