from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.web.mentorships.models import Stage
from tests.factories.mentorships import AgreementFactory, MentorshipFactory, NewMentorshipFactory, meet


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
