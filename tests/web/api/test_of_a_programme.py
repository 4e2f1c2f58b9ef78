"""Members, invitations and cases, for the coordinators of a programme."""

from datetime import timedelta

from django.utils import timezone

from alongside.web.cases.models import Case
from alongside.web.programmes.models import Invitation
from tests.factories.people import UserFactory
from tests.factories.programmes import MembershipFactory, ProgrammeFactory


def test_members_are_told_as_on_the_page_and_without_an_address(cast, read):
    assert cast.mentorship
    MembershipFactory(programme=cast.programme, person=cast.amara, role="coordinator")
    cast.amara.memberships.filter(role="mentor").update(paused_at=timezone.now(), capacity=3)

    told = read(cast.chidi, f"/programmes/{cast.programme.pk}/members")["items"]

    assert [(one["person"]["name"], one["role"]) for one in told] == [
        ("Amara Okafor", "coordinator"), ("Amara Okafor", "mentor"), ("Ben Lindqvist", "mentee"),
        ("Chidi Eze", "coordinator"),
    ]  # fmt: skip
    mentor, mentee = told[1], told[2]
    assert (mentor["capacity"], mentor["mentorships"], mentor["is_away"], mentor["open_proposals"]) == (3, 1, True, 0)
    assert (mentee["capacity"], mentee["mentorships"], mentee["is_away"], mentee["open_proposals"]) == (
        None,
        1,
        False,
        None,
    )
    assert "@" not in str(told)


def test_members_are_looked_for_by_role_and_words(ask, cast):
    path = f"/programmes/{cast.programme.pk}/members"
    assert cast.mentorship

    assert [one["role"] for one in ask(cast.chidi, path, role="mentee").json()["items"]] == ["mentee"]
    assert [one["person"]["name"] for one in ask(cast.chidi, path, q="amara").json()["items"]] == ["Amara Okafor"]
    assert ask(cast.chidi, path, q="nobody of this name").json()["items"] == []


def test_each_address_is_invited_once_however_often_it_is_sent(ask, cast, read):
    path = f"/programmes/{cast.programme.pk}/invitations"
    addresses = ["New@Example.org", "other@example.org", cast.ben.email]
    assert cast.mentorship

    first, second = (ask(cast.chidi, path, {"addresses": addresses, "role": "mentee"}).json() for _twice in range(2))

    assert (first, second) == ({"written": 2, "left_out": 1}, {"written": 0, "left_out": 3})
    assert {(one.email, one.invited_by) for one in Invitation.objects.all()} == {
        ("new@example.org", cast.chidi), ("other@example.org", cast.chidi),
    }  # fmt: skip
    told = read(cast.chidi, path)["items"]
    assert {one["email"] for one in told} == {"new@example.org", "other@example.org"}
    assert not any(one["is_sent"] or one["could_not_be_sent"] for one in told)
    assert "token" not in str(told) and Invitation.objects.first().token not in str(told)


def test_whoever_is_invited_by_name_is_told_by_name_and_never_by_their_address(cast, read):
    """A coordinator chose them from last time's people, and is shown their address on no page."""
    asked = UserFactory(name="Kofi Mensah", email="kofi-private@example.org")
    cast.programme.invitations.write(cast.programme, [(asked.email, "mentor", asked)], by=cast.chidi)

    (told,) = read(cast.chidi, f"/programmes/{cast.programme.pk}/invitations")["items"]

    assert (told["email"], told["person"]["name"]) == (None, "Kofi Mensah")
    assert "kofi-private" not in str(told)


def test_where_one_address_is_none_nobody_is_written_to(ask, cast):
    path = f"/programmes/{cast.programme.pk}/invitations"

    answer = ask(cast.chidi, path, {"addresses": ["new@example.org", "nobody"], "role": "mentor"})

    assert answer.json()["fields"] == {
        "addresses": ["This is not an e-mail address: nobody. Nothing has been sent yet."]
    }
    assert not Invitation.objects.exists()


def test_a_programme_that_is_over_invites_nobody(ask, cast):
    assert cast.chidi
    cast.programme.ends_on = timezone.localdate() - timedelta(days=1)
    cast.programme.save()

    answer = ask(
        cast.chidi, f"/programmes/{cast.programme.pk}/invitations", {"addresses": ["a@example.org"], "role": "mentee"}
    )

    assert (answer.status_code, answer.json()["detail"]) == (409, "Spring cohort is over.")


def test_cases_are_told_without_what_was_said(cast, read):
    case = Case.objects.have_a_word(
        cast.mentorship, by=cast.chidi, to=[cast.ben], subject="How?", words="heron-private",
        cause="communication", remedy="book_next_now",
    )  # fmt: skip
    case.close(by=cast.chidi, outcome="helped")

    (told,) = read(cast.chidi, f"/programmes/{cast.programme.pk}/cases")["items"]

    assert (told["cause"], told["outcome"], told["closed_by"]["name"]) == ("communication", "helped", "Chidi Eze")
    assert told["remedy"] == case.tried.title
    assert "heron-private" not in str(told)


def test_programmes_are_told_with_what_one_is_there(cast, read):
    MembershipFactory(programme=cast.programme, person=cast.chidi, role="mentor")
    ProgrammeFactory(name="Autumn cohort")

    (told,) = read(cast.chidi, "/programmes")["items"]

    assert (told["name"], sorted(told["roles"])) == ("Spring cohort", ["coordinator", "mentor"])
