"""Parts of a week that suit: what people tick, and the rows that are kept."""

from collections.abc import Iterable
from datetime import time

from django.utils.translation import gettext_lazy as _

# key, what the column says, from, to
PARTS = (
    ("early", _("before 9"), time(7), time(9)),
    ("morning", _("9–12"), time(9), time(12)),
    ("noon", _("12–14"), time(12), time(14)),
    ("afternoon", _("14–17"), time(14), time(17)),
    ("evening", _("17–20"), time(17), time(20)),
    ("late", _("after 20"), time(20), time(22)),
)


def ticks(rows: Iterable[tuple[int, time, time]]) -> list[str]:
    """The boxes that rows of (weekday, starts, ends) fill: "0-morning" when the whole of that part suits."""
    return [
        f"{weekday}-{key}"
        for weekday, starts, ends in rows
        for key, _label, since, until in PARTS
        if starts <= since and until <= ends
    ]


def spans(chosen: Iterable[str]) -> list[tuple[int, time, time]]:
    """Rows for the ticked boxes; parts that touch become one row."""
    chosen = set(chosen)
    rows: list[tuple[int, time, time]] = []
    for weekday in range(7):
        for key, _label, since, until in PARTS:
            if f"{weekday}-{key}" not in chosen:
                continue
            if rows and rows[-1][0] == weekday and rows[-1][2] == since:
                rows[-1] = (weekday, rows[-1][1], until)
            else:
                rows.append((weekday, since, until))
    return rows
