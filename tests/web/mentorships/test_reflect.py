import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from alongside.errors import Refused
from alongside.web.mentorships.models import Ending, Reflection
from alongside.web.notices.models import Notice

HELPED = "Your honest questions."


@pytest.fixture
def ending(cast) -> Ending:
    return cast.mentorship.end(by=cast.ben, reason="completed")


def page(client, cast, person) -> str:
    client.force_login(person)
    return client.get(reverse("mentorships:reflect", args=[cast.mentorship.pk])).content.decode()


def test_closing_words_are_private_unless_shared(client, cast, ending):
    ending.reflect(by=cast.ben, helped=HELPED)
    for person in (cast.amara, cast.chidi):
        assert HELPED not in page(client, cast, person)

    ending.reflect(by=cast.ben, helped=HELPED, shared_with_partner=True)
    assert HELPED in page(client, cast, cast.amara)
    assert HELPED not in page(client, cast, cast.chidi)
    assert Notice.objects.get(kind="mentorships/mail/reflection_shared").person == cast.amara


def test_the_wish_for_another_mentorship_reaches_coordinators_once_and_not_the_partner(client, cast, ending):
    client.force_login(cast.ben)
    for _twice in range(2):
        client.post(reverse("mentorships:reflect", args=[cast.mentorship.pk]), {"wants_another": "on"})

    assert [letter.person for letter in Notice.objects.filter(kind="mentorships/mail/wants_another")] == [cast.chidi]
    assert "would like to be matched again" in page(client, cast, cast.chidi)
    assert "Ben Lindqvist would like" not in page(client, cast, cast.amara)


def test_closing_words_can_be_written_anew(cast, ending):
    ending.reflect(by=cast.ben, helped=HELPED)
    ending.reflect(by=cast.ben, helped="Everything.")

    assert Reflection.objects.get().helped == "Everything."


@pytest.mark.parametrize("who", ["amara", "chidi"])
def test_whether_it_was_worth_it_is_read_by_nobody_else(client, cast, ending, who):
    before = page(client, cast, getattr(cast, who))

    ending.reflect(by=cast.ben, worth=1)

    assert without_token(page(client, cast, getattr(cast, who))) == without_token(before)


def test_it_can_be_changed_for_a_day_and_then_stands(client, cast, ending):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        ending.reflect(by=cast.ben, worth=2)
        first = Reflection.objects.get().worth_at
        clock.shift(timedelta(hours=23))
        ending.reflect(by=cast.ben, worth=4)
        assert (Reflection.objects.get().worth, Reflection.objects.get().worth_at) == (4, first)
        assert 'name="worth"' in page(client, cast, cast.ben)

        clock.shift(timedelta(hours=2))

        with pytest.raises(Refused, match="more than a day ago"):
            ending.reflect(by=cast.ben, worth=1)
        ending.reflect(by=cast.ben, helped=HELPED, worth=4)
        ending.reflect(by=cast.ben, helped=HELPED)
        assert Reflection.objects.get().worth == 4
        words = page(client, cast, cast.ben)
        assert 'name="worth"' not in words and "(4 of 5) more than a day ago" in words


def test_an_old_page_that_sends_another_answer_keeps_the_first(client, cast, ending):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        ending.reflect(by=cast.ben, worth=2)
        clock.shift(timedelta(hours=25))
        client.force_login(cast.ben)

        answer = client.post(
            reverse("mentorships:reflect", args=[cast.mentorship.pk]), {"worth": "5", "helped": HELPED}
        )

    assert answer.status_code == 302
    assert (Reflection.objects.get().worth, Reflection.objects.get().helped) == (2, HELPED)


@pytest.mark.parametrize("worth", ["0", "6", "x", "4.5"])
def test_what_is_none_of_the_five_is_refused_and_nothing_is_lost(client, cast, ending, worth):
    client.force_login(cast.ben)

    answer = client.post(reverse("mentorships:reflect", args=[cast.mentorship.pk]), {"worth": worth, "helped": HELPED})

    assert answer.status_code == 422
    assert HELPED in answer.content.decode()
    assert not Reflection.objects.exists()


def test_an_ending_that_is_taken_back_takes_the_answer_along(cast, ending):
    ending.reflect(by=cast.ben, helped=HELPED, worth=2)

    cast.mentorship.reopen(by=cast.ben)

    kept = Reflection.objects.get()
    assert (kept.helped, kept.worth, kept.worth_at) == (HELPED, None, None)


def without_token(text: str) -> str:
    return re.sub(r"[A-Za-z0-9]{64}", "", text)


def test_an_introduction_needs_no_closing_words(cast):
    ending = cast.new_mentorship.end(by=cast.ben, reason="")

    with pytest.raises(Refused):
        ending.reflect(by=cast.ben, helped=HELPED)


def test_before_the_ending_there_is_nothing_to_look_back_on(client, cast):
    client.force_login(cast.ben)

    assert client.get(reverse("mentorships:reflect", args=[cast.mentorship.pk])).status_code == 404


def test_a_stranger_does_not_look_back(client, cast, ending):
    client.force_login(cast.dana)
    assert client.get(reverse("mentorships:reflect", args=[cast.mentorship.pk])).status_code == 404
    with pytest.raises(Refused):
        ending.reflect(by=cast.chidi, helped=HELPED)


def test_whoever_wishes_for_another_is_told_where_that_begins_on_their_side(client, cast, ending):
    for person in (cast.ben, cast.amara):
        ending.reflect(by=person, wants_another=True)

    assert "Look at the directory" in page(client, cast, cast.ben)
    assert "mentees who look for somebody can find you" in page(client, cast, cast.amara)
    assert "Look at the directory" not in page(client, cast, cast.amara)


def test_closing_words_sent_after_the_ending_was_taken_back_are_kept_for_their_writer(client, cast, ending):
    client.force_login(cast.amara)
    url = reverse("mentorships:reflect", args=[cast.mentorship.pk])
    assert client.get(url).status_code == 200
    cast.mentorship.reopen(by=cast.ben)
    typed = {"helped": HELPED, "differently": "", "shared_with_partner": "on", "wants_another": "on"}

    answer = client.post(url, typed, follow=True)

    assert answer.redirect_chain == [(cast.mentorship.get_absolute_url(), 302)]
    assert "your mentorship goes on again" in answer.text and "Your closing words are kept" in answer.text
    kept = Reflection.objects.get()
    assert (kept.person, kept.helped, kept.shared_with_partner, kept.wants_another) == (
        cast.amara,
        HELPED,
        False,
        False,
    )
    cast.mentorship.end(by=cast.ben, reason="completed")
    assert HELPED in page(client, cast, cast.amara)
    assert HELPED not in page(client, cast, cast.ben)


def test_an_ending_taken_back_at_the_very_moment_keeps_them_too(cast, ending):
    cast.mentorship.reopen(by=cast.ben)

    with pytest.raises(Refused, match="goes on again"):
        ending.reflect(by=cast.amara, helped=HELPED)


@pytest.mark.parametrize("who", ["chidi", "dana"])
def test_nobody_else_leaves_words_in_a_mentorship_that_goes_on(client, cast, who):
    client.force_login(getattr(cast, who))

    answer = client.post(reverse("mentorships:reflect", args=[cast.mentorship.pk]), {"helped": HELPED})

    assert answer.status_code == 404
    assert not Reflection.objects.exists()
