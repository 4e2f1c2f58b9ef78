from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from alongside.errors import Refused
from alongside.web.feedback.models import Feedback
from alongside.web.meetings.minute import item_for
from alongside.web.meetings.models import Meeting, Rating
from alongside.web.mentorships.items import AFTER_SESSION
from tests.factories.meetings import HeldMeetingFactory, MeetingFactory
from tests.factories.programmes import shows


@pytest.fixture
def held(cast) -> Meeting:
    return HeldMeetingFactory(mentorship=cast.mentorship)


def test_a_session_is_rated_in_private(client, cast, held):
    client.force_login(cast.ben)
    url = reverse("meetings:rate", args=[held.pk])

    page = client.get(url).content.decode()
    answer = client.post(url, {"useful": 2, "item_value": 1})

    assert "Only you can see your answers: not Amara, and not your coordinator" in page
    assert answer.status_code == 302
    rating = Rating.objects.get()
    assert (rating.person, rating.useful, rating.item, rating.item_value) == (cast.ben, 2, AFTER_SESSION[0], 1)


def test_the_form_says_when_the_programme_shows_ratings(client, cast, held):
    shows(cast.programme, "ratings")
    client.force_login(cast.ben)

    assert "Your coordinator may" in client.get(reverse("meetings:rate", args=[held.pk])).content.decode()


def test_the_second_question_is_a_check_in_and_the_form_says_who_sees_that(client, cast, held):
    shows(cast.programme, "checkins")
    client.force_login(cast.ben)
    url = reverse("meetings:rate", args=[held.pk])

    assert "Your coordinator may" in client.get(url).text
    saved = client.post(url, {"useful": 2, "item_value": 1}, follow=True)
    assert "Amara cannot see what you answered" in saved.text
    assert "Only you" not in saved.text.partition("How it was for you")[2]


def test_the_partner_sees_nothing_of_it(client, cast, held):
    client.force_login(cast.amara)
    pages = [held.get_absolute_url(), reverse("meetings:rate", args=[held.pk])]
    before = [client.get(page).content.decode() for page in pages]

    held.rate(by=cast.ben, useful=1)

    def plain(page: str) -> list[str]:
        return [line for line in page.splitlines() if "csrf" not in line.lower()]

    assert [plain(client.get(page).content.decode()) for page in pages] == [plain(page) for page in before]


def test_only_a_session_that_was_held_is_rated(client, cast):
    booked = MeetingFactory(mentorship=cast.mentorship)
    met = HeldMeetingFactory(mentorship=cast.mentorship, kind="introduction")

    for meeting in (booked, met):
        with pytest.raises(Refused, match="Only a session that you held"):
            meeting.rate(by=cast.ben, useful=4)
    client.force_login(cast.ben)
    assert client.post(reverse("meetings:rate", args=[booked.pk]), {"useful": 4}).status_code == 422
    assert client.get(reverse("meetings:rate", args=[met.pk])).status_code == 404


def test_an_answer_may_change_for_a_day_and_then_stands(cast, held):
    held.rate(by=cast.ben, useful=2)
    held.rate(by=cast.ben, useful=4)
    assert Rating.objects.get().useful == 4

    with time_machine.travel(timezone.now() + timedelta(hours=25)), pytest.raises(Refused, match="a day ago"):
        held.rate(by=cast.ben, useful=5)


def test_what_the_partner_said_long_ago_stands_in_nobodys_way(cast, held):
    held.rate(by=cast.amara, useful=2)

    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        held.rate(by=cast.ben, useful=5)

    assert dict(Rating.objects.values_list("person", "useful")) == {cast.amara.pk: 2, cast.ben.pk: 5}


@pytest.mark.parametrize(
    "typed", [{}, {"useful": 0}, {"useful": 6}, {"useful": "good"}, {"useful": 4, "item_value": 9}]
)
def test_an_answer_is_one_of_five(client, cast, held, typed):
    client.force_login(cast.ben)

    assert client.post(reverse("meetings:rate", args=[held.pk]), typed).status_code == 422
    assert not Rating.objects.exists()


def test_the_second_question_takes_turns_and_stays_while_it_may_change(cast):
    asked = []
    for _ in range(len(AFTER_SESSION) + 1):
        meeting = HeldMeetingFactory(mentorship=cast.mentorship)
        item = item_for(meeting, cast.ben).name
        meeting.rate(by=cast.ben, useful=4, item=item, item_value=3)
        assert item_for(meeting, cast.ben).name == item
        asked.append(item)

    assert asked == [*AFTER_SESSION, AFTER_SESSION[0]]


def test_the_second_question_may_be_left_out(client, cast, held):
    client.force_login(cast.ben)

    client.post(reverse("meetings:rate", args=[held.pk]), {"useful": 5})

    rating = Rating.objects.get()
    assert (rating.item, rating.item_value) == ("", None)


def test_after_the_minute_the_page_offers_to_say_what_helped(client, cast, held):
    client.force_login(cast.ben)
    give = f"{reverse('feedback:give', args=[cast.mentorship.pk])}?meeting={held.pk}"
    assert give in client.get(held.get_absolute_url()).content.decode()

    page = client.post(reverse("meetings:rate", args=[held.pk]), {"useful": 5}, follow=True).content.decode()
    assert f'<a class="button button--primary" href="{give}">Tell Amara what helped</a>' in page

    Feedback.objects.give(cast.mentorship, by=cast.ben, meeting=held, shared_with="partner", helped="Your questions")
    assert give not in client.get(held.get_absolute_url()).content.decode()
    client.force_login(cast.amara)
    assert "Tell Ben what helped" in client.get(held.get_absolute_url()).content.decode()


def test_nothing_helped_yet_in_what_was_not_held(client, cast):
    client.force_login(cast.ben)

    for meeting in (
        MeetingFactory(mentorship=cast.mentorship),
        HeldMeetingFactory(mentorship=cast.mentorship, state="missed"),
    ):
        assert "Tell Amara what helped" not in client.get(meeting.get_absolute_url()).content.decode()
