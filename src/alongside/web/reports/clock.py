"""Days on a pair's own clock: what a holiday or a pause takes out of it. No Django, no clock of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

Days = tuple[date, date]  # the first day, and the day after the last


@dataclass(frozen=True)
class Pair:
    """One mentorship under an agreement, as far as time is concerned."""

    key: int
    days: Days
    every: int  # days between two sessions, as they have agreed now
    is_awake: bool  # under way, and not paused today

    def awake(self, first: date, after: date, rests: list[Days]) -> int:
        """Days of it from one to before another on which something was expected. `rests` do not overlap."""
        start, end = max(first, self.days[0]), min(after, self.days[1])
        if start >= end:
            return 0
        return (end - start).days - sum(shared((start, end), rest) for rest in rests)


def shared(one: Days, other: Days) -> int:
    """How many days two spans have in common."""
    return max((min(one[1], other[1]) - max(one[0], other[0])).days, 0)


def together(spans: Iterable[Days]) -> list[Days]:
    """The same days, with what overlaps or touches put together."""
    found: list[Days] = []
    for first, after in sorted(spans):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], after))
        else:
            found.append((first, after))
    return found
