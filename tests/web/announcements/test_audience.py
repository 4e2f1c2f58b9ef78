"""The groups an announcement can be for, and the ones there are not."""

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.web.announcements.models import Audience
from alongside.web.people.models import User
from alongside.web.programmes.models import Membership
from tests.factories.mentorships import MentorshipFactory, NewMentorshipFactory
from tests.factories.people import UserFactory
from tests.factories.private import ACTS, make_private_acts_possible
from tests.factories.programmes import InvitationFactory, MembershipFactory


@pytest.fixture
def members(cast) -> None:
    """Amara and Ben are under way, Lena and Leo are being introduced, Mia and Max have nobody, Ida's has ended."""
    assert cast.mentorship
    people = {name: UserFactory(name=name) for name in ("Lena", "Leo", "Mia", "Max", "Ida", "Ora")}
    for name, role in (("Lena", "mentee"), ("Mia", "mentee"), ("Ida", "mentee"), ("Leo", "mentor"), ("Max", "mentor")):
        MembershipFactory(programme=cast.programme, person=people[name], role=role)
    MembershipFactory(programme=cast.programme, person=people["Ora"], role="coordinator")
    NewMentorshipFactory(programme=cast.programme, mentor=people["Leo"], mentee=people["Lena"])
    over = MentorshipFactory(programme=cast.programme, mentor=cast.amara, mentee=people["Ida"])
    over.end(by=cast.amara, reason="completed")


@pytest.mark.parametrize(
    ("audience", "names"),
    [
        ("everyone", {"Amara", "Ben", "Lena", "Leo", "Mia", "Max", "Ida", "Ora"}),
        ("mentors", {"Amara", "Leo", "Max"}),
        ("mentees", {"Ben", "Lena", "Mia", "Ida"}),
        ("without", {"Mia", "Max", "Ida"}),
        ("under_way", {"Amara", "Ben"}),
    ],
)
def test_who_is_in_each_group(cast, members, audience, names):
    people = Audience(audience).people(cast.programme, besides=cast.chidi)

    assert {person.first_name for person in people} == names
    assert Audience.counted(cast.programme, besides=cast.chidi)[audience] == len(names)


@pytest.mark.parametrize("audience", Audience.values)
def test_nobody_is_in_one_who_has_left_or_may_not_sign_in(cast, members, audience):
    User.objects.filter(name="Mia").update(is_active=False)
    Membership.objects.filter(person__in=[cast.amara, cast.ben]).update(left_at=timezone.now())

    people = {person.first_name for person in Audience(audience).people(cast.programme, besides=cast.chidi)}

    assert people.isdisjoint({"Mia", "Amara", "Ben", "Chidi"})


@pytest.mark.parametrize("act", ACTS)
def test_what_somebody_does_in_private_moves_nobody_between_groups(cast, act):
    make_private_acts_possible(cast.mentorship, cast.ben)

    def groups() -> list[set[User]]:
        return [set(group.people(cast.programme, besides=cast.chidi)) for group in Audience]

    before = groups()
    ACTS[act](cast.mentorship, cast.ben)

    assert groups() == before


def test_a_verdict_moves_nobody_between_groups(cast):
    meeting = cast.new_mentorship.meetings.create(kind="introduction", state="held", starts_at=timezone.now())

    def groups() -> list[set[User]]:
        return [set(group.people(cast.programme, besides=cast.chidi)) for group in Audience]

    before = groups()
    meeting.verdicts.create(person=cast.ben, answer="not_a_fit")

    assert groups() == before


def test_other_groups_are_refused_and_nothing_typed_is_lost(client, cast):
    assert cast.mentorship
    InvitationFactory(programme=cast.programme)
    client.force_login(cast.chidi)

    for group in ("declined", "attend", "invited", ""):
        typed = {"audience": group, "subject": "Hello", "words": "Words that stay"}
        answer = client.post(reverse("announcements:write", args=[cast.programme.pk]), typed)
        assert answer.status_code == 422
        assert "Words that stay" in answer.text


def test_the_form_says_how_many_each_group_has(client, cast, members):
    client.force_login(cast.chidi)

    page = client.get(reverse("announcements:write", args=[cast.programme.pk])).text

    assert "Everyone in the programme (8)" in page and "Mentees (4)" in page
