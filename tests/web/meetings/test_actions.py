from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.errors import Refused
from alongside.web.meetings.models import Action
from tests.factories.meetings import ActionFactory, MeetingFactory


@pytest.fixture
def action(cast) -> Action:
    """Ben's, added by Amara."""
    return ActionFactory(mentorship=cast.mentorship)


def test_a_next_step_has_an_owner_and_a_day(client, cast):
    meeting = MeetingFactory(mentorship=cast.mentorship)
    client.force_login(cast.amara)
    url = reverse("meetings:action_add", args=[cast.mentorship.pk]) + f"?meeting={meeting.pk}"

    assert client.get(url).status_code == 200
    answer = client.post(url, {"text": "Call the venue", "owner": cast.ben.pk, "due_on": "2031-05-01"})

    added = Action.objects.get()
    assert answer.url == meeting.get_absolute_url()
    assert (added.owner, added.added_by, added.meeting) == (cast.ben, cast.amara, meeting)


@pytest.mark.parametrize("typed", [{"text": ""}, {"owner": "999999"}, {"owner": "me"}, {"due_on": "soon"}])
def test_a_refused_next_step_keeps_what_was_typed(client, cast, typed):
    client.force_login(cast.ben)
    words = {"text": "Call the venue", "owner": cast.ben.pk, "due_on": "", **typed}

    answer = client.post(reverse("meetings:action_add", args=[cast.mentorship.pk]), words)

    assert answer.status_code == 422
    assert words["text"] in answer.content.decode()
    assert not Action.objects.exists()


@pytest.mark.parametrize(("days", "status"), [(-1, 422), (0, 302)])
def test_a_next_step_is_for_today_or_later(client, cast, days, status):
    client.force_login(cast.ben)
    day = timezone.localdate() + timedelta(days=days)
    words = {"text": "Call the venue", "owner": cast.ben.pk, "due_on": day.isoformat()}

    answer = client.post(reverse("meetings:action_add", args=[cast.mentorship.pk]), words)

    assert answer.status_code == status
    assert ("is in the past" in answer.content.decode()) == (status == 422)


def test_another_pairs_meeting_is_not_found(client, cast):
    other = MeetingFactory()
    client.force_login(cast.ben)

    url = reverse("meetings:action_add", args=[cast.mentorship.pk])
    assert client.get(f"{url}?meeting={other.pk}").status_code == 404
    assert client.get(f"{url}?meeting=x").status_code == 200


def test_its_owner_ticks_it(cast, action):
    action.done(by=cast.ben)

    assert action.done_at


def test_the_other_side_does_not_tick_it(cast, action):
    with pytest.raises(Refused, match="Ben’s to say"):
        action.done(by=cast.amara)


def test_it_is_done_once_and_may_be_taken_back(cast, action):
    action.done(by=cast.ben)
    with pytest.raises(Refused, match="already"):
        action.done(by=cast.ben)

    action.reopen(by=cast.ben)

    assert action.is_open
    with pytest.raises(Refused, match="still to be done"):
        action.reopen(by=cast.ben)


def test_its_owner_and_whoever_added_it_may_let_it_go(cast, action):
    mine = ActionFactory(mentorship=cast.mentorship, added_by=cast.ben)

    action.drop(by=cast.amara)

    assert action.dropped_at
    with pytest.raises(Refused, match="Only Ben"):
        mine.drop(by=cast.amara)


def test_only_one_of_the_two_promises_anything(cast):
    words = {"by": cast.ben, "text": "Call the venue"}
    for person in (cast.chidi, cast.dana):
        with pytest.raises(Refused, match="one of you two"):
            Action.objects.add(cast.mentorship, owner=person, **words)
    with pytest.raises(Refused, match="in the past"):
        Action.objects.add(cast.mentorship, owner=cast.ben, due_on=timezone.localdate() - timedelta(days=1), **words)
    assert not Action.objects.exists()


def test_what_became_of_it_is_its_owners_to_say(cast, action):
    action.done(by=cast.ben)
    for verb, more in (("reopen", {}), ("say_helped", {"helped": "yes"})):
        with pytest.raises(Refused, match="Ben’s to say"):
            getattr(action, verb)(by=cast.amara, **more)
    with pytest.raises(Refused, match="one of the answers"):
        action.say_helped(by=cast.ben, helped="perhaps")
    with pytest.raises(Refused, match="done or let go already"):
        action.drop(by=cast.ben)

    action.refresh_from_db()
    assert (action.is_open, action.helped) == (False, "")


def test_whether_it_helped_is_asked_later(cast):
    now = timezone.now()
    for days in (1, 10, 90):
        ActionFactory(mentorship=cast.mentorship, done_at=now - timedelta(days=days), text=f"{days} days ago")

    assert [action.text for action in Action.objects.ask_whether_they_helped(cast.ben, now)] == ["10 days ago"]
    assert not Action.objects.ask_whether_they_helped(cast.amara, now).exists()


def test_saying_whether_it_helped(client, cast, action):
    with pytest.raises(Refused, match="Tick it as done first"):
        action.say_helped(by=cast.ben, helped="yes")
    action.done(by=cast.ben)
    client.force_login(cast.ben)
    url = reverse("meetings:action_helped", args=[action.pk])

    wrong = client.post(url, {"helped": "perhaps"}, follow=True)
    client.post(url, {"helped": "some", "from": "meetings"})

    action.refresh_from_db()
    assert "one of those that are offered" in wrong.content.decode()
    assert action.helped == "some"


@pytest.mark.parametrize("verb", ["action_done", "action_drop"])
def test_the_buttons_lead_back_to_where_they_were_pressed(client, cast, action, verb):
    client.force_login(cast.ben)

    answer = client.post(reverse(f"meetings:{verb}", args=[action.pk]), {"from": "meetings"})

    assert answer.url == reverse("meetings:list", args=[cast.mentorship.pk])
    again = client.post(reverse("meetings:action_reopen", args=[action.pk]), {"from": "https://elsewhere.example"})
    assert again.url == cast.mentorship.get_absolute_url()


def test_an_ended_mentorship_promises_nothing(cast, action):
    cast.mentorship.ended_at = timezone.now()
    cast.mentorship.save()

    with pytest.raises(Refused, match="has ended"):
        action.done(by=cast.ben)
