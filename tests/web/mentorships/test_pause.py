import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from alongside.errors import Refused
from alongside.web.checkins.models import CheckIn
from alongside.web.mentorships.models import Mentorship, Pause, Stage
from alongside.web.notices.models import Notice
from tests.factories.checkins import ask


def today(days: int = 0):
    return timezone.localdate() + timedelta(days=days)


def stage() -> str:
    return Mentorship.objects.get().stage


def test_a_mentor_pauses_until_a_day_and_the_mentee_is_told(client, cast):
    client.force_login(cast.amara)

    answer = client.post(
        reverse("mentorships:pause", args=[cast.mentorship.pk]), {"until": today(30), "reason": "A new child"}
    )

    assert answer.status_code == 302
    assert stage() == Stage.PAUSED
    letter = Notice.objects.get(kind="mentorships/mail/paused")
    assert letter.person == cast.ben
    assert "A new child" in letter.body


@pytest.mark.parametrize("days", [0, -1, 400])
def test_a_pause_ends_on_a_day_to_come_within_a_year(client, cast, days):
    client.force_login(cast.ben)

    answer = client.post(
        reverse("mentorships:pause", args=[cast.mentorship.pk]), {"until": today(days), "reason": "Exams"}
    )

    assert answer.status_code == 422
    assert "Exams" in answer.content.decode()
    assert stage() == Stage.ACTIVE


def test_a_pause_in_a_pause_is_refused(cast):
    cast.mentorship.pause(by=cast.ben, until=today(10))

    with pytest.raises(Refused, match="already paused"):
        cast.mentorship.pause(by=cast.amara, until=today(20))


def test_what_has_not_begun_is_not_paused(cast):
    with pytest.raises(Refused, match="signed"):
        cast.new_mentorship.pause(by=cast.ben, until=today(10))


def test_either_side_goes_on_sooner(client, cast):
    cast.mentorship.pause(by=cast.ben, until=today(10))
    client.force_login(cast.amara)

    client.post(reverse("mentorships:resume", args=[cast.mentorship.pk]))

    assert stage() in (Stage.AGREED, Stage.ACTIVE)
    assert Pause.objects.get().resumed_by == cast.amara


def test_going_on_without_a_pause_is_refused(cast):
    with pytest.raises(Refused, match="not paused"):
        cast.mentorship.resume(by=cast.ben)


def test_it_goes_on_by_itself_on_the_day_with_a_letter_before(cast, time_machine):
    time_machine.move_to(timezone.now())
    cast.mentorship.pause(by=cast.ben, until=today(10))

    call_command("resume_pauses")
    assert not Notice.objects.filter(kind="mentorships/mail/pause_ends").exists()

    time_machine.shift(timedelta(days=8))
    call_command("resume_pauses")
    call_command("resume_pauses")
    assert Notice.objects.filter(kind="mentorships/mail/pause_ends").count() == 2
    assert stage() == Stage.PAUSED

    time_machine.shift(timedelta(days=2))
    call_command("resume_pauses")
    assert stage() != Stage.PAUSED
    assert Notice.objects.filter(kind="mentorships/mail/resumed").count() == 2
    assert Pause.objects.get().resumed_by is None


def test_a_new_pause_is_not_ended_by_the_day_of_the_one_before(cast, time_machine, monkeypatch):
    time_machine.move_to(timezone.now())
    cast.mentorship.pause(by=cast.ben, until=today(1))
    time_machine.shift(timedelta(days=1))
    resume = Mentorship.resume

    def just_after_they_paused_anew(mentorship, **said):
        own = Mentorship.objects.get()
        resume(own, by=cast.ben)
        own.pause(by=cast.ben, until=today(30))
        resume(mentorship, **said)

    monkeypatch.setattr(Mentorship, "resume", just_after_they_paused_anew)
    call_command("resume_pauses")

    assert stage() == Stage.PAUSED
    assert Pause.objects.open().get().until == today(30)


@pytest.mark.parametrize(
    ("until", "more", "is_told"),
    [
        (0, {}, False),
        (1, {}, True),
        (3, {}, True),
        (4, {}, False),
        (2, {"reminded_at": timezone.now()}, False),
        (2, {"resumed_at": timezone.now()}, False),
    ],
)
def test_a_letter_before_goes_out_once_within_three_days_of_the_end(cast, until, more, is_told):
    Pause.objects.create(mentorship=cast.mentorship, by=cast.ben, until=today(until), **more)

    assert Pause.objects.soon_over(today()).exists() == is_told


def test_only_the_two_pause(client, cast):
    url = reverse("mentorships:pause", args=[cast.mentorship.pk])

    for person, status in ((cast.amara, 200), (cast.ben, 200), (cast.chidi, 404), (cast.dana, 404)):
        client.force_login(person)
        assert client.get(url).status_code == status
    assert client.post(reverse("mentorships:resume", args=[cast.mentorship.pk])).status_code == 404
    with pytest.raises(Refused):
        cast.mentorship.pause(by=cast.chidi, until=today(5))


def test_a_button_from_an_earlier_pause_does_not_end_the_new_one(client, cast):
    cast.mentorship.pause(by=cast.ben, until=today(10))
    client.force_login(cast.amara)
    page = client.get(reverse("mentorships:pause", args=[cast.mentorship.pk])).text
    (seen,) = re.findall(r'name="seen" value="(\d+)"', page)
    cast.mentorship.resume(by=cast.ben)
    cast.mentorship.pause(by=cast.ben, until=today(30))
    url = reverse("mentorships:resume", args=[cast.mentorship.pk])

    refused = client.post(url, {"seen": seen}, follow=True)

    assert stage() == Stage.PAUSED
    assert "a new one has begun" in refused.text and "Go on now" in refused.text
    client.post(url, {"seen": Pause.objects.open().get().pk})
    assert stage() != Stage.PAUSED


@pytest.mark.parametrize(("days", "letters"), [(2, 0), (3, 0), (4, 2)])
def test_a_pause_as_short_as_its_warning_is_told_of_once(cast, time_machine, days, letters):
    time_machine.move_to(timezone.now())
    cast.mentorship.pause(by=cast.ben, until=today(days))

    for _ in range(days):
        call_command("resume_pauses")
        time_machine.shift(timedelta(days=1))

    assert Notice.objects.filter(kind="mentorships/mail/pause_ends").count() == letters


def kinds() -> list[str]:
    return [kind.rpartition("/")[2] for kind in Notice.objects.order_by("pk").values_list("kind", flat=True)]


def test_what_is_told_of_a_pause_is_settled_when_it_is_over(cast, time_machine):
    time_machine.move_to(timezone.now())
    cast.mentorship.pause(by=cast.ben, until=today(10))
    time_machine.shift(timedelta(days=8))
    call_command("resume_pauses")
    assert kinds() == ["paused", "pause_ends", "pause_ends"]
    assert Notice.objects.last().useful_until is None  # that there is a pause is news on any day
    assert timezone.localdate(Notice.objects.first().useful_until) == today(2)

    cast.mentorship.resume(by=cast.amara)
    assert kinds() == ["resumed"]

    cast.mentorship.pause(by=cast.ben, until=today(10))
    assert kinds() == ["paused"]


def test_what_waits_to_be_asked_is_not_sent_into_a_pause(cast):
    checkin = ask(cast.mentorship, cast.ben)

    cast.mentorship.pause(by=cast.amara, until=today(10))

    assert kinds() == ["paused"]
    cast.mentorship.resume(by=cast.amara)
    assert checkin in CheckIn.objects.waiting()


def paused_and_ended(cast, days: int) -> Mentorship:
    cast.mentorship.pause(by=cast.amara, until=today(days))
    cast.mentorship.end(by=cast.ben, reason="no_time")
    return Mentorship.objects.get()


def test_a_pause_that_an_ending_cut_short_stands_again_when_it_is_taken_back(cast, time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 15, tzinfo=UTC))
    ended = paused_and_ended(cast, 30)
    assert not Pause.objects.open().exists()
    time_machine.shift(timedelta(hours=1))

    ended.reopen(by=cast.ben)

    assert stage() == Stage.PAUSED
    pause = Pause.objects.get()
    assert (pause.until, pause.resumed_at, pause.resumed_by) == (today(30), None, None)
    assert kinds() == ["reopened", "reopened"]  # nobody had been told that it ended
    assert all("stands again, until" in letter.body for letter in Notice.objects.all())
    Mentorship.objects.get().resume(by=cast.amara)
    assert stage() != Stage.PAUSED


def test_not_when_its_day_has_come_meanwhile(cast, time_machine):
    time_machine.move_to(datetime(2026, 3, 3, 15, tzinfo=UTC))
    ended = paused_and_ended(cast, 1)
    time_machine.shift(timedelta(hours=20))

    ended.reopen(by=cast.ben)

    assert stage() != Stage.PAUSED
    assert not Notice.objects.filter(kind__endswith="reopened", body__contains="stands again").exists()


def test_nor_one_that_was_over_before_the_ending(cast):
    cast.mentorship.pause(by=cast.ben, until=today(30))
    cast.mentorship.resume(by=cast.ben)
    cast.mentorship.end(by=cast.ben, reason="no_time")

    Mentorship.objects.get().reopen(by=cast.ben)

    assert stage() != Stage.PAUSED


def test_the_form_promises_a_letter_beforehand_for_a_longer_pause_only(client, cast):
    client.force_login(cast.ben)

    page = client.get(reverse("mentorships:pause", args=[cast.mentorship.pk])).content.decode()

    assert "three days before, where the pause is longer than that" in page
