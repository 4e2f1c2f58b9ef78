"""Whose key it is, and what it may do."""

from datetime import datetime

from django.utils import timezone
from ninja import Field, Router, Schema

from alongside.web.api.v1.door import Request
from alongside.web.api.v1.people import Person
from alongside.web.api.v1.problems import READING

router = Router(tags=["me"])


class Key(Schema):
    name: str
    may_write: bool
    ends_at: datetime = Field(description="The moment after which it opens nothing.")


class Me(Schema):
    person: Person
    time_zone: str = Field(description="The clock on which days and hours are told.")
    key: Key


@router.get("/me", response={200: Me} | READING, summary="Whose key this is")
def me(request: Request) -> Me:
    """Good for a first try: it says who you are here, what the key may do, and when it ends."""
    key = request.auth
    told = Key(name=key.name, may_write=key.may_write, ends_at=timezone.localtime(key.ends_at))
    return Me(person=Person.of(request.user), time_zone=request.user.time_zone, key=told)
