"""What the worker and single verbs do for many at once in an organisation of ten thousand; bench/site/run.py counts.

Between one piece of work and the next stands what brings it about, which is not counted: days that go by, people who
do not answer.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone
from make import WORDS, Site

from alongside.web.announcements.models import Announcement
from alongside.web.announcements.models.announcement import BEGINS_AFTER
from alongside.web.checkins.models import CheckIn
from alongside.web.goals.models import Goal
from alongside.web.meetings.models import CalendarAddress, Meeting
from alongside.web.mentorships.models import Mentorship, Stage
from alongside.web.mentorships.models.pause import Pause
from alongside.web.notices.models import Notice
from alongside.web.programmes.models import Invitation
from alongside.web.proposals.models import Proposal
from alongside.web.proposals.publication import Publication
from alongside.web.readings.models import Reading
from alongside.web.requests.models import Request
from alongside.web.rounds.models import Round
from alongside.web.sheets.arrival import Arrival
from alongside.web.sheets.models import MOST_ROWS, Sheet
from alongside.web.sheets.preview import Preview

MANY = 500  # goals to look at again, pauses that end, sessions that are over: what a Monday after a holiday brings
Work = tuple[str, Callable[[], object]]


def command(name: str, **options: object) -> Callable[[], object]:
    return partial(call_command, name, stdout=io.StringIO(), **options)


def letters_go_out() -> None:
    """What is settled takes letters back that wait; of most, none does any more."""
    Notice.objects.filter(sent_at=None).update(sent_at=timezone.now())


def work(site: Site) -> Iterator[Work]:
    now = timezone.now()
    yield from of_the_night(site)
    yield from about_pairs(now)
    yield from about_requests(now)
    yield from about_proposals(site, now)
    yield from to_everybody(site, now)
    yield from by_hand(site)


def of_the_night(site: Site) -> Iterator[Work]:
    yield "read_mentorships", command("read_mentorships")
    Mentorship.objects.filter(programme=site.large).update(mentor_event_at=timezone.now())
    yield "read_mentorships --changed", command("read_mentorships", changed=True, most=600)
    yield "tell_what_was_noticed", command("tell_what_was_noticed")
    Reading.objects.filter(on__lt=timezone.localdate() - timedelta(days=30)).update(on=F("on") - timedelta(days=40))
    yield "thin_readings", command("thin_readings")


def about_pairs(now: datetime) -> Iterator[Work]:
    yield "ask_checkins", command("ask_checkins")
    CheckIn.objects.waiting().update(asked_at=now - timedelta(days=4))
    yield "ask_checkins, the reminders", command("ask_checkins")
    over = Meeting.objects.filter(state="held", mentorship__ended_at=None).order_by("-starts_at")
    over = over.values_list("pk", flat=True)[:MANY]
    Meeting.objects.filter(pk__in=list(over)).update(ends_at=now - timedelta(hours=4), asked_after_at=None)
    yield "remind_meetings", command("remind_meetings")
    some = Goal.objects.filter(closed_at=None).order_by("pk").values_list("pk", flat=True)[:MANY]
    Goal.objects.filter(pk__in=list(some)).update(next_review_on=timezone.localdate())
    yield "remind_reviews", command("remind_reviews")
    pairs = Mentorship.objects.filter(stage=Stage.ACTIVE).order_by("pk")[:MANY]
    Pause.objects.bulk_create(
        Pause(mentorship=it, by=it.mentee, until=timezone.localdate() + timedelta(days=2)) for it in pairs
    )
    Mentorship.objects.filter(pauses__resumed_at=None, pauses__isnull=False).update(stage=Stage.PAUSED)
    yield "resume_pauses, those that end soon", command("resume_pauses")
    Pause.objects.open().update(until=timezone.localdate())
    letters_go_out()
    yield "resume_pauses, those that are over", command("resume_pauses")


def about_requests(now: datetime) -> Iterator[Work]:
    Request.objects.open().update(asked_at=now - timedelta(days=9), expires_at=now + timedelta(days=3))
    letters_go_out()
    yield "expire_requests, the reminders", command("expire_requests")
    Request.objects.open().update(expires_at=now)
    letters_go_out()
    yield "expire_requests", command("expire_requests")


def about_proposals(site: Site, now: datetime) -> Iterator[Work]:
    round_ = Round.objects.get(programme=site.large)
    yield "publish a round", lambda: Publication(round_).publish(by=site.coordinator)
    yield "follow_up_proposals, the letters", command("follow_up_proposals")
    Proposal.objects.update(told_at=now, proposed_at=now - timedelta(days=9), expires_at=now + timedelta(days=3))
    keep = Proposal.objects.order_by("pk").values_list("pk", flat=True)[:MANY]
    Proposal.objects.exclude(pk__in=list(keep)).delete()
    yield "follow_up_proposals, the reminders", command("follow_up_proposals")
    Proposal.objects.update(expires_at=now)
    letters_go_out()
    yield "follow_up_proposals, those that are over", command("follow_up_proposals")


def to_everybody(site: Site, now: datetime) -> Iterator[Work]:
    holiday = {"name": "Summer", "starts_on": timezone.localdate() + timedelta(days=2)}
    site.large.holidays.create(**holiday, ends_on=timezone.localdate() + timedelta(days=9), created_by=site.coordinator)
    yield "tell_holidays", command("tell_holidays")
    draft = Announcement.objects.write(
        site.large, by=site.coordinator, audience="everyone", subject="News", greets=True, words=WORDS
    )
    yield "an announcement sent", lambda: draft.send(by=site.coordinator)
    Announcement.objects.update(sent_at=now - 2 * BEGINS_AFTER)
    draft.refresh_from_db()

    def queue_all() -> None:
        while draft.queue_batch():
            pass

    yield "queue_announcements, to everybody", queue_all
    yield "send_notices, 500", command("send_notices")
    some = Invitation.objects.open().order_by("pk").values_list("pk", flat=True)[:MANY]
    Invitation.objects.filter(pk__in=list(some)).update(sent_at=None)
    yield "send_invitations, 500", command("send_invitations")


def by_hand(site: Site) -> Iterator[Work]:
    def upload() -> None:
        Sheet.objects.upload(site.large, by=site.coordinator, file=sheet_of(MOST_ROWS))

    yield f"a sheet of {MOST_ROWS} uploaded", upload
    sheet = Sheet.objects.get()
    yield "the same looked at", lambda: (Preview(sheet).problems, Preview(sheet).counts)
    yield "the same brought in", lambda: Arrival(sheet).bring_in(by=site.coordinator)
    addresses = [f"somebody{number}@example.org" for number in range(MOST_ROWS)]
    invite = partial(site.large.invite, by=site.coordinator, role="mentee")
    yield f"{MOST_ROWS} invited by address", lambda: invite(addresses=addresses)
    address = CalendarAddress.objects.turn_on(site.mentor)
    yield "the calendar of a mentor of thirty", address.look
    yield "export_history", command("export_history", out=Path(os.devnull))


def sheet_of(rows: int) -> SimpleUploadedFile:
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(["name", "email", "role", "wants", "offers", "values", "languages", "when are you free", "not with"])
    for number in range(rows):
        table.writerow([
            f"New Number{number:04}", f"new{number}@example.org", "mentor" if number % 3 == 0 else "mentee",
            "Public speaking, leading a team", "Negotiating", "Curiosity, honesty", "en, de", "tue 9-12, thu 9:30-12",
            f"new{number + 1}@example.org" if number % 20 == 0 else "",
        ])  # fmt: skip
    return SimpleUploadedFile("people.csv", text.getvalue().encode())
