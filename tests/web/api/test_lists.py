"""Lists come in pages, and ask the database as often for many rows as for few."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alongside.web.api.v1 import pages
from alongside.web.cases.models import Case
from alongside.web.notices.models import Notice
from alongside.web.programmes.models import Invitation
from tests.factories.keys import key_for
from tests.factories.lives import live_once_of_everything, set_goal
from tests.factories.meetings import MeetingFactory
from tests.factories.mentorships import MentorshipFactory, agree_to_go_on
from tests.factories.people import UserFactory
from tests.factories.programmes import MembershipFactory, ProgrammeFactory
from tests.factories.readings import take_readings
from tests.web.api.conftest import OF_ONES_OWN


def test_a_list_leads_from_page_to_page_and_misses_and_repeats_nobody(cast, monkeypatch, read):
    monkeypatch.setattr(pages, "SIZE", 4)
    for _each in range(9):
        MembershipFactory(programme=cast.programme, person=UserFactory(name="Same Name"), role="mentee")
    path, seen = f"/programmes/{cast.programme.pk}/members?role=mentee", []
    while path:
        told = read(cast.chidi, path)
        assert len(told["items"]) <= 4
        seen += [one["id"] for one in told["items"]]
        path = (told["next"] or "").removeprefix("http://localhost:8000/api/v1")

    assert len(seen) == len(set(seen)) == cast.programme.memberships.filter(role="mentee").count()


def test_no_list_asks_more_often_for_more_rows(cast, read):
    def fill(number: int) -> None:
        for mentor, mentee in ((cast.amara, UserFactory()), (UserFactory(), cast.ben)):
            pair = MentorshipFactory(programme=cast.programme, mentor=mentor, mentee=mentee)
            live_once_of_everything(pair)
            set_goal(pair, 3)
            Case.objects.create(mentorship=pair, owner=cast.chidi, words="x", look_again_on=timezone.localdate())
            pair.actions.create(text="x", owner=mentee, added_by=mentor)
            MeetingFactory(
                mentorship=pair,
                starts_at=timezone.now() + timedelta(days=number),
                ends_at=timezone.now() + timedelta(days=number, hours=1),
            )
        Invitation.objects.create(
            programme=cast.programme, email=f"a{number}@example.org", role="mentor", token=f"{number}"
        )
        elsewhere = ProgrammeFactory(name=f"Other {number}")
        for person in (cast.amara, cast.ben, cast.chidi):
            MembershipFactory(programme=elsewhere, person=person, role="mentee")
        take_readings()

    def counted() -> dict[tuple[str, str], int]:
        here = [
            f"/programmes/{cast.programme.pk}/{name}" for name in ("members", "mentorships", "invitations", "cases")
        ]
        found = {}
        for person, paths in ((cast.ben, OF_ONES_OWN), (cast.amara, OF_ONES_OWN), (cast.chidi, here)):
            for path in paths:
                read(person, path)
                with CaptureQueriesContext(connection) as caught:
                    read(person, path)
                found[person.first_name, path] = len(caught)
        return found

    assert cast.mentorship
    fill(1)
    few = counted()
    for number in range(2, 5):
        fill(number)
    many = counted()

    assert many == few
    assert max(many.values()) <= 9


def test_a_new_key_has_one_letter_and_asking_writes_none(cast, all_of):
    key_for(cast.amara)
    before = Notice.objects.count()

    all_of(cast.amara)

    assert Notice.objects.count() == before + 1, "the one about the key that this test asks with"


def test_an_agreement_waiting_tells_nobody_who_has_signed(cast, all_of):
    cast.mentorship = cast.new_mentorship
    agreement = agree_to_go_on(cast.mentorship)
    before = [all_of(person) for person in (cast.amara, cast.chidi)]

    agreement.sign(by=cast.ben, version=agreement.version)

    assert [all_of(person) for person in (cast.amara, cast.chidi)] == before
