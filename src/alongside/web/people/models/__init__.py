"""People: an account, the profile others meet, and what matching knows of somebody beyond it. One noun a file."""

from alongside.web.people.models.availability import Availability, Weekday
from alongside.web.people.models.listed import Language, Subject, Value
from alongside.web.people.models.meaning import Meaning, SubjectMeaning
from alongside.web.people.models.person import (
    CannotLeave,
    Channel,
    HasLeft,
    IntendedLength,
    Profile,
    ProfileQuerySet,
    Rhythm,
    User,
    UserQuerySet,
    check_style,
)
from alongside.web.people.models.personality import Personality

__all__ = [
    "Availability",
    "CannotLeave",
    "Channel",
    "HasLeft",
    "IntendedLength",
    "Language",
    "Meaning",
    "Personality",
    "Profile",
    "ProfileQuerySet",
    "Rhythm",
    "Subject",
    "SubjectMeaning",
    "User",
    "UserQuerySet",
    "Value",
    "Weekday",
    "check_style",
]
