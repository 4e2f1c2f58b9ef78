"""From the invitation to a mentorship under way, and who waits today."""

from datetime import timedelta

from django.http import QueryDict
from django.utils import timezone

from alongside.web.mentorships.models import Ending, Mentorship
from alongside.web.programmes.models import Membership, Role
from alongside.web.proposals.models import Proposal
from alongside.web.reports.report import Report
from alongside.web.reports.way_in import WayIn
from alongside.web.requests.models import Request
from tests.factories.mentorships import MentorshipFactory, NewMentorshipFactory
from tests.factories.people import UserFactory
from tests.factories.programmes import InvitationFactory, MembershipFactory
from tests.factories.rounds import mentee, mentor, round_of


def way_in(cast, asked: str = "") -> WayIn:
    return Report(cast.chidi, cast.programme, QueryDict(asked)).way_in


def steps(cast, asked: str = "") -> dict[str, tuple[int | None, int | None]]:
    return {step.label: (step.mentees, step.mentors) for step in way_in(cast, asked).steps}


def ask(cast, person) -> None:
    Request.objects.create(
        programme=cast.programme,
        mentee=person,
        mentor=cast.amara,
        goal="A goal",
        why_you="A reason",
        expires_at=timezone.now() + timedelta(days=9),
    )


def joined(cast, person, days_ago: int) -> None:
    moment = timezone.now() - timedelta(days=days_ago)
    Membership.objects.filter(programme=cast.programme, person=person).update(joined_at=moment)


def end(pair, *, days_ago: int, reason: str) -> None:
    at = timezone.now() - timedelta(days=days_ago)
    Mentorship.objects.filter(pk=pair.pk).update(ended_at=at, stage="ended")
    Ending.objects.create(mentorship=pair, reason=reason, at=at)


def test_each_step_counts_whoever_came_so_far_or_further(cast):
    for _each in range(2):
        InvitationFactory(programme=cast.programme)
    InvitationFactory(programme=cast.programme, email="again@example.org")
    InvitationFactory(programme=cast.programme, email="again@example.org", withdrawn_at=timezone.now())
    ready = {"values": ["Honesty"], "speaks": ["en"], "hours": [(0, 9, 12)]}
    complete = mentee(cast.programme, "Ready Reader", "Cooking", **ready)
    complete.profile.working_style = {"pace": 1, "candour": 2, "structure": 3}
    complete.profile.save()
    half = mentee(cast.programme, "Half Reader", "Cooking", speaks=["en"], hours=[(0, 9, 12)])
    ask(cast, half)
    NewMentorshipFactory(programme=cast.programme)
    NewMentorshipFactory(programme=cast.programme, introduced_at=timezone.now(), stage="introduced")
    end(MentorshipFactory(programme=cast.programme), days_ago=3, reason="completed")
    assert cast.mentorship
    for _each in range(3):
        MembershipFactory(programme=cast.programme)

    assert steps(cast) == {
        "Were invited by letter": (3, 0),
        "Joined": (9, 4),
        "Have completed their profile": (1, 0),
        "Asked or were proposed": (5, None),
        "Had an introduction": (3, 3),
        "Began a mentorship": (2, 2),
        "Are under way now": (1, 1),
    }


def test_that_somebody_asked_cannot_be_worked_out_from_those_who_were_proposed(cast):
    """Six mentees, of whom coordinators know all but one: the number would tell of that one."""
    for _each in range(5):
        MentorshipFactory(programme=cast.programme)
    assert steps(cast)["Asked or were proposed"] == (5, None)
    alone = UserFactory()
    MembershipFactory(programme=cast.programme, person=alone)

    before = steps(cast)
    ask(cast, alone)

    assert steps(cast) == before
    assert "Asked or were proposed" not in before


def test_that_somebody_asked_is_told_of_five_mentees_or_more_and_of_no_single_months(cast):
    people = [UserFactory() for _each in range(5)]
    for number, person in enumerate(people[:4]):
        MembershipFactory(programme=cast.programme, person=person)
        if not number:
            ask(cast, person)
    assert "Asked or were proposed" not in steps(cast)

    MembershipFactory(programme=cast.programme, person=people[4])

    assert steps(cast)["Asked or were proposed"] == (1, None)
    assert "Asked or were proposed" not in steps(cast, f"from={timezone.now():%Y-%m}")


def test_months_count_whoever_joined_in_them_and_how_far_they_have_come_by_now(cast):
    cast.programme.created_at = timezone.now() - timedelta(days=400)
    assert cast.mentorship
    joined(cast, cast.amara, 200)
    joined(cast, cast.ben, 100)
    month = timezone.now() - timedelta(days=100)

    assert steps(cast, f"from={month:%Y-%m}&to={month:%Y-%m}") == {
        "Joined": (1, 0),
        "Have completed their profile": (0, 0),
        "Had an introduction": (1, 0),
        "Began a mentorship": (1, 0),
        "Are under way now": (1, 0),
    }


def test_a_mentee_waits_from_when_they_joined_or_from_when_their_last_one_ended(cast):
    assert cast.mentorship
    for days in (10, 40, 70):
        joined(cast, mentee(cast.programme, f"W{days} Waiting"), days)
    wishes = MentorshipFactory(programme=cast.programme)
    joined(cast, wishes.mentee, 90)
    end(wishes, days_ago=20, reason="no_time")
    wishes.reflections.create(person=wishes.mentee, wants_another=True)
    content = MentorshipFactory(programme=cast.programme)
    end(content, days_ago=20, reason="completed")
    nothing_came = NewMentorshipFactory(programme=cast.programme)
    joined(cast, nothing_came.mentee, 60)
    end(nothing_came, days_ago=5, reason="introduction")
    away = mentee(cast.programme, "A. Way", paused_at=timezone.now())
    joined(cast, away, 300)

    found = way_in(cast)

    assert found.waits == [10, 20, 40, 60, 70]
    assert (found.median_days, found.waiting_long) == (40, 3)


def test_room_is_what_neither_a_mentorship_nor_a_proposal_takes(cast):
    mentor(cast.programme, "Free Mentor", capacity=3)
    mentor(cast.programme, "Away Mentor", capacity=3, paused_at=timezone.now())
    full = MentorshipFactory(programme=cast.programme)
    assert full.mentor.memberships.get().capacity == 1
    proposed = mentor(cast.programme, "Proposed Mentor", capacity=2)
    assert (len(way_in(cast).rooms), way_in(cast).places) == (2, 5)

    proposal = Proposal.objects.create(
        programme=cast.programme,
        round=round_of(cast),
        mentor=proposed,
        mentee=mentee(cast.programme, "M. Mentee"),
        expires_at=timezone.now() + timedelta(days=9),
    )
    assert way_in(cast).places == 4

    # Their no frees it for them, and the number of rooms must not tell of it before the mentee has answered.
    proposal.decline(by=proposed, reason="no_room")
    assert proposal.__class__.objects.get(pk=proposal.pk).freed == Role.MENTOR
    assert way_in(cast).places == 4


def test_the_page_says_who_waits(client, cast):
    joined(cast, mentee(cast.programme, "Wanda Waiting"), 45)
    client.force_login(cast.chidi)

    page = client.get(f"/reports/{cast.programme.pk}/").content.decode()

    assert "1 mentee is still without a mentorship." in page
    assert "They have waited for 45 days (the median)." in page
    assert "1 has waited more than 30 days." in page
    assert "0 mentors have room left" in page
