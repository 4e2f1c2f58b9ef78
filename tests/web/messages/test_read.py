"""What the page shows has been read; it is counted where it waits, and found page by page."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.web.home.waiting import waiting_for
from alongside.web.messages.models import ON_A_PAGE, WROTE, Message
from alongside.web.notices.models import Notice


def address(mentorship, query=""):
    return reverse("messages:list", args=[mentorship.pk]) + query


@pytest.fixture
def two(cast) -> list[Message]:
    return [Message.objects.write(cast.mentorship, by=cast.ben, words=words) for words in ("One", "Two")]


def texts(person) -> list[str]:
    return [one.text for one in waiting_for(person)]


def test_it_waits_for_its_reader_until_they_open_the_page(client, cast, two):
    assert texts(cast.amara) == ["Ben wrote to you: 2 messages"]
    assert texts(cast.ben) == []
    client.force_login(cast.amara)

    first = client.get(address(cast.mentorship)).text
    again = client.get(address(cast.mentorship)).text

    assert first.count(">new</span>") == 2 and ">new</span>" not in again
    assert texts(cast.amara) == []


def test_opening_the_page_calls_back_a_letter_that_has_not_gone_out(client, cast, two):
    client.force_login(cast.amara)
    client.get(address(cast.mentorship))

    assert not Notice.objects.filter(kind=WROTE).exists()


def test_a_letter_that_went_out_stays_in_the_list_of_letters(client, cast, two):
    Notice.objects.update(sent_at=timezone.now())
    client.force_login(cast.amara)
    client.get(address(cast.mentorship))

    assert Notice.objects.filter(kind=WROTE, person=cast.amara).count() == 1


def test_ones_own_look_reads_nothing_of_ones_own(client, cast, two):
    client.force_login(cast.ben)
    client.get(address(cast.mentorship))

    assert Message.objects.unread_by(cast.amara).count() == 2
    assert Notice.objects.filter(kind=WROTE).exists()


def test_the_writer_is_not_told_whether_it_has_been_read(client, cast, two):
    """The very same page, to the last letter, but for the token that is drawn anew each time."""

    def shown() -> str:
        client.force_login(cast.ben)
        return re.sub(r"\w{64}", "", client.get(address(cast.mentorship)).text)

    before = shown()
    client.force_login(cast.amara)
    client.get(address(cast.mentorship))
    Message.objects.exclude(read_at=None).get(words="Two")

    assert shown() == before


@pytest.mark.parametrize("name", ["home:mentorship", "goals:list", "meetings:list"])
def test_every_page_of_the_mentorship_counts_what_is_new(client, cast, two, name):
    for person, count in ((cast.amara, 1), (cast.ben, 0)):
        client.force_login(person)
        page = client.get(reverse(name, args=[cast.mentorship.pk])).text
        assert page.count('<span class="tabs__count">2') == count


def test_the_home_of_the_mentorship_says_who_wrote_and_never_what(client, cast, two):
    client.force_login(cast.amara)
    page = client.get(cast.mentorship.get_absolute_url()).text
    assert "Ben wrote to you: 2 messages" in page and "Two" not in page
    client.get(address(cast.mentorship))

    assert "Ben wrote on" in client.get(cast.mentorship.get_absolute_url()).text
    client.force_login(cast.ben)
    assert "You wrote on" in client.get(cast.mentorship.get_absolute_url()).text


def test_what_came_before_the_ending_still_waits_after_it(client, cast, two):
    cast.mentorship.end(by=cast.ben, reason="completed")

    assert "Ben wrote to you: 2 messages" in texts(cast.amara)


def many(cast, number: int) -> list[Message]:
    start = timezone.now() - timedelta(days=number)
    return [
        Message.objects.create(
            mentorship=cast.mentorship, by=cast.ben, words=f"Line {each}.", written_at=start + timedelta(hours=each)
        )
        for each in range(number)
    ]


def test_older_ones_are_a_page_away_and_are_not_asked_for_an_answer(client, cast):
    many(cast, ON_A_PAGE + 5)
    client.force_login(cast.amara)

    newest = client.get(address(cast.mentorship)).text
    older = client.get(address(cast.mentorship, "?page=2")).text

    assert "Line 5." in newest and "Line 4." not in newest and "Earlier messages" in newest
    assert "Line 4." in older and "Line 5." not in older and "Later messages" in older
    assert 'name="words"' in newest and 'name="words"' not in older


def test_its_own_address_leads_to_where_it_stands(client, cast):
    found = many(cast, ON_A_PAGE + 5)
    client.force_login(cast.amara)

    for message, number in ((found[-1], 1), (found[5], 1), (found[4], 2), (found[0], 2)):
        answer = client.get(message.get_absolute_url())
        assert answer.url == address(cast.mentorship, f"?page={number}#{message.key}")
        assert f'id="{message.key}"' in client.get(answer.url).text


def test_the_page_opens_at_the_first_that_is_new(client, cast):
    many(cast, 4)
    Message.objects.filter(words__in=["Line 0.", "Line 1."]).update(read_at=timezone.now())
    client.force_login(cast.amara)

    page = client.get(address(cast.mentorship)).text

    assert page.count('id="latest"') == 1
    assert page.index("Line 1.") < page.index('id="latest"') < page.index("Line 2.")
