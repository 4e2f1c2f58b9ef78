"""What waits for one person, over everything they are in: their home page begins with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.web.checkins.models import CheckIn
from alongside.web.goals.models import Assent, Goal
from alongside.web.meetings.models import Action, Meeting, Rating, Verdict
from alongside.web.mentorships.models import Mentorship, Signature, Stage
from alongside.web.people.models import User
from alongside.web.programmes.models import Invitation
from alongside.web.requests.models import Request

RATE_WITHIN = timedelta(days=7)  # an answer after a session is fresh for a week


@dataclass(frozen=True)
class Waiting:
    """One thing to do: a sentence, and the page where it is done."""

    text: str
    url: str
    icon: str


def waiting_for(user: User) -> list[Waiting]:
    """What waits, the most pressing first, in a fixed number of queries."""
    now = timezone.now()
    return [
        *invitations(user),
        *requests_to_answer(user),
        *introductions(user),
        *agreements_to_sign(user),
        *meetings_to_mark(user, now),
        *sessions_to_rate(user, now),
        *checkins_to_answer(user),
        *goals_to_agree(user),
        *actions_due(user, now),
    ]


def invitations(user: User) -> Iterator[Waiting]:
    """Written to one's own address; for who signed up before they opened the letter."""
    for invitation in Invitation.objects.waiting_for(user):
        words = {"programme": invitation.programme, "role": invitation.get_role_display()}
        text = _("You are invited to %(programme)s as a %(role)s") % words
        yield Waiting(text, invitation.get_absolute_url(), "envelope-open")


def requests_to_answer(user: User) -> Iterator[Waiting]:
    asked = Request.objects.open().select_related("mentee", "mentor")
    for request in asked.filter(mentor=user, state=Request.State.ASKED):
        text = _("%(name)s asks whether you would be their mentor") % {"name": request.mentee.first_name}
        yield Waiting(text, request.get_absolute_url(), "envelope")
    for request in asked.filter(mentee=user, state=Request.State.MORE):
        text = _("%(name)s would like to know more about your request") % {"name": request.mentor.first_name}
        yield Waiting(text, request.get_absolute_url(), "envelope")


def introductions(user: User) -> Iterator[Waiting]:
    """A time to find, or an answer to give after the first meeting."""
    mine = Mentorship.objects.of(user).open().select_related("mentor", "mentee")
    live = Meeting.objects.filter(mentorship=OuterRef("pk"), kind=Meeting.Kind.INTRODUCTION, state="booked")
    for mentorship in mine.filter(stage=Stage.PROPOSED).filter(~Exists(live)):
        text = _("Find a time to meet %(name)s") % {"name": mentorship.partner_of(user).first_name}
        yield Waiting(text, reverse("meetings:introduce", args=[mentorship.pk]), "calendar")
    answered = Verdict.objects.filter(meeting=OuterRef("pk"), person=user)
    held = (
        Meeting.objects.visible_to(user)
        .held()
        .filter(kind=Meeting.Kind.INTRODUCTION, mentorship__began_on=None, mentorship__ended_at=None)
    )
    for meeting in held.filter(~Exists(answered)).select_related("mentorship__mentor", "mentorship__mentee"):
        text = _("Say how it was to meet %(name)s") % {"name": meeting.mentorship.partner_of(user).first_name}
        yield Waiting(text, reverse("meetings:verdict", args=[meeting.pk]), "chat-bubble-left-right")


def agreements_to_sign(user: User) -> Iterator[Waiting]:
    signed = Signature.objects.filter(agreement__mentorship=OuterRef("pk"), person=user, fell_at=None)
    unsigned = Mentorship.objects.of(user).open().filter(stage=Stage.INTRODUCED, agreement__isnull=False)
    for mentorship in unsigned.filter(~Exists(signed)).select_related("mentor", "mentee"):
        text = _("Read and sign your agreement with %(name)s") % {"name": mentorship.partner_of(user).first_name}
        yield Waiting(text, reverse("mentorships:agreement", args=[mentorship.pk]), "pencil-square")


def meetings_to_mark(user: User, now: datetime) -> Iterator[Waiting]:
    """Over, and nobody has said whether it happened."""
    over = Meeting.objects.visible_to(user).filter(
        state=Meeting.State.BOOKED, ends_at__lt=now, mentorship__ended_at=None
    )
    for meeting in over.select_related("mentorship__mentor", "mentorship__mentee").order_by("starts_at")[:5]:
        words = {"name": meeting.mentorship.partner_of(user).first_name, "day": day(meeting.starts_at)}
        yield Waiting(_("Did you meet %(name)s on %(day)s?") % words, meeting.get_absolute_url(), "check-circle")


def sessions_to_rate(user: User, now: datetime) -> Iterator[Waiting]:
    rated = Rating.objects.filter(meeting=OuterRef("pk"), person=user)
    fresh = (
        Meeting.objects.visible_to(user)
        .held()
        .filter(kind=Meeting.Kind.SESSION, ends_at__range=(now - RATE_WITHIN, now), mentorship__ended_at=None)
    )
    for meeting in fresh.filter(~Exists(rated)).select_related("mentorship__mentor", "mentorship__mentee"):
        words = {"name": meeting.mentorship.partner_of(user).first_name, "day": day(meeting.starts_at)}
        text = _("One minute about your session with %(name)s on %(day)s") % words
        yield Waiting(text, reverse("meetings:rate", args=[meeting.pk]), "star")


def checkins_to_answer(user: User) -> Iterator[Waiting]:
    asked = CheckIn.objects.visible_to(user).waiting().filter(mentorship__ended_at=None)
    for checkin in asked.select_related("mentorship__mentor", "mentorship__mentee"):
        text = _("Three taps: how is it going with %(name)s?") % {
            "name": checkin.mentorship.partner_of(user).first_name
        }
        yield Waiting(text, reverse("checkins:checkin", args=[checkin.pk]), "hand-thumb-up")


def goals_to_agree(user: User) -> Iterator[Waiting]:
    agreed = Assent.objects.filter(goal=OuterRef("pk"), version=OuterRef("version"), person=user)
    unagreed = Goal.objects.visible_to(user).open().filter(~Exists(agreed), mentorship__ended_at=None)
    for goal in unagreed.select_related("mentorship"):
        yield Waiting(_("Do you agree to the goal “%(goal)s”?") % {"goal": goal.title}, goal.get_absolute_url(), "flag")


def actions_due(user: User, now: datetime) -> Iterator[Waiting]:
    soon = timezone.localdate(now) + timedelta(days=3)
    due = Action.objects.filter(
        owner=user, done_at=None, dropped_at=None, due_on__lte=soon, mentorship__ended_at=None
    ).order_by(F("due_on"))
    for action in due.select_related("mentorship")[:5]:
        text = _("By %(day)s: %(what)s") % {"day": date_format(action.due_on or soon, "j F"), "what": action.text}
        yield Waiting(text, action.mentorship.get_absolute_url(), "bolt")


def day(when: datetime | None) -> str:
    return date_format(timezone.localtime(when), "j F") if when else ""
