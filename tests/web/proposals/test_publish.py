import html
import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from alongside.web.notices.models import Notice
from alongside.web.programmes.models import Separation
from alongside.web.programmes.rules import Rules
from alongside.web.proposals.models import Proposal
from alongside.web.proposals.publication import Publication
from alongside.web.proposals.refusals import NothingToPublish
from alongside.web.rounds.models import Round
from alongside.web.rounds.refusals import NotYours
from tests.factories.mentorships import MentorshipFactory
from tests.factories.rounds import mentee, mentor, publish, round_of, run


def test_nobody_is_told_before_it_is_published_and_then_both_are(cast):
    leo, lena = mentor(cast.programme, "Leo Marsh", "law"), mentee(cast.programme, "Lena Ruiz", "law")
    round_ = round_of(cast)
    run(round_)
    assert not Proposal.objects.exists() and not Notice.objects.exists()

    (made,) = Publication(round_).publish(by=cast.chidi)
    call_command("follow_up_proposals")

    letters = {letter.person: letter for letter in Notice.objects.all()}
    assert set(letters) == {leo, lena}
    assert letters[lena].subject == "Leo is proposed to you as a mentor"
    assert letters[leo].subject == "Lena is proposed to you as a mentee"
    assert "Leo can help with law." in letters[lena].body and "You can help with law." in letters[leo].body
    for letter in letters.values():
        assert letter.url.endswith(made.get_absolute_url())
    call_command("follow_up_proposals")
    assert Notice.objects.count() == 2


@pytest.mark.parametrize("hour", [0, 10, 23])
def test_the_day_until_which_it_is_open_is_a_whole_day(cast, time_machine, hour):
    time_machine.move_to(datetime(2026, 11, 29, hour, 0, tzinfo=UTC))

    mentor(cast.programme, "Leo Marsh", "law"), mentee(cast.programme, "Lena Ruiz", "law")
    (made,) = publish(round_of(cast), cast.chidi)

    assert datetime(2026, 12, 13, 23, 59, tzinfo=UTC) < made.expires_at < datetime(2026, 12, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("his", "hers"),
    [("Europe/Berlin", "Europe/Berlin"), ("Europe/London", "Asia/Kolkata"), ("US/Hawaii", "Asia/Tokyo")],
)
def test_both_and_the_coordinator_are_told_one_day_that_is_whole_for_each(client, cast, time_machine, his, hers):
    time_machine.move_to(datetime(2026, 11, 30, 9, 0, tzinfo=UTC))
    leo, lena = mentor(cast.programme, "Leo Marsh", "law"), mentee(cast.programme, "Lena Ruiz", "law")
    leo.time_zone, lena.time_zone = his, hers
    for person in (leo, lena):
        person.save()

    (made,) = publish(round_of(cast), cast.chidi)

    for letter in Notice.objects.all():
        assert "until 14 December" in letter.body
    for person, page in ((leo, made.get_absolute_url()), (lena, made.get_absolute_url()), (cast.chidi, made.listed_at)):
        client.force_login(person)
        assert "until 14 December" in " ".join(client.get(page).content.decode().split())
        last_minute = datetime(2026, 12, 14, 23, 59, tzinfo=ZoneInfo(person.time_zone))
        assert person == cast.chidi or last_minute < made.expires_at


def test_only_coordinators_publish_and_only_what_there_is(cast):
    mentor(cast.programme, "Leo Marsh", "law")
    round_ = round_of(cast)
    with pytest.raises(NothingToPublish):
        Publication(round_).publish(by=cast.chidi)
    mentee(cast.programme, "Lena Ruiz", "law")
    run(round_)

    for person in (cast.amara, cast.dana):
        with pytest.raises(NotYours):
            Publication(round_).publish(by=person)
    assert not Proposal.objects.exists()


def test_pairs_that_no_longer_hold_are_left_out(cast):
    leo = mentor(cast.programme, "Leo Marsh", "law")
    abe = mentor(cast.programme, "Abe Frost", "art")
    lena, ana = mentee(cast.programme, "Lena Ruiz", "law"), mentee(cast.programme, "Ana Kovac", "art")
    round_ = round_of(cast)
    run(round_)
    MentorshipFactory(programme=cast.programme, mentor=leo)
    assert [str(one) for one in Publication(round_).left_out] == ["Lena Ruiz – Leo Marsh"]

    made = Publication(round_).publish(by=cast.chidi)

    assert [(one.mentee, one.mentor) for one in made] == [(ana, abe)]
    assert not Proposal.objects.filter(mentee=lena).exists()


@pytest.mark.parametrize("how", ["declined", "declined for good", "taken back"])
def test_two_who_were_proposed_in_this_round_are_not_proposed_again(client, proposed, how):
    cast = proposed
    if how == "taken back":
        cast.lenas.withdraw(by=cast.chidi)
    else:
        cast.lenas.decline(by=cast.lena, reason="other", keep_apart=how == "declined for good")

    assert Publication(cast.round).pairings == []
    with pytest.raises(NothingToPublish):
        Publication(cast.round).publish(by=cast.chidi)
    client.force_login(cast.chidi)
    assert "Publish 1 pair" not in client.get(reverse("proposals:of_round", args=[cast.round.pk])).content.decode()
    assert not Proposal.objects.binding(cast.lena).exists()


@pytest.fixture
def matched(cast):
    """Lena is matched with Leo, Ana with Abe; nobody is told."""
    cast.leo, cast.abe = mentor(cast.programme, "Leo Marsh", "law"), mentor(cast.programme, "Abe Frost", "art")
    cast.lena, cast.ana = mentee(cast.programme, "Lena Ruiz", "law"), mentee(cast.programme, "Ana Kovac", "art")
    cast.round = round_of(cast)
    run(cast.round)
    return cast


def left_out(cast) -> list[str]:
    return [str(one) for one in Publication(Round.objects.get(pk=cast.round.pk)).left_out]


@pytest.mark.parametrize("kind", Separation.Kind.values)
@pytest.mark.parametrize("turned", [False, True])
def test_two_who_are_kept_apart_since_are_left_out(client, matched, kind, turned):
    cast = matched
    two = (cast.leo, cast.lena) if turned else (cast.lena, cast.leo)
    Separation.objects.keep_apart(cast.programme, *two, kind=kind, by=cast.lena)
    client.force_login(cast.chidi)
    said = client.get(reverse("proposals:publish", args=[cast.round.pk])).content.decode()

    made = Publication(cast.round).publish(by=cast.chidi)

    assert [str(one) for one in made] == ["Abe Frost & Ana Kovac"]
    assert "Propose 1 pair?" in said and "1 pair is left out" in said and "Lena Ruiz – Leo Marsh" in said
    assert "asked" not in said and "wish" not in said  # the same words for every kind


@pytest.mark.parametrize(("kind", "rule"), [("line", "own_line"), ("again", "never_again")])
def test_a_rule_that_is_off_keeps_nobody_apart_and_a_lock_outweighs_it(matched, kind, rule):
    cast = matched
    Separation.objects.keep_apart(cast.programme, cast.lena, cast.leo, kind=kind, by=cast.chidi)
    assert left_out(cast) == ["Lena Ruiz – Leo Marsh"]

    cast.round.lock_pair(by=cast.chidi, mentee=cast.lena, mentor=cast.leo)
    run(cast.round)
    assert left_out(cast) == []
    cast.round.undo(by=cast.chidi)
    cast.round.change_rules(by=cast.chidi, rules=Rules.read({rule: False}))
    run(cast.round)

    assert left_out(cast) == []


def test_two_who_were_ruled_out_or_ended_a_mentorship_since_are_left_out(matched):
    cast = matched
    cast.round.forbid_pair(by=cast.chidi, mentee=cast.ana, mentor=cast.abe)
    MentorshipFactory(programme=cast.programme, mentor=cast.leo, mentee=cast.lena).end(
        by=cast.lena, reason="introduction"
    )

    assert sorted(left_out(cast)) == ["Ana Kovac – Abe Frost", "Lena Ruiz – Leo Marsh"]


def test_only_the_pairs_that_the_page_showed_are_published(client, matched):
    cast = matched
    client.force_login(cast.chidi)
    address = reverse("proposals:publish", args=[cast.round.pk])
    early = drawn(client.get(address))
    cast.round.forbid_pair(by=cast.chidi, mentee=cast.lena, mentor=cast.leo)
    run(cast.round)

    answer = client.post(address, early)

    assert answer.status_code == 302 and answer.url == address and not Proposal.objects.exists()
    fresh = client.get(address)
    said = fresh.content.decode()
    assert "The pairs have changed since your page was drawn" in said and "Propose 2 pairs?" in said
    client.post(address, drawn(fresh))
    assert {str(one) for one in Proposal.objects.all()} == {"Abe Frost & Lena Ruiz", "Leo Marsh & Ana Kovac"}


def test_a_pair_that_fell_away_since_the_page_is_said_and_the_same_pairs_found_again_are_published(client, matched):
    cast = matched
    client.force_login(cast.chidi)
    address = reverse("proposals:publish", args=[cast.round.pk])
    early = drawn(client.get(address))
    cast.leo.memberships.get().go_away(by=cast.leo, until=None)
    client.post(address, early)
    assert not Proposal.objects.exists()

    cast.leo.memberships.get().come_back(by=cast.leo)
    run(cast.round)
    client.post(address, early)

    assert Proposal.objects.count() == 2


def drawn(answer) -> dict[str, str]:
    """What the form for publishing carries."""
    return {"shown": re.search(r'name="shown" value="(\w+)"', answer.content.decode())[1]}


@pytest.mark.parametrize("is_over", [False, True])
def test_in_a_programme_that_is_over_nothing_is_published(client, matched, is_over):
    cast = matched
    cast.programme.ends_on = timezone.localdate() - timedelta(days=is_over)
    cast.programme.save()
    client.force_login(cast.chidi)
    address = reverse("proposals:publish", args=[cast.round.pk])
    before = client.get(reverse("proposals:of_round", args=[cast.round.pk])).content.decode()
    last_look = client.get(address).content.decode()
    board = client.get(cast.round.get_absolute_url()).content.decode()

    said = client.post(address, follow=True).content.decode()

    assert ("Publish 2 pairs" in before) is not is_over
    assert (f'href="{address}"' in board) is not is_over
    assert ("the programme is over" in board) is is_over
    assert ("is over: nobody is proposed there any more" in last_look) is is_over
    assert (f"{cast.programme} is over." in html.unescape(said)) is is_over
    assert Proposal.objects.count() == (0 if is_over else 2)


def test_a_second_publishing_adds_only_who_is_new(proposed):
    mentor(proposed.programme, "Noa Vale", "law")

    made = publish(proposed.round, proposed.chidi)

    assert [str(one) for one in made] == ["Noa Vale & Ivo Berg"]
    assert Proposal.objects.open().count() == 3


def test_an_open_proposal_holds_the_place(proposed):
    from alongside.web.requests.models import Request
    from alongside.web.requests.refusals import NoRoom

    with pytest.raises(NoRoom):
        Request.objects.ask(
            mentee=proposed.ivo, mentor=proposed.leo, programme=proposed.programme, goal="Law", why_you="You know it"
        )
    seat = proposed.programme.memberships.with_load().get(person=proposed.leo)
    assert (seat.load, seat.room) == (1, 0)


@pytest.mark.parametrize("keep_apart", [True, False])
def test_a_pair_that_declined_is_not_proposed_again_from_the_same_result(cast, keep_apart):
    leo = mentor(cast.programme, "Leo Marsh", "law")
    mentee(cast.programme, "Lena Ruiz", "law")
    round_ = round_of(cast)
    (made,) = publish(round_, cast.chidi)
    made.decline(by=leo, reason="hours", keep_apart=keep_apart)

    with pytest.raises(NothingToPublish):
        Publication(round_).publish(by=cast.chidi)

    assert [str(one) for one in Publication(round_).left_out] == ["Lena Ruiz – Leo Marsh"]


def test_two_who_were_parted_since_the_run_are_not_proposed(cast):
    leo, lena = mentor(cast.programme, "Leo Marsh", "law"), mentee(cast.programme, "Lena Ruiz", "law")
    round_ = round_of(cast)
    run(round_)
    Separation.objects.keep_apart(cast.programme, leo, lena, kind="apart", by=cast.chidi)

    with pytest.raises(NothingToPublish):
        Publication(round_).publish(by=cast.chidi)
