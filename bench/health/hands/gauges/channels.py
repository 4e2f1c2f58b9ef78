"""The six channels of health."""

from __future__ import annotations

CHANNELS = ("goals", "match", "communication", "feedback", "sessions", "capacity")
SIDES = ("mentor", "mentee")


def other(side: str) -> str:
    return "mentee" if side == "mentor" else "mentor"
