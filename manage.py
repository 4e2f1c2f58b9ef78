#!/usr/bin/env python
"""Django's command line for Alongside."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.web.project.settings")
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError

    from alongside.web.project.database import sentence
    from alongside.web.project.environment import BadSetting

    try:
        execute_from_command_line(sys.argv)
    except BadSetting as problem:
        sys.exit(f"Alongside cannot start. {problem}")
    except DatabaseError as problem:
        said = None if "--traceback" in sys.argv else sentence(problem)
        if said is None:
            raise
        sys.exit(said)


if __name__ == "__main__":
    main()
