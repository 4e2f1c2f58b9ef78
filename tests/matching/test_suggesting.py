"""A few people who fit one person best, for those who choose for themselves."""

from __future__ import annotations

from hypothesis import given

from alongside.matching import Weighing, explained, match, mentees_for, mentors_for, why
from tests.matching import folk
from tests.matching.test_match import AMARA, BEN, EVA, ZOE, mentee, mentor


def test_the_best_come_first_with_their_reasons():
    first, second = mentors_for(BEN, [ZOE, AMARA])

    assert (str(first.mentor), str(second.mentor)) == ("Amara", "Zoe")
    assert first.speaks_for and first.score > second.score


def test_who_takes_nobody_or_is_ruled_out_is_not_suggested():
    full, blocked = mentor("Full", "law", capacity=0), mentor("Blocked", "law", blocked=frozenset({"ben"}))

    assert mentors_for(mentee("Ben", "law"), [full, blocked]) == []
    assert mentors_for(mentee("Ben", "law"), []) == []


def test_a_mentor_sees_whom_they_could_help_most():
    one, other = mentees_for(mentor("Amara", "law"), [mentee("Eva", "art"), mentee("Ben", "law")])

    assert (str(one.mentee), str(other.mentee)) == ("Ben", "Eva")
    assert mentees_for(AMARA, []) == []
    assert len(mentees_for(AMARA, [BEN, EVA], most=1)) == 1


def test_a_pair_is_explained_in_the_words_of_a_matching():
    matching = match([BEN], [AMARA])

    assert explained(BEN, AMARA, Weighing()) == why(matching, "ben")


@given(folk.mentees(1), folk.mentors())
def test_no_mentor_left_out_is_better_than_one_suggested(some, mentors):
    weighing = Weighing()
    found = mentors_for(some[0], mentors, weighing, most=2)

    shown = {one.mentor.id for one in found}
    others = [one for one in mentors if one.id not in shown and one.capacity and not weighing.forbidden(some[0], one)]
    assert all(not weighing.forbidden(one.mentee, one.mentor) for one in found)
    if others and found:
        least = found[-1].score
        assert max(weighing.score(some[0], one) for one in others) <= least + 0.01
