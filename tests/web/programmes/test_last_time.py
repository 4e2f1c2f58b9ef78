"""Last time's people: whom a coordinator may ask to come again, and what nobody learns by it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from alongside.web.mentorships.models import Ending
from alongside.web.notices.patience import MOST_TRIES
from alongside.web.programmes.last_time import Group, LastTime
from alongside.web.programmes.models import Invitation, Membership, Programme, Role
from alongside.web.programmes.next_cohort import NextCohort
from alongside.web.programmes.refusals import InvitationClosed, NobodyNamed, NotOpen, NotYours
from alongside.web.rounds.models import Round
from alongside.web.rounds.readiness import Readiness
from tests.factories.keys import key_for, with_key
from tests.factories.mentorships import MentorshipFactory
from tests.factories.people import UserFactory
from tests.factories.programmes import MembershipFactory


@pytest.fixture
def made(cast) -> Programme:
    """The next cohort of Amara and Ben's, whose mentorship is under way; Mina waits there for a mentor."""
    assert cast.mentorship
    seats = Membership.objects.filter(programme=cast.programme, role__in=[Role.MENTOR, Role.MENTEE])
    assert set(seats.values_list("person", flat=True)) == {cast.amara.pk, cast.ben.pk}
    cast.mina = MembershipFactory(programme=cast.programme, person__name="Mina Sadeghi").person
    return NextCohort(cast.programme, "Next spring", timezone.localdate() + timedelta(days=30)).begin(by=cast.chidi)


def names(cast, made, group: Group, reader=None) -> list[str]:
    return [seat.person.name for seat in LastTime(made, reader or cast.chidi).people(group)]


def seats(cast) -> list[int]:
    return list(cast.programme.memberships.values_list("pk", flat=True))


def ends(cast, *, wants_another: bool, reason: str = "completed") -> None:
    Ending.objects.create(mentorship=cast.mentorship, reason=reason, by=cast.ben)
    cast.mentorship.keep_end("ended", timezone.now())
    cast.mentorship.reflections.create(person=cast.ben, wants_another=wants_another)


def page(made: Programme) -> str:
    return reverse("programmes:invite_again", args=[made.pk])


def test_mentors_and_mentees_who_wait_can_be_asked(cast, made):
    assert names(cast, made, Group.MENTORS) == ["Amara Okafor"]
    assert names(cast, made, Group.WAITING) == ["Mina Sadeghi"]
    assert names(cast, made, Group.AGAIN) == []


@pytest.mark.parametrize("wants_another", [True, False])
def test_after_a_mentorship_only_who_asked_for_another_is_asked(cast, made, wants_another):
    ends(cast, wants_another=wants_another)

    assert names(cast, made, Group.AGAIN) == (["Ben Lindqvist"] if wants_another else [])
    assert names(cast, made, Group.WAITING) == ["Mina Sadeghi"]


def test_an_introduction_that_went_no_further_leaves_somebody_waiting(cast, made):
    ends(cast, wants_another=False, reason="introduction")

    assert names(cast, made, Group.WAITING) == ["Ben Lindqvist", "Mina Sadeghi"]


def test_a_wish_is_not_told_to_a_partner_who_coordinates(cast, made):
    for programme in (cast.programme, made):
        MembershipFactory(programme=programme, person=cast.amara, role=Role.COORDINATOR)
    ends(cast, wants_another=True)

    assert names(cast, made, Group.AGAIN, reader=cast.amara) == []
    assert names(cast, made, Group.AGAIN) == ["Ben Lindqvist"]


def test_nor_by_the_invitation_that_comes_of_it(client, cast, made):
    for programme in (cast.programme, made):
        MembershipFactory(programme=programme, person=cast.amara, role=Role.COORDINATOR)
    ends(cast, wants_another=True)
    (asked,) = LastTime(made, cast.chidi).invite(Group.AGAIN, by=cast.chidi, chosen=seats(cast))
    (other,) = LastTime(made, cast.chidi).invite(Group.WAITING, by=cast.chidi, chosen=seats(cast))
    round_ = Round.objects.begin(made, by=cast.chidi, name="One")

    def seen_by(coordinator) -> tuple[set[Invitation], set[int], int]:
        client.force_login(coordinator)
        shown = client.get(reverse("programmes:members", args=[made.pk])).context["invitations"]
        told = client.get(f"/api/v1/programmes/{made.pk}/invitations", **with_key(key_for(coordinator))).json()
        return set(shown), {one["id"] for one in told["items"]}, Readiness(round_, coordinator).invited

    assert seen_by(cast.chidi) == ({asked, other}, {asked.pk, other.pk}, 2)
    assert seen_by(cast.amara) == ({other}, {other.pk}, 1)
    client.post(reverse("programmes:withdraw_invitation", args=[made.pk]), {"invitation": asked.pk})
    asked.refresh_from_db()
    assert asked.withdrawn_at is None


def test_a_mentor_who_is_asked_again_is_shown_to_whoever_they_mentored(cast, made):
    for programme in (cast.programme, made):
        MembershipFactory(programme=programme, person=cast.ben, role=Role.COORDINATOR)
    (asked,) = LastTime(made, cast.chidi).invite(Group.MENTORS, by=cast.chidi, chosen=seats(cast))

    assert list(made.invitations.visible_to(cast.ben)) == [asked]


def test_whoever_left_was_taken_out_or_closed_their_account_is_not_asked(cast, made):
    gone = [MembershipFactory(programme=cast.programme, role=Role.MENTOR) for _each in range(3)]
    gone[0].left_at = timezone.now()
    gone[0].save()
    MembershipFactory(
        programme=made, person=gone[1].person, role="mentor", left_at=timezone.now(), removed_at=timezone.now()
    )
    gone[2].person.is_active = False
    gone[2].person.save()

    assert names(cast, made, Group.MENTORS) == ["Amara Okafor"]


def test_whoever_is_here_or_asked_by_name_is_not_asked_twice(cast, made):
    LastTime(made, cast.chidi).invite(Group.MENTORS, by=cast.chidi, chosen=seats(cast))
    made.memberships.enter(made, cast.mina, Role.MENTEE)

    assert [one.people for one in LastTime(made, cast.chidi).counted()] == [0, 0, 0]


def test_whoever_was_here_and_left_again_is_left_in_peace(cast, made):
    made.memberships.enter(made, cast.mina, Role.MENTEE).leave(by=cast.mina)

    assert names(cast, made, Group.WAITING) == []


def test_no_list_tells_whose_an_address_is_that_was_invited(client, cast, made):
    before = names(cast, made, Group.MENTORS)
    made.invite(by=cast.chidi, addresses=[cast.amara.email], role="mentor")

    assert names(cast, made, Group.MENTORS) == before == ["Amara Okafor"]


def test_nor_can_addresses_be_tried_until_one_is_that_of_somebody_asked_by_name(cast, made):
    LastTime(made, cast.chidi).invite(Group.MENTORS, by=cast.chidi, chosen=seats(cast))

    assert len(made.invite(by=cast.chidi, addresses=[cast.amara.email], role="mentor")) == 1


def test_who_was_asked_by_address_and_by_name_says_yes_once(client, cast, made):
    by_address, by_name = (
        *made.invite(by=cast.chidi, addresses=[cast.amara.email], role="mentor"),
        *LastTime(made, cast.chidi).invite(Group.MENTORS, by=cast.chidi, chosen=seats(cast)),
    )
    assert set(Invitation.objects.waiting_for(cast.amara)) == {by_address, by_name}
    client.force_login(cast.amara)

    client.post(by_name.get_absolute_url())

    assert not Invitation.objects.waiting_for(cast.amara).exists()
    made.memberships.get(person=cast.amara).remove(by=cast.chidi)
    assert not made.invitations.open().exists()


def test_whoever_is_asked_by_name_signs_in_and_reads_no_address(client, cast, made):
    (invitation,) = LastTime(made, cast.chidi).invite(Group.MENTORS, by=cast.chidi, chosen=seats(cast))

    shown = client.get(invitation.get_absolute_url()).content.decode()

    assert cast.amara.email not in shown and "amara%40" not in shown
    assert "Sign in to your account here" in shown and "Sign up" not in shown.partition("<main")[2]


def test_a_letter_that_cannot_be_sent_asks_nobody_to_look_at_an_address_they_do_not_see(client, cast, made):
    LastTime(made, cast.chidi).invite(Group.MENTORS, by=cast.chidi, chosen=seats(cast))
    Invitation.objects.update(tries=MOST_TRIES)
    client.force_login(cast.chidi)

    shown = client.get(reverse("programmes:members", args=[made.pk])).content.decode()

    assert "could not be sent" in shown and "They find it under Programmes" in shown
    assert "Look whether the address is right" not in shown


def test_those_who_are_ticked_have_a_letter_and_are_in_nothing(client, cast, made):
    client.force_login(cast.chidi)
    (seat,) = client.get(page(made)).context["page"].object_list

    for _press in range(2):
        assert client.post(page(made), {"group": "mentors", "seat": seat.pk}).status_code == 302

    invitation = Invitation.objects.get()
    assert (invitation.person, invitation.role, invitation.invited_by) == (cast.amara, "mentor", cast.chidi)
    assert not made.roles_of(cast.amara)
    call_command("send_invitations")
    (letter,) = mail.outbox
    assert letter.to == [cast.amara.email]
    assert "It follows Spring cohort, where you were last time." in letter.body
    assert "It works once, for your account here" in letter.body


def test_with_nobody_ticked_nobody_is_written_to(client, cast, made):
    client.force_login(cast.chidi)

    for sent in ({"group": "mentors"}, {"group": "mentors", "seat": ["x", "9" * 30]}, {"group": "nobody"}):
        shown = client.post(page(made), sent, follow=True)
        assert "Nobody was ticked, so nobody was written to." in shown.content.decode()

    assert not Invitation.objects.exists()


def test_a_place_of_another_programme_or_group_asks_nobody(cast, made):
    other = MembershipFactory(role=Role.MENTOR)
    chosen = [other.pk, cast.programme.memberships.get(person=cast.ben).pk]

    assert LastTime(made, cast.chidi).invite(Group.MENTORS, by=cast.chidi, chosen=chosen) == []


def test_they_join_by_it_and_nobody_else_does(client, cast, made):
    (invitation,) = LastTime(made, cast.chidi).invite(Group.MENTORS, by=cast.chidi, chosen=seats(cast))
    with pytest.raises(InvitationClosed, match="for somebody else"):
        invitation.accept(by=cast.ben)
    client.force_login(cast.amara)

    assert "Next spring" in client.get(reverse("home:home")).content.decode()
    assert client.post(invitation.get_absolute_url()).status_code == 302
    assert made.roles_of(cast.amara) == {"mentor"}


def test_another_address_since_then_gets_the_letter_and_whoever_has_the_old_one_nothing(cast, made):
    (invitation,) = LastTime(made, cast.chidi).invite(Group.MENTORS, by=cast.chidi, chosen=seats(cast))
    before = cast.amara.email
    cast.amara.email = "amara@elsewhere.example"
    cast.amara.save()
    heir = UserFactory(email=before)

    call_command("send_invitations")

    assert mail.outbox[0].to == ["amara@elsewhere.example"]
    assert not Invitation.objects.waiting_for(heir).exists()
    assert Invitation.objects.waiting_for(cast.amara).exists()
    with pytest.raises(InvitationClosed):
        invitation.accept(by=heir)


def test_no_coordinator_reads_an_address_by_asking(client, cast, made):
    (invitation,) = LastTime(made, cast.chidi).invite(Group.MENTORS, by=cast.chidi, chosen=seats(cast))
    client.force_login(cast.chidi)
    members = reverse("programmes:members", args=[made.pk])

    invited = client.get(members).content.decode()
    assert "Amara Okafor" in invited and cast.amara.email not in invited
    assert cast.amara.email not in client.get(page(made)).content.decode()
    invitation.accept(by=cast.amara)
    # Nor does the search for an address tell whose it is: it was never written to by hand.
    (found,) = client.get(members, {"role": "mentor"}).context["page"].object_list
    assert found.person == cast.amara
    assert not client.get(members, {"q": cast.amara.email}).context["page"].object_list


def test_closing_an_account_takes_the_invitation(cast, made):
    LastTime(made, cast.chidi).invite(Group.WAITING, by=cast.chidi, chosen=seats(cast))
    assert Invitation.objects.get().person == cast.mina

    cast.mina.leave()

    assert not Invitation.objects.exists()


def test_only_who_coordinates_both_asks(client, cast, made):
    new_only, old_only = UserFactory(), UserFactory()
    MembershipFactory(programme=made, person=new_only, role=Role.COORDINATOR)
    MembershipFactory(programme=cast.programme, person=old_only, role=Role.COORDINATOR)
    for person in (cast.ben, cast.dana, new_only, old_only):
        client.force_login(person)
        assert client.get(page(made)).status_code == client.post(page(made)).status_code == 404
        with pytest.raises(NotYours):
            LastTime(made, person).invite(Group.MENTORS, by=person, chosen=seats(cast))

    client.force_login(cast.chidi)
    assert client.get(page(cast.programme)).status_code == 404  # it follows none


def test_nobody_is_asked_before_a_concern_would_reach_somebody_or_once_it_is_over(client, cast, made):
    Programme.objects.filter(pk=made.pk).update(safeguarding_person=None)
    client.force_login(cast.chidi)

    refused = client.post(page(made), {"group": "mentors", "seat": seats(cast)})
    assert refused.status_code == 422
    assert "Name a safeguarding person first" in refused.content.decode()
    with pytest.raises(NobodyNamed):
        LastTime(Programme.objects.get(pk=made.pk), cast.chidi).invite(Group.MENTORS, by=cast.chidi, chosen=[])
    made.starts_on, made.ends_on = None, timezone.localdate() - timedelta(days=1)
    made.save()
    with pytest.raises(NotOpen):
        LastTime(made, cast.chidi).invite(Group.MENTORS, by=cast.chidi, chosen=[])


def test_a_mentor_who_is_away_is_not_ticked_beforehand(client, cast, made):
    cast.programme.memberships.filter(person=cast.amara).update(paused_at=timezone.now())
    client.force_login(cast.chidi)

    shown = client.get(page(made)).content.decode()

    assert "Amara Okafor" in shown and "checked" not in shown


def test_a_large_cohort_is_asked_a_page_at_a_time(client, cast, made, django_assert_max_num_queries):
    for number in range(105):
        MembershipFactory(programme=cast.programme, role=Role.MENTOR, person__name=f"Mentor {number:03d}")
    client.force_login(cast.chidi)

    with django_assert_max_num_queries(25):
        first = client.get(page(made)).context["page"]
    client.post(page(made), {"group": "mentors", "seat": [seat.pk for seat in first]})

    assert (first.paginator.count, len(first.object_list)) == (106, 100)
    assert client.get(page(made)).context["page"].paginator.count == 6


def test_nobody_left_to_ask_says_so(client, cast, made):
    client.force_login(cast.chidi)

    assert "Nobody is left to ask here" in client.get(page(made), {"group": "again"}).content.decode()


def test_somebody_with_two_mentorships_is_listed_once(cast, made):
    ends(cast, wants_another=True)
    again = MentorshipFactory(programme=cast.programme, mentor=UserFactory(), mentee=cast.ben)
    Ending.objects.create(mentorship=again, reason="completed", by=cast.ben)
    again.keep_end("ended", timezone.now())
    again.reflections.create(person=cast.ben, wants_another=True)

    assert names(cast, made, Group.AGAIN) == ["Ben Lindqvist"]


def test_who_had_another_one_since_and_asked_for_none_after_it_is_left_in_peace(cast, made):
    ends(cast, wants_another=True)
    again = MentorshipFactory(programme=cast.programme, mentor=UserFactory(), mentee=cast.ben)
    Ending.objects.create(mentorship=again, reason="completed", by=cast.ben)
    again.keep_end("ended", timezone.now())

    assert names(cast, made, Group.AGAIN) == names(cast, made, Group.WAITING)[1:] == []
