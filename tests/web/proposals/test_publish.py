import pytest
from django.core.management import call_command

from alongside.web.notices.models import Notice
from alongside.web.proposals.models import Proposal
from alongside.web.proposals.publication import Publication
from alongside.web.proposals.refusals import NothingToPublish
from alongside.web.rounds.refusals import NotYours
from tests.factories.mentorships import MentorshipFactory
from tests.factories.rounds import mentee, mentor, publish, round_of, run


def test_nobody_is_told_before_it_is_published_and_then_both_are(cast):
    leo, lena = mentor(cast.programme, "Leo Marsh", "law"), mentee(cast.programme, "Lena Ruiz", "law")
    round_ = round_of(cast)
    run(round_)
    assert not Proposal.objects.exists() and not Notice.objects.exists()

    (made,) = Publication(round_).publish(by=cast.chidi)
    call_command("follow_up_proposals")

    letters = {letter.person: letter for letter in Notice.objects.all()}
    assert set(letters) == {leo, lena}
    assert letters[lena].subject == "Leo is proposed to you as a mentor"
    assert letters[leo].subject == "Lena is proposed to you as a mentee"
    assert "Leo can help with law." in letters[lena].body and "You can help with law." in letters[leo].body
    for letter in letters.values():
        assert letter.url.endswith(made.get_absolute_url())
    call_command("follow_up_proposals")
    assert Notice.objects.count() == 2


def test_only_coordinators_publish_and_only_what_there_is(cast):
    mentor(cast.programme, "Leo Marsh", "law")
    round_ = round_of(cast)
    with pytest.raises(NothingToPublish):
        Publication(round_).publish(by=cast.chidi)
    mentee(cast.programme, "Lena Ruiz", "law")
    run(round_)

    for person in (cast.amara, cast.dana):
        with pytest.raises(NotYours):
            Publication(round_).publish(by=person)
    assert not Proposal.objects.exists()


def test_pairs_that_no_longer_hold_are_left_out(cast):
    leo = mentor(cast.programme, "Leo Marsh", "law")
    abe = mentor(cast.programme, "Abe Frost", "art")
    lena, ana = mentee(cast.programme, "Lena Ruiz", "law"), mentee(cast.programme, "Ana Kovac", "art")
    round_ = round_of(cast)
    run(round_)
    MentorshipFactory(programme=cast.programme, mentor=leo)
    assert [str(one) for one in Publication(round_).left_out] == ["Lena Ruiz – Leo Marsh"]

    made = Publication(round_).publish(by=cast.chidi)

    assert [(one.mentee, one.mentor) for one in made] == [(ana, abe)]
    assert not Proposal.objects.filter(mentee=lena).exists()


def test_a_second_publishing_adds_only_who_is_new(proposed):
    mentor(proposed.programme, "Noa Vale", "law")

    made = publish(proposed.round, proposed.chidi)

    assert [str(one) for one in made] == ["Noa Vale & Ivo Berg"]
    assert Proposal.objects.open().count() == 3


def test_an_open_proposal_holds_the_place(proposed):
    from alongside.web.requests.models import Request
    from alongside.web.requests.refusals import NoRoom

    with pytest.raises(NoRoom):
        Request.objects.ask(
            mentee=proposed.ivo, mentor=proposed.leo, programme=proposed.programme, goal="Law", why_you="You know it"
        )
    seat = proposed.programme.memberships.with_load().get(person=proposed.leo)
    assert (seat.load, seat.room) == (1, 0)
