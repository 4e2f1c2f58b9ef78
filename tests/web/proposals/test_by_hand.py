"""A coordinator proposes one pair by hand, outside a round."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice
from alongside.web.programmes.models import Role, Separation
from alongside.web.proposals.models import Proposal
from alongside.web.proposals.refusals import CannotPropose, NotYours
from alongside.web.proposals.suggested import Suggested
from tests.factories.mentorships import MentorshipFactory, NewMentorshipFactory
from tests.factories.programmes import MembershipFactory
from tests.factories.rounds import mentee, round_of
from tests.web.proposals.hand import letters, no_to, propose


def test_both_get_the_usual_letter_with_the_note_and_the_second_yes_begins_the_introduction(here):
    cast = here

    made = propose(cast, note="You both spoke of Lisbon.")
    call_command("follow_up_proposals")
    made.refresh_from_db()
    made.accept(by=cast.leo)
    mentorship = Proposal.objects.get(pk=made.pk).accept(by=cast.lena)

    assert (mentorship.mentor, mentorship.mentee, mentorship.stage) == (cast.leo, cast.lena, "proposed")
    assert made.round is None and made.is_by_hand and "law" in " ".join(made.reasons["why"])


def test_the_letter_says_why_and_carries_the_note_of_whoever_proposed_it(here):
    propose(here, note="You both spoke of Lisbon.")

    call_command("follow_up_proposals")

    for person in (here.leo, here.lena):
        (body,) = letters(person)
        assert "Chidi Eze writes to you both:" in body and "Lisbon" in body and "law" in body
        assert "looking for a mentor" not in body


def test_it_is_answered_expires_and_is_reminded_of_as_one_of_a_round(here, time_machine):
    made = propose(here)
    call_command("follow_up_proposals")
    made.refresh_from_db()

    time_machine.move_to(made.remind_at)
    call_command("follow_up_proposals")
    assert len(letters(here.leo)) == 2
    time_machine.move_to(made.expires_at)
    call_command("follow_up_proposals")

    made.refresh_from_db()
    assert made.state == "expired"
    assert here.leo.memberships.get().is_away and here.lena.memberships.get().is_away
    assert here.lena.memberships.get().left_out_at is None  # no round has left them out


def test_only_a_coordinator_of_the_programme_proposes(here):
    for person in (here.leo, here.lena, here.dana):
        with pytest.raises(NotYours):
            propose(here, by=person)
    assert not Proposal.objects.exists()


def test_a_coordinator_takes_it_back_and_why_stays_with_the_coordinators(here):
    made = propose(here)
    call_command("follow_up_proposals")
    Notice.objects.all().delete()
    made.withdraw(by=here.chidi, why="Leo is moving")

    made.refresh_from_db()
    assert (made.state, made.withdrawn_by, made.withdrawn_why) == ("withdrawn", here.chidi, "Leo is moving")
    assert len(letters(here.leo)) == len(letters(here.lena)) == 1
    assert "moving" not in letters(here.leo)[0] + letters(here.lena)[0]
    assert propose(here).is_open  # nobody has said no


def test_what_is_taken_back_before_any_letter_went_has_no_letter_at_all(here):
    propose(here).withdraw(by=here.chidi)

    call_command("follow_up_proposals")

    assert not Notice.objects.exists()


def test_who_said_yes_before_their_letter_reads_that_it_was_taken_back(here):
    made = propose(here)
    made.accept(by=here.lena)

    made.withdraw(by=here.chidi)

    assert "did not come about" in letters(here.lena)[0] and not letters(here.leo)


def test_who_said_no_has_no_letter_when_it_is_taken_back(here):
    made = propose(here)
    call_command("follow_up_proposals")
    no_to(here, made, here.lena)
    Notice.objects.all().delete()

    made.withdraw(by=here.chidi)

    assert "did not come about" in letters(here.leo)[0] and not letters(here.lena)


def test_the_page_to_take_it_back_says_who_hears_of_it(client, here):
    made = propose(here)
    client.force_login(here.chidi)
    address = reverse("proposals:withdraw", args=[made.pk])

    assert "have no letter about it yet" in client.get(address).content.decode()
    call_command("follow_up_proposals")
    assert "both learn that it did not come about" in client.get(address).content.decode()


# What is against it ---------------------------------------------------------------------------------------------


def away(cast):
    cast.lena.memberships.get().go_away(by=cast.lena, until=timezone.localdate() + timedelta(days=3))
    return "Lena Ruiz is away until"


def mentor_away(cast):
    cast.leo.memberships.get().go_away(by=cast.leo, until=None)
    return "Leo Marsh is away, and nobody is proposed"


def full(cast):
    MentorshipFactory(programme=cast.programme, mentor=cast.leo)
    return "Leo Marsh has no room just now"


def held(cast):
    propose(cast, mentee_=mentee(cast.programme, "Ivo Berg", "law"))
    return "Leo Marsh has no room just now"


def proposed(cast):
    propose(cast, mentor_=cast.abe)
    return "A proposal to Lena Ruiz waits for an answer"


def paired(cast):
    cast.leo.memberships.update(capacity=2)
    MentorshipFactory(programme=cast.programme, mentor=cast.leo, mentee=cast.lena)
    return "have a mentorship already"


def undecided(cast):
    NewMentorshipFactory(programme=cast.programme, mentor=cast.abe, mentee=cast.lena)
    return "Lena Ruiz and Abe Frost are still finding out"


def apart(cast):
    Separation.objects.keep_apart(cast.programme, cast.leo, cast.lena, kind="apart", by=cast.chidi)
    return "are not to be paired"


def again(cast):
    MentorshipFactory(programme=cast.programme, mentor=cast.leo, mentee=cast.lena).end(by=cast.leo, reason="completed")
    return "were paired before, and not again"


def line(cast):
    Separation.objects.keep_apart(cast.programme, cast.leo, cast.lena, kind="line", by=cast.chidi)
    return "same reporting line"


def department(cast):
    cast.programme.matching = {"own_department": True}
    cast.programme.save()
    for person in (cast.leo, cast.lena):
        person.memberships.update(department="Legal")
    return "both work in Legal"


def said_no(cast):
    no_to(cast, propose(cast), cast.lena)
    return "were proposed to each other before"


def ruled_out(cast):
    round_of(cast).forbid_pair(by=cast.chidi, mentee=cast.lena, mentor=cast.leo)
    return "were ruled out for this round"


def mentee_locked(cast):
    round_of(cast).lock_pair(by=cast.chidi, mentee=cast.lena, mentor=cast.abe)
    return "Lena Ruiz is locked with Abe Frost in Spring round"


def mentor_locked(cast):
    round_of(cast).lock_pair(by=cast.chidi, mentee=mentee(cast.programme, "Ivo Berg", "law"), mentor=cast.leo)
    return "Leo Marsh is locked with Ivo Berg, and that is all their room"


def left(cast):
    cast.leo.memberships.get().leave(by=cast.leo)
    return "Leo Marsh has left"


def over(cast):
    cast.programme.ends_on = timezone.localdate() - timedelta(days=1)
    cast.programme.save()
    return "is over, and nobody is proposed there"


def without_a_profile(cast):
    cast.leo.profile.delete()
    return "Leo Marsh has no profile here yet"


AGAINST = [
    away, mentor_away, full, held, proposed, paired, undecided, apart, again, line, department, said_no, ruled_out,
    mentee_locked, mentor_locked, left, over, without_a_profile,
]  # fmt: skip


@pytest.mark.parametrize("happens", AGAINST)
def test_what_is_against_it_is_said_and_nobody_is_told(here, happens):
    assert propose(here).delete()  # nothing is against them yet
    why = happens(here)
    before = Proposal.objects.count()
    here.programme.refresh_from_db()

    with pytest.raises(CannotPropose, match=why):
        propose(here, what_for="contract law")

    assert Proposal.objects.count() == before


def test_a_rule_that_is_switched_off_is_against_nobody(here):
    again(here)
    here.programme.matching = {"never_again": False}
    here.programme.save()

    assert propose(here).is_open


def test_nobody_is_proposed_to_themselves(here):
    MembershipFactory(programme=here.programme, person=here.leo, role=Role.MENTEE)
    with pytest.raises(CannotPropose, match="Nobody mentors themselves"):
        propose(here, mentee_=here.leo)


@pytest.mark.parametrize("role", ["mentor", "mentee"])
def test_a_coordinator_is_proposed_somebody_by_another_one(here, role):
    MembershipFactory(programme=here.programme, person=here.chidi, role=role)
    with pytest.raises(CannotPropose, match="You would be one of the two"):
        propose(here, **{f"{role}_": here.chidi})


@pytest.mark.parametrize("keep_apart", [False, True])
def test_a_wish_never_to_meet_again_cannot_be_told_from_a_plain_no(here, keep_apart):
    made = propose(here)
    no_to(here, made, here.lena, keep_apart=keep_apart)
    no_to(here, made, here.leo)

    with pytest.raises(CannotPropose, match=r"^Lena Ruiz and Leo Marsh were proposed to each other before\.$"):
        propose(here)
    round_ = round_of(here)
    assert "were proposed to each other before" in round_.apart(here.lena, here.leo)
    run = round_.rerun(by=here.chidi)
    assert not run.pairings.filter(mentee=here.lena, mentor=here.leo).exists()


@pytest.mark.parametrize("keep_apart", [False, True])
def test_nor_where_the_one_who_was_to_be_the_mentee_would_be_the_mentor(here, keep_apart):
    MembershipFactory(programme=here.programme, person=here.leo, role=Role.MENTEE)
    MembershipFactory(programme=here.programme, person=here.lena, role=Role.MENTOR, capacity=2)
    made = propose(here)
    no_to(here, made, here.lena, keep_apart=keep_apart)
    no_to(here, made, here.leo)

    with pytest.raises(CannotPropose, match=r"^Leo Marsh and Lena Ruiz were proposed to each other before\.$"):
        propose(here, mentee_=here.leo, mentor_=here.lena)
    round_ = round_of(here)
    assert "were proposed to each other before" in round_.apart(here.leo, here.lena)
    run = round_.rerun(by=here.chidi)
    assert not run.pairings.filter(mentee=here.leo, mentor=here.lena).exists()
    shown = [*Suggested(here.programme, here.leo).mentors, *Suggested(here.programme, here.lena).mentees]
    assert not {here.leo, here.lena} & {one.membership.person for one in shown}


def test_a_coordinator_reads_nothing_of_what_the_other_wished_of_themselves(here):
    """Lena said no to Chidi, who coordinates, and never again. Chidi reads what they would read without it."""
    MembershipFactory(programme=here.programme, person=here.chidi, role=Role.MENTOR)
    Separation.objects.keep_apart(here.programme, here.lena, here.chidi, kind="asked", by=here.lena)

    with pytest.raises(CannotPropose, match="You would be one of the two"):
        propose(here, mentor_=here.chidi)


def test_who_is_proposed_by_hand_is_left_out_of_a_round_until_it_closes(here):
    round_ = round_of(here)
    propose(here, mentor_=here.abe)

    assert round_.rerun(by=here.chidi).pairings.filter(mentee=here.lena).count() == 0


def test_a_mentor_who_has_filled_up_meanwhile_is_no_longer_proposed_and_cannot_say_yes(here):
    made = propose(here)
    made.accept(by=here.lena)
    here.leo.memberships.get().make_room(by=here.leo, capacity=0)

    with pytest.raises(Exception, match="You have room for 0"):
        Proposal.objects.get(pk=made.pk).accept(by=here.leo)
    assert not Mentorship.objects.exists()


# What stays with the person -------------------------------------------------------------------------------------


def test_who_closes_their_account_takes_what_was_written_about_them(here):
    MentorshipFactory(programme=here.programme, mentor=here.abe, mentee=here.lena)
    made = propose(here, what_for="contract law", note="You both spoke of Lisbon.")
    Proposal.objects.get(pk=made.pk).withdraw(by=here.chidi, why="Leo is moving")

    here.leo.leave()

    made.refresh_from_db()
    assert (made.what_for, made.note, made.withdrawn_why, made.reasons) == ("", "", "", {})
    assert made.is_second  # so that the first mentor still learns nothing of it


def test_who_has_a_proposal_reads_in_their_data_what_was_written_to_them_and_not_who_took_it_back(here):
    from alongside.web.people.download import own_data

    made = propose(here, note="You both spoke of Lisbon.")
    made.withdraw(by=here.chidi, why="Leo is moving")

    (theirs,) = own_data(here.leo)["proposals.Proposal"]
    (mine,) = own_data(here.chidi)["proposals.Proposal"]

    assert "Lisbon" in theirs["note"]
    assert not {"withdrawn_by", "withdrawn_why", "state"} & theirs.keys()
    assert mine["withdrawn_why"] == "Leo is moving"


def test_the_database_keeps_a_note_by_hand_out_of_a_round(here):
    made = propose(here, note="Hello")
    with pytest.raises(IntegrityError, match="by_hand_or_of_a_round"), transaction.atomic():
        Proposal.objects.filter(pk=made.pk).update(round=round_of(here))
