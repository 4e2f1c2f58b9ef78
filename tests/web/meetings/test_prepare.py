import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.errors import Refused
from alongside.web.meetings.models import Meeting
from tests.factories.lives import set_goal
from tests.factories.meetings import ActionFactory, MeetingFactory


@pytest.fixture
def meeting(cast) -> Meeting:
    return MeetingFactory(mentorship=cast.mentorship)


def page(client, person, meeting) -> str:
    client.force_login(person)
    return client.get(meeting.get_absolute_url()).content.decode()


def test_the_partner_reads_what_one_brings(client, cast, meeting):
    meeting.prepare(by=cast.ben, questions="How do I begin?\n\nWho else?", tried="Wrote an outline")

    seen = page(client, cast.amara, meeting)
    assert "Questions from Ben" in seen
    for words in ("<li>How do I begin?</li>", "<li>Who else?</li>", "Wrote an outline"):
        assert words in seen
    assert "Your questions" in page(client, cast.ben, meeting)


def test_preparing_again_changes_it(cast, meeting):
    meeting.prepare(by=cast.ben, questions="One?")
    meeting.prepare(by=cast.ben, questions="Two?\nThree?")

    assert meeting.preparations.get(person=cast.ben).asks == ["Two?", "Three?"]


def test_a_cancelled_meeting_is_not_prepared(cast, meeting):
    meeting.cancel(by=cast.amara, reason="time")

    with pytest.raises(Refused, match="not booked any more"):
        meeting.prepare(by=cast.ben, questions="One?")


def test_the_form_says_who_reads_it_and_keeps_what_was_typed(client, cast, meeting):
    client.force_login(cast.ben)
    url = reverse("meetings:prepare", args=[meeting.pk])

    assert "You and Amara can read this" in client.get(url).content.decode()
    refused = client.post(url, {"questions": "Why?" + "x" * 3000, "tried": "This and that"})
    assert refused.status_code == 422
    assert "This and that" in refused.content.decode()
    assert client.post(url, {"questions": "Why?", "tried": ""}).status_code == 302
    assert "Why?" in client.get(url).content.decode()


def test_a_name_is_only_words_where_the_form_says_who_reads(client, cast, meeting):
    cast.amara.name = "<b>Amara</b> Okafor"
    cast.amara.save()
    client.force_login(cast.ben)

    assert "<b>Amara" not in client.get(reverse("meetings:prepare", args=[meeting.pk])).content.decode()


def test_a_goal_due_for_a_look_comes_first_on_the_agenda(client, cast, meeting):
    goal = set_goal(cast.mentorship, 3)
    assert "look at your goals again" not in page(client, cast.ben, meeting)

    goal.next_review_on = timezone.localdate(meeting.starts_at)
    goal.save()
    meeting.prepare(by=cast.ben, questions="How?")

    seen = page(client, cast.ben, meeting)
    assert seen.index("look at your goals again") < seen.index("How?")


def test_open_actions_are_on_the_agenda(client, cast, meeting):
    ActionFactory(mentorship=cast.mentorship, text="Call the venue")
    ActionFactory(mentorship=cast.mentorship, text="Long let go", dropped_at=timezone.now())

    seen = page(client, cast.ben, meeting)
    assert "What came of the last steps" in seen
    assert "Call the venue" in seen
    assert "Long let go" not in seen
