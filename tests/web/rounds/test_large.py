"""A cohort too large to be matched while a page is made: what-if answers from the kept pairs, a run from the worker."""

import pytest
from django.core.management import call_command

from alongside.web.programmes.rules import Rules
from alongside.web.rounds import solving
from alongside.web.rounds.memory import solution
from alongside.web.rounds.models import Run
from alongside.web.rounds.preview import with_pairs, with_rules
from tests.factories.rounds import pairs


@pytest.fixture
def large(law_and_art, monkeypatch):
    monkeypatch.setattr(solving, "SMALL", 0)
    law_and_art.round.ask_run(by=law_and_art.chidi)
    call_command("match_rounds")
    law_and_art.round.refresh_from_db()
    return law_and_art


def moved(preview) -> set[tuple[str, str | None]]:
    return {(move.mentee.name, move.after and move.after.name) for move in preview.moves}


def test_a_change_by_hand_waits_for_the_worker(large):
    cast = large
    cast.round.lock_pair(by=cast.chidi, mentee=cast.lena, mentor=cast.abe)

    run = cast.round.rerun(by=cast.chidi)
    assert run.state == Run.State.WAITING
    call_command("match_rounds")

    cast.round.refresh_from_db()
    assert pairs(cast.round.current_run) == {"Lena": "Abe", "Ana": "Leo"}


def test_what_if_says_the_same_as_matching_again(large, monkeypatch):
    cast = large
    lock = ((str(cast.lena.pk), str(cast.abe.pk)),)

    quick = with_pairs(solution(cast.round), lock=lock)
    monkeypatch.setattr(solving, "SMALL", 2000)
    exact = with_pairs(solution(cast.round), lock=lock)

    assert moved(quick) == moved(exact) == {("Lena Ruiz", "Abe Frost"), ("Ana Kovac", "Leo Marsh")}


def test_other_weights_are_previewed_and_other_rules_want_a_run(large):
    now = solution(large.round)

    assert with_rules(now, Rules(weights={"values": 4})) is not None
    assert with_rules(now, Rules(own_department=True)) is None
    assert with_rules(now, Rules(mode="stable")) is None


def test_what_cannot_be_locked_says_why(large):
    cast = large
    cast.round.lock_pair(by=cast.chidi, mentee=cast.ana, mentor=cast.abe)

    preview = with_pairs(solution(cast.round), lock=((str(cast.lena.pk), str(cast.abe.pk)),))

    assert "Abe Frost has no place left to lock." in preview.problem and not preview.moves


def test_a_stable_matching_has_no_prices_and_is_matched_again_instead(law_and_art, monkeypatch):
    cast = law_and_art
    cast.round.change_rules(by=cast.chidi, rules=Rules(mode="stable"))
    monkeypatch.setattr(solving, "SMALL", 0)
    now = solution(cast.round)

    assert now.what_if is None
    assert moved(with_pairs(now, lock=((str(cast.lena.pk), str(cast.abe.pk)),)))
