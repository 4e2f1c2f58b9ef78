"""Whoever is asked to stop, stops: however often it is asked, and at whatever moment."""

import subprocess
import sys

# One thread asks again and again, while the other begins to wait again and again.
ASKED_OFTEN = """
import os, signal, threading, time
from alongside.web.layout.stopping import asked_to_stop

def ask():
    while is_asking:
        os.kill(os.getpid(), signal.SIGTERM)

with asked_to_stop() as stop:
    is_asking = True
    asking = threading.Thread(target=ask)
    asking.start()
    until = time.monotonic() + 1
    while time.monotonic() < until:
        stop.wait(0.0001)
    is_asking = False
    asking.join()
    print("asked" if stop.is_set() else "not asked")
"""


def test_a_signal_that_comes_at_any_moment_never_holds_it_up():
    done = subprocess.run([sys.executable, "-c", ASKED_OFTEN], capture_output=True, text=True, timeout=30)

    assert done.stdout == "asked\n"
