"""The six channels, one for each cause, and how strongly a fall in each thins a process."""

from __future__ import annotations

CAUSES = ("goals", "match", "communication", "feedback", "sessions", "capacity")
GOALS, MATCH, COMM, FEED, SESS, CAP = range(6)
SIDES = ("mentor", "mentee")

# A process runs at rate x exp(-weight x fall); the weights stand in the order of the channels.
PULL = {
    "meet": (0.28, 0.65, 1.70, 0.24, 0.42, 1.30),
    "message": (0.2, 0.8, 2.0, 0.25, 0.3, 0.8),
    "prepare": (0.3, 0.2, 0.2, 0.2, 2.2, 0.9),
    "action": (0.8, 0.2, 0.1, 0.2, 2.0, 0.3),
    "done": (0.8, 0.2, 0.1, 0.1, 1.1, 0.6),
    "progress": (2.4, 0.2, 0.2, 0.2, 0.5, 0.4),
    "feedback": (0.2, 0.5, 0.4, 2.6, 0.3, 0.4),
    "answer": (0.25, 0.35, 0.6, 0.6, 0.3, 0.5),
    "rate": (0.1, 0.25, 0.3, 0.7, 0.5, 0.4),
    "contact": (0.2, 0.8, 1.2, 0.3, 0.2, 0.5),
}
# Which second channel tends to follow which first.
FOLLOWS = {
    GOALS: (SESS, FEED, COMM),
    MATCH: (COMM, FEED, GOALS),
    COMM: (SESS, GOALS, MATCH),
    FEED: (SESS, MATCH, GOALS),
    SESS: (GOALS, FEED, COMM),
    CAP: (COMM, SESS, GOALS),
}
