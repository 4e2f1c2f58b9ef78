"""Mentorships: one's own, and for coordinators those they look after."""

from datetime import date, datetime
from typing import Annotated

from django.db.models import Count, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from alongside.web.api.v1.door import Request
from alongside.web.api.v1.pages import After, Page, page_of
from alongside.web.api.v1.people import Person
from alongside.web.api.v1.problems import READING
from alongside.web.api.v1.readings import Reading, newest_of
from alongside.web.api.v1.words import Address, Number, on_site
from alongside.web.meetings.models import Meeting
from alongside.web.mentorships.models import Mentorship as Row
from alongside.web.mentorships.models import MentorshipQuerySet, Stage
from alongside.web.people.models import User
from alongside.web.programmes.models import Programme
from alongside.web.readings.models import Level
from alongside.web.readings.models import Reading as ReadingRow

router = Router(tags=["mentorships"])


class Mentorship(Schema):
    id: int
    url: Address
    programme: int = Field(description="The number of its programme.")
    mentor: Person
    mentee: Person
    stage: Stage
    every_days: int = Field(description="How often the two agreed to meet.")
    proposed_on: date
    began_on: date | None = Field(description="The day on which both had signed; null before.")
    ended_on: date | None
    ending: str | None = Field(description="Why it ended, where you may know that.")
    sessions_held: int
    last_session_on: date | None
    next_meeting_on: date | None = Field(description="The day of the next booked introduction or session.")
    reading: Reading | None = Field(description="What was noticed, for you; null unless it runs and was read.")


class Mentorships(Page[Mentorship]):
    pass


@router.get("/mentorships", response={200: Mentorships} | READING, summary="Your own mentorships")
def mine(request: Request, after: After = "") -> object:
    """Those that are open first. For those you look after as a coordinator, ask by programme."""
    found = with_meetings(Row.objects.of(request.user), timezone.now()).open_first()
    return page_of(request, found, after, lambda rows: shaped(rows, request.user))


@router.get("/mentorships/{int:id}", response={200: Mentorship} | READING, summary="One mentorship")
def one(request: Request, id: Number) -> Mentorship:
    """One of your own, or one you look after."""
    row = with_meetings(Row.objects.visible_to(request.user), timezone.now()).filter(pk=id).first()
    if row is None:
        raise Http404
    return shaped([row], request.user)[0]


@router.get(
    "/programmes/{int:id}/mentorships",
    response={200: Mentorships} | READING,
    summary="The mentorships of a programme",
)
def of_programme(
    request: Request,
    id: Number,
    stage: Annotated[Stage | None, Query()] = None,
    level: Annotated[Level | None, Query(description="Only open ones whose newest reading stands there.")] = None,
    after: After = "",
) -> object:
    """For its coordinators. Your own are left out, as on your pages: somebody else looks after them."""
    programme = get_object_or_404(Programme.objects.coordinated_by(request.user), pk=id)
    found = Row.objects.coordinated_by(request.user).filter(programme=programme)
    if stage:
        found = found.filter(stage=stage)
    if level:
        found = found.open()
        newest = ReadingRow.objects.newest_of(found, ReadingRow.Audience.COORDINATOR).filter(level=level)
        found = found.filter(pk__in=newest.values("mentorship"))
    found = with_meetings(found, timezone.now()).order_by("-proposed_at", "pk")
    return page_of(request, found, after, lambda rows: shaped(rows, request.user), also=("stage", "level"))


def with_meetings(found: MentorshipQuerySet, now: datetime) -> MentorshipQuerySet:
    """Add what is told of their meetings: `held`, `last_held_at` and `next_at`."""
    here = Meeting.objects.filter(mentorship=OuterRef("pk"))
    held = here.held().filter(kind=Meeting.Kind.SESSION).order_by().values("mentorship")
    return found.select_related("mentor", "mentee", "ending").annotate(
        held=Coalesce(Subquery(held.annotate(number=Count("pk")).values("number")), 0),
        last_held_at=Subquery(held.annotate(last=Max("starts_at")).values("last")),
        next_at=Subquery(here.upcoming(now).values("starts_at")[:1]),
    )


def shaped(rows: list[Row], user: User) -> list[Mentorship]:
    """As this person may know them; those of one page, in one query more."""
    readings = newest_of(rows, user)
    return [
        Mentorship(
            id=row.pk,
            url=on_site(row.get_absolute_url()),
            programme=row.programme_id,
            mentor=Person.of(row.mentor),
            mentee=Person.of(row.mentee),
            stage=Stage(row.stage),
            every_days=row.agreed_every_days,
            proposed_on=timezone.localdate(row.proposed_at),
            began_on=row.began_on,
            ended_on=day_of(row.ended_at),
            ending=(row.ending.reason_for(user) or None) if hasattr(row, "ending") else None,
            sessions_held=row.held,  # type: ignore[attr-defined]  # annotated above, as are the two below
            last_session_on=day_of(row.last_held_at),  # type: ignore[attr-defined]
            next_meeting_on=day_of(row.next_at),  # type: ignore[attr-defined]
            reading=readings.get(row.pk),
        )
        for row in rows
    ]


def day_of(moment: datetime | None) -> date | None:
    """On the clock of whoever asks."""
    return timezone.localdate(moment) if moment else None
