"""Programmes one is in, in whatever role."""

from datetime import date

from ninja import Router, Schema

from alongside.web.api.v1.door import Request
from alongside.web.api.v1.pages import After, Page, page_of
from alongside.web.api.v1.problems import READING
from alongside.web.api.v1.words import Address, on_site
from alongside.web.people.models import User
from alongside.web.programmes.models import Membership, Role
from alongside.web.programmes.models import Programme as Row

router = Router(tags=["programmes"])


class Programme(Schema):
    id: int
    url: Address
    name: str
    roles: list[Role]
    starts_on: date | None
    ends_on: date | None


class Programmes(Page[Programme]):
    pass


@router.get("/programmes", response={200: Programmes} | READING, summary="Programmes you are in")
def mine(request: Request, after: After = "") -> object:
    """By name. Where your roles say coordinator, the lists of that programme open to you."""
    found = Row.objects.of(request.user).order_by("name", "pk")
    return page_of(request, found, after, lambda rows: shaped(rows, request.user))


def shaped(rows: list[Row], user: User) -> list[Programme]:
    """With this person's roles, in one query more."""
    here = Membership.objects.current().filter(person=user, programme__in=rows).order_by("role")
    roles: dict[int, list[Role]] = {}
    for programme, role in here.values_list("programme", "role"):
        roles.setdefault(programme, []).append(Role(role))
    return [
        Programme(
            id=row.pk,
            url=on_site(row.get_absolute_url()),
            name=row.name,
            roles=roles.get(row.pk, []),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )
        for row in rows
    ]
