import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.web.mentorships.models import Mentorship
from alongside.web.readings.models import Reading
from tests.factories.lives import check_in, hold


@pytest.fixture
def read_mentorship(cast) -> Mentorship:
    hold(cast.mentorship, 7)
    check_in(cast.mentorship, cast.ben, 21, clear_goals=1)
    Reading.objects.take(Mentorship.objects.select_related("programme"), on=timezone.localdate())
    return cast.mentorship


def page_of(client, person, mentorship) -> tuple[int, str]:
    client.force_login(person)
    answer = client.get(reverse("readings:mentorship", args=[mentorship.pk]))
    return answer.status_code, answer.content.decode()


def test_each_finding_says_what_it_rests_on_with_dates(client, cast, read_mentorship):
    _status, page = page_of(client, cast.amara, read_mentorship)

    held = read_mentorship.meetings.get()
    assert f'<time class="row__aside" datetime="{held.starts_at:%Y-%m-%d}">' in page


def test_the_pair_may_follow_the_evidence_and_the_coordinator_sees_dates_only(client, cast, read_mentorship):
    link = reverse("meetings:meeting", args=[read_mentorship.meetings.get().pk])

    assert link in page_of(client, cast.ben, read_mentorship)[1]
    status, page = page_of(client, cast.chidi, read_mentorship)
    assert status == 200
    assert link not in page


def test_a_stranger_finds_nothing(client, cast, read_mentorship):
    assert page_of(client, cast.dana, read_mentorship)[0] == 404


def test_before_the_first_reading_the_page_says_when_it_comes(client, cast):
    status, page = page_of(client, cast.ben, cast.mentorship)

    assert status == 200
    assert "The first reading comes with the night" in page


def test_nobody_is_shown_a_number_for_the_mentorship(client, cast, read_mentorship):
    for person in (cast.amara, cast.ben, cast.chidi):
        page = page_of(client, person, read_mentorship)[1]
        for reading in read_mentorship.readings.all():
            assert str(reading.risk) not in page
            assert f"{reading.risk:.2f}" not in page


def test_how_we_read_is_open_to_everybody(client, db):
    page = client.get(reverse("readings:how")).content.decode()

    assert "never looked at" in page
    assert "none of them is published itself or has been tested in programmes like yours" in page
