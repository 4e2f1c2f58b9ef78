"""Work cut into pieces and done on all processors at once; the results come back in the order of the pieces."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController

Progress = Callable[[float], None]
Piece = TypeVar("Piece")
Result = TypeVar("Result")

_all_hands = threading.Lock()
"""Held by whoever has all processors at work. How many threads a product takes belongs to the whole process: two who
limit it at once would leave the limit behind. So the second does its pieces one by one; there is no processor free."""


def in_pieces(
    work: Callable[[Piece], Result], pieces: Sequence[Piece], progress: Progress = lambda done: None
) -> list[Result]:
    """What `work` makes of each piece.

    numpy lets go of the interpreter while it computes, so threads are enough. Meanwhile each matrix product keeps to
    the thread that asked for it: the pieces already fill all processors.
    progress : called with the share of pieces done, 0 to 1.
    """
    hands = min(len(pieces), _processors())
    if hands < 2 or not _all_hands.acquire(blocking=False):
        return list(_counted(map(work, pieces), len(pieces), progress))
    try:
        with _controller().limit(limits=1, user_api="blas"), ThreadPoolExecutor(hands) as pool:
            return list(_counted(pool.map(work, pieces), len(pieces), progress))
    finally:
        _all_hands.release()


def spans(length: int, height: int) -> list[slice]:
    """0 to `length` in slices of at most `height`."""
    return [slice(start, min(start + height, length)) for start in range(0, length, height)]


def where(hit: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """np.flatnonzero, in half the time where little is True: eight entries are looked at together."""
    flat = hit.ravel()
    if len(flat) % 8:
        return np.flatnonzero(flat)
    some = np.flatnonzero(flat.view(np.uint64) != 0)
    which = np.flatnonzero(flat.reshape(-1, 8)[some])
    return some[which // 8] * 8 + which % 8


def _counted(results: Iterable[Result], of: int, progress: Progress) -> Iterator[Result]:
    for done, result in enumerate(results, 1):
        progress(done / of)
        yield result


def _processors() -> int:
    """Those this process may use; a container may have fewer than the machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()
