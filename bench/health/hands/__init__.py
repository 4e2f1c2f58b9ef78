"""Four worlds of simulated mentorships, so that what is fitted on one can be tried on another.

Each was written from the published facts by a different hand, without sight of the others: one as two people and a
diary lived day by day (`clock`), one as life scripts that fallible people write down (`diary`), one as point
processes with decaying rates (`ledger`), one as a river of hidden states (`river`). Nobody in them is a real person,
and nothing measured on them is evidence about real mentorships.

A world is called with a seed, which draws the culture of one programme, and a number of pairs. For each pair it
yields the record, in the history format that `alongside assess` reads, and the truth about it:

id, fails, failed_on, ends_on      the mentorship; whether, when it failed; when it ended, however it did
ends_how                           failed_said, failed_silent, outside, early_success, completed, or censored (cut off)
cause, second_cause, onset_on      of a failure: why, and since when; None otherwise
groups                             what is odd about the pair; `plain` if nothing is

The same seed gives the same pairs again, and the first pairs of a larger number are those of a smaller one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from hands import clock, diary, ledger, river

World = Callable[[int, int], Iterator[tuple[dict[str, Any], dict[str, Any]]]]

WORLDS: dict[str, World] = {
    "clock": clock.world,
    "diary": diary.world,
    "ledger": ledger.world,
    "river": river.world,
}
