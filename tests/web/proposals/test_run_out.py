from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice
from alongside.web.proposals.models import Answer, Proposal
from alongside.web.proposals.refusals import Closed
from tests.factories.notices import delivered


def end(programme) -> None:
    programme.ends_on = timezone.localdate() - timedelta(days=1)
    programme.save()


def told(person) -> list[str]:
    return [letter.kind.rpartition("/")[2] for letter in Notice.objects.filter(person=person).order_by("pk")]


def test_both_are_reminded_once_unless_they_have_answered(proposed, time_machine):
    cast = proposed
    call_command("follow_up_proposals")
    delivered()
    cast.lenas.accept(by=cast.lena)
    time_machine.move_to(cast.lenas.remind_at)

    for _ in range(2):
        call_command("follow_up_proposals")

    assert (told(cast.lena), told(cast.leo)) == (["proposed"], ["proposed", "reminded"])


def test_one_is_reminded_and_runs_out_in_the_same_words_whether_the_other_said_yes_or_no(proposed, time_machine):
    cast = proposed
    call_command("follow_up_proposals")
    delivered()
    cast.lenas.decline(by=cast.leo, reason="hours")
    cast.anas.accept(by=cast.abe)

    for moment in (cast.lenas.remind_at, cast.lenas.expires_at):
        time_machine.move_to(moment)
        call_command("follow_up_proposals")
        delivered()

    assert told(cast.lena) == told(cast.ana) == ["proposed", "reminded", "expired"]
    assert told(cast.leo) == ["proposed"] and told(cast.abe) == ["proposed", "closed"]
    assert cast.lena.memberships.get().is_away and not cast.leo.memberships.get().is_away
    cast.lenas.refresh_from_db()
    assert cast.lenas.state == "declined"


def test_a_proposal_runs_out_kindly_and_who_was_silent_counts_as_away(proposed, time_machine):
    cast = proposed
    cast.lenas.accept(by=cast.lena)
    time_machine.move_to(cast.lenas.expires_at)

    call_command("follow_up_proposals")

    cast.lenas.refresh_from_db()
    assert cast.lenas.state == "expired"
    assert "closed" in told(cast.lena) and "expired" in told(cast.leo)
    assert cast.leo.memberships.get().is_away and not cast.lena.memberships.get().is_away


def test_closing_one_whose_time_is_over_asks_for_its_answers_once(proposed, time_machine):
    """That it ran out stands in its row: five hundred of a round are not each looked up among all."""
    cast = proposed
    time_machine.move_to(cast.lenas.expires_at)

    with CaptureQueriesContext(connection) as asked:
        cast.lenas.expire()

    assert cast.leo.memberships.get().is_away and cast.lena.memberships.get().is_away
    read = [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
    assert len([sql for sql in read if 'FROM "proposals_answer"' in sql]) == 2  # and whether the mentor had room
    assert len([sql for sql in read if 'FROM "proposals_proposal"' in sql]) == 1


def test_when_one_leaves_the_proposal_closes_and_nobody_is_blamed(proposed):
    cast = proposed
    cast.leo.memberships.get().remove(by=cast.chidi)

    call_command("follow_up_proposals")

    assert "closed" in told(cast.lena)
    assert not cast.lena.memberships.get().is_away


def test_a_mentee_whose_yes_there_was_no_room_for_does_not_count_as_away(proposed, time_machine):
    cast = proposed
    cast.leo.memberships.get().make_room(by=cast.leo, capacity=0)
    time_machine.move_to(cast.lenas.expires_at)

    call_command("follow_up_proposals")

    assert not cast.lena.memberships.get().is_away and "closed" in told(cast.lena)
    assert cast.leo.memberships.get().is_away


@pytest.mark.parametrize("other_said_yes", [True, False])
@pytest.mark.parametrize("side", ["leo", "lena"])
def test_in_a_programme_that_is_over_a_yes_is_refused_in_the_same_words(proposed, side, other_said_yes):
    cast = proposed
    person, other = (cast.leo, cast.lena) if side == "leo" else (cast.lena, cast.leo)
    if other_said_yes:
        cast.lenas.accept(by=other)
    end(cast.programme)

    with pytest.raises(Closed, match="is over, and nothing new begins there"):
        Proposal.objects.get(pk=cast.lenas.pk).accept(by=person)

    assert not Mentorship.objects.exists() and not Answer.objects.filter(person=person).exists()


def test_what_is_open_when_a_programme_is_over_closes_and_nobody_counts_as_away(proposed):
    cast = proposed
    call_command("follow_up_proposals")
    delivered()
    end(cast.programme)

    call_command("follow_up_proposals")

    cast.lenas.refresh_from_db()
    assert cast.lenas.state == "expired"
    assert told(cast.leo) == told(cast.lena) == ["proposed", "closed"]
    assert not cast.programme.memberships.exclude(paused_at=None).exists()
    for letter in Notice.objects.filter(kind__endswith="closed"):
        assert "is over, so we suggest nobody else there" in letter.body
        assert "go on looking" not in letter.body and "As soon as" not in letter.body
