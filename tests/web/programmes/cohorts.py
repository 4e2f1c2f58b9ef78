"""A programme of a year, and its next cohort."""

from datetime import date

from django.urls import reverse

from alongside.web.programmes.models import Programme
from alongside.web.programmes.next_cohort import NextCohort

NEXT = date(2027, 9, 1)


def last_of(cast) -> Programme:
    """With everything changed that can be."""
    assert cast.mentorship
    Programme.objects.filter(pk=cast.programme.pk).update(
        name="Mentoring 2026/27",
        about="For everybody who builds things.",
        joining="open",
        starts_on=date(2026, 9, 1),
        ends_on=date(2027, 6, 30),
        agreed_every_days=7,
        planned_weeks=39,
        checkin_every_days=21,
        request_open_days=10,
        open_requests_limit=5,
        thresholds={"attend_risk": 0.3},
        asks_personality=True,
    )
    cast.programme.refresh_from_db()
    return cast.programme


def begun(last, by, **other) -> Programme:
    said = {"name": "Mentoring 2027/28", "starts_on": NEXT, **other}
    return NextCohort(last, said["name"], said["starts_on"]).begin(by=by)


def page(name: str, programme: Programme) -> str:
    return reverse(f"programmes:{name}", args=[programme.pk])
