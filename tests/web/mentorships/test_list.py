from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from alongside.web.meetings.models import Meeting
from alongside.web.mentorships.models import Stage
from alongside.web.programmes.models import Role
from tests.factories.meetings import MeetingFactory
from tests.factories.mentorships import AgreementFactory, MentorshipFactory, NewMentorshipFactory, meet
from tests.factories.programmes import MembershipFactory, ProgrammeFactory, rest


def listed(client, person):
    client.force_login(person)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(reverse("mentorships:list"))
    return answer.content.decode(), len(queries)


def test_each_mentorship_stands_with_what_comes_next(client, cast):
    MentorshipFactory(programme=cast.programme, mentee=cast.ben)
    NewMentorshipFactory(programme=cast.programme, mentee=cast.ben)
    meet(NewMentorshipFactory(programme=cast.programme, mentee=cast.ben))
    AgreementFactory(mentorship=NewMentorshipFactory(programme=cast.programme, mentee=cast.ben, stage=Stage.INTRODUCED))
    ended = MentorshipFactory(programme=cast.programme, mentee=cast.ben)
    ended.end(by=cast.ben, reason="completed")

    html, _count = listed(client, cast.ben)

    for step in ("Find a time to meet", "Say how it was", "Read and sign the agreement", "Look back"):
        assert step in html


def test_who_has_offered_times_reads_that_the_partner_has_them(client, cast):
    slots = [timezone.now() + timedelta(days=day) for day in (2, 3)]
    Meeting.objects.propose_introduction(cast.new_mentorship, by=cast.amara, slots=slots)

    html, _count = listed(client, cast.amara)
    assert "Ben has your times" in html and "Find a time" not in html
    html, _count = listed(client, cast.ben)
    assert "Find a time to meet Amara" in html


def test_the_list_asks_the_database_as_often_for_ten_as_for_one(client, cast):
    NewMentorshipFactory(programme=cast.programme, mentee=cast.ben)
    _html, for_one = listed(client, cast.ben)
    for _one in range(9):
        MentorshipFactory(programme=cast.programme, mentee=cast.ben)

    _html, for_ten = listed(client, cast.ben)

    assert for_ten == for_one


def test_a_coordinator_and_a_stranger_have_none_of_their_own(client, cast):
    assert cast.mentorship

    for person in (cast.chidi, cast.dana):
        html, _count = listed(client, person)
        assert "Amara" not in html
        assert "No mentorship yet" in html


def test_only_who_coordinates_the_programme_now_and_is_none_of_the_two_looks_after_it(cast):
    here = {"programme": cast.programme, "role": Role.COORDINATOR}
    MembershipFactory(**here, left_at=timezone.now())
    MembershipFactory(**here, person__is_active=False)
    MembershipFactory(role=Role.COORDINATOR)
    for person in (cast.amara, cast.ben):
        MembershipFactory(**here, person=person)
    MembershipFactory(programme=cast.programme, role=Role.MENTOR)

    assert list(cast.mentorship.coordinators()) == [cast.chidi]


@pytest.mark.parametrize(
    ("first", "last", "step"), [(-2, 6, "On holiday until"), (-9, -1, "Book the next"), (1, 6, "Book the next")]
)
def test_in_a_holiday_nobody_is_asked_to_book_the_next_session(client, cast, first, last, step):
    assert cast.mentorship
    rest(cast.programme, first, last)
    rest(ProgrammeFactory(), -1, 1)

    html, _count = listed(client, cast.ben)

    assert step in html
    assert ("Book the next session" in html) == (step == "Book the next")


def test_in_a_holiday_what_is_booked_and_what_is_to_sign_are_said_all_the_same(client, cast):
    MeetingFactory(mentorship=cast.mentorship)
    AgreementFactory(mentorship=MentorshipFactory(programme=cast.programme, mentee=cast.ben))
    rest(cast.programme, -2, 6)

    html, _count = listed(client, cast.ben)

    assert "You meet on" in html and "Read and sign the agreement" in html
    assert "On holiday" not in html


def test_of_two_holidays_that_overlap_the_later_last_day_is_said(client, cast):
    assert cast.mentorship
    rest(cast.programme, -2, 6)
    last = rest(cast.programme, -1, 9)

    html, _count = listed(client, cast.ben)

    assert f"On holiday until {date_format(last.ends_on, 'j F')}" in html
