"""Two shares beside each other, and what chance alone may have to do with it. No Django, no clock."""

import math
from dataclasses import dataclass

Z = 1.959963984540054  # 95 % of a normal distribution lie within so many standard deviations


@dataclass(frozen=True)
class Part:
    """So many of so many."""

    count: int
    of: int

    @property
    def share(self) -> float:
        return self.count / self.of

    @property
    def percent(self) -> int:
        return round(100 * self.share)

    @property
    def interval(self) -> tuple[float, float]:
        """Where the share behind it may lie, in 95 of 100 cases: the score interval.

        Source: Wilson 1927, Probable inference, the law of succession, and statistical inference. JASA 22, 209–212.
        """
        middle = self.share + Z * Z / (2 * self.of)
        reach = Z * math.sqrt(self.share * (1 - self.share) / self.of + Z * Z / (4 * self.of**2))
        low, high = ((middle + way * reach) / (1 + Z * Z / self.of) for way in (-1, 1))
        # Exactly so where none or all do: what is left of it is rounding.
        return (0.0 if self.count == 0 else low), (1.0 if self.count == self.of else high)


def difference(now: Part, before: Part) -> tuple[float, float]:
    """Where the difference of two shares, now less before, may lie in 95 of 100 cases: from −1 to 1, low and high.

    The hybrid score interval, the tenth of those compared there, which keeps near to 95 % also in small groups.
    Each part counts as one that stands by itself.
    Source: Newcombe 1998, Interval estimation for the difference between independent proportions: comparison of eleven
    methods. Statistics in Medicine 17, 873–890.

    >>> [round(bound, 4) for bound in difference(Part(56, 70), Part(48, 80))]
    [0.0524, 0.3339]
    """
    (now_low, now_high), (before_low, before_high) = now.interval, before.interval
    seen = now.share - before.share
    low = seen - math.hypot(now.share - now_low, before_high - before.share)
    high = seen + math.hypot(now_high - now.share, before.share - before_low)
    return low, high


@dataclass(frozen=True)
class Points:
    """A difference in points, hundredths of the whole: what is seen, and from where to where it may be."""

    seen: int
    low: int
    high: int

    @classmethod
    def between(cls, now: Part, before: Part) -> "Points":
        """As the two shares are told, rounded; what it may be, rounded away from what was seen."""
        low, high = difference(now, before)
        return cls(now.percent - before.percent, math.floor(100 * low), math.ceil(100 * high))

    @property
    def is_clear(self) -> bool:
        """Whether chance alone would seldom make it: once in twenty, where nothing is different."""
        return self.low > 0 or self.high < 0
