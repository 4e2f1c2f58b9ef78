"""Who is in a programme, for its coordinators. Nobody's address is in it."""

from datetime import date
from typing import Annotated

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from alongside.web.api.v1.door import Request
from alongside.web.api.v1.pages import After, Page, page_of
from alongside.web.api.v1.people import Person
from alongside.web.api.v1.problems import READING
from alongside.web.api.v1.words import NO_NULL, Number
from alongside.web.programmes.models import Membership as Row
from alongside.web.programmes.models import Programme, Role
from alongside.web.programmes.roll import Roll

router = Router(tags=["members"])
LOOKS_FOR = "Words of the name or the profile, or the whole address that you invited."


class Membership(Schema):
    id: int
    person: Person
    role: Role
    joined_on: date
    is_away: bool
    away_until: date | None = Field(description="The last day of it; null where they are here, or named none.")
    mentorships: int | None = Field(description="Open ones here in this role; null for coordinators.")
    capacity: int | None = Field(description="How many a mentor has room for; null for others.")
    open_proposals: int | None = Field(description="Proposals to a mentor that are open; null for others.")

    @classmethod
    def of(cls, row: Row) -> "Membership":
        is_mentor, is_mentee = row.role == Role.MENTOR, row.role == Role.MENTEE
        mentoring, learning = row.mentoring, row.learning  # type: ignore[attr-defined]  # counted by the roll
        return cls(
            id=row.pk,
            person=Person.of(row.person),
            role=Role(row.role),
            joined_on=timezone.localdate(row.joined_at),
            is_away=row.is_away,
            away_until=row.paused_until if row.is_away else None,
            mentorships=mentoring if is_mentor else learning if is_mentee else None,
            capacity=row.capacity if is_mentor else None,
            open_proposals=row.held if is_mentor else None,  # type: ignore[attr-defined]  # counted by the roll
        )


class Memberships(Page[Membership]):
    pass


@router.get("/programmes/{int:id}/members", response={200: Memberships} | READING, summary="Who is in a programme")
def of_programme(
    request: Request,
    id: Number,
    role: Annotated[Role | None, Query()] = None,
    q: Annotated[str, Query(max_length=200, pattern=NO_NULL, description=LOOKS_FOR)] = "",
    after: After = "",
) -> object:
    """For its coordinators, by name; who has two roles is in it twice."""
    programme = get_object_or_404(Programme.objects.coordinated_by(request.user), pk=id)
    asked = QueryDict(mutable=True)
    asked.update({"q": q, "role": role.value if role else ""})
    found = Roll(programme, asked).members.order_by("person__name", "role", "pk")
    return page_of(request, found, after, lambda rows: [Membership.of(row) for row in rows], also=("role", "q"))
