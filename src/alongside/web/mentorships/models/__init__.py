"""Mentorships: the pair, its agreement, its stages and its ending. One noun a file."""

from alongside.web.mentorships.models.agreement import Agreement, Difference, Signature, Wording
from alongside.web.mentorships.models.ending import Ending, Reflection
from alongside.web.mentorships.models.mentorship import Mentorship, MentorshipQuerySet
from alongside.web.mentorships.models.pause import Pause
from alongside.web.mentorships.models.stage import Stage

__all__ = [
    "Agreement",
    "Difference",
    "Ending",
    "Mentorship",
    "MentorshipQuerySet",
    "Pause",
    "Reflection",
    "Signature",
    "Stage",
    "Wording",
]
