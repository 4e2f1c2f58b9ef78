"""Two people press at the same moment: real threads, on both databases."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from alongside.errors import Refused
from alongside.web.meetings.models import Meeting, Note
from alongside.web.mentorships.models import Agreement, Mentorship, Stage
from alongside.web.notices.models import Notice
from tests.factories.cast import Cast
from tests.factories.meetings import MeetingFactory
from tests.factories.mentorships import agree_to_go_on, meet

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*verbs) -> list[str]:
    """Run each in a thread of its own, all let go together; what each said: "done" or the refusal."""
    gate, said = threading.Barrier(len(verbs)), [""] * len(verbs)

    def run(place, verb):
        try:
            gate.wait()
            verb()
            said[place] = "done"
        except Refused as refusal:
            said[place] = str(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return said


def test_a_move_and_a_cancellation_at_once_leave_one_story():
    cast = Cast()
    meeting = MeetingFactory(mentorship=cast.mentorship)
    mine, theirs = Meeting.objects.get(pk=meeting.pk), Meeting.objects.get(pk=meeting.pk)
    later = timezone.now() + timedelta(days=4)

    moved, cancelled = at_once(
        lambda: mine.move(by=cast.ben, starts_at=later, ends_at=later + timedelta(minutes=30)),
        lambda: theirs.cancel(by=cast.amara, reason="time"),
    )

    meeting.refresh_from_db()
    kinds = [change.kind for change in meeting.changes.all()]
    assert cancelled == "done"
    assert meeting.state == Meeting.State.CANCELLED
    assert kinds == (["booked", "moved", "cancelled"] if moved == "done" else ["booked", "cancelled"])


def test_a_button_pressed_twice_books_once():
    cast = Cast()
    starts_at = timezone.now() + timedelta(days=2)
    pair, by = cast.mentorship, cast.ben

    def book():
        Meeting.objects.book(
            pair, by=by, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=30), channel="video"
        )

    said = at_once(book, book)

    assert sorted(word == "done" for word in said) == [False, True]
    assert pair.meetings.count() == 1


def test_two_who_write_notes_at_once_lose_nothing():
    cast = Cast()
    meeting = MeetingFactory(mentorship=cast.mentorship)

    def write(by, body):
        note = Note.objects.shared(meeting)
        note.write(by=by, body=body, version=0)

    said = at_once(lambda: write(cast.ben, "Ben's"), lambda: write(cast.amara, "Amara's"))

    assert sorted(word == "done" for word in said) == [False, True]
    assert Note.objects.get(meeting=meeting).body == ("Ben's" if said[0] == "done" else "Amara's")


def test_two_verdicts_at_once_are_both_kept_and_end_nothing():
    cast = Cast()
    meeting = meet(cast.new_mentorship)
    mine, theirs = Meeting.objects.get(pk=meeting.pk), Meeting.objects.get(pk=meeting.pk)

    said = at_once(
        lambda: mine.give_verdict(by=cast.ben, answer="good"),
        lambda: theirs.give_verdict(by=cast.amara, answer="not_a_fit"),
    )

    assert said == ["done", "done"]
    assert meeting.verdicts.count() == 2
    assert Mentorship.objects.get(pk=cast.new_mentorship.pk).is_open


def test_two_who_want_to_go_on_and_say_so_at_once_get_one_agreement():
    cast = Cast()
    meeting = meet(cast.new_mentorship)
    mine, theirs = Meeting.objects.get(pk=meeting.pk), Meeting.objects.get(pk=meeting.pk)

    said = at_once(
        lambda: mine.give_verdict(by=cast.ben, answer="good"),
        lambda: theirs.give_verdict(by=cast.amara, answer="unsure"),
    )

    assert said == ["done", "done"]
    letters = Notice.objects.filter(kind="mentorships/mail/agreement_open")
    assert {letter.person for letter in letters} == {cast.amara, cast.ben}
    assert letters.count() == 2


def test_one_time_picked_twice_at_once_is_booked_once():
    cast = Cast()
    times = [timezone.now() + timedelta(days=day) for day in (1, 2)]
    meeting = Meeting.objects.propose_introduction(cast.new_mentorship, by=cast.amara, slots=times)
    mine, again = (Meeting.objects.get(pk=meeting.pk) for _ in times)
    first, second = meeting.slots.all()

    said = at_once(lambda: mine.pick(first, by=cast.ben), lambda: again.pick(second, by=cast.ben))

    assert sorted(word == "done" for word in said) == [False, True]
    assert meeting.changes.filter(kind="booked").count() == 1


def test_two_signatures_at_once_begin_one_mentorship():
    cast = Cast()
    agreement = agree_to_go_on(cast.new_mentorship)
    copies = [Agreement.objects.select_related("mentorship").get(pk=agreement.pk) for _ in range(2)]

    said = at_once(
        lambda: copies[0].sign(by=cast.ben, version=1),
        lambda: copies[1].sign(by=cast.amara, version=1),
    )

    assert said == ["done", "done"]
    assert Mentorship.objects.get(pk=cast.new_mentorship.pk).stage == Stage.AGREED
    assert Notice.objects.filter(kind="mentorships/mail/begun").count() == 2


def test_two_workers_remind_once():
    cast = Cast()
    meeting = MeetingFactory(mentorship=cast.mentorship, starts_at=timezone.now() + timedelta(hours=20))
    copies = [Meeting.objects.for_page().get(pk=meeting.pk) for _ in range(2)]

    at_once(*(copy.remind for copy in copies))

    assert cast.ben.notices.filter(kind="meetings/mail/reminder").count() == 1
