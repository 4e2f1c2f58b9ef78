"""Whom a programme invites: how a coordinator signs up members."""

from datetime import date
from typing import Annotated

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from alongside.web.api.v1.door import Request
from alongside.web.api.v1.pages import After, Page, page_of
from alongside.web.api.v1.people import Person
from alongside.web.api.v1.problems import READING, WRITING, checked
from alongside.web.api.v1.words import Number, Text
from alongside.web.programmes.forms import MOST_ADDRESSES, InviteForm
from alongside.web.programmes.models import Invitation as Row
from alongside.web.programmes.models import Programme, Role

router = Router(tags=["invitations"])


class Invitation(Schema):
    id: int
    email: str | None = Field(description="The address that was invited; null for somebody who was invited by name.")
    person: Person | None = Field(
        description="Somebody of last time who was invited by name, and whose address coordinators are not told."
    )
    role: Role
    last_day: date
    is_sent: bool
    could_not_be_sent: bool = Field(description="Tried as often as a letter is: look whether the address is right.")

    @classmethod
    def of(cls, row: Row) -> "Invitation":
        return cls(
            id=row.pk,
            email=None if row.person else row.email,
            person=Person.of(row.person) if row.person else None,
            role=Role(row.role),
            last_day=row.last_day,
            is_sent=row.sent_at is not None,
            could_not_be_sent=row.is_given_up,
        )


class Invitations(Page[Invitation]):
    pass


class Invite(Schema):
    model_config = {"extra": "forbid"}

    addresses: list[Annotated[Text, Field(min_length=1, json_schema_extra={"format": "email"})]] = Field(
        min_length=1, max_length=MOST_ADDRESSES, description="E-mail addresses."
    )
    role: Role


class Invited(Schema):
    written: int = Field(description="So many letters are on their way.")
    left_out: int = Field(description="So many addresses are here or invited already.")


@router.get("/programmes/{int:id}/invitations", response={200: Invitations} | READING, summary="Invited, not here yet")
def of_programme(request: Request, id: Number, after: After = "") -> object:
    """For its coordinators: invitations that can still be used, the newest first."""
    seen = found_programme(request, id).invitations.visible_to(request.user).open()
    found = seen.select_related("person").order_by("-invited_at", "-pk")
    return page_of(request, found, after, lambda rows: [Invitation.of(row) for row in rows])


@router.post(
    "/programmes/{int:id}/invitations", response={200: Invited} | WRITING, summary="Invite people into a programme"
)
def invite(request: Request, id: Number, said: Invite) -> Invited:
    """For its coordinators. Each address is written to once, however often it is sent; whoever has the letter joins.

    Where one address is none, nobody is written to.
    """
    programme = found_programme(request, id)
    form = InviteForm({"addresses": "\n".join(said.addresses), "role": said.role.value})
    addresses = checked(form)["addresses"]
    written = programme.invite(by=request.user, addresses=addresses, role=said.role)
    return Invited(written=len(written), left_out=len(addresses) - len(written))


def found_programme(request: Request, id: int) -> Programme:
    return get_object_or_404(Programme.objects.coordinated_by(request.user), pk=id)
