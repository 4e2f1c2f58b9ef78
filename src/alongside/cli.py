"""The `alongside` command.  Each subcommand stands in the module it belongs to and is imported when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

# Subcommand → where its click command is found.  Add a line; nothing is imported until it is asked for.
COMMANDS: dict[str, str] = {
    "assess": "alongside.health.command:assess",
    "match": "alongside.matching.command:command",
    "calibrate": "alongside.health.command:calibrate",
    "simulate": "alongside.health.command:simulate",
}


class Lazily(click.Group):
    """A group whose commands are imported only when they are run or asked about."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        place = COMMANDS.get(name)
        if place is None:
            return None
        module, attribute = place.split(":")
        found: Any = getattr(import_module(module), attribute)  # Any: the name is only known when it is run
        return found if isinstance(found, click.Command) else None


@click.command(cls=Lazily)
def main() -> None:
    """Keep mentorships from failing."""
