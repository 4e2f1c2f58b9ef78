"""Joining, inviting, leaving."""

import threading
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from alongside.web.notices.models import Notice
from alongside.web.programmes.models import Invitation, Membership, Programme, Role
from alongside.web.programmes.refusals import InvitationClosed, StillNeeded
from tests.factories.people import UserFactory
from tests.factories.programmes import InvitationFactory, MembershipFactory, ProgrammeFactory
from tests.factories.requests import RequestFactory


@pytest.fixture
def invitation(cast):
    return InvitationFactory(programme=cast.programme, email=cast.dana.email, invited_by=cast.chidi)


def test_an_open_programme_is_joined_in_both_roles(client, cast):
    programme = ProgrammeFactory(joining="open")
    client.force_login(cast.dana)
    client.post(reverse("programmes:join", args=[programme.pk]), {"as_mentor": 1, "as_mentee": 1, "capacity": 3})

    assert dict(programme.memberships.values_list("role", "capacity")) == {"mentor": 3, "mentee": 1}


def test_no_role_is_refused(client, cast):
    programme = ProgrammeFactory(joining="open")
    client.force_login(cast.dana)

    assert client.post(reverse("programmes:join", args=[programme.pk])).status_code == 422


def test_a_programme_by_invitation_is_not_there_for_a_stranger(client, cast):
    client.force_login(cast.dana)

    assert client.get(reverse("programmes:join", args=[cast.programme.pk])).status_code == 404


def test_several_addresses_are_invited_at_once_and_nobody_twice(client, cast):
    client.force_login(cast.chidi)
    address = reverse("programmes:invite", args=[cast.programme.pk])
    client.post(address, {"addresses": "a@example.org, B@example.org\na@example.org", "role": "mentor"})
    client.post(address, {"addresses": "b@example.org c@example.org", "role": "mentor"})
    call_command("send_invitations")
    call_command("send_invitations")

    assert sorted(letter.to[0] for letter in mail.outbox) == ["a@example.org", "b@example.org", "c@example.org"]
    assert Invitation.objects.first().token in mail.outbox[-1].body or len(mail.outbox) == 3


def test_one_wrong_address_sends_nothing(client, cast):
    client.force_login(cast.chidi)
    page = client.post(
        reverse("programmes:invite", args=[cast.programme.pk]), {"addresses": "a@example.org nobody", "role": "mentor"}
    )

    assert page.status_code == 422
    assert "a@example.org nobody" in page.content.decode()
    assert not Invitation.objects.exists()


def test_the_invited_person_joins_once(client, cast, invitation):
    client.force_login(cast.dana)
    assert client.post(invitation.get_absolute_url()).status_code == 302
    assert client.post(invitation.get_absolute_url()).status_code == 422

    assert cast.programme.roles_of(cast.dana) == {Role.MENTEE}


def test_a_visitor_is_shown_how_to_sign_up(client, invitation):
    page = client.get(invitation.get_absolute_url()).content.decode()

    assert reverse("account_signup") in page
    sign_up = page.partition(f'href="{reverse("account_signup")}?next=')[2].partition('"')[0].replace("&amp;", "&")
    form = client.get(f"{reverse('account_signup')}?next={sign_up}").context["form"]
    assert form["email"].value() == invitation.email


def test_whoever_signed_up_elsewhere_finds_the_invitation_on_their_list(client, cast, invitation):
    client.force_login(cast.dana)

    assert invitation.get_absolute_url() in client.get(reverse("programmes:list")).content.decode()


def test_an_address_that_is_the_same_in_capitals_only_finds_no_invitation_of_somebody_else(cast):
    """PostgreSQL writes ı as I."""
    InvitationFactory(programme=cast.programme, email="dina@mail.org", invited_by=cast.chidi)
    alike = UserFactory(email="dina@maıl.org")

    assert not cast.programme.invitations.waiting_for(alike).exists()


def test_an_invitation_is_bound_to_its_address(cast, invitation):
    with pytest.raises(InvitationClosed, match="another address"):
        invitation.accept(by=cast.ben)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_an_invitation_is_open_until_the_day_its_letter_names_has_ended_everywhere(cast, invitation, zone):
    last = datetime.combine(invitation.last_day, time.max, ZoneInfo(zone))

    with time_machine.travel(last, tick=False):
        assert list(cast.programme.invitations.waiting_for(cast.dana)) == [invitation]
        invitation.accept(by=cast.dana)


def test_an_old_or_withdrawn_invitation_lets_nobody_in(cast, invitation):
    with time_machine.travel(timezone.now() + timedelta(days=32)), pytest.raises(InvitationClosed, match="thirty days"):
        invitation.accept(by=cast.dana)
    invitation.withdraw(by=cast.chidi)
    with pytest.raises(InvitationClosed, match="withdrawn"):
        invitation.accept(by=cast.dana)


def test_an_unknown_token_is_not_found(client, db):
    assert client.get(reverse("programmes:accept_invitation", args=["nothing"])).status_code == 404


def test_nobody_leaves_while_a_mentorship_runs(cast):
    mentorship = cast.mentorship
    for person in (mentorship.mentor, mentorship.mentee):
        with pytest.raises(StillNeeded, match="still runs"):
            person.memberships.get().leave(by=person)
    mentorship.ended_at = timezone.now()
    mentorship.save()

    cast.ben.memberships.get().leave(by=cast.ben)
    assert cast.programme.roles_of(cast.ben) == set()


def test_nobody_leaves_with_a_request_open(cast):
    asked = RequestFactory(programme=cast.programme)

    with pytest.raises(StillNeeded, match="request"):
        asked.mentee.memberships.get().leave(by=asked.mentee)


def test_the_last_coordinator_stays(cast):
    assert cast.programme
    with pytest.raises(StillNeeded, match="needs a coordinator"):
        cast.chidi.memberships.get().leave(by=cast.chidi)


def test_a_coordinator_takes_somebody_out_with_a_letter(client, cast):
    member = MembershipFactory(programme=cast.programme, person=cast.ben)
    client.force_login(cast.chidi)
    client.post(
        reverse("programmes:remove", args=[cast.programme.pk]) + f"?member={member.pk}", {"words": "Thank you, Ben."}
    )

    assert not Membership.objects.current().filter(person=cast.ben).exists()
    assert "Thank you, Ben." in Notice.objects.get(person=cast.ben).body


def test_who_left_comes_back_to_the_same_row(cast):
    programme = ProgrammeFactory(joining="open")
    first = programme.join(by=cast.dana, room={Role.MENTEE: 1})[0]
    first.leave(by=cast.dana)

    again = programme.join(by=cast.dana, room={Role.MENTEE: 1})[0]
    assert (again.pk, again.left_at) == (first.pk, None)


def test_ones_own_room_and_time_out_are_ones_own(client, cast):
    member = MembershipFactory(programme=cast.programme, person=cast.amara, role=Role.MENTOR)
    address = reverse("programmes:membership", args=[member.pk])
    for person, status in ((cast.chidi, 404), (cast.dana, 404), (cast.amara, 302)):
        client.force_login(person)
        answer = client.post(address, {"capacity": 4, "is_away": "on", "paused_until": "2999-01-01"})
        assert answer.status_code == status

    member.refresh_from_db()
    assert (member.capacity, member.is_away) == (4, True)


def test_the_owner_makes_a_programme_and_names_its_coordinators(client, cast):
    owner = UserFactory(is_superuser=True)
    client.force_login(owner)
    fields = {"name": "Autumn", "joining": "open", "agreed_every_days": 14, "planned_weeks": 26,
              "checkin_every_days": 14, "request_open_days": 14, "open_requests_limit": 3,
              "coordinators": f"{cast.chidi.email} new@example.org"}  # fmt: skip
    refused = client.post(reverse("programmes:new"), fields)
    assert refused.status_code == 422 and "Name a safeguarding person before" in refused.content.decode()
    assert client.post(reverse("programmes:new"), {**fields, "safeguarding_person": cast.efua.pk}).status_code == 302

    programme = Programme.objects.get(name="Autumn")
    assert programme.roles_of(cast.chidi) == {Role.COORDINATOR}
    assert programme.invitations.get().email == "new@example.org"


def test_a_programme_does_not_begin_when_it_is_over(client, cast):
    client.force_login(UserFactory(is_superuser=True))
    fields = {"name": "Old", "joining": "invitation", "agreed_every_days": 14, "planned_weeks": 26,
              "checkin_every_days": 14, "request_open_days": 14, "open_requests_limit": 3,
              "coordinators": cast.chidi.email}  # fmt: skip
    yesterday, today = timezone.localdate() - timedelta(days=1), timezone.localdate()

    refused = client.post(reverse("programmes:new"), {**fields, "ends_on": yesterday})
    made = client.post(reverse("programmes:new"), {**fields, "ends_on": today})

    assert (refused.status_code, made.status_code) == (422, 302)
    assert "would be over at once" in refused.content.decode() and cast.chidi.email in refused.content.decode()
    assert Programme.objects.get(name="Old").ends_on == today


def test_nobody_is_let_in_before_a_safeguarding_person_is_named(client, cast):
    Programme.objects.filter(pk=cast.programme.pk).update(safeguarding_person=None)
    client.force_login(cast.chidi)
    invite, edit = (reverse(f"programmes:{page}", args=[cast.programme.pk]) for page in ("invite", "edit"))
    assert edit in client.get(invite).content.decode()

    fields = {**client.get(edit).context["form"].initial, "joining": "open"}
    opened = client.post(edit, {name: value for name, value in fields.items() if value not in (None, False)})
    mentor = client.post(invite, {"addresses": "a@example.org", "role": "mentor"})
    coordinator = client.post(invite, {"addresses": "c@example.org", "role": "coordinator"})

    assert (opened.status_code, mentor.status_code, coordinator.status_code) == (422, 422, 302)
    assert "Name a safeguarding person before" in opened.content.decode()
    assert "Name a safeguarding person first" in mentor.content.decode()
    assert Invitation.objects.get().role == Role.COORDINATOR


@pytest.mark.parametrize("page", ["members", "invite", "edit"])
def test_coordinators_pages_are_theirs_alone(client, cast, page):
    address = reverse(f"programmes:{page}", args=[cast.mentorship.programme_id])
    for person, status in ((cast.chidi, 200), (cast.ben, 404), (cast.dana, 404)):
        client.force_login(person)
        assert client.get(address).status_code == status


def test_an_address_finds_a_member_only_in_full_and_where_it_was_invited(client, cast, invitation):
    invitation.accept(by=cast.dana)
    MembershipFactory(programme=cast.programme, person=cast.ben)
    client.force_login(cast.chidi)
    address = reverse("programmes:members", args=[cast.programme.pk])

    def finds(text: str) -> list[str]:
        return [member.person.first_name for member in client.get(address, {"q": text}).context["page"]]

    assert finds("DANA@example.org") == ["Dana"]
    assert finds("dana@example") == finds("@example.org") == []
    assert finds("ben@example.org") == []  # in the programme, but by no invitation to it
    cast.dana.email = "new@example.org"
    cast.dana.save()
    assert finds("dana@example.org") == finds("new@example.org") == []


def test_the_members_page_takes_as_many_queries_for_many(client, cast, django_assert_max_num_queries):
    for _ in range(20):
        MembershipFactory(programme=cast.programme)
    client.force_login(cast.chidi)

    with django_assert_max_num_queries(12):
        client.get(reverse("programmes:members", args=[cast.programme.pk]), {"q": "person"})


def test_a_programme_page_says_who_sees_what(client, cast):
    client.force_login(cast.mentorship.mentee)
    page = client.get(cast.programme.get_absolute_url()).content.decode()

    assert "Who sees what" in page and "Efua Mensah" in page
    seen, unseen = page.split("Coordinators do not see")
    assert "Titles and words of goals" in unseen and "Titles" not in seen.split("Coordinators see")[1]
    assert "the rhythm and the length you agreed, how the mentorship reads, and why it ended" in seen


def test_a_coordinator_is_told_what_a_new_programme_still_needs(client, cast):
    programme = ProgrammeFactory()
    programme.memberships.enter(programme, cast.dana, Role.COORDINATOR)
    client.force_login(cast.dana)
    first = client.get(programme.get_absolute_url()).content.decode()
    assert "Name a safeguarding person" in first
    assert f'button--primary" href="{reverse("programmes:invite", args=[programme.pk])}"' in first

    programme.safeguarding_person = cast.efua
    programme.save()
    MembershipFactory(programme=programme)
    later = client.get(programme.get_absolute_url()).content.decode()
    assert "Name a safeguarding person" not in later
    assert f'button--primary" href="{reverse("programmes:members", args=[programme.pk])}"' in later


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_who_leave_at_the_same_moment_do_not_both_get_away():
    programme = ProgrammeFactory()
    seats = [MembershipFactory(programme=programme, role=Role.COORDINATOR) for _ in range(2)]
    gate, left = threading.Barrier(2), []

    def leave(seat):
        try:
            mine = Membership.objects.select_related("programme", "person").get(pk=seat.pk)
            gate.wait(10)
            mine.leave(by=mine.person)
            left.append(seat)
        except StillNeeded:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=[seat]) for seat in seats]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(40)

    assert len(left) == 1
    assert programme.memberships.current().count() == 1
