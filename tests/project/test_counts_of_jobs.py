"""Jobs say how many they reminded: whoever was settled at the last moment, and got no letter, is not among them."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from alongside.web.checkins.models import CheckIn
from alongside.web.goals.models import Goal
from alongside.web.mentorships.models import Mentorship, MentorshipQuerySet, Pause
from alongside.web.notices.models import Notice
from alongside.web.proposals.models import Proposal
from alongside.web.requests.models import Request
from tests.factories.checkins import ask
from tests.factories.lives import set_goal
from tests.factories.requests import RequestFactory
from tests.factories.rounds import mentee, mentor, publish, round_of


def said(command: str, days: int = 0) -> str:
    out = StringIO()
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        call_command(command, stdout=out)
    return out.getvalue().strip()


def late_check_in(cast):
    ask(cast.mentorship, cast.amara).answer({})
    return ask(cast.mentorship, cast.ben)


def goal_to_review(cast):
    goal = set_goal(cast.mentorship, 1)
    Goal.objects.update(next_review_on=timezone.localdate())
    return goal


def pause_that_ends_soon(cast):
    cast.mentorship.pause(by=cast.ben, until=timezone.localdate() + timedelta(days=10))
    return cast.mentorship


def pause_that_is_over(cast):
    return pause_that_ends_soon(cast)


def request_that_waits(cast):
    return RequestFactory(programme=cast.programme, mentor=cast.amara, mentee=cast.ben)


def proposal_that_waits(cast):
    mentor(cast.programme, "Leo Marsh", "law")
    mentee(cast.programme, "Lena Ruiz", "law")
    publish(round_of(cast), cast.chidi)
    proposal = cast.programme.proposals.get()
    proposal.tell()
    return proposal


def answered(row):
    CheckIn.objects.filter(pk=row.pk).update(answered_at=timezone.now())


def reviewed(row):
    Goal.objects.filter(pk=row.pk).update(next_review_on=timezone.localdate() + timedelta(days=30))


def resumed(row):
    Pause.objects.update(resumed_at=timezone.now())
    Mentorship.objects.update(stage="active")


def reminded(row):
    type(row).objects.filter(pk=row.pk).update(reminded_at=timezone.now())


JOBS = [
    ("ask_checkins", 4, late_check_in, MentorshipQuerySet, answered, "0 check-ins asked, 1 reminded, 0 closed."),
    ("remind_reviews", 0, goal_to_review, Goal, reviewed, "Reminded of 1 reviews."),
    ("resume_pauses", 8, pause_that_ends_soon, Mentorship, resumed, "0 resumed, 1 told that their pause ends soon."),
    ("resume_pauses", 11, pause_that_is_over, Mentorship, resumed, "1 resumed, 0 told that their pause ends soon."),
    ("expire_requests", 8, request_that_waits, Request, reminded, "0 requests expired, 1 reminded"),
    ("follow_up_proposals", 8, proposal_that_waits, Proposal, reminded, "1 reminded"),
]
NAMES = [prepare.__name__ for _job, _days, prepare, *_more in JOBS]


@pytest.mark.parametrize(("job", "days", "prepare", "locked", "settle", "words"), JOBS, ids=NAMES)
def test_whoever_is_reminded_is_counted(cast, job, days, prepare, locked, settle, words):
    prepare(cast)

    assert said(job, days) == words


@pytest.mark.parametrize(("job", "days", "prepare", "locked", "settle", "words"), JOBS, ids=NAMES)
def test_whoever_is_settled_at_the_last_moment_is_not(cast, monkeypatch, job, days, prepare, locked, settle, words):
    """It stood in the list, and was settled before the job held its row."""
    row, lock = prepare(cast), locked.lock
    Notice.objects.all().delete()

    def lock_too_late(found, **more):
        settle(row)
        lock(found, **more)

    monkeypatch.setattr(locked, "lock", lock_too_late)

    assert said(job, days) == ""
    assert not Notice.objects.exists()
