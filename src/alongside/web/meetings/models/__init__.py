"""Meetings: introductions and sessions, and what belongs to them. One noun a file."""

from alongside.web.meetings.models.action import Action
from alongside.web.meetings.models.calendar_address import CalendarAddress
from alongside.web.meetings.models.change import Change
from alongside.web.meetings.models.contact import Contact
from alongside.web.meetings.models.introduction import Slot, Verdict
from alongside.web.meetings.models.meeting import Meeting, MeetingQuerySet
from alongside.web.meetings.models.note import Note
from alongside.web.meetings.models.preparation import Preparation
from alongside.web.meetings.models.rating import Rating

__all__ = [
    "Action",
    "CalendarAddress",
    "Change",
    "Contact",
    "Meeting",
    "MeetingQuerySet",
    "Note",
    "Preparation",
    "Rating",
    "Slot",
    "Verdict",
]
