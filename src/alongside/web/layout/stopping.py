"""To end at a good moment: after the letter or the batch at hand, and not in the middle of it."""

import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, current_thread, main_thread
from types import FrameType

log = logging.getLogger("alongside.stopping")

_listening: list[Event] = []


@contextmanager
def asked_to_stop() -> Iterator[Event]:
    """An event that is set when SIGTERM or SIGINT comes; the process goes on, and ends when it has looked.

    A job of the worker is given the worker's own event, so that nothing is missed between the two. Signals are heard
    in the main thread only; in another nobody asks.
    """
    if _listening or current_thread() is not main_thread():
        yield _listening[-1] if _listening else Event()
        return
    asked = Event()

    def hear(number: int, frame: FrameType | None) -> None:
        log.info("Stopping after what is at hand.")
        asked.set()

    before = {number: signal.signal(number, hear) for number in (signal.SIGTERM, signal.SIGINT)}
    _listening.append(asked)
    try:
        yield asked
    finally:
        _listening.remove(asked)
        for number, handler in before.items():
            signal.signal(number, handler)
