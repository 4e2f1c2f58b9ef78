"""Every page that lists rows asks the database as often for many rows as for few."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alongside.web.cases.models import Case
from alongside.web.concerns.models import Concern
from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.programmes.models import Invitation
from alongside.web.readings.models import Reading
from alongside.web.requests.models import Request
from tests.factories.lives import live_once_of_everything
from tests.factories.mentorships import MentorshipFactory
from tests.factories.people import UserFactory
from tests.factories.programmes import MembershipFactory


def fill(cast: Any, number: int) -> None:
    """One more of everything that any list shows, for Ben, Amara, Chidi and Efua."""
    mentor, mentee = UserFactory(), UserFactory()
    for person, role in ((mentor, "mentor"), (mentee, "mentee")):
        MembershipFactory(programme=cast.programme, person=person, role=role)
    for one, other in ((cast.amara, mentee), (mentor, cast.ben)):
        pair = MentorshipFactory(programme=cast.programme, mentor=one, mentee=other)
        live_once_of_everything(pair)
        fill_pair(cast, pair)
        Request.objects.create(
            programme=cast.programme,
            mentor=one,
            mentee=other,
            goal="A goal",
            why_you="A reason",
            expires_at=timezone.now() + timedelta(days=9),
        )
    live_again(cast.mentorship, number)
    Invitation.objects.create(
        programme=cast.programme, email=f"guest{number}@example.org", role="mentor", token=f"token-{number}"
    )
    for person in (cast.ben, cast.amara, cast.chidi, cast.efua):
        Notice.objects.create(person=person, kind="x", subject="A letter", body="Words")
    Reading.objects.take(Mentorship.objects.running().select_related("programme"), on=timezone.localdate())
    Reading.objects.filter(audience="coordinator").update(level="attend")


def fill_pair(cast: Any, pair: Mentorship) -> None:
    Case.objects.create(mentorship=pair, owner=cast.chidi, words="Hello", look_again_on=timezone.localdate())
    Concern.objects.create(programme=cast.programme, mentorship=pair, by=pair.mentee, sent_to=cast.efua, text="Private")


def live_again(mentorship: Mentorship, number: int) -> None:
    """More of everything within one mentorship, beside its first agreement."""
    for meeting in list(mentorship.meetings.filter(kind="session")[:2]):
        meeting.pk = None
        meeting.starts_at -= timedelta(days=number + 1)
        meeting.ends_at -= timedelta(days=number + 1)
        meeting.save()
    for rows in (mentorship.goals, mentorship.actions, mentorship.feedback, mentorship.contacts):
        for row in list(rows.all()[:2]):
            row.pk = None
            row.save()


def lists(cast: Any) -> list[tuple[User, str]]:
    pair, programme = [cast.mentorship.pk], [cast.programme.pk]
    return [
        (cast.ben, reverse("home:home")),
        (cast.amara, reverse("home:home")),
        (cast.ben, reverse("home:mentorship", args=pair)),
        (cast.chidi, reverse("home:mentorship", args=pair)),
        (cast.ben, reverse("mentorships:list")),
        (cast.amara, reverse("mentorships:list")),
        (cast.ben, reverse("requests:list")),
        (cast.amara, reverse("requests:list")),
        (cast.ben, reverse("meetings:list", args=pair)),
        (cast.ben, reverse("goals:list", args=pair)),
        (cast.ben, reverse("feedback:list", args=pair)),
        (cast.ben, reverse("checkins:list")),
        (cast.ben, reverse("notices:list")),
        (cast.ben, reverse("programmes:list")),
        (cast.ben, reverse("programmes:mentors", args=programme)),
        (cast.ben, reverse("programmes:mentor", args=[cast.amara.memberships.get(role="mentor").pk])),
        (cast.ben, reverse("readings:mentorship", args=pair)),
        (cast.chidi, reverse("programmes:members", args=programme)),
        (cast.chidi, reverse("programmes:invite", args=programme)),
        (cast.chidi, reverse("coordination:today")),
        (cast.chidi, reverse("coordination:mentorships")),
        (cast.chidi, reverse("cases:list")),
        (cast.efua, reverse("concerns:list")),
    ]


@pytest.fixture
def some(cast) -> Any:
    live_once_of_everything(cast.mentorship)
    fill_pair(cast, cast.mentorship)
    fill(cast, 0)
    fill(cast, 1)
    return cast


def counted(client, cast: Any) -> dict[tuple[str, str], int]:
    found = {}
    for person, address in lists(cast):
        client.force_login(person)
        client.get(address)  # whatever is kept after the first look
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        found[str(person), address] = len(caught)
    return found


def test_no_list_asks_more_often_for_more_rows(client, some):
    few = counted(client, some)
    for number in range(2, 6):
        fill(some, number)

    many = counted(client, some)

    assert {where: (few[where], many[where]) for where in few if many[where] > few[where]} == {}
