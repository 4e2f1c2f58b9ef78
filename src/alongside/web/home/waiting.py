"""What waits for one person, over everything they are in: their home page begins with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.web.cases.models import Case
from alongside.web.checkins.models import CheckIn
from alongside.web.concerns.models import Concern
from alongside.web.feedback.models import Feedback
from alongside.web.goals.models import Assent, Goal
from alongside.web.meetings.models import Action, Meeting, Rating, Slot, Verdict
from alongside.web.mentorships.models import Mentorship, Reflection, Signature, Stage
from alongside.web.messages.models import latest_of
from alongside.web.people.models import User
from alongside.web.programmes.models import Invitation, Question
from alongside.web.proposals.models import Proposal
from alongside.web.readings.models import Level, Reading
from alongside.web.readings.noticed import noticed
from alongside.web.requests.models import Request

RATE_WITHIN = timedelta(days=7)  # an answer after a session is fresh for a week
THANK_WITHIN = timedelta(days=30)
LOOK_BACK_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class Waiting:
    """One thing to do: a sentence, and the page where it is done."""

    text: str
    url: str
    icon: str


def waiting_for(user: User) -> list[Waiting]:
    """What waits, the most pressing first, in a fixed number of queries.

    While a mentorship is paused nothing is asked about it but what became of a meeting that it had all the same.
    """
    now = timezone.now()
    return [
        *concerns_to_read(user),
        *invitations(user),
        *requests_to_answer(user),
        *proposals_to_answer(user),
        *introductions(user, now),
        *agreements_to_sign(user),
        *messages_to_read(user),
        *what_was_noticed(user),
        *words_to_have(user),
        *words_to_look_back_on(user),
        *meetings_to_mark(user, now),
        *sessions_to_rate(user, now),
        *checkins_to_answer(user),
        *goals_to_agree(user),
        *goals_to_review(user),
        *feedback_to_read(user, now),
        *actions_due(user, now),
        *whether_it_helped(user, now),
        *endings_to_look_back_on(user, now),
        *questions_to_answer(user),
    ]


def concerns_to_read(user: User) -> Iterator[Waiting]:
    """The same day, so they stand first; in the words of the letter, which tell whoever looks on nothing."""
    for concern in Concern.objects.kept_by(user).open().filter(seen_at=None).order_by("sent_at"):
        yield Waiting(_("Somebody has asked for you"), concern.get_absolute_url(), "shield-exclamation")


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


def proposals_to_answer(user: User) -> Iterator[Waiting]:
    for proposal in Proposal.objects.waiting_for(user).select_related("mentor", "mentee"):
        words = {"name": proposal.partner_of(user).first_name}
        text = (
            _("%(name)s is proposed to you as a mentee") % words
            if proposal.side_of(user) == "mentor"
            else _("%(name)s is proposed to you as a mentor") % words
        )
        yield Waiting(text, proposal.get_absolute_url(), "user-plus")


def introductions(user: User, now: datetime) -> Iterator[Waiting]:
    """A time to find, unless the partner has one's times to choose from; or an answer after the first meeting."""
    mine = Mentorship.objects.of(user).open().select_related("mentor", "mentee")
    live = Meeting.objects.filter(mentorship=OuterRef("pk"), kind=Meeting.Kind.INTRODUCTION, state="booked")
    offered = Slot.objects.waiting_for_partner_of(user, now).filter(meeting__mentorship=OuterRef("pk"))
    for mentorship in mine.filter(stage=Stage.PROPOSED).filter(~Exists(live), ~Exists(offered)):
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
    """The first agreement, and a new version of one that is in force."""
    signed = Signature.objects.filter(agreement__mentorship=OuterRef("pk"), person=user, fell_at=None)
    unsigned = Mentorship.objects.of(user).open().filter(agreement__isnull=False)
    for mentorship in unsigned.filter(~Exists(signed)).select_related("mentor", "mentee"):
        text = _("Read and sign your agreement with %(name)s") % {"name": mentorship.partner_of(user).first_name}
        yield Waiting(text, reverse("mentorships:agreement", args=[mentorship.pk]), "pencil-square")


def messages_to_read(user: User) -> Iterator[Waiting]:
    """What partners wrote, once for each; also where it has ended since."""
    unread = Count("messages", filter=Q(messages__read_at=None) & ~Q(messages__by=user))
    written = Mentorship.objects.of(user).annotate(unread=unread).filter(unread__gt=0)
    for mentorship in written.select_related("mentor", "mentee").order_by("pk"):
        number = mentorship.unread  # type: ignore[attr-defined]  # annotated above
        words = {"name": mentorship.partner_of(user).first_name, "n": number}
        text = ngettext("%(name)s wrote to you", "%(name)s wrote to you: %(n)s messages", number) % words
        yield Waiting(text, latest_of(mentorship.pk), "chat-bubble-oval-left-ellipsis")


def what_was_noticed(user: User) -> Iterator[Waiting]:
    """What stands out in one's own reading, where it asks for something: the pair sees it first."""
    newest = Reading.objects.own_newest_of(asked_today(), user)
    pressing = newest.filter(level__in=[Level.WATCH, Level.ATTEND])
    for reading in pressing.select_related("mentorship__mentor", "mentorship__mentee").order_by("-risk"):
        first = next((one for one in noticed(reading) if not one.is_good), None)
        if first:
            words = {"name": reading.mentorship.partner_of(user).first_name, "what": first.words.title}
            text = _("You and %(name)s: %(what)s") % words
            yield Waiting(text, reading.mentorship.get_absolute_url(), "eye")


def words_to_have(user: User) -> Iterator[Waiting]:
    """How many pairs need a word that no coordinator looks after yet; which, and why, is on a page of its own."""
    running = Mentorship.objects.coordinated_by(user).running()
    cared_for = Case.objects.visible_to(user).open().values("mentorship")
    pressing = Reading.objects.visible_to(user).newest_of(running, Reading.Audience.COORDINATOR)
    number = pressing.filter(level=Level.ATTEND).exclude(mentorship__in=cared_for).count()
    if number:
        text = ngettext("One pair could use a word from you", "%(n)s pairs could use a word from you", number)
        yield Waiting(text % {"n": number}, reverse("coordination:today"), "user-group")


def words_to_look_back_on(user: User) -> Iterator[Waiting]:
    """Thirty days after a word of one's own: did it help?"""
    due = Case.objects.visible_to(user).to_look_at_again(timezone.localdate()).filter(owner=user)
    for case in due.select_related("mentorship__mentor", "mentorship__mentee").order_by("look_again_on", "pk")[:5]:
        mentor, mentee = case.mentorship.mentor.first_name, case.mentorship.mentee.first_name
        text = _("Did your word with %(mentor)s and %(mentee)s help?") % {"mentor": mentor, "mentee": mentee}
        yield Waiting(text, case.get_absolute_url(), "light-bulb")


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
    asked = CheckIn.objects.visible_to(user).waiting().filter(mentorship__in=asked_today())
    for checkin in asked.select_related("mentorship__mentor", "mentorship__mentee"):
        text = _("Three taps: how is it going with %(name)s?") % {
            "name": checkin.mentorship.partner_of(user).first_name
        }
        yield Waiting(text, reverse("checkins:checkin", args=[checkin.pk]), "hand-thumb-up")


def goals_to_agree(user: User) -> Iterator[Waiting]:
    agreed = Assent.objects.filter(goal=OuterRef("pk"), version=OuterRef("version"), person=user)
    unagreed = Goal.objects.visible_to(user).open().filter(~Exists(agreed), mentorship__ended_at=None)
    for goal in unagreed.exclude(mentorship__stage=Stage.PAUSED).select_related("mentorship"):
        yield Waiting(_("Do you agree to the goal “%(goal)s”?") % {"goal": goal.title}, goal.get_absolute_url(), "flag")


def goals_to_review(user: User) -> Iterator[Waiting]:
    due = Goal.objects.visible_to(user).open().filter(next_review_on__lte=timezone.localdate())
    for goal in due.filter(mentorship__in=asked_today()):
        text = _("Time to look again at “%(goal)s”") % {"goal": goal.title}
        yield Waiting(text, reverse("goals:review", args=[goal.pk]), "arrow-path")


def feedback_to_read(user: User, now: datetime) -> Iterator[Waiting]:
    """What a partner wrote lately and has not been thanked for."""
    lately = Feedback.objects.filter(shared_with=Feedback.SharedWith.PARTNER, thanked_at=None)
    lately = lately.filter(mentorship__in=Mentorship.objects.of(user), given_at__gte=now - THANK_WITHIN)
    for feedback in lately.exclude(by=user).select_related("by"):
        text = _("%(name)s has written feedback for you") % {"name": feedback.by.first_name}
        yield Waiting(text, feedback.get_absolute_url(), "chat-bubble-left-right")


def whether_it_helped(user: User, now: datetime) -> Iterator[Waiting]:
    running = Action.objects.filter(mentorship__ended_at=None).exclude(mentorship__stage=Stage.PAUSED)
    for action in running.ask_whether_they_helped(user, now).select_related("mentorship")[:3]:
        text = _("Did it help? %(what)s") % {"what": action.text}
        yield Waiting(text, reverse("meetings:list", args=[action.mentorship_id]), "light-bulb")


def endings_to_look_back_on(user: User, now: datetime) -> Iterator[Waiting]:
    written = Reflection.objects.filter(mentorship=OuterRef("pk"), person=user, written_at__gte=OuterRef("ended_at"))
    over = Mentorship.objects.of(user).filter(ended_at__gte=now - LOOK_BACK_WITHIN, began_on__isnull=False)
    for mentorship in over.filter(~Exists(written)).select_related("mentor", "mentee"):
        text = _("Look back on your mentorship with %(name)s") % {"name": mentorship.partner_of(user).first_name}
        yield Waiting(text, reverse("mentorships:reflect", args=[mentorship.pk]), "flag")


def actions_due(user: User, now: datetime) -> Iterator[Waiting]:
    soon = timezone.localdate(now) + timedelta(days=3)
    due = Action.objects.filter(
        owner=user, done_at=None, dropped_at=None, due_on__lte=soon, mentorship__ended_at=None
    ).order_by(F("due_on"))
    for action in due.exclude(mentorship__stage=Stage.PAUSED).select_related("mentorship")[:5]:
        text = _("By %(day)s: %(what)s") % {"day": date_format(action.due_on or soon, "j F"), "what": action.text}
        yield Waiting(text, action.mentorship.get_absolute_url(), "bolt")


def questions_to_answer(user: User) -> Iterator[Waiting]:
    """What a programme asks since they joined, once for each programme; nothing of it presses."""
    asked = Question.objects.waiting_for(user, timezone.localdate()).order_by("programme__name", "programme")
    for pk, name, number in asked.values_list("programme", "programme__name").annotate(Count("pk")):
        text = ngettext("%(programme)s has a question for you", "%(programme)s has %(n)s questions for you", number)
        words = {"programme": name, "n": number}
        yield Waiting(text % words, reverse("programmes:answers", args=[pk]), "question-mark-circle")


def day(when: datetime | None) -> str:
    return date_format(timezone.localtime(when), "j F") if when else ""


def asked_today() -> QuerySet[Mentorship]:
    """Those of which anything is asked that hangs on a rhythm."""
    return Mentorship.objects.open().not_resting(timezone.localdate())
