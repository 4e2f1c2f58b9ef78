import pytest

from alongside.web.programmes.models import Separation
from alongside.web.rounds.models import Change, Decision
from alongside.web.rounds.refusals import CannotPair, NothingToUndo, NotYours
from tests.factories.rounds import mentee, mentor, pairs, publish, run

MATCHED = {"Lena": "Leo", "Ana": "Abe"}
CROSSED = {"Lena": "Abe", "Ana": "Leo"}


def test_a_locked_pair_stands_and_the_rest_is_matched_round_it(law_and_art):
    cast = law_and_art

    cast.round.lock_pair(by=cast.chidi, mentee=cast.lena, mentor=cast.abe, why="They know each other")

    assert pairs(run(cast.round)) == CROSSED
    change = Change.objects.get(kind="locked")
    assert (str(change), change.why) == ("locked Lena Ruiz with Abe Frost", "They know each other")


def test_a_pair_that_is_ruled_out_is_not_made(law_and_art):
    cast = law_and_art

    cast.round.forbid_pair(by=cast.chidi, mentee=cast.lena, mentor=cast.leo)

    assert pairs(run(cast.round)) == CROSSED


def test_a_pair_ruled_out_for_good_stays_so_in_the_next_round(law_and_art):
    cast = law_and_art
    cast.round.forbid_pair(by=cast.chidi, mentee=cast.lena, mentor=cast.leo, for_good=True)
    cast.round.close(by=cast.chidi)

    again = type(cast.round).objects.begin(cast.programme, by=cast.chidi, name="Autumn")

    assert pairs(run(again)) == CROSSED
    with pytest.raises(CannotPair, match="are not to be paired"):
        again.lock_pair(by=cast.chidi, mentee=cast.lena, mentor=cast.leo)


def test_what_was_ruled_out_for_good_can_be_taken_back_at_once_or_later(law_and_art):
    cast = law_and_art
    cast.round.forbid_pair(by=cast.chidi, mentee=cast.lena, mentor=cast.leo, for_good=True)
    cast.round.undo(by=cast.chidi)
    assert not Separation.objects.exists()
    apart = Separation.objects.keep_apart(cast.programme, cast.lena, cast.leo, kind="line", by=cast.chidi)
    wish = Separation.objects.keep_apart(cast.programme, cast.ana, cast.leo, kind="asked", by=cast.ana)

    cast.round.allow_again(by=cast.chidi, separation=apart)

    assert pairs(run(cast.round)) == MATCHED
    with pytest.raises(NotYours, match="not for you"):
        cast.round.allow_again(by=cast.chidi, separation=wish)
    assert list(Separation.objects.all()) == [wish]


def test_two_mentees_swap_their_mentors(law_and_art):
    cast = law_and_art

    cast.round.swap(by=cast.chidi, one=(cast.lena, cast.leo), other=(cast.ana, cast.abe))

    assert pairs(run(cast.round)) == CROSSED
    assert str(Change.objects.get(kind="swapped")) == "swapped the mentors of Lena Ruiz and Ana Kovac"


def test_locking_and_ruling_out_take_each_others_place(law_and_art):
    cast = law_and_art
    cast.round.forbid_pair(by=cast.chidi, mentee=cast.lena, mentor=cast.leo)
    cast.round.lock_pair(by=cast.chidi, mentee=cast.lena, mentor=cast.leo)
    assert pairs(run(cast.round)) == MATCHED

    cast.round.lock_pair(by=cast.chidi, mentee=cast.lena, mentor=cast.abe)

    assert pairs(run(cast.round)) == CROSSED
    assert Decision.objects.standing().count() == 1


def test_a_pair_is_left_to_the_matching_again(law_and_art):
    cast = law_and_art
    cast.round.lock_pair(by=cast.chidi, mentee=cast.lena, mentor=cast.abe)

    cast.round.lift_pair(by=cast.chidi, mentee=cast.lena, mentor=cast.abe)

    assert pairs(run(cast.round)) == MATCHED
    with pytest.raises(NothingToUndo):
        cast.round.lift_pair(by=cast.chidi, mentee=cast.lena, mentor=cast.abe)


def test_what_cannot_be_paired_by_hand_says_why(law_and_art):
    cast = law_and_art
    full = mentor(cast.programme, "Fay Moss", "law", capacity=0)
    Separation.objects.keep_apart(cast.programme, cast.ana, cast.leo, kind="asked", by=cast.leo)
    cast.round.lock_pair(by=cast.chidi, mentee=cast.lena, mentor=cast.abe)
    for mentee_, mentor_, why in [
        (cast.lena, full, "Fay Moss has no room"),
        (cast.ana, cast.leo, "were proposed to each other before"),
        (cast.ana, cast.abe, "Abe Frost is locked with Lena Ruiz, and that is all their room."),
        (cast.leo, cast.abe, "Leo Marsh is not looking"),
        (cast.lena, cast.lena, "Nobody mentors themselves"),
    ]:
        with pytest.raises(CannotPair, match=why):
            cast.round.lock_pair(by=cast.chidi, mentee=mentee_, mentor=mentor_)


def test_only_a_coordinator_decides(law_and_art):
    cast = law_and_art
    for person in (cast.leo, cast.dana):
        for verb in (cast.round.lock_pair, cast.round.forbid_pair, cast.round.lift_pair):
            with pytest.raises(NotYours):
                verb(by=person, mentee=cast.lena, mentor=cast.leo)
    assert not Decision.objects.exists()


def test_undo_takes_back_what_was_done_last_one_after_the_other(law_and_art):
    cast = law_and_art
    cast.round.lock_pair(by=cast.chidi, mentee=cast.lena, mentor=cast.leo)
    cast.round.swap(by=cast.chidi, one=(cast.lena, cast.leo), other=(cast.ana, cast.abe))
    assert pairs(run(cast.round)) == CROSSED

    undone = cast.round.undo(by=cast.chidi)

    assert (undone.kind, undone.undone_by) == ("swapped", cast.chidi)
    (standing,) = Decision.objects.locks()
    assert (standing.mentee, standing.mentor) == (cast.lena, cast.leo)
    cast.round.undo(by=cast.chidi)
    assert not Decision.objects.standing().exists()
    with pytest.raises(NothingToUndo):
        cast.round.undo(by=cast.chidi)


def test_what_was_published_is_not_undone(law_and_art):
    cast = law_and_art
    cast.round.lock_pair(by=cast.chidi, mentee=cast.lena, mentor=cast.leo)
    publish(cast.round, cast.chidi)

    with pytest.raises(NothingToUndo):
        cast.round.undo(by=cast.chidi)


def test_a_lock_that_can_no_longer_stand_is_set_aside(law_and_art):
    from alongside.web.rounds.solving import market

    cast = law_and_art
    cast.round.lock_pair(by=cast.chidi, mentee=cast.lena, mentor=cast.abe)
    cast.abe.memberships.get().go_away(by=cast.abe, until=None)

    assert market(cast.round).aside == ((str(cast.lena.pk), str(cast.abe.pk)),)
    assert pairs(run(cast.round)) == {"Lena": "Leo", "Ana": None}


def test_a_note_stands_in_the_record_with_its_author(law_and_art):
    cast = law_and_art

    cast.round.note(by=cast.chidi, words="She would like somebody near Leeds", mentee=cast.lena)

    note = Change.objects.get(kind="note")
    assert (note.by, note.why, str(note)) == (
        cast.chidi,
        "She would like somebody near Leeds",
        "wrote a note about Lena Ruiz",
    )


@pytest.mark.parametrize("keep_apart", [True, False])
def test_a_locked_pair_that_was_proposed_and_declined_is_not_made_again(law_and_art, keep_apart):
    cast = law_and_art
    cast.round.lock_pair(by=cast.chidi, mentee=cast.lena, mentor=cast.leo)
    publish(cast.round, cast.chidi)
    proposal = cast.round.proposals.get(mentee=cast.lena)
    proposal.accept(by=cast.lena)
    proposal.decline(by=cast.leo, reason="hours", keep_apart=keep_apart)
    fay = mentor(cast.programme, "Fay Moss", "law")

    assert pairs(run(cast.round))["Lena"] == "Fay"
    ivo = mentee(cast.programme, "Ivo Berg", "law")
    cast.round.lock_pair(by=cast.chidi, mentee=ivo, mentor=cast.leo)  # Leo's place is free again
    assert pairs(run(cast.round)) == {"Lena": fay.first_name, "Ivo": "Leo"}


def test_a_lock_does_not_stand_against_two_who_are_kept_apart_since(law_and_art):
    cast = law_and_art
    cast.round.lock_pair(by=cast.chidi, mentee=cast.lena, mentor=cast.leo)
    Separation.objects.keep_apart(cast.programme, cast.leo, cast.lena, kind="apart", by=cast.chidi)

    assert pairs(run(cast.round)) == CROSSED
