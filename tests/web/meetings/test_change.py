from datetime import timedelta

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.errors import Refused
from alongside.web.meetings.models import Change, Meeting
from alongside.web.notices.models import Notice
from tests.factories.meetings import MeetingFactory, PastMeetingFactory


@pytest.fixture
def meeting(cast) -> Meeting:
    return MeetingFactory(mentorship=cast.mentorship)


def events(kind: str) -> list:
    letters = Notice.objects.filter(kind=f"meetings/mail/{kind}")
    return [icalendar.Calendar.from_ical(letter.calendar) for letter in letters]


def test_a_move_changes_time_and_calendars(cast, meeting, soon):
    later = soon + timedelta(days=3)

    meeting.move(by=cast.amara, starts_at=later, ends_at=later + timedelta(minutes=30), reason="time")

    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.minutes) == (later, 30)
    change = meeting.changes.last()
    assert (change.kind, change.by, change.starts_at, change.reason) == ("moved", cast.amara, later, "time")
    assert [calendar["METHOD"] for calendar in events("moved")] == ["REQUEST", "REQUEST"]


def test_a_move_into_the_past_is_refused(cast, meeting):
    now = timezone.now()

    with pytest.raises(Refused, match="This time has passed"):
        meeting.move(by=cast.ben, starts_at=now - timedelta(hours=2), ends_at=now - timedelta(hours=1))


def test_a_meeting_that_is_over_is_marked_and_not_moved(cast, soon):
    over = PastMeetingFactory(mentorship=cast.mentorship)

    with pytest.raises(Refused, match="Say whether you met"):
        over.move(by=cast.ben, starts_at=soon, ends_at=soon + timedelta(hours=1))
    with pytest.raises(Refused, match="Say that it did not happen"):
        over.cancel(by=cast.ben, reason="time")


def test_a_meeting_may_move_within_its_own_hour(cast, meeting):
    later = meeting.starts_at + timedelta(minutes=15)

    meeting.move(by=cast.ben, starts_at=later, ends_at=later + timedelta(minutes=45))

    assert meeting.starts_at == later


def test_a_cancelled_meeting_leaves_both_calendars(cast, meeting):
    meeting.cancel(by=cast.ben, reason="illness")

    assert meeting.state == Meeting.State.CANCELLED
    assert meeting.changes.last().reason == Change.Reason.ILLNESS
    for calendar in events("cancelled"):
        assert calendar["METHOD"] == "CANCEL"
        assert calendar.walk("VEVENT")[0]["STATUS"] == "CANCELLED"


def test_the_partner_reads_why(client, cast, meeting):
    meeting.cancel(by=cast.ben, reason="illness")

    client.force_login(cast.amara)
    assert "Illness" in client.get(meeting.get_absolute_url()).content.decode()
    assert "The reason: Illness." in cast.amara.notices.get(kind="meetings/mail/cancelled").body


@pytest.mark.parametrize("reason", ["", "because"])
def test_a_cancellation_says_why(client, cast, meeting, reason):
    with pytest.raises(Refused, match="Choose why"):
        meeting.cancel(by=cast.ben, reason=reason)
    client.force_login(cast.ben)
    assert client.post(reverse("meetings:cancel", args=[meeting.pk]), {"reason": reason}).status_code == 422


def test_a_meeting_is_cancelled_once(cast, meeting):
    meeting.cancel(by=cast.ben, reason="time")

    with pytest.raises(Refused, match="not booked any more: cancelled"):
        meeting.cancel(by=cast.amara, reason="time")


def test_what_is_cancelled_is_not_moved(cast, meeting, soon):
    meeting.cancel(by=cast.ben, reason="time")

    with pytest.raises(Refused, match="not booked any more"):
        meeting.move(by=cast.amara, starts_at=soon, ends_at=soon + timedelta(hours=1))


def test_an_ending_takes_what_is_to_come_out_of_both_calendars(cast, meeting):
    over = PastMeetingFactory(mentorship=cast.mentorship)

    cast.mentorship.meetings.call_off()

    meeting.refresh_from_db()
    over.refresh_from_db()
    assert (meeting.state, over.state) == ("cancelled", "booked")
    assert len(events("cancelled")) == 2
    assert "has ended" in Notice.objects.filter(kind="meetings/mail/cancelled").first().body


def test_the_pages_move_and_cancel(client, cast, meeting, soon):
    client.force_login(cast.ben)
    typed = {"starts_at": (soon + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"), "minutes": 30, "reason": ""}

    assert client.get(reverse("meetings:move", args=[meeting.pk])).status_code == 200
    assert client.get(reverse("meetings:cancel", args=[meeting.pk])).status_code == 200
    assert client.post(reverse("meetings:move", args=[meeting.pk]), typed).status_code == 302
    assert client.post(reverse("meetings:cancel", args=[meeting.pk]), {"reason": "holiday"}).status_code == 302
    assert [change.kind for change in meeting.changes.all()] == ["booked", "moved", "cancelled"]


def test_whoever_came_to_cancel_can_keep_it(client, cast):
    meeting = MeetingFactory(mentorship=cast.mentorship)
    client.force_login(cast.ben)

    page = client.get(reverse("meetings:cancel", args=[meeting.pk])).content.decode()

    assert f'<a class="button button--quiet" href="{meeting.get_absolute_url()}">Keep the meeting</a>' in page


def as_sent(page) -> dict[str, str]:
    """What a browser sends of the form on a page, when nothing in it is touched."""
    return {field.html_name: str(field.value() or "") for field in page.context["form"]}


def test_a_page_opened_before_the_other_moved_it_cancels_nothing_and_shows_the_new_time(client, cast, meeting, soon):
    client.force_login(cast.amara)
    url = reverse("meetings:cancel", args=[meeting.pk])
    sent = as_sent(client.get(url)) | {"reason": "time"}
    later = soon + timedelta(days=3)
    meeting.move(by=cast.ben, starts_at=later, ends_at=later + timedelta(minutes=30))

    refused = client.post(url, sent)

    meeting.refresh_from_db()
    assert (refused.status_code, meeting.state) == (422, "booked")
    assert "was changed while your page was open" in refused.text
    assert f"Booked for {later:%A} {later.day} {later:%B}" in refused.text
    assert client.post(url, as_sent(refused)).status_code == 302
    meeting.refresh_from_db()
    assert meeting.state == "cancelled"


def test_a_page_opened_before_the_other_moved_it_moves_nothing(client, cast, meeting, soon):
    client.force_login(cast.amara)
    url = reverse("meetings:move", args=[meeting.pk])
    sent = as_sent(client.get(url)) | {"starts_at": (soon + timedelta(days=5)).strftime("%Y-%m-%dT%H:%M")}
    theirs = soon + timedelta(days=3)
    meeting.move(by=cast.ben, starts_at=theirs, ends_at=theirs + timedelta(minutes=30))

    slip = client.post(url, sent | {"minutes": ""})
    refused = client.post(url, as_sent(slip) | {"minutes": "30"})

    meeting.refresh_from_db()
    assert (slip.status_code, refused.status_code, meeting.starts_at) == (422, 422, theirs)
    assert "was changed while your page was open" in refused.text
    assert client.post(url, as_sent(refused)).status_code == 302
    meeting.refresh_from_db()
    assert meeting.starts_at == soon + timedelta(days=5)


@pytest.mark.parametrize("seen", ["x", "-1", "9" * 5000])
def test_a_number_that_no_page_showed_cancels_nothing(client, cast, meeting, seen):
    client.force_login(cast.amara)

    answer = client.post(reverse("meetings:cancel", args=[meeting.pk]), {"reason": "time", "seen": seen})

    meeting.refresh_from_db()
    assert (answer.status_code, meeting.state) == (422, "booked")
