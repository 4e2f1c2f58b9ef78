"""Every page that lists rows asks the database as often for many rows as for few."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

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
from alongside.web.proposals.models import Proposal
from alongside.web.readings.models import Reading
from alongside.web.requests.models import Request
from tests.factories.announcements import announced, draft
from tests.factories.calendars import busy_once_more
from tests.factories.lives import live_once_of_everything
from tests.factories.mentorships import MentorshipFactory
from tests.factories.people import UserFactory
from tests.factories.programmes import MembershipFactory, ProgrammeFactory, next_cohort_of, rest
from tests.factories.questions import answer, question_of
from tests.factories.rounds import mentee, mentor, round_of
from tests.factories.sheets import csv_of, uploaded
from tests.factories.sheets import rows as sheet_rows


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
    fill_round(cast, number)
    for first in (number * 3 + 1, -number * 3 - 1):
        rest(cast.programme, first, first)
    for read_by in ("coordinators", "members"):
        asked = question_of(cast.programme, f"Question {number} for {read_by}?", read_by=read_by)
        for person in (mentor, mentee, cast.ben, cast.amara):
            answer(asked, person, "Oslo")
    question_of(ProgrammeFactory(name=f"Other {number}"), "Waiting?").programme.memberships.create(person=cast.ben)
    announced(cast, subject=f"Announcement {number}")
    draft(cast, subject=f"Draft {number}")
    for person in (cast.ben, cast.amara, cast.chidi, cast.efua):
        Notice.objects.create(person=person, kind="x", subject="A letter", body="Words")
        busy_once_more(person, number)
    Reading.objects.take(Mentorship.objects.running().select_related("programme"), on=timezone.localdate())
    Reading.objects.filter(audience="coordinator").update(level="attend")


def fill_round(cast: Any, number: int) -> None:
    """More of everything on the board: people, pairings, locks, notes, proposals at each state, sheets."""
    words = {"values": [f"Value {number}"], "speaks": ["en"], "hours": [(0, 9, 12)]}
    helper = mentor(cast.programme, f"Leo{number} Marsh", f"law {number}", capacity=2, **words)
    seekers = [mentee(cast.programme, f"Lena{number}{each} Ruiz", f"law {number}", **words) for each in "abc"]
    cast.round.forbid_pair(by=cast.chidi, mentee=seekers[2], mentor=helper)
    cast.round.lock_pair(by=cast.chidi, mentee=seekers[0], mentor=helper)
    cast.round.note(by=cast.chidi, words="A note", mentee=seekers[0])
    cast.round.rerun(by=cast.chidi)
    for state, is_over in (("open", False), ("declined", True), ("agreed", True)):
        for mentor_, mentee_ in ((cast.amara, UserFactory()), (UserFactory(), cast.ben)):
            if state == "open" and mentee_ == cast.ben and number:
                continue  # a mentee has one open proposal at a time
            made = Proposal.objects.create(
                programme=cast.programme,
                round=cast.round,
                mentor=mentor_,
                mentee=mentee_,
                state=state,
                reasons={"why": ["Law"], "but": ["Art"]},
                expires_at=timezone.now(),
                closed_at=timezone.now() if is_over else None,
            )
            made.replies.create(person=mentor_, says_yes=not is_over)
    by_hand = {"programme": cast.programme, "mentor": helper, "mentee": UserFactory(), "by": cast.chidi}
    Proposal.objects.create(**by_hand, note="A note", expires_at=timezone.now())
    uploaded(cast.programme, cast.chidi, csv_of(sheet_rows(3)))


def fill_pair(cast: Any, pair: Mentorship) -> None:
    for person in (pair.mentor, pair.mentee):
        pair.messages.create(by=person, words="Shall we?")
    Case.objects.create(mentorship=pair, owner=cast.chidi, words="Hello", look_again_on=timezone.localdate())
    Concern.objects.create(programme=cast.programme, mentorship=pair, by=pair.mentee, sent_to=cast.efua, text="Private")


def live_again(mentorship: Mentorship, number: int) -> None:
    """More of everything within one mentorship, beside its first agreement."""
    for meeting in list(mentorship.meetings.filter(kind="session")[:2]):
        meeting.pk = None
        meeting.starts_at -= timedelta(days=number + 1)
        meeting.ends_at -= timedelta(days=number + 1)
        meeting.save()
    for rows in (mentorship.goals, mentorship.actions, mentorship.feedback, mentorship.contacts, mentorship.messages):
        for row in list(rows.all()[:2]):
            row.pk = None
            if hasattr(row, "key"):
                row.key = uuid4()
            row.save()


def lists(cast: Any) -> list[tuple[User, str]]:
    pair, programme, cast_round = [cast.mentorship.pk], [cast.programme.pk], [cast.round.pk]
    return [
        (cast.ben, reverse("home:home")),
        (cast.amara, reverse("home:home")),
        (cast.ben, reverse("home:mentorship", args=pair)),
        (cast.chidi, reverse("home:mentorship", args=pair)),
        (cast.ben, reverse("home:record")),
        (cast.amara, reverse("home:record_sheet")),
        (cast.ben, reverse("mentorships:list")),
        (cast.amara, reverse("mentorships:list")),
        (cast.ben, reverse("requests:list")),
        (cast.amara, reverse("requests:list")),
        (cast.ben, reverse("meetings:list", args=pair)),
        (cast.ben, reverse("meetings:guides")),
        (cast.ben, reverse("meetings:guide", args=["goal-workshop"])),
        (cast.ben, reverse("meetings:guide_of_pair", args=[*pair, "goal-workshop"])),
        (cast.ben, reverse("goals:list", args=pair)),
        (cast.ben, reverse("feedback:list", args=pair)),
        (cast.ben, reverse("messages:list", args=pair)),
        (cast.amara, reverse("messages:list", args=pair) + "?page=2"),
        (cast.ben, reverse("checkins:list")),
        (cast.ben, reverse("notices:list")),
        (cast.ben, reverse("programmes:list")),
        (cast.ben, reverse("programmes:programme", args=programme)),
        (cast.ben, reverse("programmes:holidays", args=programme)),
        (cast.ben, reverse("announcements:list", args=programme)),
        (cast.chidi, reverse("announcements:list", args=programme)),
        (cast.chidi, reverse("announcements:write", args=programme)),
        (cast.chidi, reverse("announcements:draft", args=[cast.programme.announcements.filter(sent_at=None)[0].pk])),
        (cast.chidi, cast.programme.announcements.exclude(sent_at=None)[0].get_absolute_url()),
        (cast.chidi, reverse("programmes:holidays", args=programme)),
        (cast.amara, reverse("programmes:membership", args=[cast.amara.memberships.get(role="mentor").pk])),
        (cast.ben, reverse("programmes:mentors", args=programme)),
        (cast.ben, reverse("programmes:mentor", args=[cast.amara.memberships.get(role="mentor").pk])),
        (cast.ben, reverse("readings:mentorship", args=pair)),
        (cast.chidi, reverse("programmes:members", args=programme)),
        (cast.chidi, reverse("programmes:questions", args=programme)),
        (cast.chidi, reverse("programmes:roll_sheet", args=programme)),
        (cast.chidi, reverse("programmes:next_cohort", args=programme)),
        (cast.chidi, reverse("programmes:next_cohort", args=programme) + "?name=Next&starts_on=" + in_a_year()),
        (cast.chidi, reverse("programmes:invite_again", args=[cast.next.pk])),
        (cast.chidi, cast.next.get_absolute_url()),
        (cast.ben, reverse("programmes:answers", args=programme)),
        (cast.chidi, cast.ben.get_absolute_url()),
        (cast.chidi, reverse("programmes:invite", args=programme)),
        (cast.chidi, reverse("coordination:today")),
        (cast.chidi, reverse("coordination:mentorships")),
        (cast.chidi, reverse("cases:list")),
        (cast.efua, reverse("concerns:list")),
        (cast.chidi, reverse("rounds:list")),
        (cast.chidi, reverse("rounds:round", args=cast_round)),
        (cast.chidi, reverse("rounds:round", args=cast_round) + "?show=idle"),
        (cast.chidi, reverse("rounds:readiness", args=cast_round)),
        (cast.chidi, reverse("rounds:rules", args=cast_round)),
        (cast.chidi, reverse("rounds:compare", args=cast_round)),
        (cast.chidi, reverse("rounds:record", args=cast_round)),
        (cast.chidi, reverse("rounds:export", args=cast_round)),
        (cast.chidi, cast.round.current_run.pairings.made().first().get_absolute_url()),
        (cast.chidi, reverse("proposals:of_round", args=cast_round)),
        (cast.chidi, reverse("proposals:publish", args=cast_round)),
        (cast.chidi, reverse("sheets:upload", args=programme)),
        (cast.ben, reverse("proposals:list")),
        (cast.amara, reverse("proposals:list")),
        (cast.ben, reverse("proposals:suggested", args=programme)),
        (cast.chidi, reverse("proposals:by_hand", args=programme)),
        (cast.chidi, reverse("proposals:choose", args=[cast.amara.memberships.get(role="mentor").pk])),
        (cast.chidi, reverse("proposals:choose", args=[cast.seeker.memberships.get().pk])),
        (cast.chidi, reverse("proposals:choose", args=[cast.seeker.memberships.get().pk]) + "?name=r"),
        (cast.amara, reverse("proposals:suggested", args=programme)),
        (cast.ben, reverse("programmes:mentors", args=programme) + "?q=person"),
        (cast.ben, reverse("programmes:mentors", args=programme) + "?q=law&style_pace=first"),
    ]


def in_a_year() -> str:
    return (timezone.localdate() + timedelta(days=364)).isoformat()


@pytest.fixture
def some(cast) -> Any:
    cast.round = round_of(cast)
    cast.seeker = mentee(cast.programme, "Mia Holt", "law 0", speaks=["en"])
    live_once_of_everything(cast.mentorship)
    cast.next = next_cohort_of(cast)
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
        # A run makes new pairings, and the newest announcement is another: the page is the same, its number is not.
        found[str(person), re.sub(r"/(pairings|announcements)/\d+/", r"/\1/", address)] = len(caught)
    return found


def test_no_list_asks_more_often_for_more_rows(client, some):
    few = counted(client, some)
    for number in range(2, 6):
        fill(some, number)

    many = counted(client, some)

    assert {where: (few[where], many[where]) for where in few if many[where] > few[where]} == {}
