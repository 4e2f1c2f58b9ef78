"""Preparing with a guide: its questions come below what is there, both know which one, and nobody is overtaken."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from alongside.errors import Refused
from alongside.web.meetings.guides import GUIDES
from alongside.web.meetings.models import Meeting
from alongside.web.mentorships.refusals import Overtaken
from alongside.web.notices.models import Notice
from tests.factories.meetings import MeetingFactory
from tests.factories.notices import delivered

LINES = [str(line) for line in GUIDES["goal-workshop"].mentee]


@pytest.fixture
def meeting(cast) -> Meeting:
    return MeetingFactory(mentorship=cast.mentorship)


@pytest.fixture
def address(meeting) -> str:
    return reverse("meetings:prepare", args=[meeting.pk])


def with_guide(address: str, slug: str = "goal-workshop") -> str:
    return f"{address}?guide={slug}"


def questions(answer) -> list[str]:
    return (answer.context["form"]["questions"].value() or "").splitlines()


def test_the_guides_questions_come_below_what_was_saved(client, cast, meeting, address):
    meeting.prepare(by=cast.ben, questions="How do I begin?", tried="An outline")
    client.force_login(cast.ben)

    page = client.get(with_guide(address))

    assert questions(page) == ["How do I begin?", *LINES]
    assert page.context["form"]["tried"].value() == "An outline"
    assert page.context["form"]["guide"].value() == "goal-workshop"


def test_opening_it_saves_nothing(client, cast, meeting, address):
    client.force_login(cast.ben)

    client.get(with_guide(address))

    meeting.refresh_from_db()
    assert (meeting.guide, meeting.preparations.count(), Notice.objects.count()) == ("", 0, 0)


def test_each_side_finds_its_own_lines(client, cast, address):
    client.force_login(cast.amara)

    assert questions(client.get(with_guide(address))) == [str(line) for line in GUIDES["goal-workshop"].mentor]


def test_a_line_that_was_answered_is_not_put_in_again(client, cast, meeting, address):
    meeting.prepare(by=cast.ben, questions=f"{LINES[0]} To speak up.\nMine")
    client.force_login(cast.ben)

    assert questions(client.get(with_guide(address))) == [f"{LINES[0]} To speak up.", "Mine", *LINES[1:]]


def test_what_was_typed_and_not_saved_stays_when_a_guide_is_put_in(client, cast, meeting, address):
    meeting.prepare(by=cast.ben, questions="Saved", tried="Saved too")
    client.force_login(cast.ben)

    typed = {"questions": "Typed\r\nmore", "tried": "Typed too", "guide": "goal-workshop", "seen_guide": ""}
    page = client.post(address, {**typed, "put_in": ""})

    assert page.status_code == 200
    assert questions(page) == ["Typed", "more", *LINES]
    assert page.context["form"]["tried"].value() == "Typed too"
    assert meeting.preparations.get().questions == "Saved"


def test_putting_in_without_a_guide_is_answered_with_a_sentence(client, cast, address):
    client.force_login(cast.ben)

    for chosen in ("", "no-such", "\x00"):
        page = client.post(address, {"questions": "Typed", "tried": "", "guide": chosen, "put_in": ""})
        assert page.status_code == 422
        assert "Choose a guide first" in page.text and "Typed" in page.text


@pytest.mark.parametrize("slug", ["no-such", "\x00", "x" * 5000, "²"])
def test_a_guide_that_there_is_not_is_none(client, cast, meeting, address, slug):
    client.force_login(cast.ben)

    assert questions(client.get(address, {"guide": slug})) == []
    refused = client.post(address, {"questions": "Typed", "tried": "", "guide": slug, "seen_guide": ""})
    assert refused.status_code == 422
    assert "Typed" in refused.text
    assert not meeting.preparations.exists()


def test_both_see_the_chosen_guide_beside_the_notes_and_who_chose_it(client, cast, meeting, address):
    client.force_login(cast.ben)
    client.post(address, {"questions": "Mine", "tried": "", "guide": "goal-workshop", "seen_guide": ""})

    for person, words in ((cast.ben, "You chose this guide"), (cast.amara, "Ben chose this guide")):
        client.force_login(person)
        page = client.get(meeting.get_absolute_url())
        assert words in page.text
        for item in GUIDES["goal-workshop"].agenda:
            assert str(item.text) in page.text
    assert page.context["plan"][1][0] == meeting.starts_at + timedelta(minutes=5)
    meeting.refresh_from_db()
    assert (meeting.guide_by, meeting.guide_at is not None) == (cast.ben, True)


def test_the_partner_gets_one_letter_and_finds_their_lines(client, cast, meeting, address):
    client.force_login(cast.ben)
    for guide, seen in (("goal-workshop", ""), ("closing", "goal-workshop"), ("goal-workshop", "closing")):
        client.post(address, {"questions": "", "tried": "", "guide": guide, "seen_guide": seen})

    letter = Notice.objects.get()
    assert (letter.person, letter.kind) == (cast.amara, "meetings/mail/guide")
    assert "Ben suggests a guide: Goal workshop" in letter.subject
    assert letter.url.endswith(address)
    client.force_login(cast.amara)
    assert questions(client.get(address)) == [str(line) for line in GUIDES["goal-workshop"].mentor]


def test_an_hour_later_another_guide_is_news(cast, meeting, time_machine):
    time_machine.move_to(timezone.now())
    meeting.prepare(by=cast.ben, questions="", guide="goal-workshop", seen_guide="")
    delivered()
    time_machine.shift(timedelta(minutes=61))
    meeting.prepare(by=cast.ben, questions="", guide="closing", seen_guide="goal-workshop")
    delivered()
    meeting.prepare(by=cast.ben, questions="", guide="", seen_guide="closing")

    assert [letter.subject for letter in Notice.objects.order_by("pk")] == [
        "Ben suggests a guide: Goal workshop",
        "Ben suggests a guide: The closing session",
    ]


def test_the_reminder_names_the_guide(cast):
    meeting = MeetingFactory(
        mentorship=cast.mentorship,
        starts_at=timezone.now() + timedelta(hours=20),
        guide="closing",
        guide_by=cast.ben,
    )
    call_command("remind_meetings")

    letters = Notice.objects.filter(kind="meetings/mail/reminder")
    assert {letter.person for letter in letters} == {cast.amara, cast.ben}
    assert all("“The closing session” (45 minutes)" in letter.body for letter in letters)
    assert meeting.chosen_guide


def test_a_guide_can_be_put_away_again(client, cast, meeting, address):
    meeting.prepare(by=cast.amara, questions="", guide="closing", seen_guide="")
    client.force_login(cast.ben)

    client.post(address, {"questions": "Mine", "tried": "", "guide": "", "seen_guide": "closing"})

    meeting.refresh_from_db()
    assert (meeting.guide, meeting.guide_by, meeting.guide_at) == ("", None, None)
    assert "chose this guide" not in client.get(meeting.get_absolute_url()).text


def test_whoever_leaves_it_alone_keeps_what_the_other_chose_meanwhile(client, cast, meeting, address):
    client.force_login(cast.ben)
    meeting.prepare(by=cast.amara, questions="", guide="closing", seen_guide="")

    answer = client.post(address, {"questions": "Mine", "tried": "", "guide": "", "seen_guide": ""})

    assert answer.status_code == 302
    meeting.refresh_from_db()
    assert (meeting.guide, meeting.guide_by) == ("closing", cast.amara)


def test_two_who_choose_at_once_are_told_and_lose_no_word(client, cast, meeting, address):
    client.force_login(cast.ben)
    meeting.prepare(by=cast.amara, questions="", guide="closing", seen_guide="")
    typed = {"questions": "Mine", "tried": "This", "guide": "goal-workshop", "seen_guide": ""}

    refused = client.post(address, typed)

    assert refused.status_code == 422
    assert "Amara chose “The closing session” while your page was open" in refused.text
    assert "Mine" in refused.text and not meeting.preparations.filter(person=cast.ben).exists()
    again = {name: refused.context["form"][name].value() for name in typed}
    assert client.post(address, again).status_code == 302
    meeting.refresh_from_db()
    assert meeting.guide == "goal-workshop"


def test_a_guide_put_away_meanwhile_is_told_too(cast, meeting):
    meeting.prepare(by=cast.amara, questions="", guide="closing", seen_guide="")
    meeting.prepare(by=cast.amara, questions="", guide="", seen_guide="closing")

    with pytest.raises(Overtaken, match="Amara put the guide away"):
        meeting.prepare(by=cast.ben, questions="", guide="goal-workshop", seen_guide="closing")


def test_choosing_a_guide_overtakes_nobody_who_moves_the_session(cast, meeting):
    seen = meeting.newest_change
    meeting.prepare(by=cast.ben, questions="", guide="closing", seen_guide="")

    meeting.cancel(by=cast.amara, reason="time", seen=seen)

    assert meeting.state == Meeting.State.CANCELLED


def test_a_form_from_before_there_were_guides_changes_none(client, cast, meeting, address):
    meeting.prepare(by=cast.amara, questions="", guide="closing", seen_guide="")
    client.force_login(cast.ben)

    assert client.post(address, {"questions": "Mine", "tried": ""}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.guide == "closing"


def test_an_introduction_has_no_guide(client, cast):
    introduction = MeetingFactory(mentorship=cast.new_mentorship, kind="introduction")
    address = reverse("meetings:prepare", args=[introduction.pk])
    client.force_login(cast.ben)

    page = client.get(with_guide(address))
    assert "Guide for this session" not in page.text
    assert questions(page) == []
    assert client.post(address, {"questions": "Q", "guide": "closing", "seen_guide": ""}).status_code == 302
    with pytest.raises(Refused, match="no such guide"):
        introduction.prepare(by=cast.ben, questions="", guide="closing", seen_guide="")
    introduction.refresh_from_db()
    assert introduction.guide == ""


def test_a_guide_that_a_later_release_knew_is_none_here(client, cast, meeting, address):
    Meeting.objects.filter(pk=meeting.pk).update(guide="of-tomorrow", guide_by=cast.amara)
    client.force_login(cast.ben)

    assert client.get(meeting.get_absolute_url()).status_code == 200
    page = client.get(address)
    typed = {name: page.context["form"][name].value() or "" for name in ("questions", "tried", "guide", "seen_guide")}
    assert client.post(address, typed | {"guide": "closing"}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.guide == "closing"


def test_a_guide_longer_than_the_session_says_so(client, cast, meeting):
    meeting.prepare(by=cast.ben, questions="", guide="first-session", seen_guide="")
    client.force_login(cast.ben)
    assert "It takes 45 minutes, and you booked" not in client.get(meeting.get_absolute_url()).text

    meeting.ends_at = meeting.starts_at + timedelta(minutes=30)
    meeting.save()

    assert "It takes 45 minutes, and you booked 30" in client.get(meeting.get_absolute_url()).text


def test_without_a_guide_the_page_of_a_session_offers_one(client, cast, meeting, address):
    client.force_login(cast.ben)
    assert f"{address}#id_guide" in client.get(meeting.get_absolute_url()).text

    meeting.prepare(by=cast.ben, questions="", guide="closing", seen_guide="")
    assert f"{address}#id_guide" not in client.get(meeting.get_absolute_url()).text


def test_after_the_session_the_guide_is_told_by_its_lengths(client, cast):
    meeting = MeetingFactory(
        mentorship=cast.mentorship, state="held", held_minutes=30, guide="closing", guide_by=cast.ben
    )
    client.force_login(cast.amara)

    page = client.get(meeting.get_absolute_url())

    assert "Ben chose this guide" in page.text
    assert [starts_at for starts_at, _item in page.context["plan"]] == [None] * 5
