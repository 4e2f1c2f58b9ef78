"""`alongside assess`: histories in, readings out, whatever stands in the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from alongside.cli import main
from tests.health.lives import event, good_life, held, record


def run(tmp_path: Path, *lines: object, options: tuple[str, ...] = ("--on", "2026-04-01")) -> Result:
    file = tmp_path / "histories.jsonl"
    file.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines))
    return CliRunner().invoke(main, ["assess", str(file), *options])


def readings(result: Result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_history_becomes_a_reading(tmp_path) -> None:
    result = run(tmp_path, record(held(3)))

    [reading] = readings(result)
    assert result.exit_code == 0
    assert list(reading) == ["id", "on", "level", "risk", "causes", "findings", "concern"]
    assert (reading["id"], reading["on"], reading["concern"]) == ("m1", "2026-04-01", False)
    assert list(reading["findings"][0]) == ["rule", "cause", "level", "side", "text", "evidence", "remedy"]
    assert sum(cause["weight"] for cause in reading["causes"]) <= 1


def test_every_gives_a_reading_from_the_first_week_to_the_last_event(tmp_path) -> None:
    days = [reading["on"] for reading in readings(run(tmp_path, record(held(3), held(36)), options=("--every", "14")))]

    assert days == ["2026-01-12", "2026-01-26", "2026-02-09"]


def test_readings_of_many_days_are_those_of_each_day_alone(tmp_path) -> None:
    line = record(*good_life(100)[:60])
    many = readings(run(tmp_path, line, options=("--every", "14")))

    assert many == [readings(run(tmp_path, line, options=("--on", each["on"])))[0] for each in many]


def test_out_writes_a_file(tmp_path) -> None:
    out = tmp_path / "readings.jsonl"

    assert run(tmp_path, record(), options=("--every", "7", "--out", str(out))).stdout == ""
    assert json.loads(out.read_text())["level"] == "early"


BAD = {"kind": "meeting_held", "meeting": "x", "channel": "video", "minutes": 30}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("not json", "The line is not JSON: Expecting value"),
        ("[" * 100_000, "nested too deeply"),
        ("[1]", "A mentorship is an object with an id and events, not [1]."),
        ({"began_on": "2026-01-05"}, "The mentorship has no id."),
        ({**record(), "id": {}}, "id is a text, not {}."),
        ({"id": "x"}, "The mentorship has no began_on."),
        ({**record(), "began_on": "soon"}, 'began_on is "soon", which is not a date'),
        ({**record(), "agreed_every_days": None}, "no agreed_every_days"),
        ({**record(), "agreed_every_days": 0}, "agreed_every_days is a whole number from 1 to 366, not 0."),
        ({**record(), "fit": float("nan")}, "fit is a number from 0 to 1, not NaN."),
        ({**record(), "mentor": 7}, "mentor is an object with an id, not 7."),
        ({**record(), "events": {}}, "events is a list, not {}."),
        ({**record(), "began_on": "9999-12-31"}, "began_on is 9999-12-31; is the year mistyped?"),
        ({**record(), "id": "\ud800"}, "half a character"),
        (record(event(3, "\ud800", "mentor")), "half a character"),
        (
            record({**BAD, "at": "2206-03-02T09:00:00Z"}),
            "An event lies 180 years after the beginning on 2026-01-05; is a year mistyped?",
        ),
        (record({**BAD, "at": "0001-01-01T00:00:00+14:00"}), "years before the beginning"),
        (record({**BAD, "at": "9999-12-31T23:59:59-12:00"}), "years after the beginning"),
        (record("x"), 'Event 0 is not an object but "x".'),
        (record({"at": "2026-01-06T09:00:00Z"}), "Event 0 has no kind."),
        (record({**BAD, "at": "yesterday"}), 'has at "yesterday", which is not a time'),
        (record({**BAD, "at": "2026-01-06T09:00:00"}), "without an offset"),
        (record(event(3, "message", "coordinator")), 'is by "coordinator"; by is mentor or mentee.'),
        (record(event(3, "message")), "Event 0 (message) needs by (mentor or mentee)"),
        (record(event(3, "meeting_rated", "mentor", meeting="x", useful=9)), "needs by, meeting and useful (1 to 5)"),
        (record(event(3, "checkin_answered", "mentor", items={"clear_goals": 6})), "needs by and items (each 1 to 5)"),
        (record(event(3, "checkin_answered", "mentor", items=[])), "needs by and items"),
    ],
)
def test_a_broken_line_is_named_and_the_rest_is_read(tmp_path, line, reason) -> None:
    result = run(tmp_path, record(), line, record())

    assert result.exit_code == 1
    assert len(readings(result)) == 2
    assert result.stderr.startswith("line 2: ")
    assert reason in result.stderr


def test_a_line_that_is_not_utf8_is_named(tmp_path) -> None:
    file = tmp_path / "histories.jsonl"
    file.write_bytes(b'{"id": "\xff"}\n')
    result = CliRunner().invoke(main, ["assess", str(file)])

    assert (result.exit_code, result.stderr) == (1, "line 1: The line is not UTF-8: byte 8 cannot be read.\n")


def test_a_file_in_another_encoding_is_named_from_its_first_byte(tmp_path) -> None:
    file = tmp_path / "h.jsonl"
    file.write_bytes('{"id": "é"}'.encode("utf-16"))
    result = CliRunner().invoke(main, ["assess", str(file)])

    assert (result.exit_code, result.stderr) == (1, "line 1: The line is not UTF-8: byte 0 cannot be read.\n")


def test_an_endless_line_is_named_and_passed_over(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("alongside.health.lines.LONGEST_LINE", 1_048_576)
    result = run(tmp_path, record(), '"' + "x" * 3_000_000 + '"', record())

    assert result.exit_code == 1
    assert len(readings(result)) == 2
    assert result.stderr == "line 2: The line is longer than 1 MB.\n"


def test_an_unknown_kind_is_counted_and_not_fatal(tmp_path) -> None:
    result = run(tmp_path, record(event(3, "high_five", "mentor"), event(4, "high_five", "mentor"), held(3)))

    assert result.exit_code == 0
    assert result.stderr == "2 events of the unknown kind 'high_five' left out\n"


def test_an_event_before_the_beginning_is_left_out_and_said(tmp_path) -> None:
    result = run(tmp_path, record(held(-3), held(3)))

    assert result.exit_code == 1
    assert len(readings(result)) == 1
    assert result.stderr == (
        "line 1: mentorship m1: meeting_held on 2026-01-02 is before the mentorship began on 2026-01-05; "
        "it was left out.\n"
    )


def test_an_introduction_before_the_beginning_is_as_it_should_be(tmp_path) -> None:
    result = run(tmp_path, record(event(-3, "introduction_held", minutes=20)))

    assert (result.exit_code, result.stderr) == (0, "")


def test_blank_lines_and_a_byte_order_mark_are_nothing(tmp_path) -> None:
    result = run(tmp_path, "\ufeff" + json.dumps(record()), "", "   ", record())

    assert (result.exit_code, len(readings(result))) == (0, 2)


def test_one_day_or_many_but_not_both(tmp_path) -> None:
    assert "not both" in run(tmp_path, options=("--on", "2026-01-01", "--every", "7")).stderr
    assert "is not a date like 2026-03-02" in run(tmp_path, options=("--on", "soon")).stderr


def test_a_long_run_that_someone_watches_has_a_bar(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("alongside.health.command.SHOW_PROGRESS_BYTES", 1)
    monkeypatch.setattr("alongside.health.command._is_watched", lambda: True)
    result = run(tmp_path, record(held(3)), record(held(4)))

    assert (result.exit_code, len(readings(result))) == (0, 2)


def test_histories_can_come_through_a_pipe() -> None:
    result = CliRunner().invoke(main, ["assess", "-", "--on", "2026-04-01"], input=json.dumps(record(held(3))))

    assert (result.exit_code, len(readings(result))) == (0, 1)


def test_the_first_morning_in_the_east_belongs_to_the_mentorship(tmp_path) -> None:
    result = run(tmp_path, record({**BAD, "at": "2026-01-05T08:30:00+13:00"}), options=("--on", "2026-01-12"))

    assert (result.exit_code, result.stderr) == (0, "")
    assert "rhythm.never_started" not in {finding["rule"] for finding in readings(result)[0]["findings"]}


def test_what_is_read_is_never_written_over(tmp_path) -> None:
    file = tmp_path / "histories.jsonl"
    result = run(tmp_path, record(held(3)), options=("--out", str(file)))

    assert result.exit_code == 2
    assert "give it another name" in result.stderr
    assert json.loads(file.read_text())["id"] == "m1"


def test_where_nothing_can_be_written_a_sentence_says_so(tmp_path) -> None:
    nowhere = str(tmp_path / "no" / "readings.jsonl")
    for result in (
        run(tmp_path, record(), options=("--out", nowhere)),
        CliRunner().invoke(main, ["simulate", "--pairs", "1", "--truth", nowhere]),
    ):
        assert result.exit_code == 1
        assert result.stderr == f"Error: {nowhere} cannot be written: No such file or directory.\n"


def test_the_truth_is_kept_apart_from_the_histories(tmp_path) -> None:
    one = str(tmp_path / "one.jsonl")
    result = CliRunner().invoke(main, ["simulate", "--pairs", "1", "--out", one, "--truth", one])

    assert result.exit_code == 2
    assert "two files" in result.stderr
