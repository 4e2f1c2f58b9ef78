"""A holiday on a mentorship's home: nothing is expected, and both and the coordinator read it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.web.readings.models import Reading
from tests.factories.lives import hold
from tests.factories.mentorships import NewMentorshipFactory
from tests.factories.programmes import rest


def page(client, person, mentorship) -> str:
    client.force_login(person)
    return client.get(mentorship.get_absolute_url()).content.decode()


@pytest.fixture
def alarmed(cast):
    hold(cast.mentorship, 3)
    Reading.objects.take([cast.mentorship], on=timezone.localdate() - timedelta(days=3))
    return cast.mentorship


def test_in_a_holiday_nothing_is_expected_of_either(client, cast, alarmed):
    rest(cast.programme, -2, 6)

    for person in (cast.amara, cast.ben):
        html = page(client, person, alarmed)
        assert "On holiday until" in html and "nothing is expected of either of you" in html
        assert "What we noticed before the holiday" in html
        assert "It has been a while" not in html
    assert "Nothing is expected of the two." in page(client, cast.chidi, alarmed)


def test_one_that_is_near_is_said_beside_the_next_meeting(client, cast, alarmed):
    rest(cast.programme, 6, 9)

    html = page(client, cast.ben, alarmed)

    assert "Nothing is expected of either of you then." in html
    assert "On holiday until" not in html


@pytest.mark.parametrize(("first", "last"), [(-9, -1), (60, 70)])
def test_one_that_is_over_or_far_away_is_not_spoken_of(client, cast, alarmed, first, last):
    rest(cast.programme, first, last)

    assert "expected of either of you" not in page(client, cast.ben, alarmed)


def test_an_introduction_keeps_its_days_and_says_nothing_of_a_holiday(client, cast):
    pair = NewMentorshipFactory(programme=cast.programme)
    rest(cast.programme, -2, 6)

    assert "On holiday" not in page(client, pair.mentee, pair)


def test_a_pause_is_said_before_a_holiday(client, cast, alarmed):
    alarmed.pause(by=cast.ben, until=timezone.localdate() + timedelta(days=20))
    rest(cast.programme, -2, 6)

    html = page(client, cast.ben, alarmed)

    assert "You are taking a pause" in html and "On holiday until" not in html


def test_the_whole_relationship_has_its_holidays_too(client, cast, alarmed):
    rest(cast.programme, -20, -10, name="Autumn break")
    rest(cast.programme, -200, -190, name="Before they met")
    rest(cast.programme, 100, 110, name="Still to come")

    for person in (cast.ben, cast.chidi):
        html = page(client, person, alarmed)
        assert "Holiday: Autumn break" in html
        assert "Before they met" not in html and "Still to come" not in html
