import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from icalendar import Calendar

from alongside.web.notices.models import Notice
from alongside.web.notices.patience import MOST_TRIES
from tests.factories.notices import NoticeFactory
from tests.post_office import text_of

INVITATION = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Alongside//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:1@example.org
DTSTAMP:20260301T100000Z
DTSTART:20260310T100000Z
SUMMARY:Amara & Ben, Größe
END:VEVENT
END:VCALENDAR
"""


def send() -> str:
    return str(call_command("send_notices"))


def test_a_waiting_letter_is_sent_once(db, post_office):
    notice = NoticeFactory(person__email="ben@example.org")

    send()
    send()

    [letter] = post_office.letters
    assert letter["To"] == "ben@example.org"
    assert letter["Subject"] == "Amara said yes"
    notice.refresh_from_db()
    assert notice.sent_at and notice.tries == 1


def test_a_letter_has_its_words_and_one_button_in_text_and_html(db, post_office):
    NoticeFactory(body="Dear Ben & <b>all</b>,\n\nAmara would like to meet you.")

    send()

    [letter] = post_office.letters
    text, html = text_of(letter), letter.get_body(("html",)).get_content()
    assert "Dear Ben & <b>all</b>," in text
    assert "Choose a time: http://localhost:8000/mentorships/1/" in text
    assert "Dear Ben &amp; &lt;b&gt;all&lt;/b&gt;," in html
    assert html.count("Choose a time") == 1
    assert "<style" not in html and "<script" not in html


def test_a_letter_without_a_link_has_no_button(db, post_office):
    NoticeFactory(url="", button="")

    send()

    assert "border-radius: 999px" not in post_office.letters[0].get_body(("html",)).get_content()


def test_a_calendar_entry_comes_as_an_invitation(db, post_office):
    NoticeFactory(calendar=INVITATION)

    send()

    [part] = post_office.letters[0].iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert part.get_param("method") == "REQUEST"
    assert part.get_param("charset") == "utf-8"
    assert part.get_filename() == "meeting.ics"
    [event] = Calendar.from_ical(part.get_payload(decode=True)).events
    assert event["SUMMARY"] == "Amara & Ben, Größe"


def test_its_name_does_not_tell_its_number_and_is_the_same_at_the_next_try(db, post_office):
    one, other = NoticeFactory(pk=77_777), NoticeFactory(pk=77_778)

    send()
    Notice.objects.filter(pk=one.pk).update(sent_at=None, send_after=timezone.now())
    send()

    first, second, again = (letter["Message-ID"] for letter in post_office.letters)
    assert first == again == one.message_id != second == other.message_id
    assert "7777" not in first + second


def test_a_letter_for_later_waits(db, post_office):
    NoticeFactory(send_after=timezone.now() + timedelta(hours=1))

    assert send() == ""
    assert post_office.letters == []


def test_one_bad_letter_does_not_stop_the_others(db, post_office):
    NoticeFactory(calendar="this is no calendar")
    NoticeFactory(person__email="amara@example.org")

    assert send() == "1 sent, 1 to try again, 0 given up"
    assert post_office.to("amara@example.org")


def test_a_refusing_server_is_tried_again_with_growing_delay_and_then_given_up(db, post_office, capsys):
    post_office.refuses["ben@example.org"] = "550 <ben@example.org> no such person here"
    notice = NoticeFactory(person__email="ben@example.org", send_after=datetime(2026, 3, 2, 9, tzinfo=UTC))
    tried_at = []

    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False) as clock:
        for _minute in range(6 * 60):
            before = notice.tries
            call_command("send_notices")
            notice.refresh_from_db()
            if notice.tries > before:
                tried_at.append(timezone.now())
            clock.shift(60)

    waits = [later - earlier for earlier, later in pairwise(tried_at)]
    assert waits == [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120)]
    assert notice.given_up_at == tried_at[-1]
    assert "no such person here" in notice.error
    said = capsys.readouterr().err
    assert f"Gave up on letter {notice.pk} after {MOST_TRIES} tries" in said
    assert "ben@example.org" not in said


def test_a_letter_goes_when_the_server_is_back(db, post_office):
    post_office.refuses["ben@example.org"] = "451 try again later"
    notice = NoticeFactory(person__email="ben@example.org")
    send()
    post_office.refuses.clear()

    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        send()

    notice.refresh_from_db()
    assert notice.sent_at
    assert notice.error == ""
    assert len(post_office.letters) == 1


def test_without_a_server_nothing_is_lost(db, settings):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", nobody.getsockname()[1]
        notice = NoticeFactory()

        with pytest.raises(CommandError, match=r"all of them wait\. ConnectionRefusedError"):
            send()

    notice.refresh_from_db()
    assert (notice.tries, notice.error) == (0, "")


def test_a_silent_server_costs_one_wait_and_no_letter_a_try(db, settings):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", silent.getsockname()[1]
        settings.EMAIL_TIMEOUT = 0.5
        for _letter in range(20):
            NoticeFactory()
        began = time.monotonic()

        with pytest.raises(CommandError, match="timed out"):
            send()

    assert time.monotonic() - began < 5
    assert not Notice.objects.exclude(tries=0).exists()


def test_a_server_that_goes_away_in_between_stops_the_round(db, post_office):
    post_office.hangs_up_on.add("ben@example.org")
    NoticeFactory(person__email="amara@example.org")
    ben = NoticeFactory(person__email="ben@example.org")
    after = NoticeFactory(person__email="chidi@example.org")

    assert send() == "1 sent, 1 to try again, 0 given up"

    ben.refresh_from_db()
    after.refresh_from_db()
    assert (ben.tries, after.tries) == (0, 0)
    assert send() == "1 sent, 0 to try again, 0 given up"


def test_with_nothing_to_send_the_server_is_left_alone(db, settings):
    settings.EMAIL_BACKEND = "nobody.there"

    assert send() == ""


@pytest.mark.parametrize("most", ["0", "-1", "some"])
def test_how_many_to_send_is_a_number_from_one(db, most):
    with pytest.raises(CommandError, match="--most"):
        call_command("send_notices", "--most", most)


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_letter_once(post_office):
    for n in range(20):
        NoticeFactory(person__email=f"reader{n}@example.org")
    both = threading.Barrier(2)
    failures: list[BaseException] = []

    def work() -> None:
        try:
            both.wait()
            call_command("send_notices")
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _worker in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert failures == []
    assert sorted(letter["To"] for letter in post_office.letters) == sorted(f"reader{n}@example.org" for n in range(20))
    assert not Notice.objects.exclude(tries=1).exists()


def test_an_address_in_the_words_can_be_pressed_and_nothing_else_becomes_html(db, post_office):
    NoticeFactory(
        person__email="ben@example.org", body='See https://meet.example.org/a?b=1&c=2 <b onclick="x">here</b>'
    )

    send()

    [letter] = post_office.to("ben@example.org")
    html = letter.get_body(("html",)).get_content()
    assert '<a href="https://meet.example.org/a?b=1&amp;c=2" rel="nofollow">' in html
    assert "<b onclick" not in html


def test_somebody_who_may_not_sign_in_any_more_is_not_written_to(db, post_office):
    kept = NoticeFactory(person__email="ben@example.org")
    lost = NoticeFactory(person__is_active=False)
    later = NoticeFactory(person__is_active=False, send_after=timezone.now() + timedelta(days=1))
    assert Notice.objects.claim(lost.pk, now=timezone.now()) is None

    send()

    assert [letter["To"] for letter in post_office.letters] == [kept.person.email]
    lost.refresh_from_db()
    later.refresh_from_db()
    assert lost.given_up_at and lost.sent_at is None and "may not sign in" in lost.error
    assert later.given_up_at is None


def test_whoever_may_sign_in_again_gets_what_comes_then_and_nothing_stale(db, post_office):
    stale = NoticeFactory(person__email="ben@example.org", person__is_active=False, subject="Stale")
    send()
    stale.person.is_active = True
    stale.person.save()
    NoticeFactory(person=stale.person, subject="Fresh")

    send()

    assert [letter["Subject"] for letter in post_office.letters] == ["Fresh"]
