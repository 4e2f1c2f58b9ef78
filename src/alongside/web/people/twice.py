"""The same words twice within a minute are a button pressed twice, and are taken once."""

from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone

from alongside.web.people.models import User

A_MOMENT = timedelta(minutes=1)
Row = TypeVar("Row", bound=Model)


def just_said(
    person: User, rows: QuerySet[Row], /, *, at: str, when: datetime | None = None, **words: Any
) -> Row | None:
    """The row of a moment ago that says the same as this person does now; None when it is news.

    Holds the person until the transaction ends: of two forms sent at once the second waits here, and then finds the
    row of the first. A verb asks this before it holds anything else (User.objects.hold). Raises HasLeft.

    at : the field that says when a row was written.   when : for which moment, where that is not now.
    """
    User.objects.hold(person)
    until = when or timezone.now()
    return rows.filter(**{f"{at}__range": (until - A_MOMENT, until)}, **words).order_by("-pk").first()
