"""Lists come in pages of one size, each with the address of the next.

A page begins behind the last row of the one before, wherever that stands by then. Counted from the front instead,
somebody who left meanwhile would take another one with them, and somebody new would show one twice.
"""

from collections.abc import Callable, Collection
from typing import Annotated, Any, Generic, TypeVar

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.utils.translation import gettext as _
from ninja import Field, Query, Schema

from alongside.web.api.v1.door import Request
from alongside.web.api.v1.problems import Unfit, look_again, no_such_field

SIZE = 100
Shape = TypeVar("Shape", bound=Schema)
Row = TypeVar("Row", bound=Model)

After = Annotated[str, Query(max_length=200, description="Where a page begins: as it stands in “next”.")]


class Page(Schema, Generic[Shape]):
    items: list[Shape]
    next: str | None = Field(description="The address of the next page; null on the last one.")


def page_of(
    request: Request,
    rows: "QuerySet[Row]",
    after: str,
    shaped: Callable[[list[Row]], list[Shape]],
    *,
    also: Collection[str] = (),
) -> dict[str, Any]:
    """One page of rows, shaped together. Wants an order that ends with the key, and says where nulls stand in it.

    also : what may be asked beside the page. Anything else is refused: a filter that is mistyped would filter nothing.
    """
    if unknown := set(request.GET) - {"after", *also}:
        raise Unfit(look_again(), {name[:100]: [no_such_field()] for name in unknown})
    # Signed for whoever was told of it: with any number there, the place of a stranger's row could be tried out.
    signer = Signer(salt=f"alongside.api.after:{request.user.pk}:{request.path}")
    if after:
        try:
            rows = rows.filter(behind(rows, signer.unsign(after)))
        except (BadSignature, Moved) as problem:
            words = _("From here there is no way on. Begin with the first page again.")
            raise Unfit(look_again(), {"after": [words]}) from problem
    found = list(rows[: SIZE + 1])
    following = None
    if len(found) > SIZE:
        asked = request.GET.copy()
        asked["after"] = signer.sign(str(found[SIZE - 1].pk))
        following = f"{settings.SITE_URL}{request.path}?{asked.urlencode()}"
    return {"items": shaped(found[:SIZE]), "next": following}


class Moved(Exception):
    """The row behind which a page was to begin is gone, or stands nowhere in this list any more."""


def behind(rows: "QuerySet[Row]", key: str) -> Q:
    """What stands behind the row with this key, in the order of these rows. The row itself need not be one of them."""
    order = [each if isinstance(each, OrderBy) else named(str(each)) for each in rows.query.order_by]
    names: list[str] = [each.expression.name for each in order]  # type: ignore[union-attr]  # an F, each of them
    last = rows.model._base_manager.filter(pk=key).values_list(*names).first()
    if last is None:
        raise Moved
    further, as_before = Q(), Q()
    for ordering, name, value in zip(order, names, last, strict=True):
        if value is not None:
            later = Q((f"{name}__lt" if ordering.descending else f"{name}__gt", value))
            further |= as_before & (later | Q((f"{name}__isnull", True)) if ordering.nulls_last else later)
            as_before &= Q((name, value))
            continue
        if not (ordering.nulls_first or ordering.nulls_last):
            raise Moved
        if ordering.nulls_first:
            further |= as_before & Q((f"{name}__isnull", False))
        as_before &= Q((f"{name}__isnull", True))
    return further


def named(field: str) -> OrderBy:
    return OrderBy(F(field.removeprefix("-")), descending=field.startswith("-"))
