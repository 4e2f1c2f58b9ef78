"""Programmes, who is in them, and who is invited."""

from alongside.web.programmes.models.answer import Answer, AnswerQuerySet, Said
from alongside.web.programmes.models.holiday import Holiday, HolidayQuerySet
from alongside.web.programmes.models.invitation import Invitation
from alongside.web.programmes.models.membership import Membership, MembershipQuerySet
from alongside.web.programmes.models.programme import SHOWABLE, Programme, ProgrammeQuerySet
from alongside.web.programmes.models.question import Question, QuestionQuerySet
from alongside.web.programmes.models.role import Role
from alongside.web.programmes.models.separation import Separation

__all__ = [
    "SHOWABLE",
    "Answer",
    "AnswerQuerySet",
    "Holiday",
    "HolidayQuerySet",
    "Invitation",
    "Membership",
    "MembershipQuerySet",
    "Programme",
    "ProgrammeQuerySet",
    "Question",
    "QuestionQuerySet",
    "Role",
    "Said",
    "Separation",
]
