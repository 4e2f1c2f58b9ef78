"""Goals: what the pair works towards, agreed by both, revisited together."""

from alongside.web.goals.models.goal import Goal, GoalQuerySet
from alongside.web.goals.models.record import Assent, Progress, Review, Version

__all__ = ["Assent", "Goal", "GoalQuerySet", "Progress", "Review", "Version"]
