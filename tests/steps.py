"""How much work a database has with something, without a clock: the steps that SQLite's machine takes for it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection


def steps_of(act: Callable[[], Any]) -> int:
    """Skips the test where the database cannot be asked."""
    if connection.vendor != "sqlite":
        pytest.skip("SQLite alone tells its steps.")
    taken = 0

    def step() -> int:
        nonlocal taken
        taken += 1
        return 0

    connection.ensure_connection()
    connection.connection.set_progress_handler(step, 1)
    try:
        act()
    finally:
        connection.connection.set_progress_handler(None, 1)
    return taken
