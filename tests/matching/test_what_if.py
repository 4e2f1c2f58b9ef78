"""What would move if something were otherwise, held against matching afresh."""

from __future__ import annotations

import pytest

from alongside.errors import CannotLock
from alongside.matching import Mentee, Mentor, WhatIf, match
from tests.matching.test_match import AMARA, BEN, EVA, KIM, ZOE, mentee, mentor, pairs

SOLVERS = ["lemon", "ortools"]


def after(matching, change) -> dict[str, str]:
    then = pairs(matching)
    for move in change.moves:
        then.pop(move.mentee.id, None)
        if move.after is not None:
            then[move.mentee.id] = move.after.id
    return then


@pytest.fixture(params=[*SOLVERS, "spread"])
def asked(request):
    solver, spread = ("lemon", 0.1) if request.param == "spread" else (request.param, 0.0)
    matching = match([BEN, EVA, KIM], [AMARA, ZOE], solver=solver, spread=spread)
    return matching, WhatIf(matching)


def test_another_place_brings_someone_in(asked):
    matching, what_if = asked

    change = what_if(capacity={"amara": 2})

    assert (change.unmatched_before, change.unmatched) == (1, 0)
    again = match([BEN, EVA, KIM], [mentor("Amara", "law", "art", capacity=2), ZOE])
    assert change.score == pytest.approx(again.score, abs=1e-6)
    assert after(matching, change) == pairs(again)


def test_a_lock_moves_others_aside(asked):
    matching, what_if = asked

    change = what_if(lock=[("kim", "amara")])

    assert after(matching, change)["kim"] == "amara"
    assert change.unmatched == 1
    assert after(matching, change) == pairs(match([BEN, EVA, KIM], [AMARA, ZOE], locked=[("kim", "amara")]))


def test_a_forbidden_pair_goes(asked):
    matching, what_if = asked
    pair = matching.pairings[0]

    change = what_if(forbid=[(pair.mentee.id, pair.mentor.id)])

    assert after(matching, change).get(pair.mentee.id) != pair.mentor.id


def test_asking_again_starts_from_the_matching_not_from_the_last_question(asked):
    _, what_if = asked

    what_if(capacity={"amara": 0, "zoe": 0})

    assert what_if().moves == ()
    assert what_if().score == what_if().before


def test_nobody_left_has_no_score(asked):
    change = asked[1](capacity={"amara": 0, "zoe": 0})

    assert (change.score, change.unmatched) == (0.0, 3)


def test_a_weight_moves_people_as_matching_afresh_would():
    ben = mentee("Ben", "law", values=frozenset({"fun"}))
    mentors = [mentor("Amara", "law"), mentor("Zoe", "art", values=frozenset({"fun"}))]
    matching = match([ben], mentors, weights={"values": 0})

    change = WhatIf(matching)(weights={"values": 5})

    assert [(str(move.before), str(move.after)) for move in change.moves] == [("Amara", "Zoe")]
    assert change.score > change.before


def test_who_finds_nobody_among_the_nearest_is_looked_for_among_all():
    ben = mentee("Ben", "law", values=frozenset({"fun"}))
    matching = match([ben], [mentor("Amara", "law", values=frozenset({"fun"})), mentor("Zoe", "art")])

    change = WhatIf(matching)(weights={"values": 0.23}, capacity={"amara": 0})

    assert [(str(move.before), str(move.after)) for move in change.moves] == [("Amara", "Zoe")]
    assert change.unmatched == 0


def test_a_lock_nobody_thought_of_is_scored_afresh():
    mentees = [Mentee(id=f"e{i}", topics=frozenset({f"t{i % 40}"})) for i in range(60)]
    mentors = [Mentor(id=f"m{j}", topics=frozenset({f"t{j}"}), capacity=2) for j in range(200)]
    matching = match(mentees, mentors)
    kept = matching.assignment.pairs
    row, col = next((i, j) for i in range(60) for j in range(200) if not ((kept.rows == i) & (kept.cols == j)).any())

    change = WhatIf(matching)(lock=[(f"e{row}", f"m{col}")])

    again = match(mentees, mentors, locked=[(f"e{row}", f"m{col}")])
    assert change.score == pytest.approx(again.score, abs=1e-3)


def test_what_cannot_be_asked_is_refused_with_a_sentence():
    with pytest.raises(CannotLock, match="not from a stable one"):
        WhatIf(match([BEN], [AMARA], mode="stable"))
    what_if = WhatIf(match([BEN, EVA], [AMARA, ZOE], locked=[("ben", "amara")]))
    with pytest.raises(CannotLock, match="Ben is locked already"):
        what_if(lock=[("ben", "zoe")])
    with pytest.raises(CannotLock, match="Amara has no place left to lock"):
        what_if(lock=[("eva", "amara")])
