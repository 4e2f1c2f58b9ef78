"""Meetings to come, of the pair's own."""

from datetime import datetime

from django.utils import timezone
from ninja import Field, Router, Schema

from alongside.web.api.v1.door import Request
from alongside.web.api.v1.pages import After, Page, page_of
from alongside.web.api.v1.people import Person
from alongside.web.api.v1.problems import READING
from alongside.web.api.v1.words import Address, on_site
from alongside.web.meetings.models import Meeting as Row
from alongside.web.people.models import Channel, User

router = Router(tags=["meetings"])


class Meeting(Schema):
    id: int
    url: Address
    mentorship: int
    partner: Person
    kind: Row.Kind
    starts_at: datetime
    ends_at: datetime
    channel: Channel
    place: str = Field(
        description="The link, number or place; by video without one, the pair's own room, if there is one."
    )

    @classmethod
    def of(cls, row: Row, user: User) -> "Meeting":
        assert row.starts_at and row.ends_at, "booked, it has a time"
        return cls(
            id=row.pk,
            url=on_site(row.get_absolute_url()),
            mentorship=row.mentorship_id,
            partner=Person.of(row.mentorship.partner_of(user)),
            kind=Row.Kind(row.kind),
            starts_at=timezone.localtime(row.starts_at),
            ends_at=timezone.localtime(row.ends_at),
            channel=Channel(row.channel),
            place=row.where,
        )


class Meetings(Page[Meeting]):
    pass


@router.get("/meetings", response={200: Meetings} | READING, summary="Your next meetings")
def coming(request: Request, after: After = "") -> object:
    """All that are booked and not over, with all your partners, the next one first."""
    found = Row.objects.visible_to(request.user).upcoming(timezone.now()).order_by("starts_at", "pk")
    with_both = found.select_related("mentorship__mentor", "mentorship__mentee")
    return page_of(request, with_both, after, lambda rows: [Meeting.of(row, request.user) for row in rows])
