"""A coordinator who is one of a pair is one of the two there, and nothing else."""

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.web.cases.models import Case
from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice
from alongside.web.programmes.models import Role
from alongside.web.readings.models import Reading
from alongside.web.readings.telling import COORDINATOR_LETTER, tell
from tests.factories.lives import check_in, hold
from tests.factories.programmes import MembershipFactory, shows


@pytest.fixture
def pair(cast) -> Mentorship:
    """Amara coordinates the programme that she is a mentor in; Ben has answered in private, and it shows."""
    shows(cast.programme, "checkins")
    MembershipFactory(programme=cast.programme, person=cast.amara, role=Role.COORDINATOR)
    for day in (5, 19, 33, 47):
        hold(cast.mentorship, day)
        check_in(cast.mentorship, cast.ben, day, be_myself=1, shared_outlook=1, choose_again=1, timely_replies=1)
    Reading.objects.take(Mentorship.objects.select_related("programme"), on=timezone.localdate())
    Reading.objects.filter(audience="coordinator").update(level="attend")
    return cast.mentorship


def test_they_see_the_reading_of_their_side_alone(cast, pair):
    assert {one.audience for one in Reading.objects.visible_to(cast.amara)} == {"mentor"}
    assert {one.audience for one in Reading.objects.visible_to(cast.chidi)} == {"coordinator"}


def test_their_own_pair_stands_on_no_list_of_theirs(client, cast, pair):
    for page in ("coordination:today", "coordination:mentorships"):
        client.force_login(cast.amara)
        assert "Ben Lindqvist" not in client.get(reverse(page)).content.decode()
        client.force_login(cast.chidi)
        assert "Ben Lindqvist" in client.get(reverse(page)).content.decode()


def test_a_case_about_them_is_not_theirs_to_read_nor_their_own_pair_to_write_to(client, cast, pair):
    case = Case.objects.have_a_word(
        pair, by=cast.chidi, to=[cast.ben], subject="Hello", words="How are you?", cause="", remedy=""
    )

    for address in (case.get_absolute_url(), reverse("coordination:write", args=[pair.pk])):
        client.force_login(cast.amara)
        assert client.get(address).status_code == 404
        client.force_login(cast.chidi)
        assert client.get(address).status_code == 200


def test_what_ben_asks_the_coordinators_does_not_reach_his_mentor(client, cast, pair):
    client.force_login(cast.ben)

    client.post(reverse("coordination:ask", args=[pair.pk]), {"words": "May we talk?"})

    assert [notice.person for notice in Notice.objects.all()] == [cast.chidi]


def test_only_the_other_coordinator_is_told_that_their_pair_needs_a_word(cast, pair):
    tell(timezone.localdate())

    assert [notice.person for notice in Notice.objects.filter(kind=COORDINATOR_LETTER)] == [cast.chidi]


def test_the_wish_for_another_mentorship_goes_to_the_other_coordinator(cast, pair):
    ending = pair.end(by=cast.ben, reason="no_fault")
    Notice.objects.all().delete()

    ending.reflect(by=cast.ben, wants_another=True)

    assert [notice.person for notice in Notice.objects.all()] == [cast.chidi]
