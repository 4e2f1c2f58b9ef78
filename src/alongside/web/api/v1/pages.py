"""Lists come in pages of one size, each with the address of the next."""

from collections.abc import Callable, Collection
from typing import Annotated, Any, Generic, TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet
from ninja import Field, Query, Schema

from alongside.web.api.v1.door import Request
from alongside.web.api.v1.problems import Unfit, look_again, no_such_field

SIZE = 100
MOST_PAGES = 10_000
Shape = TypeVar("Shape", bound=Schema)
Row = TypeVar("Row", bound=Model)

PageNumber = Annotated[int, Query(ge=1, le=MOST_PAGES, description=f"Which page; each has up to {SIZE}.")]


class Page(Schema, Generic[Shape]):
    items: list[Shape]
    next: str | None = Field(description="The address of the next page; null on the last one.")


def page_of(
    request: Request,
    rows: "QuerySet[Row]",
    number: int,
    shaped: Callable[[list[Row]], list[Shape]],
    *,
    also: Collection[str] = (),
) -> dict[str, Any]:
    """One page of rows, shaped together. Wants an order that is the same every time.

    also : what may be asked beside the page. Anything else is refused: a filter that is mistyped would filter nothing.
    """
    if unknown := set(request.GET) - {"page", *also}:
        raise Unfit(look_again(), {name[:100]: [no_such_field()] for name in unknown})
    start = (number - 1) * SIZE
    found = list(rows[start : start + SIZE + 1])
    following = None
    if len(found) > SIZE:
        asked = request.GET.copy()
        asked["page"] = str(number + 1)
        following = f"{settings.SITE_URL}{request.path}?{asked.urlencode()}"
    return {"items": shaped(found[:SIZE]), "next": following}
