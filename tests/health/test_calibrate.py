"""Refitting on a programme's own endings: honest about what it is worth, refused when there are too few."""

from __future__ import annotations

import json
from bisect import bisect_left
from dataclasses import replace
from math import exp

import numpy as np
import pytest
from click.testing import CliRunner

from alongside.cli import main
from alongside.health import Relationship, assess
from alongside.health.calibrate import Report, auroc, calibrate, ece, failed
from alongside.health.inference import Weights, shipped
from alongside.health.signs import FREE
from alongside.health.simulate import simulate
from tests.health.lives import event, held, life, on, record


@pytest.fixture(scope="module")
def told() -> list[dict]:
    """A world in which every ending was said aloud."""
    lines = []
    for line, truth in simulate(240, 21):
        if truth.fails and not any(each["kind"] == "ended" for each in line["events"]):
            line["events"].append({"at": f"{truth.failed_on}T12:00:00+00:00", "kind": "ended", "reason": "not_working"})
        lines.append(line)
    return lines


@pytest.fixture(scope="module")
def report(told: list[dict]) -> Report:
    return calibrate(Relationship.from_record(line) for line in told)


def test_a_programme_with_enough_endings_gets_its_own_weights(report) -> None:
    assert report.endings >= 60
    assert report.auroc[1] > 0.6
    assert f"{report.endings} of them ended early" in report.weights.said
    assert report.moves["meeting"][1] > 0
    assert 0 <= report.ece[1] < 0.06
    again = Weights.from_dict(json.loads(json.dumps(report.weights.to_dict())))
    it = life(held(3))
    assert assess(it, on=on(60), weights=again).risk != assess(it, on=on(60)).risk


@pytest.mark.parametrize(
    ("numbers", "better"),
    [
        ({"ece": (0.03, 0.01), "auroc": (0.7, 0.7)}, True),
        ({"ece": (0.01, 0.03), "auroc": (0.7, 0.8)}, False),
        ({"ece": (0.03, 0.01), "auroc": (0.7, 0.68), "caught_in_budget": (0.3, 0.3)}, False),
        ({"ece": (0.03, 0.01), "auroc": (0.7, 0.68), "caught_in_budget": (0.3, 0.35)}, True),
    ],
)
def test_better_is_better_calibrated_and_not_worse_at_finding_them(report, numbers, better) -> None:
    assert replace(report, **numbers).better is better


def test_what_is_grown_is_a_scorecard_like_the_shipped_one(report) -> None:
    """Every step can be shown, and a worse sign never takes off risk."""
    weights = report.weights
    it = life(held(3), held(17))
    found = assess(it, on=on(70), weights=weights)

    risk = 1 / (1 + exp(-(weights.start + sum(step.points for step in found.points))))
    assert found.risk == pytest.approx(risk, abs=1e-3)
    assert all(list(points) == sorted(points) for name, (_, points) in weights.risk.items() if name not in FREE)
    assert all(points[bisect_left(edges, 0.0)] == 0 for edges, points in weights.risk.values())


def test_too_few_endings_are_refused_in_a_sentence(tmp_path) -> None:
    file, out = tmp_path / "h.jsonl", tmp_path / "w.json"
    file.write_text(json.dumps(record(held(3), event(60, "ended", "mentor", reason="no_time"))) + "\nbroken\n")
    result = CliRunner().invoke(main, ["calibrate", str(file), "--out", str(out)])

    assert result.exit_code == 1
    assert "There are 1 early endings and 0 others." in result.stderr
    assert "line 2: The line is not JSON" in result.stderr
    assert not out.exists()


def test_a_mentorship_that_stands_twice_counts_once(tmp_path, told) -> None:
    file = tmp_path / "histories.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in [*told, told[0]]))
    result = CliRunner().invoke(main, ["calibrate", str(file)])

    assert result.exit_code == 1
    assert (
        result.stderr
        == f"line {len(told) + 1}: mentorship {told[0]['id']} stands further up; this line was left out.\n"
    )
    assert json.loads(result.stdout)["mentorships"] <= len(told)


def test_the_command_prints_what_the_refit_is_worth_and_keeps_the_weights(tmp_path, told) -> None:
    file, out = tmp_path / "h.jsonl", tmp_path / "w.json"
    file.write_text("".join(json.dumps(line) + "\n" for line in told))
    result = CliRunner().invoke(main, ["calibrate", str(file), "--out", str(out)])

    report = json.loads(result.stdout)
    assert result.exit_code == 0
    assert set(report) == {
        "mentorships", "endings", "looks", "auroc", "ece", "better", "attend_risk", "alarmed", "caught",
        "caught_in_budget", "moves",
    }  # fmt: skip
    assert Weights.from_dict(json.loads(out.read_text())).causes == shipped().causes


def test_the_line_alarms_no_more_healthy_pairs_than_the_budget(tmp_path, told, report) -> None:
    assert 0 < report.attend_risk < 1
    assert 0.1 < report.alarmed[1] <= 0.15
    assert 0 < report.caught[1] < 1
    # What the command reads with it keeps to the line, but for being cross-validated there and not here.
    file, weights, readings = tmp_path / "h.jsonl", tmp_path / "w.json", tmp_path / "r.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in told))
    weights.write_text(json.dumps(report.kept))
    result = CliRunner().invoke(
        main, ["assess", str(file), "--every", "14", "--weights", str(weights), "--out", str(readings)]
    )
    assert result.exit_code == 0, result.stderr
    alarmed: dict[str, bool] = {}
    for line in map(json.loads, readings.read_text().splitlines()):
        alarmed[line["id"]] = alarmed.get(line["id"], False) or line["level"] == "attend"
    well = [line["id"] for line in told if failed(Relationship.from_record(line)) is None]
    assert 0.08 < sum(alarmed[id] for id in well) / len(well) < 0.22


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is not JSON that `alongside calibrate --out` wrote"),
        ('{"risk": {}, "causes": {}, "start": 0, "start_causes": [0]}', "These are not weights"),
        ("[1]", "These are not weights that `alongside calibrate` wrote."),
        (
            '{"risk": {}, "causes": {}, "start": NaN, "start_causes": [0, 0, 0, 0, 0, 0]}',
            "hold a number that is not finite",
        ),
        (
            '{"risk": {"moon": [[], [0]]}, "causes": {}, "start": 0, "start_causes": [0, 0, 0, 0, 0, 0]}',
            "does not have: moon",
        ),
        (
            '{"risk": {}, "causes": {}, "start": 0, "start_causes": [0, 0, 0, 0, 0, 0], "attend_risk": "high"}',
            "attend_risk is a number",
        ),
    ],
)
def test_weights_that_cannot_be_read_are_refused_in_a_sentence(tmp_path, text, said) -> None:
    file, weights = tmp_path / "h.jsonl", tmp_path / "w.json"
    file.write_text(json.dumps(record(held(3))) + "\n")
    weights.write_text(text)
    result = CliRunner().invoke(main, ["assess", str(file), "--weights", str(weights)])

    assert result.exit_code == 1
    assert said in result.stderr
    assert result.stdout == ""


def test_completed_and_running_mentorships_did_not_fail() -> None:
    assert failed(life(event(60, "ended", "mentor", reason="completed"))) is None
    assert failed(life(held(3))) is None
    assert failed(life(event(60, "ended", "mentor", reason="no_time"))) == on(60)


def test_a_move_or_an_illness_is_no_failure() -> None:
    assert failed(life(event(60, "ended", "mentor", reason="moved"))) is None
    assert failed(life(event(60, "ended", "mentee", reason="illness"))) is None


def test_the_measures_are_what_they_say() -> None:
    truth = np.array([0.0, 0.0, 1.0, 1.0])

    assert auroc(truth, np.array([0.1, 0.4, 0.35, 0.8])) == 0.75
    assert auroc(np.zeros(3), np.arange(3.0)) == 0.5
    assert ece(truth, np.array([0.0, 0.0, 1.0, 1.0])) == 0.0
