"""Requests: a mentee asks a mentor."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice
from alongside.web.people.clock import end_of_day_in
from alongside.web.people.models import Profile, Rhythm, User
from alongside.web.people.twice import just_said
from alongside.web.programmes.models import Membership, Programme, Separation
from alongside.web.requests.refusals import CannotAsk, Closed, NoRoom, NotYours

SUGGESTED = 2  # other mentors named after a "no"
# Letters that ask one of the two for an answer.
QUESTIONS = ("asked", "more", "answered", "remind_mentor", "remind_mentee")
# By side: what they write into a request, and the letters of the other that repeat it.
OWN_WORDS = {
    "mentee": (("goal", "why_you", "answer"), ("requests/mail/asked", "requests/mail/answered")),
    "mentor": (("question", "reply"), ("requests/mail/more", "requests/mail/remind_mentee")),
}
MOMENT = timedelta(minutes=1)


class RequestQuerySet(models.QuerySet["Request"]):
    def visible_to(self, user: User) -> Self:
        """Only the two it is between."""
        return self.filter(Q(mentor=user) | Q(mentee=user))

    def open(self) -> Self:
        return self.filter(state__in=Request.OPEN)

    def for_list(self) -> Self:
        return self.select_related("programme", "mentor__profile", "mentee__profile", "mentorship")

    def waiting_for(self, user: User) -> Self:
        """Open ones in which it is this person's turn."""
        return self.filter(Q(mentor=user, state=Request.State.ASKED) | Q(mentee=user, state=Request.State.MORE))

    def parted(self) -> Self:
        """Those whose two are to be kept apart since: by a coordinator, or by the mentee, who wished so after asking.

        The mentor's own wish is not among these: they read the request and answer it themselves.
        """
        between = Separation.objects.of_each()
        wished = Q(kind=Separation.Kind.ASKED, by=OuterRef("mentee"), at__gt=OuterRef("asked_at"))
        return self.filter(Exists(between.filter(Q(kind=Separation.Kind.APART) | wished)))

    def run_out(self, now: datetime) -> Self:
        """Open ones whose time or programme is over, whose two were parted, or in which one of the two has left it."""
        here = Membership.objects.current().filter(programme=OuterRef("programme"))
        return self.open().filter(
            Q(expires_at__lte=now)
            | Q(programme__ends_on__lt=timezone.localdate(now))
            | ~Exists(here.mentors().filter(person=OuterRef("mentor")))
            | ~Exists(here.mentees().filter(person=OuterRef("mentee")))
            | Q(pk__in=self.model.objects.open().parted().values("pk"))
        )

    def check_asking(self, *, mentee: User, mentor: User, programme: Programme) -> None:
        """Raise CannotAsk or NoRoom, with the sentence why, when this mentee cannot ask this mentor now.

        Not called `check`: a manager has a check of its own, so `as_manager` would leave this one out.
        """
        if mentee == mentor:
            raise CannotAsk(_now("You cannot ask yourself."))
        if programme.is_over:
            raise CannotAsk(_now("%(programme)s is over.") % {"programme": programme})
        here = programme.memberships.current()
        if not here.mentees().filter(person=mentee).exists():
            raise CannotAsk(_now("Join %(programme)s as a mentee first; then you can ask.") % {"programme": programme})
        asked = here.mentors().with_load(reader=mentee).filter(person=mentor).first()
        if asked is None:
            raise CannotAsk(_now("%(name)s is not a mentor here any more.") % {"name": mentor})
        between = {"mentee": mentee, "mentor": mentor, "programme": programme}
        if Mentorship.objects.open().filter(**between).exists():
            raise CannotAsk(_now("You and %(name)s already have a mentorship.") % {"name": mentor.first_name})
        if self.open().filter(**between).exists():
            raise CannotAsk(
                _now("You have already asked %(name)s. Wait for the answer, or withdraw that request.")
                % {"name": mentor.first_name}
            )
        mine = self.open().filter(mentee=mentee, programme=programme).count()
        if mine >= programme.open_requests_limit:
            raise CannotAsk(
                _now("You have %(count)s requests open, which is the limit here. Withdraw one to ask another.")
                % {"count": mine}
            )
        # One sentence for both: why two are kept apart is nobody's to read, and a mentor's wish never shows.
        apart = programme.separations.against_asking(mentee=mentee, mentor=mentor)
        if asked.is_away or apart.exists():
            raise NoRoom(_now("%(name)s cannot be asked just now.") % {"name": mentor.first_name})
        if not asked.room:
            raise NoRoom(_now("%(name)s has no room for another mentee just now.") % {"name": mentor.first_name})

    def ask(
        self, *, mentee: User, mentor: User, programme: Programme, goal: str, why_you: str, every_days: int = 14
    ) -> "Request":
        """A mentee asks. The letter to the mentor goes out with it."""
        with transaction.atomic():
            words: dict[str, Any] = {"mentee": mentee, "mentor": mentor, "goal": goal, "why_you": why_you}
            words |= {"every_days": every_days}
            if again := just_said(mentee, programme.requests.open(), at="asked_at", **words):
                return again
            # Two windows, one limit: whoever asks holds their own membership until the request stands.
            held = programme.memberships.current().mentees().filter(person=mentee)
            list(held.select_for_update().values_list("pk"))
            self.check_asking(mentee=mentee, mentor=mentor, programme=programme)
            now = timezone.now()
            request = self.create(
                programme=programme,
                asked_at=now,
                expires_at=end_of_day_in(programme.request_open_days, mentor.time_zone),
                **words,
            )
            request.write("asked", to=mentor, button=_now("Read the request"))
        return request


class Request(models.Model):
    """One mentee's question to one mentor; accepted it begins a mentorship."""

    class State(models.TextChoices):
        ASKED = "asked", _("Waiting for an answer")
        MORE = "more", _("Waiting for more from the mentee")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        EXPIRED = "expired", _("Expired")

    OPEN = (State.ASKED, State.MORE)

    class Reason(models.TextChoices):
        """Kind reasons: each is about the mentor's room, never about the mentee."""

        NO_ROOM = "no_room", _("I have no room for another mentee just now")
        NOT_MY_FIELD = "not_my_field", _("Somebody else can help with this better than I can")
        TIMING = "timing", _("The coming months are too full to do this well")
        HOURS = "hours", _("Our hours hardly meet")
        OTHER = "other", _("Another reason")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="requests")
    mentee = models.ForeignKey(User, on_delete=models.CASCADE, related_name="requests_made")
    mentor = models.ForeignKey(User, on_delete=models.CASCADE, related_name="requests_received")
    goal = models.TextField(_("what you want to reach"), max_length=1500)
    why_you = models.TextField(_("why this mentor"), max_length=1500)
    every_days = models.PositiveSmallIntegerField(
        _("rhythm you have in mind"), choices=Rhythm.choices, default=Rhythm.FORTNIGHTLY
    )
    state = models.CharField(max_length=12, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    # Since when it waits for whoever's turn it is, once it was handed over; before that, since it was asked.
    turn_began_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True)
    # When the mentor first said something: accepted, declined or asked for more. Their usual reply time comes from it.
    replied_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    question = models.TextField(_("what you would like to know"), max_length=1000, blank=True)
    answer = models.TextField(_("your answer"), max_length=1500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=16, choices=Reason.choices, blank=True)
    reply = models.TextField(_("a kind word"), max_length=1000, blank=True)
    mentorship = models.OneToOneField(
        Mentorship, on_delete=models.SET_NULL, null=True, blank=True, related_name="request"
    )

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("request")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "mentee", "mentor"],
                condition=Q(state__in=["asked", "more"]),
                name="one_open_request_a_pair",
            )
        ]

    def __str__(self) -> str:
        return f"{self.mentee} → {self.mentor}"

    def get_absolute_url(self) -> str:
        return reverse("requests:request", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def remind_at(self) -> datetime:
        """Half of the days have gone by that whoever's turn it is was given."""
        since = self.turn_began_at or self.asked_at
        return since + (self.expires_at - since) / 2

    def partner_of(self, user: User) -> User:
        return self.mentor if user.pk == self.mentee_id else self.mentee

    def accept(self, *, by: User) -> Mentorship:
        """Say yes: a mentorship is proposed, and the introduction comes next. Holds the mentor's capacity."""
        with transaction.atomic():
            seat = Membership.objects.seat(self.programme, self.mentor)
            self.lock(by=by, turn=self.mentor_id)
            if self.programme.is_over:
                raise Closed(
                    _now("%(programme)s is over, and nothing new begins there.") % {"programme": self.programme}
                )
            if seat is None or Membership.objects.place(self.programme, self.mentee) is None:
                raise Closed(_now("One of you has left %(programme)s.") % {"programme": self.programme})
            if Request.objects.parted().filter(pk=self.pk).exists():
                raise Closed(self.how_closed(self.State.EXPIRED))  # the worker closes it, with its usual letters
            if seat.taken(besides=self.mentee) >= seat.capacity:
                raise NoRoom(
                    _now("You have room for %(count)s, and it is taken. Raise your capacity first, or decline kindly.")
                    % {"count": seat.capacity}
                )
            between: dict[str, Any] = {"programme": self.programme, "mentor": self.mentor, "mentee": self.mentee}
            if Mentorship.objects.open().filter(**between).exists():
                raise Closed(_now("You two already have a mentorship."))
            self.mentorship = Mentorship.objects.introduce(**between, goal=self.goal, every_days=self.every_days)
            self.close(self.State.ACCEPTED, replied=True)
            self.write(
                "accepted", to=self.mentee, url=self.mentorship.get_absolute_url(), button=_now("Find a time to meet")
            )
        return self.mentorship

    def decline(self, *, by: User, reason: str, reply: str = "") -> None:
        """Say no with a kind reason; the mentee gets it with two other mentors to think of."""
        with transaction.atomic():
            self.lock(by=by, turn=self.mentor_id)
            self.reason, self.reply = reason, reply
            self.close(self.State.DECLINED, replied=True)
            self.write_with_suggestions("declined")

    def ask_more(self, *, by: User, question: str) -> None:
        """Ask the mentee something before answering; the days begin anew."""
        with transaction.atomic():
            self.lock(by=by, turn=self.mentor_id)
            if self.state == self.State.MORE:
                raise Closed(_now("You have asked already. Wait for the answer."))
            self.question, self.answer, self.answered_at = question, "", None
            self.replied_at = self.replied_at or timezone.now()
            self.hand_over(self.State.MORE)
            self.write("more", to=self.mentee, button=_now("Answer"))

    def answer_more(self, *, by: User, answer: str) -> None:
        with transaction.atomic():
            self.lock(by=by, turn=self.mentee_id)
            if self.state != self.State.MORE:
                raise Closed(_now("There is no question to answer just now."))
            self.answer, self.answered_at = answer, timezone.now()
            self.hand_over(self.State.ASKED)
            self.write("answered", to=self.mentor, button=_now("Read the answer"))

    def withdraw(self, *, by: User) -> None:
        with transaction.atomic():
            self.lock(by=by, turn=self.mentee_id)
            self.close(self.State.WITHDRAWN)
            self.write("withdrawn", to=self.mentor)

    def expire(self) -> None:
        """Close it kindly when nobody answered, and write to both."""
        with transaction.atomic():
            self.lock()
            if not Request.objects.run_out(timezone.now()).filter(pk=self.pk).exists():
                raise Closed(_now("Somebody has just answered."))
            self.close(self.State.EXPIRED)
            self.write("expired_mentor", to=self.mentor)
            if self.programme.is_over:
                self.write("expired_mentee", to=self.mentee)
            else:
                self.write_with_suggestions("expired_mentee")

    def remind(self) -> bool:
        """Write once to whoever's turn it is; False when it was handed over this very moment."""
        with transaction.atomic():
            self.lock()
            if self.reminded_at or self.remind_at > timezone.now():
                return False
            self.reminded_at = timezone.now()
            self.save(update_fields=["reminded_at"])
            if self.state == self.State.MORE:
                self.write("remind_mentee", to=self.mentee, button=_now("Answer"))
            else:
                self.write("remind_mentor", to=self.mentor, button=_now("Read the request"))
        return True

    def suggestions(self) -> list[Membership]:
        """Two other mentors with room, those first who help with most of what the mentee wants to learn.

        Nobody they were proposed already, whoever said what: who asked to be left out must not show by being missing.
        """
        tried = Request.objects.filter(programme=self.programme, mentee=self.mentee).values("mentor")
        line = self.programme.with_those_before  # a wish comes along into a next cohort
        proposed = self.mentee.proposals_as_mentee.filter(programme__in=line).values("mentor")
        to_mentor = self.mentee.proposals_as_mentor.filter(programme__in=line).values("mentee")
        paired = Mentorship.objects.filter(programme=self.programme, mentee=self.mentee).values("mentor")
        sought = self.mentee.profile.seeks.values("pk") if hasattr(self.mentee, "profile") else []
        others = (
            self.programme.memberships.current()
            .mentors()
            .exclude(person=self.mentee)
            .exclude(person__in=tried)
            .exclude(person__in=paired)
            .exclude(person__in=proposed)
            .exclude(person__in=to_mentor)
            .exclude(person__in=self.programme.separations.of(self.mentee))
            .filter(person__is_active=True)
            .with_load(reader=self.mentee)
            .with_room(timezone.localdate())
        )
        offering = Profile.objects.filter(person=OuterRef("person")).values("pk")
        shared = offering.annotate(n=Count("offers", filter=Q(offers__in=sought))).values("n")
        return list(
            others.annotate(shared=Coalesce(Subquery(shared), 0))
            .for_list()
            .order_by("-shared", F("load"), "person__name")[:SUGGESTED]
        )

    def lock(self, *, by: User | None = None, turn: int | None = None) -> None:
        """Hold the row, read it anew, and make sure that it is open and that this side may do it."""
        self.refresh_from_db(from_queryset=Request.objects.select_for_update(of=("self",)))
        if by is not None and by.pk != turn:
            raise NotYours(_now("Only the other one of you can do this."))
        self.check_open()

    def check_open(self) -> None:
        if not self.is_open:
            raise Closed(self.how_closed(self.state))

    def how_closed(self, state: str) -> str:
        return _now("This request is closed: %(state)s.") % {"state": str(self.State(state).label).lower()}

    def close(self, state: str, *, replied: bool = False) -> None:
        self.state, self.closed_at = state, timezone.now()
        if replied:
            self.replied_at = self.replied_at or self.closed_at
        self.save()
        self.take_back_questions()

    def hand_over(self, state: str) -> None:
        """It is the other one's turn, with the whole of the open days again, on their own clock."""
        self.state, self.reminded_at, self.turn_began_at = state, None, timezone.now()
        turn = self.mentee if state == self.State.MORE else self.mentor
        self.expires_at = end_of_day_in(self.programme.request_open_days, turn.time_zone)
        self.save()
        self.take_back_questions()

    def take_back_questions(self) -> None:
        """Do not send what asked for the answer that has come, or is not wanted any more."""
        Notice.objects.take_back(*(f"requests/mail/{name}" for name in QUESTIONS), urls=[self.get_absolute_url()])

    def forget_words(self, *, of: User) -> None:
        """What one of the two wrote goes with them, here and from the letters that the other got."""
        own, letters = OWN_WORDS["mentee" if of == self.mentee else "mentor"]
        for name in own:
            setattr(self, name, "")
        self.save(update_fields=own)
        other = self.mentor if of == self.mentee else self.mentee
        about = Q(url__endswith=self.get_absolute_url(), kind__in=letters)
        if of == self.mentor and self.closed_at:
            # This letter leads to other mentors, so that only its moment tells which request it was about.
            moment = (self.closed_at - MOMENT, self.closed_at + MOMENT)
            about |= Q(url__endswith=self.others_url(), kind="requests/mail/declined", created_at__range=moment)
        other.notices.filter(about).update(body=_now("What stood here went with whoever wrote it."))

    def others_url(self) -> str:
        """Where somebody who was declined finds another mentor."""
        return reverse("programmes:mentors", args=[self.programme_id])

    def write(self, letter: str, *, to: User, url: str = "", button: str = "", **more: Any) -> None:
        Notice.objects.queue(
            to=to,
            template=f"requests/mail/{letter}",
            context={
                "request": self,
                "programme": self.programme,
                "mentor": self.mentor,
                "mentee": self.mentee,
                **more,
            },
            url=url or self.get_absolute_url(),
            button=button or _now("Open the request"),
        )

    def write_with_suggestions(self, letter: str) -> None:
        self.write(
            letter,
            to=self.mentee,
            suggestions=self.suggestions(),
            url=self.others_url(),
            button=_now("Find a mentor"),
        )
