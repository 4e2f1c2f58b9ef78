"""What was true of a course: the family that tipped first and lasted, and whether a dip healed."""

from __future__ import annotations

import numpy as np

from hands.network.troubles import CAUSES, FAMILY
from hands.network.web import Course

TIPPED = 2  # troubles of one family on together
DIP = 5  # weeks that make a dip worth the name


def spells(course: Course, cause: str) -> list[tuple[int, int]]:
    """First and last week of each spell in which the family was tipped; a break of one week does not end it."""
    tipped = course.on[:, list(FAMILY[cause])].sum(axis=1) >= TIPPED
    found: list[tuple[int, int]] = []
    for week in np.flatnonzero(tipped):
        if found and week - found[-1][1] <= 2:
            found[-1] = (found[-1][0], int(week))
        else:
            found.append((int(week), int(week)))
    return found


def tipped_families(course: Course) -> list[tuple[int, str]]:
    """Families still tipped at the end, the earliest first, each with the week it tipped."""
    final = course.weeks - 1
    lasting = [
        (first, cause)
        for cause in CAUSES
        for first, last in spells(course, cause)
        if last >= final - 1 and last - first >= 2
    ]
    return sorted(lasting)


def why(course: Course) -> tuple[str, str | None, int]:
    """Cause, second cause and week of onset of a failure."""
    final = course.weeks - 1
    if course.struck:
        return course.struck, None, final
    lasting = tipped_families(course)
    if not lasting:
        long_on = {cause: int(course.age[final, list(FAMILY[cause])].sum()) for cause in CAUSES}
        cause = max(long_on, key=lambda name: long_on[name])
        oldest = int(course.age[final, list(FAMILY[cause])].max())
        return cause, None, max(0, final - max(1, oldest) + 1)
    second = lasting[1][1] if len(lasting) > 1 else None
    return lasting[0][1], second, lasting[0][0]


def healed(course: Course) -> bool:
    """A family was well tipped for weeks and then let go for good."""
    final = course.weeks - 1
    for cause in CAUSES:
        count = course.on[:, list(FAMILY[cause])].sum(axis=1)
        for first, last in spells(course, cause):
            if last - first >= DIP - 1 and last <= final - 4 and int((count[first : last + 1] >= 3).sum()) >= DIP - 1:
                return True
    return False
