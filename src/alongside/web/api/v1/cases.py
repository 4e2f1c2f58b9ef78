"""Cases: words that coordinators had, and whether they helped."""

from datetime import date

from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Router, Schema

from alongside.web.api.v1.door import Request
from alongside.web.api.v1.mentorships import day_of
from alongside.web.api.v1.pages import After, Page, page_of
from alongside.web.api.v1.people import Person
from alongside.web.api.v1.problems import READING
from alongside.web.api.v1.words import Address, Number, on_site
from alongside.web.cases.models import Case as Row
from alongside.web.programmes.models import Programme
from alongside.web.readings.models import Cause, Level

router = Router(tags=["cases"])


class Case(Schema):
    """What was said is not in it: that stays on its page."""

    id: int
    url: Address
    mentorship: int
    owner: Person = Field(description="Who looks after it.")
    cause: Cause | None
    remedy: str | None = Field(description="What was tried, in words.")
    opened_on: date
    look_again_on: date
    level_before: Level | None
    closed_on: date | None
    closed_by: Person | None
    outcome: Row.Outcome | None = Field(description="Whether it helped; null while it is open.")
    level_after: Level | None

    @classmethod
    def of(cls, row: Row) -> "Case":
        return cls(
            id=row.pk,
            url=on_site(row.get_absolute_url()),
            mentorship=row.mentorship_id,
            owner=Person.of(row.owner),
            cause=Cause(row.cause) if row.cause in Cause.values else None,
            remedy=row.tried.title if row.tried else None,
            opened_on=timezone.localdate(row.opened_at),
            look_again_on=row.look_again_on,
            level_before=Level(row.level_before) if row.level_before else None,
            closed_on=day_of(row.closed_at),
            closed_by=Person.of(row.closed_by) if row.closed_by else None,
            outcome=Row.Outcome(row.outcome) if row.outcome else None,
            level_after=Level(row.level_after) if row.level_after else None,
        )


class Cases(Page[Case]):
    pass


@router.get("/programmes/{int:id}/cases", response={200: Cases} | READING, summary="Words that were had")
def of_programme(request: Request, id: Number, after: After = "") -> object:
    """For coordinators of the programme, the newest first. Those of your own mentorships are left out."""
    programme = get_object_or_404(Programme.objects.coordinated_by(request.user), pk=id)
    found = Row.objects.visible_to(request.user).filter(mentorship__programme=programme)
    found = found.select_related("owner", "closed_by").order_by("-opened_at", "-pk")
    return page_of(request, found, after, lambda rows: [Case.of(row) for row in rows])
