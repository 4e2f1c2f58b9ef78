"""Goals of one's own mentorships, and how far along they are."""

from datetime import date
from typing import Annotated, Literal

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from alongside.web.api.v1.door import Request
from alongside.web.api.v1.mentorships import day_of
from alongside.web.api.v1.pages import After, Page, page_of
from alongside.web.api.v1.problems import READING, WRITING, Unfit, checked, look_again
from alongside.web.api.v1.words import Address, Day, Number, Percent, Text, on_site
from alongside.web.goals.forms import ProgressForm
from alongside.web.goals.models import Goal as Row
from alongside.web.goals.models import Progress as ProgressRow

router = Router(tags=["goals"])
MOST = 9_999_999_999.99  # what the column holds


class Progress(Schema):
    on: date
    percent: int
    measured: float | None = Field(description="The number it stood at, where the goal has one.")
    note: str

    @classmethod
    def of(cls, row: ProgressRow) -> "Progress":
        measured = None if row.measured is None else float(row.measured)
        return cls(on=timezone.localdate(row.at), percent=row.percent, measured=measured, note=row.note)


class Goal(Schema):
    id: int
    url: Address
    mentorship: int
    title: str
    why: str
    measure: str
    baseline: float | None
    target: float | None
    unit: str
    due_on: date | None
    next_review_on: date | None
    is_agreed: bool = Field(description="Both said yes to it as it reads now.")
    outcome: Row.Outcome | None = Field(description="How it came out; null while it is open.")
    closed_on: date | None
    progress: Progress | None = Field(description="The newest mark.")

    @classmethod
    def of(cls, row: Row) -> "Goal":
        return cls(
            id=row.pk,
            url=on_site(row.get_absolute_url()),
            mentorship=row.mentorship_id,
            title=row.title,
            why=row.why,
            measure=row.measure,
            baseline=None if row.baseline is None else float(row.baseline),
            target=None if row.target is None else float(row.target),
            unit=row.unit,
            due_on=row.due_on,
            next_review_on=row.next_review_on,
            is_agreed=row.is_agreed,
            outcome=Row.Outcome(row.outcome) if row.outcome else None,
            closed_on=day_of(row.closed_at),
            progress=Progress.of(row.latest) if row.latest else None,
        )


class Goals(Page[Goal]):
    pass


class Mark(Schema):
    """How far along: by its number where the goal has one to reach, else in percent."""

    model_config = {"extra": "forbid"}

    measured: float | None = Field(None, strict=True, ge=-MOST, le=MOST, description="Where it stands now.")
    percent: Percent | None = None
    note: Text = Field("", max_length=300, description="What changed. The two of you can read this.")
    on: Day | None = Field(None, description="Today, unless it was on an earlier day.")


@router.get("/goals", response={200: Goals} | READING, summary="Your goals")
def of_pairs(
    request: Request,
    state: Annotated[Literal["open", "closed"], Query()] = "open",
    after: After = "",
) -> object:
    """Those of all mentorships of your own, the oldest first."""
    found = Row.objects.visible_to(request.user).for_page()
    found = found.open() if state == "open" else found.exclude(closed_at=None)
    return page_of(
        request, found.order_by("created_at", "pk"), after, lambda rows: [Goal.of(row) for row in rows], also=("state",)
    )


@router.post("/goals/{int:id}/progress", response={200: Goal} | WRITING, summary="Mark progress on a goal")
def mark(request: Request, id: Number, said: Mark) -> Goal:
    """Sent twice within a minute, it is marked once. On the page of the goal you can take it back."""
    row = found_goal(request, id)
    way, other = ("percent", "measured") if row.target is None else ("measured", "percent")
    if getattr(said, other) is not None:
        words = _("This goal is marked by “%(way)s”, and not by this.") % {"way": way}
        raise Unfit(look_again(), {other: [words]})
    form = ProgressForm(row, said.model_dump())
    checked(form)
    row.mark_progress(by=request.user, **form.as_verb())
    return Goal.of(found_goal(request, id))


def found_goal(request: Request, id: int) -> Row:
    found: Row = get_object_or_404(Row.objects.visible_to(request.user).for_page(), pk=id)
    return found
