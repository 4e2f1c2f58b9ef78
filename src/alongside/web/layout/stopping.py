"""To end at a good moment: after the letter or the batch at hand, and not in the middle of it."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType

LOOKS_EVERY = 0.2  # seconds, while it waits


class Stop:
    """Whether somebody has asked to stop. Its `set` takes no lock, so that a signal may call it at any moment.

    The one of `threading` does: a signal that comes while another is heard, or while the main thread begins to wait,
    would wait for itself and for ever.
    """

    def __init__(self) -> None:
        self._asked = False

    def set(self) -> None:
        self._asked = True

    def is_set(self) -> bool:
        return self._asked

    def wait(self, seconds: float) -> None:
        """Until it is set, or so many seconds."""
        until = time.monotonic() + seconds
        while not self._asked and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, LOOKS_EVERY))


_listening: list[Stop] = []


@contextmanager
def asked_to_stop() -> Iterator[Stop]:
    """Something that is set when SIGTERM or SIGINT comes; the process goes on, and ends when it has looked.

    A job of the worker is given the worker's own, so that nothing is missed between the two. Signals are heard
    in the main thread only; in another nobody asks.
    """
    if _listening or current_thread() is not main_thread():
        yield _listening[-1] if _listening else Stop()
        return
    asked = Stop()

    def hear(number: int, frame: FrameType | None) -> None:
        # Nothing is said here: a line that is being written just then would be written into.
        asked.set()

    before = {number: signal.signal(number, hear) for number in (signal.SIGTERM, signal.SIGINT)}
    _listening.append(asked)
    try:
        yield asked
    finally:
        _listening.remove(asked)
        for number, handler in before.items():
            signal.signal(number, handler)
