"""Actions: what the two said they would do. On the pages they are called next steps."""

from datetime import date
from typing import Annotated, Literal

from django.db.models import F
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Query, Router, Schema

from alongside.web.api.v1.door import Request
from alongside.web.api.v1.mentorships import day_of
from alongside.web.api.v1.pages import After, Page, page_of
from alongside.web.api.v1.people import Person
from alongside.web.api.v1.problems import READING, WRITING
from alongside.web.api.v1.words import Address, Number, on_site
from alongside.web.meetings.models import Action as Row

router = Router(tags=["actions"])


class Action(Schema):
    """Whether it helped is private, and is not here."""

    id: int
    url: Address
    mentorship: int
    text: str
    owner: Person
    due_on: date | None
    done_on: date | None

    @classmethod
    def of(cls, row: Row) -> "Action":
        return cls(
            id=row.pk,
            url=on_site(reverse("meetings:action", args=[row.pk])),
            mentorship=row.mentorship_id,
            text=row.text,
            owner=Person.of(row.owner),
            due_on=row.due_on,
            done_on=day_of(row.done_at),
        )


class Actions(Page[Action]):
    pass


@router.get("/actions", response={200: Actions} | READING, summary="What you two said you would do")
def of_pairs(
    request: Request,
    state: Annotated[Literal["open", "done"], Query()] = "open",
    after: After = "",
) -> object:
    """Yours and your partners', in all mentorships of your own."""
    found = Row.objects.visible_to(request.user)
    found = (
        found.open().order_by(F("due_on").asc(nulls_last=True), "pk")
        if state == "open"
        else found.exclude(done_at=None)
    )
    if state == "done":
        found = found.filter(dropped_at=None).order_by("-done_at", "pk")
    return page_of(
        request, found.select_related("owner"), after, lambda rows: [Action.of(row) for row in rows], also=("state",)
    )


@router.post("/actions/{int:id}/done", response={200: Action} | WRITING, summary="Tick one as done")
def done(request: Request, id: Number) -> Action:
    """One of your own: your partner's is theirs to tick."""
    row = found_action(request, id)
    row.done(by=request.user)
    return Action.of(row)


@router.post("/actions/{int:id}/reopen", response={200: Action} | WRITING, summary="It is to be done again")
def reopen(request: Request, id: Number) -> Action:
    """Ticked too soon."""
    row = found_action(request, id)
    row.reopen(by=request.user)
    return Action.of(row)


def found_action(request: Request, id: int) -> Row:
    found: Row = get_object_or_404(Row.objects.visible_to(request.user).select_related("owner", "mentorship"), pk=id)
    return found
