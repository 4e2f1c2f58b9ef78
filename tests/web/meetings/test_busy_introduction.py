"""An introduction beside the calendars of the two."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from alongside.web.calendars.asking import MOST_QUESTIONS
from alongside.web.meetings.models import Meeting
from tests.factories.calendars import busy
from tests.factories.mentorships import NewMentorshipFactory

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)  # a Monday
NEXT = datetime(2026, 12, 9, 16, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_monday(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.mark.parametrize("whose", ["ben", "amara"])
def test_an_introduction_begins_with_times_at_which_neither_is_busy(client, cast, whose):
    for person in (cast.ben, cast.amara):
        person.profile.keep_hours([(2, datetime(1, 1, 1, 9).time(), datetime(1, 1, 1, 12).time())])
    pair = NewMentorshipFactory(programme=cast.programme, mentor=cast.amara, mentee=cast.ben)
    busy(getattr(cast, whose), datetime(2026, 12, 2, 8, tzinfo=UTC), minutes=90)
    client.force_login(cast.ben)

    html = client.get(reverse("meetings:introduce", args=[pair.pk])).content.decode()

    assert 'value="2026-12-02T09:30"' in html
    assert 'value="2026-12-09T09:00"' in html


def test_beside_offered_times_one_reads_ones_own_calendar_and_can_pick_all_the_same(client, cast):
    pair = NewMentorshipFactory(programme=cast.programme, mentor=cast.amara, mentee=cast.ben)
    meeting = Meeting.objects.propose_introduction(pair, by=cast.amara, slots=[NEXT])
    before = page_of(client, cast.amara, pair)
    busy(cast.ben, NEXT)

    assert "In your calendar you are busy then: 16:00 to 17:00." in page_of(client, cast.ben, pair)
    assert page_of(client, cast.amara, pair) == before, "Whoever offers them is told nothing."
    slot = meeting.slots.get()
    client.force_login(cast.ben)
    assert "Agreed" in client.post(reverse("meetings:pick", args=[pair.pk, slot.pk]), follow=True).content.decode()


def page_of(client, person, pair) -> str:
    client.force_login(person)
    html = client.get(reverse("meetings:introduce", args=[pair.pk])).content.decode()
    return re.sub(r"[\w-]{64}", "", " ".join(html.split()))


def test_before_an_introduction_nobody_reads_the_others_calendar_hour_by_hour(client, cast):
    pair = NewMentorshipFactory(programme=cast.programme, mentor=cast.amara, mentee=cast.ben)
    cast.amara.profile.keep_hours([(2, datetime(1, 1, 1, 0).time(), datetime(1, 1, 1, 23).time())])
    client.force_login(cast.ben)
    found = set()
    for hour in range(8, 20):
        cast.ben.profile.keep_hours([(2, datetime(1, 1, 1, hour).time(), datetime(1, 1, 1, hour, 30).time())])
        html = client.get(reverse("meetings:introduce", args=[pair.pk])).content.decode()
        found |= set(re.findall(r'value="(2026-12-\d\dT\d\d:\d\d)"', html))

    assert len({time[-5:] for time in found}) == MOST_QUESTIONS
