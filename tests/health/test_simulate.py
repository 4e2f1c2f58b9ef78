"""Invented worlds: the same from the same seed, near what is published, and readable by the engine."""

from __future__ import annotations

import json

from click.testing import CliRunner

from alongside.cli import main
from alongside.health import CAUSES, Relationship
from alongside.health.simulate import KINDS, simulate


def test_the_same_seed_gives_the_same_world() -> None:
    assert list(simulate(5, 3)) == list(simulate(5, 3))
    assert list(simulate(5, 3)) != list(simulate(5, 4))


def test_a_third_or_so_ends_early_and_every_cause_and_trap_is_there() -> None:
    truths = [truth for seed in range(8) for _, truth in simulate(60, seed)]

    assert 0.25 < sum(truth.fails for truth in truths) / len(truths) < 0.5
    assert {truth.cause for truth in truths} == {*CAUSES, None}
    assert {kind for truth in truths for kind in truth.kinds} == set(KINDS)


def test_a_third_or_more_of_the_answers_is_missing() -> None:
    events = [event["kind"] for seed in range(8) for record, _ in simulate(20, seed) for event in record["events"]]

    assert 0.3 < events.count("checkin_answered") / events.count("checkin_asked") < 0.75


def test_every_invented_line_can_be_read() -> None:
    for record, _ in simulate(40, 9):
        it = Relationship.from_record(record)
        assert (it.remarks, it.unknown_kinds) == ((), {})


def test_the_command_writes_histories_and_their_truth_apart(tmp_path) -> None:
    out, truth = tmp_path / "h.jsonl", tmp_path / "t.jsonl"
    result = CliRunner().invoke(
        main, ["simulate", "--pairs", "3", "--seed", "5", "--out", str(out), "--truth", str(truth)]
    )

    histories = [json.loads(line) for line in out.read_text().splitlines()]
    truths = [json.loads(line) for line in truth.read_text().splitlines()]
    assert (result.exit_code, len(histories)) == (0, 3)
    assert [each["id"] for each in histories] == [each["id"] for each in truths]
    assert not {"cause", "fails"} & set(histories[0])
