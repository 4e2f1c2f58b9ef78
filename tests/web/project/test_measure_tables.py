import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import User
from tests.factories.programmes import ProgrammeFactory


def test_in_a_large_programme_what_one_person_has_is_found_by_the_person(cast):
    """Not known to be large, the programme is as good a way, and all of its mentorships are gone through."""
    large, now = ProgrammeFactory(), timezone.now()
    people = User.objects.bulk_create(User(name=f"P{n}", email=f"p{n}@example.org") for n in range(300))
    Mentorship.objects.bulk_create(
        Mentorship(programme=large, mentor=cast.amara, mentee=person, ended_at=now) for person in people
    )
    theirs = Mentorship.objects.filter(programme=large, mentee=people[7]).order_by()

    call_command("measure_tables")

    assert theirs.count() == 1
    if connection.vendor == "sqlite":
        assert "mentee_id" in theirs.explain().partition("USING")[2].split()[1]


@pytest.mark.django_db
def test_where_there_is_nothing_yet_it_goes_well():
    call_command("measure_tables")
