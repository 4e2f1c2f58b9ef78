import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def variables_read() -> set[str]:
    """Every name that settings.py asks the environment for."""
    tree = ast.parse((ROOT / "src/alongside/web/project/settings.py").read_text())
    return {
        call.args[0].value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "env"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }


def test_every_setting_is_in_the_table_and_nothing_else_is():
    page = (ROOT / "docs/host/settings.md").read_text()
    listed = set(re.findall(r"^\| `([A-Z_]+)`", page, re.MULTILINE))

    assert variables_read() == listed
