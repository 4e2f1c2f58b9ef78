from dataclasses import replace

import pytest
from django.core.management import call_command
from django.utils import timezone

from alongside.web.programmes.models import Membership
from alongside.web.rounds.cohort import unpaired
from alongside.web.rounds.management.commands import match_rounds
from alongside.web.rounds.models import Pairing, Round, Run
from alongside.web.rounds.models import round as rounds
from alongside.web.rounds.refusals import AlreadyOpen, NotYours, Over
from tests.factories.mentorships import MentorshipFactory
from tests.factories.rounds import mentee, mentor, pairs, run


def test_a_programme_has_one_round_open_and_only_its_coordinators_open_it(cast):
    cast.programme.memberships.enter(cast.programme, cast.amara, "mentor")
    opened = Round.objects.begin(cast.programme, by=cast.chidi, name="Spring")

    with pytest.raises(AlreadyOpen, match="Spring is still open"):
        Round.objects.begin(cast.programme, by=cast.chidi, name="Again")
    for person in (cast.amara, cast.dana):
        with pytest.raises(NotYours):
            Round.objects.begin(cast.programme, by=person, name="Mine")
    opened.close(by=cast.chidi)
    assert Round.objects.begin(cast.programme, by=cast.chidi, name="Autumn").is_open


def test_nobody_but_coordinators_sees_a_round(law_and_art):
    cast = law_and_art

    assert Round.objects.visible_to(cast.chidi).exists()
    for person in (cast.leo, cast.lena, cast.dana):
        assert not Round.objects.visible_to(person).exists()


def test_the_worker_does_a_run_and_says_how_far_it_is(law_and_art):
    asked = law_and_art.round.ask_run(by=law_and_art.chidi)
    assert (asked.state, law_and_art.round.ask_run(by=law_and_art.chidi)) == (Run.State.WAITING, asked)

    call_command("match_rounds")

    asked.refresh_from_db()
    assert (asked.state, asked.progress) == (Run.State.DONE, 100)
    assert pairs(asked) == {"Lena": "Leo", "Ana": "Abe"}
    assert asked.facts["pairs"] == 2 and asked.facts["unmatched"] == 0 and asked.facts["proven"]
    law_and_art.round.refresh_from_db()
    assert law_and_art.round.current_run == asked


def test_a_run_is_done_by_one_worker_only_and_again_when_that_one_died(law_and_art, time_machine):
    time_machine.move_to("2026-03-02 12:00Z", tick=False)
    asked = law_and_art.round.ask_run(by=law_and_art.chidi)

    assert Run.objects.claim(asked.pk) and not Run.objects.claim(asked.pk)
    time_machine.move_to("2026-03-02 12:06Z", tick=False)
    assert Run.objects.claim(asked.pk).tries == 2


def test_a_run_that_fails_again_and_again_says_so_and_is_left_alone(law_and_art, monkeypatch):
    asked = law_and_art.round.ask_run(by=law_and_art.chidi)
    Run.objects.filter(pk=asked.pk).update(tries=3)

    call_command("match_rounds")

    asked.refresh_from_db()
    assert asked.state == Run.State.FAILED and "could not be finished" in asked.problem


def test_without_anybody_a_run_says_who_is_missing(cast, law_and_art):
    Membership.objects.filter(role="mentee").delete()
    assert run(law_and_art.round).problem == "Nobody is looking for a mentor just now."
    Membership.objects.filter(role="mentor").delete()
    assert run(law_and_art.round).problem.startswith("There is nobody to match yet.")
    mentee(cast.programme, "Ida Lund", "law")
    assert run(law_and_art.round).problem == "No mentor has room just now."


def test_who_is_away_full_paired_or_has_had_enough_takes_no_part(law_and_art):
    cast = law_and_art
    away = mentor(cast.programme, "Away Ames", "law")
    away.memberships.get().go_away(by=away, until=None)
    full = mentor(cast.programme, "Full Fry", "law")
    paired = MentorshipFactory(programme=cast.programme, mentor=full).mentee
    done = MentorshipFactory(programme=cast.programme, mentor=mentor(cast.programme, "Odd Ott", "law", capacity=2))
    done.end(by=done.mentee, reason="completed")

    found = run(cast.round)

    names = {one.mentee for one in found.pairings.all()} | {one.mentor for one in found.pairings.all()}
    assert not {away, full, paired, done.mentee} & names
    done.ending.reflect(by=done.mentee, wants_another=True)
    assert done.mentee in {one.mentee for one in run(cast.round).pairings.all()}


def test_a_wish_for_another_one_stands_until_another_one_has_ended(law_and_art):
    cast = law_and_art
    first = MentorshipFactory(programme=cast.programme, mentor=mentor(cast.programme, "Odd Ott", "law"))
    ben = first.mentee
    first.end(by=ben, reason="completed")
    first.ending.reflect(by=ben, wants_another=True)
    assert unpaired(cast.programme, timezone.localdate()).filter(person=ben).exists()

    second = MentorshipFactory(programme=cast.programme, mentee=ben, mentor=mentor(cast.programme, "Eve Ott", "law"))
    second.end(by=ben, reason="completed")
    assert not unpaired(cast.programme, timezone.localdate()).filter(person=ben).exists()

    second.ending.reflect(by=ben, wants_another=True)
    assert unpaired(cast.programme, timezone.localdate()).filter(person=ben).exists()


def test_who_had_only_an_introduction_is_still_looking(law_and_art):
    cast = law_and_art
    short = MentorshipFactory(programme=cast.programme, mentor=cast.leo, mentee=cast.lena, began_on=None)
    short.end(by=cast.lena, reason="no_fault")

    assert pairs(run(cast.round))["Lena"] == "Abe"  # not Leo again


def test_older_runs_keep_their_numbers_and_lose_their_pairings(law_and_art):
    for _ in range(8):
        run(law_and_art.round)

    assert Run.objects.count() == 8
    assert len(set(Pairing.objects.values_list("run", flat=True))) == 6


def test_a_closed_round_is_left_as_it_is_and_who_was_left_out_comes_first_next_time(law_and_art):
    cast = law_and_art
    mentee(cast.programme, "Ivo Berg", "law")
    run(cast.round)

    left = cast.round.close(by=cast.chidi)

    assert left == 3  # nothing was published, so nobody came away with a mentor
    for verb in (cast.round.ask_run, cast.round.close):
        with pytest.raises(Over):
            verb(by=cast.chidi)


def test_who_was_left_out_last_time_comes_first(law_and_art):
    cast = law_and_art
    cast.abe.memberships.all().delete()
    before = pairs(run(cast.round))
    assert before == {"Lena": "Leo", "Ana": None}
    cast.ana.memberships.update(left_out_at=cast.round.opened_at)

    assert pairs(run(cast.round)) == {"Lena": None, "Ana": "Leo"}


@pytest.mark.parametrize(
    ("score", "word"),
    [(0.4999994, "possible"), (0.4999995001, "good"), (0.5999994, "good"), (0.5999995001, "strong")],
)
def test_pairs_are_counted_by_the_word_that_stands_beside_each(law_and_art, monkeypatch, score, word):
    solved = rounds.solved

    def scored(*asked):
        found = solved(*asked)
        return replace(found, pairings=tuple(replace(pairing, score=score) for pairing in found.pairings))

    monkeypatch.setattr(rounds, "solved", scored)

    made = run(law_and_art.round)

    assert [pairing.strength for pairing in made.pairings.all()] == [word, word]
    assert {each: made.facts[each] for each in ("strong", "good", "possible") if made.facts[each]} == {word: 2}


@pytest.mark.parametrize("when", ["before it begins", "while it is matched", "before it is kept"])
def test_a_run_whose_round_is_closed_meanwhile_goes_with_it(law_and_art, monkeypatch, when):
    round_ = law_and_art.round
    round_.ask_run(by=law_and_art.chidi)

    def closing(verb):
        def then(*args, **more):
            done = verb(*args, **more)
            if round_.is_open:
                round_.close(by=law_and_art.chidi)
            return done

        return then

    if when == "before it begins":
        monkeypatch.setattr(match_rounds, "market", closing(match_rounds.market))
    elif when == "while it is matched":
        monkeypatch.setattr(Run, "beat", closing(Run.beat))
    else:
        monkeypatch.setattr(rounds, "solved", closing(rounds.solved))
    call_command("match_rounds")

    round_.refresh_from_db()
    assert not round_.is_open and round_.current_run is None
    assert not Run.objects.exists() and not Pairing.objects.exists()
    assert round_.changes.first().kind == "closed"


def test_a_run_with_nobody_in_it_goes_with_its_round_too(cast, law_and_art):
    Membership.objects.filter(role="mentee").delete()
    law_and_art.round.ask_run(by=law_and_art.chidi)
    run = Run.objects.claim(Run.objects.get().pk)
    Round.objects.get().close(by=law_and_art.chidi)

    with pytest.raises(Over):
        run.round.not_done(run, "Nobody is looking for a mentor just now.")

    assert not Run.objects.exists()
