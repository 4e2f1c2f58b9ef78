"""What a refusal of the mail server costs a letter, and what it costs the others."""

import os
import signal
from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from alongside.web.notices.models import Notice
from alongside.web.notices.patience import CLAIMED_FOR, MOST_TRIES, PATIENCE
from alongside.web.programmes.models import Invitation
from tests.factories.notices import NoticeFactory
from tests.factories.programmes import InvitationFactory

NAMES = ["amara", "ben", "chidi", "dana", "ida"]


def send() -> str:
    return str(call_command("send_notices"))


@pytest.fixture
def letters(db) -> list[Notice]:
    return [NoticeFactory(person__email=f"{name}@example.org") for name in NAMES]


def tried(letters: list[Notice]) -> list[int]:
    for letter in letters:
        letter.refresh_from_db()
    return [letter.tries for letter in letters]


@pytest.mark.parametrize(
    "answer",
    ["421 4.7.0 closing the connection", "452 4.5.3 too many recipients", "452 no room", "450 4.3.2 not now"],
)
def test_where_the_server_wants_no_more_the_others_are_not_tried_and_none_loses_a_try(letters, post_office, answer):
    post_office.refuses = {f"{name}@example.org": answer for name in NAMES}

    with pytest.raises(CommandError, match=r"takes no more letters now; the others wait .* 4\d\d") as refused:
        send()

    assert post_office.asked == ["amara@example.org"]
    assert "amara@" not in str(refused.value)
    assert tried(letters) == [0, 0, 0, 0, 0]


def test_a_quota_at_the_end_of_a_letter_stops_the_run_too(letters, post_office):
    post_office.says_of_letters = "452 4.3.1 quota for today is over"

    with pytest.raises(CommandError):
        send()

    assert len(post_office.asked) == 1 and tried(letters) == [0, 0, 0, 0, 0]


@pytest.mark.parametrize("answer", ["452 4.2.2 mailbox full", "450 4.2.0 greylisted", "550 5.1.1 nobody here"])
def test_what_is_said_of_one_address_stops_nobody_elses(letters, post_office, answer):
    post_office.refuses["ben@example.org"] = answer

    assert send() == "4 sent, 1 to try again, 0 given up"
    assert tried(letters) == [1, int(answer.startswith("5")), 1, 1, 1]


def test_three_laters_in_a_row_are_meant_for_all(letters, post_office):
    post_office.refuses = {f"{name}@example.org": "451 4.7.1 too much mail from you" for name in NAMES}

    with pytest.raises(CommandError, match=r"0 sent, 3 to try again.*too much mail"):
        send()

    assert len(post_office.asked) == 3 and tried(letters) == [0, 0, 0, 0, 0]


def test_a_later_is_waited_out_for_three_days_in_growing_waits_and_then_counts(db, post_office):
    post_office.refuses["ben@example.org"] = "451 4.7.1 greylisted"
    letter = NoticeFactory(person__email="ben@example.org")
    tried_at = []

    with time_machine.travel(letter.send_after, tick=False) as clock:
        while letter.given_up_at is None:
            send()
            tried_at.append(timezone.now() - letter.created_at)
            letter.refresh_from_db()
            clock.move_to(letter.send_after)

    waits = [later - earlier for earlier, later in pairwise(tried_at)]
    assert [round(wait / timedelta(minutes=1)) for wait in waits[:8]] == [1, 1, 2, 4, 8, 16, 32, 64]
    assert max(waits) == timedelta(hours=2)
    assert len([when for when in tried_at if when > PATIENCE]) == MOST_TRIES == letter.tries


@pytest.mark.parametrize("answer", ["550 5.7.1 you may not write as this sender", "450 too fast"])
def test_a_sender_who_is_refused_costs_no_letter_a_try_however_old_it_is(letters, post_office, answer):
    Notice.objects.update(created_at=timezone.now() - 2 * PATIENCE)
    post_office.refuses_sender = answer

    for _run in range(2 * MOST_TRIES):
        with pytest.raises(CommandError, match="the others wait"):
            send()
        Notice.objects.update(send_after=timezone.now())

    assert tried(letters) == [0, 0, 0, 0, 0]
    post_office.refuses_sender = ""
    assert send() == "5 sent, 0 to try again, 0 given up"


def test_a_letter_that_is_too_large_is_its_own_fault(letters, post_office):
    post_office.refuses_sender = "552 5.3.4 message too large"

    assert send() == "0 sent, 5 to try again, 0 given up"
    assert tried(letters) == [1, 1, 1, 1, 1]


def test_nobody_takes_a_letter_that_another_may_still_be_sending(db, settings):
    letter = NoticeFactory()
    now = timezone.now()
    # Reset, sender, address, data, the letter itself and reset again, each answered at the last moment.
    slowest = 6 * timedelta(seconds=settings.EMAIL_TIMEOUT)

    assert Notice.objects.claim(letter.pk, now=now)

    assert 2 * slowest < CLAIMED_FOR
    assert Notice.objects.claim(letter.pk, now=now + CLAIMED_FOR - timedelta(seconds=1)) is None
    assert Notice.objects.claim(letter.pk, now=now + CLAIMED_FOR)


def test_an_ordinary_stop_ends_the_run_after_the_letter_at_hand(letters, post_office):
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)]
    post_office.on_letter = lambda: os.kill(os.getpid(), signal.SIGTERM)

    assert send() == "1 sent, 0 to try again, 0 given up"

    assert tried(letters) == [1, 0, 0, 0, 0] and letters[0].sent_at
    assert [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)] == before


def test_invitations_are_as_patient_and_stop_as_readily(cast, post_office):
    for name in NAMES:
        InvitationFactory(programme=cast.programme, email=f"{name}@example.net", invited_by=cast.chidi)
    post_office.refuses = {f"{name}@example.net": "452 4.5.3 quota" for name in NAMES}

    with pytest.raises(CommandError, match=r"0 invitations sent, 1 to try again.*quota"):
        call_command("send_invitations")

    assert len(post_office.asked) == 1 and not Invitation.objects.exclude(tries=0).exists()
    post_office.refuses.clear()
    post_office.on_letter = lambda: os.kill(os.getpid(), signal.SIGINT)
    assert call_command("send_invitations") == "1 invitations sent, 0 to try again, 0 given up"


def test_an_invitation_that_waited_three_days_is_given_up_after_five_laters(cast, post_office):
    old = timezone.now() - PATIENCE - timedelta(hours=1)
    it = InvitationFactory(programme=cast.programme, email="ida@example.net", invited_by=cast.chidi, invited_at=old)
    post_office.refuses["ida@example.net"] = "450 4.2.0 greylisted"

    for _try in range(MOST_TRIES):
        Invitation.objects.update(send_after=timezone.now())
        call_command("send_invitations")

    it.refresh_from_db()
    assert it.is_given_up
