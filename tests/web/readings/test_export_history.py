import json

import pytest
from click.testing import CliRunner
from django.core.management import CommandError, call_command

from alongside.cli import main
from tests.factories.lives import live_once_of_everything


def test_the_exported_history_is_what_alongside_assess_reads(cast, tmp_path):
    live_once_of_everything(cast.mentorship)
    history = tmp_path / "history.jsonl"

    call_command("export_history", "--programme", str(cast.programme.pk), "--out", str(history))
    result = CliRunner().invoke(main, ["assess", str(history), "--every", "14"])

    assert result.exit_code == 0, result.output
    readings = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    assert readings and {reading["id"] for reading in readings} == {str(cast.mentorship.pk)}


def test_what_cannot_be_written_is_said_in_a_sentence(cast, tmp_path):
    with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
        call_command("export_history", "--out", str(tmp_path / "nowhere" / "history.jsonl"))
    with pytest.raises(CommandError, match="There is no programme 999"):
        call_command("export_history", "--programme", "999", "--out", str(tmp_path / "history.jsonl"))

    assert not (tmp_path / "history.jsonl").exists()
