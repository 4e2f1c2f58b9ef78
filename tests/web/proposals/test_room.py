import pytest
from django.core.management import call_command
from django.utils import timezone

from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice
from alongside.web.programmes.models import Role
from alongside.web.proposals.models import Answer
from alongside.web.proposals.refusals import NoRoom
from alongside.web.rounds.cohort import looking
from tests.factories.programmes import MembershipFactory
from tests.factories.rounds import mentor


def told(person) -> list[str]:
    return [letter.kind.rpartition("/")[2] for letter in Notice.objects.filter(person=person).order_by("pk")]


def test_whoever_said_no_may_be_proposed_to_somebody_else_and_may_leave(proposed):
    cast = proposed
    bea = mentor(cast.programme, "Bea Hart", "law")
    cast.ivo.memberships.get().go_away(by=cast.ivo, until=None)
    cast.lenas.decline(by=cast.lena, reason="field")

    call_command("match_waiting")

    assert cast.programme.proposals.open().filter(mentee=cast.lena, mentor=bea).exists()
    assert cast.leo.memberships.get().waiting_proposals().count() == 1  # his place is held, or he would know
    cast.anas.decline(by=cast.abe, reason="no_room")
    cast.abe.memberships.get().leave(by=cast.abe)


@pytest.mark.parametrize("lowered", [False, True])
def test_what_came_into_a_freed_place_refuses_no_yes(proposed, lowered):
    cast = proposed
    if lowered:
        cast.leo.memberships.get().make_room(by=cast.leo, capacity=0)
    cast.lenas.decline(by=cast.leo, reason="field")
    Mentorship.objects.introduce(programme=cast.programme, mentor=cast.leo, mentee=cast.ivo, goal="")

    if lowered:
        with pytest.raises(NoRoom):
            cast.lenas.accept(by=cast.lena)
    else:
        assert cast.lenas.accept(by=cast.lena) is None
    assert cast.lenas.is_open == lowered


def test_where_the_other_coordinates_whoever_said_no_counts_as_free_when_it_closes(proposed):
    cast = proposed
    MembershipFactory(programme=cast.programme, person=cast.leo, role=Role.COORDINATOR)

    cast.lenas.decline(by=cast.lena, reason="field")
    assert not looking(cast.programme, timezone.localdate()).filter(person=cast.lena).exists()
    cast.lenas.accept(by=cast.leo)

    assert looking(cast.programme, timezone.localdate()).filter(person=cast.lena).exists()


@pytest.mark.parametrize("other_said_yes", [True, False])
@pytest.mark.parametrize("side", ["leo", "lena"])
def test_without_room_a_yes_is_refused_in_the_same_words_whatever_the_other_said(proposed, side, other_said_yes):
    cast = proposed
    person, other = (cast.leo, cast.lena) if side == "leo" else (cast.lena, cast.leo)
    if other_said_yes:
        cast.lenas.accept(by=other)
    cast.leo.memberships.get().make_room(by=cast.leo, capacity=0)

    words = {"leo": "You have room for 0, and it is taken", "lena": "Leo has no room for another mentorship just now"}
    with pytest.raises(NoRoom, match=words[side]):
        cast.lenas.accept(by=person)

    cast.lenas.refresh_from_db()
    assert cast.lenas.is_open and not Answer.objects.filter(person=person).exists()


def test_with_room_again_the_yes_counts(proposed):
    cast = proposed
    cast.lenas.accept(by=cast.lena)
    seat = cast.leo.memberships.get()
    seat.make_room(by=cast.leo, capacity=0)
    with pytest.raises(NoRoom):
        cast.lenas.accept(by=cast.leo)

    seat.make_room(by=cast.leo, capacity=1)

    assert cast.lenas.accept(by=cast.leo) == Mentorship.objects.get()
