"""Who asked never to be paired with somebody again: it holds, and nothing a coordinator reads names it."""

import pytest
from django.urls import reverse

from alongside.web.programmes.models import Separation
from alongside.web.proposals.models import Proposal
from alongside.web.rounds.readiness import Readiness
from alongside.web.rounds.refusals import CannotPair
from tests.factories.rounds import mentor, publish, round_of, run

BEFORE = "Lena Ruiz and Leo Marsh were proposed to each other before."
NOT_TO_BE = "Lena Ruiz and Leo Marsh are not to be paired."


@pytest.fixture
def declined(law_and_art):
    """Leo was proposed to Lena and said no; with or without the wish, as the test says."""

    def decline(*, keep_apart: bool):
        publish(law_and_art.round, law_and_art.chidi)
        proposal = Proposal.objects.get(mentee=law_and_art.lena)
        proposal.decline(by=law_and_art.leo, reason="hours", keep_apart=keep_apart)
        proposal.accept(by=law_and_art.lena)
        return law_and_art

    return decline


def why_not(client, cast, round_) -> str:
    pairing = run(round_, by=cast.chidi).pairings.get(mentee=cast.lena)
    client.force_login(cast.chidi)
    address = reverse("rounds:why_not", args=[pairing.pk], query={"mentor": cast.leo.pk})
    return client.get(address).content.decode()


@pytest.mark.parametrize("keep_apart", [True, False])
def test_in_the_same_round_nothing_tells_a_wish_from_none(client, declined, keep_apart):
    cast = declined(keep_apart=keep_apart)
    mentor(cast.programme, "Fay Moss", "law")

    told = why_not(client, cast, cast.round)

    assert BEFORE in told and NOT_TO_BE not in told
    with pytest.raises(CannotPair, match=BEFORE):
        cast.round.lock_pair(by=cast.chidi, mentee=cast.lena, mentor=cast.leo)


def test_in_a_later_round_the_wish_holds_in_the_same_words_and_without_one_the_pair_is_possible(client, declined):
    cast = declined(keep_apart=True)
    cast.round.close(by=cast.chidi)
    later = round_of(cast, name="Autumn")

    told = why_not(client, cast, later)

    assert BEFORE in told and NOT_TO_BE not in told
    pairing = later.current_run.pairings.get(mentee=cast.lena)
    assert pairing.mentor != cast.leo
    answer = client.post(reverse("rounds:give", args=[pairing.pk]), {"mentor": cast.leo.pk}, follow=True)
    assert BEFORE in answer.content.decode()
    Separation.objects.all().delete()
    later.lock_pair(by=cast.chidi, mentee=cast.lena, mentor=cast.leo)


def test_whom_coordinators_keep_apart_stands_on_their_list_and_is_called_that(client, law_and_art):
    cast = law_and_art
    Separation.objects.keep_apart(cast.programme, cast.leo, cast.lena, kind="apart", by=cast.chidi)

    assert NOT_TO_BE in why_not(client, cast, cast.round)
    assert "Leo Marsh" in client.get(reverse("rounds:rules", args=[cast.round.pk])).content.decode()


@pytest.mark.parametrize(("kind", "is_named"), [("asked", False), ("apart", True)])
def test_why_nobody_is_possible_is_said_without_wishes(client, law_and_art, kind, is_named):
    cast = law_and_art
    cast.programme.memberships.filter(person=cast.abe).delete()
    Separation.objects.keep_apart(cast.programme, cast.leo, cast.lena, kind=kind, by=cast.leo)

    (alone,) = Readiness(cast.round, cast.chidi).stranded
    pairing = run(cast.round, by=cast.chidi).pairings.get(mentee=cast.lena)
    client.force_login(cast.chidi)
    page = client.get(pairing.get_absolute_url()).content.decode()

    assert alone.membership.person == cast.lena
    assert (NOT_TO_BE in alone.why) == (NOT_TO_BE in page) == is_named


@pytest.mark.parametrize(("kind", "is_named"), [("asked", False), ("apart", True)])
def test_the_board_and_the_sheet_say_why_nobody_without_wishes(client, law_and_art, kind, is_named):
    cast = law_and_art
    cast.programme.memberships.filter(person=cast.abe).delete()
    Separation.objects.keep_apart(cast.programme, cast.leo, cast.lena, kind=kind, by=cast.leo)
    run(cast.round, by=cast.chidi)
    client.force_login(cast.chidi)

    board = client.get(cast.round.get_absolute_url(), {"show": "left"}).content.decode()
    sheet = client.get(reverse("rounds:export", args=[cast.round.pk]), {"as": "csv"}).content.decode()

    for told in (board, sheet):
        assert "No mentor is possible for Lena Ruiz." in told
        assert (NOT_TO_BE in told) == is_named


def test_the_form_says_who_can_learn_what(client, law_and_art):
    cast = law_and_art
    publish(cast.round, cast.chidi)
    client.force_login(cast.leo)

    page = client.get(reverse("proposals:decline", args=[Proposal.objects.get(mentee=cast.lena).pk])).content.decode()

    assert "Lena is never told that you ticked this" in page
    assert "only reads that you were proposed to each other before" in page
    assert "Lena cannot ask you to be their mentor then; you can still ask them yourself." in page
