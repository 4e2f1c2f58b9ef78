#!/usr/bin/env python
"""Django's command line for Alongside."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.web.project.settings")
    from django.core.management import execute_from_command_line

    from alongside.web.project.environment import BadSetting

    try:
        execute_from_command_line(sys.argv)
    except BadSetting as problem:
        sys.exit(f"Alongside cannot start. {problem}")


if __name__ == "__main__":
    main()
