"""One step of a beginning, as components/steps.html shows it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """What to do, why, where; an address only while there is something to do."""

    text: str
    why: str
    url: str
    is_done: bool
