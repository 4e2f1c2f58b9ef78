from typing import Any

from alongside.web.goals.models import Goal
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import User


def set_goal(mentorship: Mentorship, *, by: User | None = None, agreed: bool = False, **words: Any) -> Goal:
    """A goal as somebody sets it; with `agreed`, the other has said yes."""
    by = by or mentorship.mentee
    goal = Goal.objects.set(mentorship, by=by, **{"title": "Give a talk", **words})
    if agreed:
        goal.assent(by=mentorship.partner_of(by), version=1)
    return goal
