"""Mentorships with what was noticed: to each what their pages show."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from alongside.web.meetings.models import Meeting
from alongside.web.readings.models import Reading
from tests.factories.lives import hold, live_once_of_everything
from tests.factories.meetings import MeetingFactory
from tests.factories.mentorships import MentorshipFactory
from tests.factories.readings import take_readings


def test_a_mentorship_is_told_with_its_sessions_counted(cast, read):
    pair = cast.mentorship
    hold(pair, 7)
    hold(pair, 21)
    hold(pair, 30, state=Meeting.State.MISSED)
    hold(pair, -3, kind=Meeting.Kind.INTRODUCTION)
    coming = MeetingFactory(
        mentorship=pair, starts_at=timezone.now() + timedelta(days=2), ends_at=timezone.now() + timedelta(days=2.1)
    )

    for person in (cast.ben, cast.chidi):
        told = read(person, f"/mentorships/{pair.pk}")
        assert (told["mentor"]["name"], told["mentee"]["name"]) == ("Amara Okafor", "Ben Lindqvist")
        assert told["url"] == f"http://localhost:8000{pair.get_absolute_url()}"
        assert told["sessions_held"] == 2
        assert told["last_session_on"] == (pair.began_on + timedelta(days=21)).isoformat()
        assert told["next_meeting_on"] == timezone.localdate(coming.starts_at).isoformat()


def test_a_coordinator_is_told_no_hour_of_a_meeting_and_no_word_of_the_pair(cast, read, all_of):
    live_once_of_everything(cast.mentorship)
    MeetingFactory(
        mentorship=cast.mentorship,
        place="behind the old mill",
        starts_at=timezone.now() + timedelta(days=2),
        ends_at=timezone.now() + timedelta(days=2.1),
    )

    told = str(all_of(cast.chidi))

    for words in ("behind the old mill", "Give a talk", "Outline it", "Shall we?", "One?"):
        assert words not in told
    assert read(cast.chidi, "/meetings")["items"] == []
    assert "behind the old mill" in str(read(cast.ben, "/meetings"))


def test_each_reads_the_reading_made_for_them(cast, read):
    for audience, level in (("mentor", "steady"), ("mentee", "watch"), ("coordinator", "attend")):
        Reading.objects.create(
            mentorship=cast.mentorship, audience=audience, on=timezone.localdate(), level=level, risk=0.5,
            engine_version="1",
        )  # fmt: skip

    told = {
        person.first_name: read(person, f"/mentorships/{cast.mentorship.pk}")["reading"]
        for person in (cast.amara, cast.ben, cast.chidi)
    }

    assert {name: one["level"] for name, one in told.items()} == {"Amara": "steady", "Ben": "watch", "Chidi": "attend"}
    assert told["Chidi"]["level_in_words"] == "Needs a word"
    assert all("risk" not in one for one in told.values())


def test_findings_are_told_in_the_words_of_the_page(client, cast, read):
    assert cast.mentorship
    take_readings()

    for person in (cast.ben, cast.chidi):
        client.force_login(person)
        page = client.get(reverse("readings:mentorship", args=[cast.mentorship.pk])).content.decode()
        findings = read(person, f"/mentorships/{cast.mentorship.pk}")["reading"]["findings"]
        assert findings
        for one in findings:
            words = [one["text"], one["remedy"] or "", *(fact["value"] for fact in one["facts"])]
            assert all(each.replace("'", "&#x27;") in page for each in words), one


def test_of_one_that_is_over_nothing_noticed_is_told(cast, read):
    assert cast.mentorship
    take_readings()
    cast.mentorship.end(by=cast.ben, reason="completed")

    told = read(cast.chidi, f"/mentorships/{cast.mentorship.pk}")

    assert (told["reading"], told["stage"], told["ended_on"]) == (None, "ended", timezone.localdate().isoformat())


def test_a_partner_is_told_why_it_ended_no_more_than_on_the_page(cast, read):
    cast.mentorship.end(by=cast.ben, reason="no_fault")
    ending = cast.mentorship.ending

    for person in (cast.amara, cast.ben, cast.chidi):
        assert read(person, f"/mentorships/{cast.mentorship.pk}")["ending"] == (ending.reason_for(person) or None)
    assert read(cast.amara, "/mentorships")["items"][0]["ending"] is None


def test_a_programme_is_filtered_by_stage_and_level(ask, cast):
    other = MentorshipFactory(programme=cast.programme, stage="agreed")
    for pair, level in ((cast.mentorship, "attend"), (other, "steady")):
        for days_ago, was in ((1, "watch"), (0, level)):
            Reading.objects.create(
                mentorship=pair, audience="coordinator", on=timezone.localdate() - timedelta(days=days_ago), level=was,
                risk=0.5, engine_version="1",
            )  # fmt: skip

    def found(**asked: str) -> list[int]:
        answer = ask(cast.chidi, f"/programmes/{cast.programme.pk}/mentorships", **asked)
        return sorted(one["id"] for one in answer.json()["items"])

    assert found() == sorted([cast.mentorship.pk, other.pk])
    assert found(level="attend") == [cast.mentorship.pk]
    assert found(level="watch") == []
    assert found(stage="agreed") == [other.pk]
    cast.mentorship.end(by=cast.ben, reason="completed")
    assert found(level="attend") == []
