"""Guides: whole, honest about their evidence, and there to be read by whoever is signed in."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.health.remedies import GRADES, REMEDIES
from alongside.web.meetings.guides import GUIDES, Guide, guide_after_booking, guide_of
from alongside.web.meetings.models import Meeting
from tests.factories.meetings import HeldMeetingFactory, MeetingFactory
from tests.factories.mentorships import MentorshipFactory

DOCS = Path(__file__).resolve().parents[3] / "docs/use/guides.md"
every_guide = pytest.mark.parametrize("guide", GUIDES.values(), ids=GUIDES)


def of_pair(pair, slug: str = "goal-workshop") -> str:
    return reverse("meetings:guide_of_pair", args=[pair.pk, slug])


@every_guide
def test_a_guide_has_no_empty_part(guide: Guide):
    parts = (guide.mentee, guide.mentor, guide.agenda, guide.leave_with)
    texts = [guide.title, guide.when, guide.evidence, guide.page_label, *guide.mentee, *guide.mentor, *guide.leave_with]
    texts += [text for item in guide.agenda for text in (item.title, item.text)]

    assert all(parts)
    assert all(str(text).strip() for text in texts)
    assert all(item.minutes > 0 for item in guide.agenda)
    assert 20 <= guide.minutes <= 60


@every_guide
def test_a_guide_is_known_by_one_name_that_fits_its_column(guide: Guide):
    assert len(guide.slug) <= Meeting._meta.get_field("guide").max_length
    assert len(set(map(str, guide.mentee))) == len(guide.mentee)
    assert len({str(one.title) for one in GUIDES.values()}) == len(GUIDES)


@every_guide
def test_a_guide_claims_no_better_evidence_than_the_repairs_it_serves(guide: Guide):
    served = [REMEDIES[remedy].grade for remedy in (*guide.remedies, *guide.after_booking)]

    assert served and guide.grade in GRADES
    assert guide.grade >= max(served)  # A is the best


# What is done at once, on a page or by a person: a time, a tap, a pause, a talk with a coordinator.
NO_GUIDE = {
    "book_next_now", "log_it", "nudge_both", "second_mentor", "coordinator_call", "lighter_rhythm", "ask_the_mentor",
    "ask_kindly", "safeguarding",
}  # fmt: skip


@pytest.mark.parametrize("remedy", REMEDIES)
def test_a_repair_that_names_something_to_open_has_its_guide(remedy):
    guides = [one for one in GUIDES.values() if remedy in (*one.remedies, *one.after_booking)]

    assert len(guides) == (remedy not in NO_GUIDE), "Give this repair a guide, or say here that it needs none."
    assert (guide_of(remedy) or guide_after_booking(remedy)) == (guides[0] if guides else None)


@every_guide
def test_whoever_is_signed_in_reads_every_word(client, cast, guide):
    for person in (cast.ben, cast.amara, cast.chidi, cast.dana):
        client.force_login(person)
        assert reverse("meetings:guide", args=[guide.slug]) in client.get(reverse("meetings:guides")).text
        page = client.get(reverse("meetings:guide", args=[guide.slug]))
        for text in (guide.when, *guide.mentee, *guide.mentor, *guide.leave_with, guide.evidence):
            assert str(text) in page.text
        for item in guide.agenda:
            assert str(item.text) in page.text


def test_a_guide_that_there_is_not(client, cast):
    client.force_login(cast.ben)

    assert client.get(reverse("meetings:guide", args=["no-such"])).status_code == 404
    assert client.get(of_pair(cast.mentorship, "no-such")).status_code == 404


def test_a_guide_leads_to_ones_own_mentorships_only(client, cast):
    pair, other = cast.mentorship, MentorshipFactory(programme=cast.programme)
    ended = MentorshipFactory(programme=cast.programme, mentee=cast.ben, ended_at=timezone.now())
    shown = {}

    for person in (cast.ben, cast.chidi):
        client.force_login(person)
        page = client.get(reverse("meetings:guide", args=["goal-workshop"])).text
        shown[person] = {one for one in (pair, other, ended) if of_pair(one) in page}

    assert shown == {cast.ben: {pair}, cast.chidi: set()}


@pytest.mark.parametrize("guide", GUIDES)
def test_a_coordinator_does_not_come_into_a_pairs_guide_or_session(client, cast, guide):
    meeting = MeetingFactory(mentorship=cast.mentorship, guide=guide, guide_by=cast.ben)
    pages = [
        of_pair(cast.mentorship, guide),
        meeting.get_absolute_url(),
        reverse("meetings:prepare", args=[meeting.pk]),
    ]

    for person, status in ((cast.chidi, 404), (cast.dana, 404), (cast.ben, 200), (cast.amara, 200)):
        client.force_login(person)
        assert [client.get(page).status_code for page in pages] == [status] * 3


def test_without_a_session_the_way_is_a_time_first_and_then_the_guide(client, cast, soon):
    client.force_login(cast.ben)
    book = reverse("meetings:book", args=[cast.mentorship.pk], query={"guide": "goal-workshop"})
    assert client.get(of_pair(cast.mentorship)).context["action_url"] == book
    assert "Next you prepare with the guide “Goal workshop”" in client.get(book).text

    typed = {"starts_at": timezone.localtime(soon).strftime("%Y-%m-%dT%H:%M"), "minutes": 45, "channel": "video"}
    answer = client.post(book, typed | {"times": 1})

    meeting = cast.mentorship.meetings.get()
    assert answer.url == reverse("meetings:prepare", args=[meeting.pk], query={"guide": "goal-workshop"})


def test_a_session_that_is_booked_is_prepared_with_it(client, cast):
    HeldMeetingFactory(mentorship=cast.mentorship)
    meeting = MeetingFactory(mentorship=cast.mentorship)
    client.force_login(cast.amara)

    page = client.get(of_pair(cast.mentorship))
    assert page.context["action_url"] == reverse(
        "meetings:prepare", args=[meeting.pk], query={"guide": "goal-workshop"}
    )
    assert "Use it on" in page.text

    meeting.prepare(by=cast.ben, questions="", guide="goal-workshop", seen_guide="")
    page = client.get(of_pair(cast.mentorship))
    assert page.context["action_url"] == reverse("meetings:prepare", args=[meeting.pk])
    assert "You two follow it in your session" in page.text
    assert "This one would take its place" in client.get(of_pair(cast.mentorship, "closing")).text


def test_before_the_agreement_and_after_the_end_it_is_there_to_read(client, cast):
    client.force_login(cast.ben)
    assert "Sessions come after your agreement" in client.get(of_pair(cast.new_mentorship)).text
    cast.new_mentorship.delete()
    cast.mentorship.end(by=cast.ben, reason="completed")

    page = client.get(of_pair(cast.mentorship))

    assert page.status_code == 200
    assert not page.context["action_url"]
    assert reverse("goals:set", args=[cast.mentorship.pk]) not in page.text


@every_guide
def test_what_came_of_it_can_be_written_down(client, cast, guide):
    client.force_login(cast.ben)
    where = reverse(guide.page, args=[cast.mentorship.pk])

    assert where in client.get(of_pair(cast.mentorship, guide.slug)).text
    assert client.get(where, follow=True).status_code == 200


def test_a_guide_says_you_to_its_reader(client, cast):
    bring = {}
    for person in (cast.ben, cast.amara):
        client.force_login(person)
        bring[person] = client.get(of_pair(cast.mentorship)).text.partition("Bring along")[2]

    assert bring[cast.ben].index("<h3>You</h3>") < bring[cast.ben].index("<h3>Amara</h3>")
    assert bring[cast.amara].index("<h3>Ben</h3>") < bring[cast.amara].index("<h3>You</h3>")


def test_another_way_than_looking_is_no_way(cast):
    client = Client()
    client.force_login(cast.ben)

    for page in (reverse("meetings:guides"), of_pair(cast.mentorship)):
        assert client.post(page).status_code == 405


@every_guide
def test_a_guide_stands_in_the_docs_with_its_minutes_and_grade(guide):
    rows = [line.strip("| ").split(" | ") for line in DOCS.read_text().splitlines() if line.startswith("| ")]

    assert [str(guide.title), str(guide.minutes), guide.grade] in [[row[0], row[2], row[3]] for row in rows]
