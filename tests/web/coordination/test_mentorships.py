import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alongside.web.mentorships.models import Mentorship
from alongside.web.readings.models import Reading
from tests.factories.mentorships import MentorshipFactory

LIST = reverse("coordination:mentorships")


def page_for(client, person, **query: str) -> str:
    client.force_login(person)
    return client.get(LIST, query).content.decode()


def test_a_coordinator_finds_a_pair_by_either_name(client, cast):
    assert cast.mentorship
    MentorshipFactory(programme=cast.programme)

    for name in ("amara", "Lindq"):
        page = page_for(client, cast.chidi, name=name)
        assert "Amara Okafor" in page
        assert "1 mentorship" in page


@pytest.mark.parametrize(("level", "found"), [("watch", True), ("steady", False)])
def test_mentorships_are_filtered_by_how_they_are_going(client, cast, level, found):
    Reading.objects.take(Mentorship.objects.filter(pk=cast.mentorship.pk), on=timezone.localdate())
    Reading.objects.update(level="watch")

    assert ("Amara Okafor" in page_for(client, cast.chidi, level=level)) is found


def test_a_filter_that_is_none_is_ignored(client, cast):
    assert cast.mentorship

    assert "Amara Okafor" in page_for(client, cast.chidi, level="'; drop", stage="nonsense", page="99")


def test_without_any_the_page_says_how_they_begin(client, cast):
    assert "They begin when a mentor accepts" in page_for(client, cast.chidi)


def test_the_number_of_queries_does_not_grow_with_the_mentorships(client, cast):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            page_for(client, cast.chidi)
        return len(caught)

    assert cast.mentorship
    queries()  # whatever is kept after the first page
    few = queries()
    MentorshipFactory.create_batch(6, programme=cast.programme)

    assert queries() == few
