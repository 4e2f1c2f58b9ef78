"""The two write to each other, and each gets one letter until they have looked."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from alongside.web.mentorships.refusals import NotYours, Over
from alongside.web.messages.models import LONGEST, WROTE, Message
from alongside.web.messages.refusals import NothingWritten
from alongside.web.notices.models import Notice


def write(client, person, mentorship, words="When shall we speak?"):
    client.force_login(person)
    return client.post(reverse("messages:write", args=[mentorship.pk]), {"words": words})


def page(client, person, mentorship, query=""):
    client.force_login(person)
    return client.get(reverse("messages:list", args=[mentorship.pk]) + query)


def test_what_one_writes_the_other_reads_and_the_newest_stands_at_the_foot(client, cast):
    write(client, cast.ben, cast.mentorship, "First words")
    write(client, cast.amara, cast.mentorship, "Second words")

    text = page(client, cast.ben, cast.mentorship).text

    assert 0 < text.index("First words") < text.index("Second words") < text.index('name="words"')


def test_it_is_open_from_the_introduction_on(client, cast):
    assert "find a time to meet" in page(client, cast.ben, cast.new_mentorship).text

    assert write(client, cast.ben, cast.new_mentorship, "Tuesday?").status_code == 302

    assert "Tuesday?" in page(client, cast.amara, cast.new_mentorship).text


def test_the_partner_gets_a_letter_that_does_not_carry_the_words(client, cast, time_machine):
    time_machine.move_to(timezone.now())
    write(client, cast.ben, cast.mentorship, "My secret plan")
    call_command("send_notices")
    assert mail.outbox == []  # for as long as the words can be taken back

    time_machine.shift(timedelta(minutes=5))
    call_command("send_notices")

    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([cast.amara.email], "Ben wrote to you")
    assert "secret" not in letter.body + str(letter.alternatives)
    assert letter.reply_to == []  # an answer by mail would show an address
    assert reverse("messages:list", args=[cast.mentorship.pk]) in letter.body


def test_no_second_letter_comes_until_they_have_looked(client, cast):
    for words in ("One", "Two", "Three"):
        write(client, cast.ben, cast.mentorship, words)
    assert Notice.objects.filter(kind=WROTE, person=cast.amara).count() == 1
    Notice.objects.update(sent_at=timezone.now())

    write(client, cast.ben, cast.mentorship, "Four")
    assert Notice.objects.filter(kind=WROTE).count() == 1

    page(client, cast.amara, cast.mentorship)
    write(client, cast.ben, cast.mentorship, "Five")
    assert Notice.objects.filter(kind=WROTE, person=cast.amara).count() == 2


def test_what_the_other_side_has_not_read_keeps_no_letter_back(client, cast):
    write(client, cast.ben, cast.mentorship)
    write(client, cast.amara, cast.mentorship, "I do not open the page, I only write")

    assert {letter.person for letter in Notice.objects.filter(kind=WROTE)} == {cast.amara, cast.ben}


@pytest.mark.parametrize(("words", "sentence"), [("", "A line is enough"), (" \n ", "A line is enough")])
def test_nothing_is_not_sent(client, cast, words, sentence):
    answer = write(client, cast.ben, cast.mentorship, words)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Message.objects.exists()
    with pytest.raises(NothingWritten):
        Message.objects.write(cast.mentorship, by=cast.ben, words=words)


def test_what_is_too_long_is_said_and_stays_in_the_box(client, cast):
    answer = write(client, cast.ben, cast.mentorship, "a" * (LONGEST + 1))

    assert answer.status_code == 422
    assert "a" * (LONGEST + 1) in answer.text
    assert not Message.objects.exists()


def test_after_the_ending_it_stays_to_be_read_and_nothing_is_lost_that_was_being_typed(client, cast):
    write(client, cast.ben, cast.mentorship, "Thank you for all of it")
    cast.mentorship.end(by=cast.amara, reason="completed")

    answer = write(client, cast.ben, cast.mentorship, "And one more thing")

    assert answer.status_code == 422
    assert "has ended" in answer.text and "And one more thing" in answer.text
    shown = page(client, cast.amara, cast.mentorship).text
    assert "Thank you for all of it" in shown and 'name="words"' not in shown
    with pytest.raises(Over):
        Message.objects.write(cast.mentorship, by=cast.ben, words="Late")


@pytest.mark.parametrize("who", ["chidi", "dana", "efua"])
def test_nobody_else_writes_here(client, cast, who):
    person = getattr(cast, who)

    assert write(client, person, cast.mentorship).status_code == 404
    with pytest.raises(NotYours):
        Message.objects.write(cast.mentorship, by=person, words="Hello")
    assert not Message.objects.exists()


def test_in_a_pause_one_may_write_and_is_told_that_no_answer_is_expected(client, cast):
    cast.mentorship.pause(by=cast.ben, until=timezone.localdate() + timedelta(days=20))

    assert "nothing is expected" in page(client, cast.amara, cast.mentorship).text
    assert write(client, cast.amara, cast.mentorship, "Rest well").status_code == 302


def test_the_address_to_write_at_leads_to_the_box_when_it_is_only_opened(client, cast):
    client.force_login(cast.ben)

    answer = client.get(reverse("messages:write", args=[cast.mentorship.pk]))

    assert answer.url == reverse("messages:list", args=[cast.mentorship.pk]) + "#write"
    assert 'id="write"' in page(client, cast.ben, cast.mentorship).text


def test_each_message_moves_the_clocks_of_all_three(client, cast, time_machine):
    time_machine.move_to(timezone.now() + timedelta(hours=1))
    write(client, cast.ben, cast.mentorship)

    cast.mentorship.refresh_from_db()
    moved = {cast.mentorship.mentor_event_at, cast.mentorship.mentee_event_at, cast.mentorship.coordinator_event_at}
    assert min(moved) >= timezone.now() - timedelta(minutes=1)
