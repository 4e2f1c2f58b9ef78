"""The eight channels of the river, the two wills that grow from them, and the currents between all ten."""

from __future__ import annotations

import numpy as np

CAUSES = ("goals", "match", "communication", "feedback", "sessions", "capacity")
SIDES = ("mentor", "mentee")
# _R is the mentor's, _E the mentee's; a side's own is found by adding 0 or 1 to the mentor's.
GOALS, FIT_R, FIT_E, CONTACT, FEEDBACK, WORTH, ROOM_R, ROOM_E, WILL_R, WILL_E = range(10)
DYE = np.array([0, 1, 1, 2, 3, 4, 5, 5])  # which cause colours a disturbance of each of the eight channels
WEEKS = 62

# How each channel is pulled by others and by the wills, in a week.
PULLS = {
    GOALS: {CONTACT: 0.03, WORTH: 0.03, WILL_R: 0.015, WILL_E: 0.015},
    FIT_R: {WORTH: 0.03, CONTACT: 0.02, FEEDBACK: 0.02},
    FIT_E: {WORTH: 0.04, CONTACT: 0.03, FEEDBACK: 0.03},
    CONTACT: {ROOM_R: 0.05, ROOM_E: 0.04, FIT_E: 0.03, FIT_R: 0.02, WILL_R: 0.035, WILL_E: 0.035},
    FEEDBACK: {FIT_R: 0.02, FIT_E: 0.03, CONTACT: 0.02, WILL_R: 0.02, WILL_E: 0.02},
    WORTH: {GOALS: 0.04, FEEDBACK: 0.03, FIT_E: 0.02, WILL_R: 0.02, WILL_E: 0.02},
}


def currents(memory: float) -> np.ndarray:
    """How each channel (row) is carried on by itself and pulled by the others and the wills (columns), in a week."""
    a = np.zeros((8, 10))
    a[range(8), range(8)] = [memory] * 6 + [memory + 0.03] * 2
    for row, pulls in PULLS.items():
        a[row, list(pulls)] = list(pulls.values())
    return a
