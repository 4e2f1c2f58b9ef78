"""Meetings, contacts, actions and goals, for the two of a mentorship."""

from datetime import UTC, date, datetime, timedelta

import time_machine
from django.utils import timezone

from alongside.web.goals.models import Goal, Progress
from alongside.web.meetings.models import Action, Contact
from tests.factories.lives import set_goal
from tests.factories.meetings import MeetingFactory
from tests.factories.mentorships import MentorshipFactory


def test_next_meetings_are_told_soonest_first_with_every_partner(cast, read):
    other = MentorshipFactory(programme=cast.programme, mentor=cast.amara)
    now = timezone.now()
    for pair, days in ((cast.mentorship, 3), (other, 1), (cast.mentorship, -3)):
        MeetingFactory(
            mentorship=pair,
            starts_at=now + timedelta(days=days),
            ends_at=now + timedelta(days=days, hours=1),
            place="Room 4",
        )

    told = read(cast.amara, "/meetings")["items"]

    assert [one["partner"]["name"] for one in told] == [other.mentee.name, "Ben Lindqvist"]
    assert told[0]["place"] == "Room 4"


def test_a_meeting_by_video_without_a_link_is_in_the_pairs_own_room_as_on_the_page(client, cast, read, settings):
    settings.VIDEO_ROOM = "https://video.example.org/{room}"
    now = timezone.now() + timedelta(days=1)
    meeting = MeetingFactory(
        mentorship=cast.mentorship, starts_at=now, ends_at=now + timedelta(hours=1), channel="video", place=""
    )
    client.force_login(cast.ben)

    (told,) = read(cast.ben, "/meetings")["items"]

    assert told["place"].startswith("https://video.example.org/")
    assert told["place"] in client.get(meeting.get_absolute_url()).content.decode()


def test_they_spoke_and_say_so_once_for_each_day(ask, cast):
    path = f"/mentorships/{cast.mentorship.pk}/contacts"

    first, second = (ask(cast.ben, path, {"channel": "phone"}).json() for _twice in range(2))
    earlier = ask(cast.amara, path, {"channel": "video", "happened_on": "2026-01-05"})

    assert first == second
    assert first["happened_on"] == timezone.localdate().isoformat()
    assert Contact.objects.get(pk=first["id"]).by == cast.ben
    assert earlier.status_code in (200, 409)
    assert Contact.objects.filter(channel="phone").count() == 1


def test_today_is_the_day_on_ones_own_clock(ask, cast):
    cast.ben.time_zone = "Asia/Tokyo"
    cast.ben.save()

    with time_machine.travel(
        datetime.combine(timezone.localdate() + timedelta(days=1), datetime.min.time(), UTC).replace(hour=20)
    ):
        told = ask(cast.ben, f"/mentorships/{cast.mentorship.pk}/contacts", {}).json()
        tomorrow = timezone.localdate() + timedelta(days=1)

    assert told["happened_on"] == tomorrow.isoformat()


def test_a_refusal_of_the_verb_is_told_in_its_own_words(ask, cast):
    cast.mentorship.end(by=cast.ben, reason="completed")

    answer = ask(cast.ben, f"/mentorships/{cast.mentorship.pk}/contacts", {})

    assert answer.status_code == 409
    assert answer.json() == {
        "detail": "This mentorship has ended. What you wrote together stays here to read.",
        "fields": {},
    }


def test_an_action_is_ticked_once_and_taken_back(ask, cast, read):
    action = Action.objects.create(
        mentorship=cast.mentorship, text="Write to them", owner=cast.ben, added_by=cast.amara, due_on=date(2030, 1, 2)
    )
    (listed,) = read(cast.amara, "/actions")["items"]

    done, again = (ask(cast.ben, f"/actions/{action.pk}/done", {}) for _twice in range(2))
    (ticked,) = read(cast.amara, "/actions?state=done")["items"]
    back = ask(cast.ben, f"/actions/{action.pk}/reopen", {})

    assert (listed["text"], listed["owner"]["name"], listed["due_on"]) == (
        "Write to them",
        "Ben Lindqvist",
        "2030-01-02",
    )
    assert (done.status_code, again.status_code) == (200, 409)
    assert again.json()["detail"] == "This was done or let go already."
    assert ticked["done_on"] == done.json()["done_on"] == timezone.localdate().isoformat()
    assert back.json()["done_on"] is None
    action.refresh_from_db()
    assert action.is_open


def test_what_was_let_go_is_in_neither_list(cast, read):
    Action.objects.create(
        mentorship=cast.mentorship, text="x", owner=cast.ben, added_by=cast.ben, dropped_at=timezone.now()
    )

    assert [read(cast.ben, f"/actions?state={state}")["items"] for state in ("open", "done")] == [[], []]


def test_a_goal_with_a_number_is_marked_by_it_and_sent_twice_once(ask, cast):
    goal = set_goal(cast.mentorship, 1)
    Goal.objects.filter(pk=goal.pk).update(baseline=0, target=20, unit="pages")

    for _twice in range(2):
        told = ask(cast.ben, f"/goals/{goal.pk}/progress", {"measured": 12.5, "note": "Chapter two"}).json()

    mark = Progress.objects.get()
    assert (float(mark.measured), mark.note, mark.by) == (12.5, "Chapter two", cast.ben)
    assert told["progress"] == {
        "on": timezone.localdate().isoformat(), "percent": 62, "measured": 12.5, "note": "Chapter two",
    }  # fmt: skip
    assert (told["baseline"], told["target"], told["unit"], told["is_agreed"]) == (0.0, 20.0, "pages", True)


def test_closed_goals_are_another_list(ask, cast, read):
    goal = set_goal(cast.mentorship, 1)
    assert [one["id"] for one in read(cast.amara, "/goals")["items"]] == [goal.pk]

    goal.close(by=cast.ben, outcome="met")

    assert read(cast.amara, "/goals")["items"] == []
    (told,) = read(cast.amara, "/goals?state=closed")["items"]
    assert (told["outcome"], told["closed_on"]) == ("met", timezone.localdate().isoformat())
    assert ask(cast.ben, f"/goals/{goal.pk}/progress", {"percent": 10}).status_code == 409
