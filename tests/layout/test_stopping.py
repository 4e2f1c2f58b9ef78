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


# The signal comes while a line of the log is being written.
ASKED_WHILE_IT_WRITES = """
import logging, signal
from alongside.web.layout.stopping import asked_to_stop

class Page:
    lines, is_written_to = 0, False
    def write(self, text):
        assert not self.is_written_to, "written into"
        self.is_written_to = True
        signal.raise_signal(signal.SIGTERM)
        self.is_written_to = False
        self.lines += 1
    def flush(self):
        pass

page = Page()
logging.basicConfig(stream=page, level=logging.INFO)
with asked_to_stop() as stop:
    logging.info("A letter was sent.")
    print("asked" if stop.is_set() else "not asked", page.lines)
"""


def test_a_signal_that_comes_while_a_line_is_written_writes_nothing_into_it():
    done = subprocess.run([sys.executable, "-c", ASKED_WHILE_IT_WRITES], capture_output=True, text=True, timeout=30)

    assert done.stderr == ""
    assert done.stdout == "asked 1\n"
