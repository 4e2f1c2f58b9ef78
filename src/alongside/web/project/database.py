"""What a command says when the database fails it: one sentence with what to do, where there is one."""

import re

from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor


def sentence(problem: DatabaseError) -> str | None:
    """Why the database failed and what mends it, or None when that is not known.

    No sentence repeats an address that may hold a password.
    """
    if damage := damaged(problem):
        return damage
    try:
        connection.close()  # a broken transaction answers nothing more
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as why:
        return f"The database cannot be reached: {_first_line(why)}."
    except DatabaseError as why:
        return damaged(why)
    if waiting:
        return "The database is not set up for this version yet. Run first: python manage.py migrate"
    if isinstance(problem, OperationalError):
        return f"The database did not answer: {_first_line(problem)}."
    return None


def damaged(problem: Exception) -> str | None:
    """What to do about a file that SQLite cannot read, or None where it is something else."""
    if connection.vendor != "sqlite" or not re.search("malformed|not a database", str(problem)):
        return None
    return (
        f"{connection.settings_dict['NAME']} is damaged, or no SQLite database ({problem}). "
        "Name another in DATABASE_URL, or restore a backup in its place (docs/host/index.md)."
    )


def _first_line(problem: DatabaseError) -> str:
    return str(problem).partition("\n")[0].rstrip(".")
