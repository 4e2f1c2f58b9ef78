"""What is ready before the first visitor comes."""

import os
import subprocess
import sys

SAYS = """
import gc, sys
from alongside.web.project.wsgi import application
print("alongside.web.home.views" in sys.modules, gc.get_freeze_count() > 100_000, len(gc.get_objects()) < 10_000)
"""


def test_every_page_is_loaded_and_the_collector_leaves_it_alone(tmp_path):
    said = subprocess.run(
        [sys.executable, "-c", SAYS],
        env={**os.environ, "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "alongside.web.project.settings"},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )

    assert said.stdout.split() == ["True", "True", "True"]
