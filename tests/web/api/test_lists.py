"""Lists come in pages, and ask the database as often for many rows as for few."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alongside.web.api.v1 import pages
from alongside.web.cases.models import Case
from alongside.web.goals.models import Goal
from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.programmes.models import Invitation
from tests.factories.keys import key_for
from tests.factories.lives import live_once_of_everything, set_goal
from tests.factories.meetings import MeetingFactory
from tests.factories.mentorships import MentorshipFactory, agree_to_go_on
from tests.factories.people import UserFactory
from tests.factories.programmes import MembershipFactory, ProgrammeFactory
from tests.factories.readings import take_readings
from tests.web.api.conftest import OF_ONES_OWN


@pytest.fixture
def walk(ask, monkeypatch) -> Callable[..., list[Any]]:
    """The items of all pages; `meanwhile` happens after each of them."""
    monkeypatch.setattr(pages, "SIZE", 4)

    def walked(person: User, path: str, meanwhile: Callable[[list[Any]], object] = len) -> list[Any]:
        seen: list[Any] = []
        address = path
        while address:
            answer = ask(person, address)
            assert answer.status_code == 200, answer.content
            told = answer.json()
            assert len(told["items"]) <= 4
            seen += told["items"]
            meanwhile(seen)
            address = (told["next"] or "").removeprefix("http://localhost:8000/api/v1")
        return seen

    return walked


def test_a_list_leads_from_page_to_page_and_misses_and_repeats_nobody(cast, walk):
    for _each in range(9):
        MembershipFactory(programme=cast.programme, person=UserFactory(name="Same Name"), role="mentee")

    seen = [one["id"] for one in walk(cast.chidi, f"/programmes/{cast.programme.pk}/members?role=mentee")]

    assert len(seen) == len(set(seen)) == cast.programme.memberships.filter(role="mentee").count()


def test_who_leaves_or_comes_meanwhile_takes_nobody_along_and_shows_nobody_twice(cast, walk):
    def mentee(name: str) -> int:
        return MembershipFactory(programme=cast.programme, person=UserFactory(name=name), role="mentee").pk

    here = [mentee(f"N{number:02}") for number in range(11)]

    def leave_and_come(seen: list[Any]) -> None:
        """Whoever was told last and first has left by the next page, and somebody new stands before all."""
        cast.programme.memberships.filter(pk__in=[seen[0]["id"], seen[-1]["id"]]).update(left_at=timezone.now())
        mentee("A New One")

    path = f"/programmes/{cast.programme.pk}/members?role=mentee"
    seen = [one["id"] for one in walk(cast.chidi, path, leave_and_come)]

    assert len(seen) == len(set(seen))
    assert set(here) <= set(seen)


def test_each_order_leads_through_all_rows_also_where_no_day_is_set(cast, walk):
    pair, today = cast.mentorship, timezone.localdate()
    for number in range(10):
        due_on = today + timedelta(days=number % 3) if number % 2 else None
        done_at = timezone.now() if number > 7 else None
        pair.actions.create(text="x", owner=cast.ben, added_by=cast.amara, due_on=due_on, done_at=done_at)
        MentorshipFactory(programme=cast.programme, mentor=cast.amara)
        Case.objects.create(mentorship=pair, owner=cast.chidi, words="x", look_again_on=today)
        set_goal(pair, number)
    for over in cast.amara.mentored.all()[2:7]:
        over.end(by=cast.amara, reason="completed")

    for person, path, number in (
        (cast.ben, "/actions", 8), (cast.ben, "/actions?state=done", 2), (cast.ben, "/goals", 10),
        (cast.amara, "/mentorships", 11), (cast.chidi, f"/programmes/{cast.programme.pk}/mentorships", 11),
        (cast.chidi, f"/programmes/{cast.programme.pk}/cases", 10),
    ):  # fmt: skip
        seen = [one["id"] for one in walk(person, path)]
        assert len(seen) == len(set(seen)) == number, path


def test_no_page_begins_behind_a_row_that_one_was_not_told_of(ask, cast, monkeypatch):
    """Else whoever names a stranger's number would read from what follows where that row stands."""
    monkeypatch.setattr(pages, "SIZE", 1)
    path, other = f"/programmes/{cast.programme.pk}/members", f"/programmes/{cast.programme.pk}/mentorships"
    assert cast.mentorship
    after = QueryDict(urlsplit(ask(cast.chidi, path).json()["next"]).query)["after"]
    MembershipFactory(programme=cast.programme, person=cast.dana, role="coordinator")

    assert ask(cast.chidi, path, after=after).status_code == 200
    for person, where, said in (
        (cast.dana, path, after), (cast.chidi, other, after), (cast.chidi, path, "1"), (cast.chidi, path, f"1{after}"),
    ):  # fmt: skip
        answer = ask(person, where, after=said)
        assert (answer.status_code, list(answer.json()["fields"])) == (422, ["after"])


def test_behind_a_row_that_is_gone_one_is_told_to_begin_again(ask, cast, monkeypatch):
    monkeypatch.setattr(pages, "SIZE", 1)
    for number in range(2):
        set_goal(cast.mentorship, number)
    after = QueryDict(urlsplit(ask(cast.ben, "/goals").json()["next"]).query)["after"]
    Goal.objects.first().delete()

    answer = ask(cast.ben, "/goals", after=after)

    assert answer.status_code == 422
    assert "Begin with the first page again" in answer.json()["fields"]["after"][0]


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
