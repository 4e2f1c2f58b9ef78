"""The bars of a report: where each month stands in the picture. No Django, no clock."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

# Of the picture, in its own units: as the curve's.
WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, BOTTOM = 72, 16, 18, 40
MOST_BARS = 12  # months; of more the picture shows the last with something in them, and the table all
STEPS = (1, 2, 4, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10000)
MOST_MARKS = 4
FILLED = 0.6  # of the room that a bar has
MOST_WORDS = 6  # months named below; of more, every other


@dataclass(frozen=True)
class Month:
    """Sessions held in it, and as many as the pairs under way had agreed."""

    first: date
    held: int
    agreed: int

    @property
    def is_empty(self) -> bool:
        return not (self.held or self.agreed)


@dataclass(frozen=True)
class Bar:
    """One month as it is drawn: its bar, and the line that says what was agreed."""

    month: Month
    x: int
    middle: int
    width: int
    top: int
    height: int
    line: int
    line_from: int
    line_to: int
    is_named: bool


@dataclass(frozen=True)
class Bars:
    """The last months with something in them, drawn on one scale."""

    months: list[Month]

    @cached_property
    def shown(self) -> list[Month]:
        if not self.is_cut:
            return self.months
        last = max((number for number, month in enumerate(self.months, 1) if not month.is_empty), default=MOST_BARS)
        return self.months[max(last - MOST_BARS, 0) : max(last, MOST_BARS)]

    @property
    def is_cut(self) -> bool:
        return len(self.months) > MOST_BARS

    @property
    def can_be_drawn(self) -> bool:
        return not all(month.is_empty for month in self.months)

    @cached_property
    def step(self) -> int:
        """Between two lines across."""
        most = max((max(month.held, month.agreed) for month in self.shown), default=0)
        return next((step for step in STEPS if step * MOST_MARKS >= most), most or 1)

    @cached_property
    def top_mark(self) -> int:
        most = max((max(month.held, month.agreed) for month in self.shown), default=0)
        return max(-(-most // self.step), 1) * self.step

    @property
    def marks(self) -> list[tuple[int, int]]:
        """Where each line across stands, and what it says."""
        return [(self.y(count), count) for count in range(0, self.top_mark + 1, self.step)]

    @cached_property
    def bars(self) -> list[Bar]:
        room = (WIDTH - LEFT - RIGHT) / max(len(self.shown), 3)
        every = 1 if len(self.shown) <= MOST_WORDS else 2
        return [self.bar(number, month, room, every) for number, month in enumerate(self.shown)]

    def bar(self, number: int, month: Month, room: float, every: int) -> Bar:
        width = round(room * FILLED)
        middle = round(LEFT + room * (number + 0.5))
        top = self.y(month.held)
        return Bar(
            month=month,
            x=middle - width // 2,
            middle=middle,
            width=width,
            top=top,
            height=self.y(0) - top,
            line=self.y(month.agreed),
            line_from=round(middle - room * 0.42),
            line_to=round(middle + room * 0.42),
            is_named=(len(self.shown) - 1 - number) % every == 0,
        )

    def y(self, count: float) -> int:
        return TOP + round((HEIGHT - TOP - BOTTOM) * (1 - count / self.top_mark))

    size = f"0 0 {WIDTH} {HEIGHT}"
    left_edge, right_edge = LEFT, WIDTH - RIGHT
    words_of_counts, words_of_months = LEFT - 8, HEIGHT - 12
