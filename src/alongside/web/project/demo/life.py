"""The life of one invented mentorship, written as the rows its verbs would have left behind."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from secrets import token_urlsafe
from typing import Any

from django.utils import timezone

from alongside.web.checkins.models import Answer, CheckIn
from alongside.web.feedback.models import Feedback
from alongside.web.goals.models import Assent, Goal, Progress, Review, Version
from alongside.web.meetings.models import Action, Change, Contact, Meeting, Note, Preparation, Rating, Verdict
from alongside.web.mentorships.models import Agreement, Ending, Mentorship, Pause, Reflection, Signature, Stage
from alongside.web.messages.models import Message
from alongside.web.people.models import User
from alongside.web.programmes.models import Programme
from alongside.web.project.demo import words
from alongside.web.requests.models import Request

CHECKIN_ITEMS = ["clear_goals", "timely_replies", "good_use", "be_myself", "useful_feedback", "working_style"]


class Life:
    """One pair, and a pen. Days count from the first day of the mentorship.

    The last day is today, or so many weeks ago where it is a life of last time.
    """

    def __init__(
        self,
        programme: Programme,
        mentor: User,
        mentee: User,
        *,
        weeks: int,
        every: int,
        rng: Random,
        wish: str = "",
        ended_weeks_ago: int = 0,
    ) -> None:
        self.rng = rng
        self.wish = wish
        self.mentor, self.mentee = mentor, mentee
        self.every = every
        self.began_on = timezone.localdate() - timedelta(weeks=weeks)
        self.today = (weeks - ended_weeks_ago) * 7
        self.it = Mentorship.objects.create(
            programme=programme,
            mentor=mentor,
            mentee=mentee,
            stage=Stage.ACTIVE,
            asked_goal="I would like to find out what holds me back, and to do something about it.",
            proposed_at=self.at(-21),
            introduced_at=self.at(-10),
            began_on=self.began_on,
            agreed_every_days=every,
            planned_weeks=52,
        )
        Request.objects.create(
            programme=programme,
            mentee=mentee,
            mentor=mentor,
            goal=self.it.asked_goal,
            why_you="Your profile reads as if you had been where I am.",
            every_days=every,
            state=Request.State.ACCEPTED,
            asked_at=self.at(-24),
            expires_at=self.at(-10),
            replied_at=self.at(-21),
            closed_at=self.at(-21),
            mentorship=self.it,
        )

    @property
    def both(self) -> tuple[User, User]:
        return self.mentor, self.mentee

    def at(self, day: float, hour: int = 16) -> datetime:
        whole = int(day // 1)
        return datetime.combine(self.began_on + timedelta(days=whole), time(hour), UTC)

    def on(self, day: float) -> date:
        return self.at(day).date()

    def by_now(self, day: float, hour: int = 16) -> datetime:
        """That time, or an hour ago where it is still to come: nothing was done in the future."""
        return min(self.at(day, hour), timezone.now() - timedelta(hours=1))

    def workday(self, day: float) -> float:
        """The same day, or the Friday before a weekend."""
        return day - max(0, self.on(day).weekday() - 4)

    # Before it began -------------------------------------------------------------------------------------------

    def introduce(self, mentor: str = "good", mentee: str = "good") -> Meeting:
        """They met once and both answered."""
        meeting = self.meet(-10, kind=Meeting.Kind.INTRODUCTION, minutes=30)
        for person, answer in ((self.mentor, mentor), (self.mentee, mentee)):
            Verdict.objects.create(meeting=meeting, person=person, answer=answer, given_at=self.at(-9, 18))
        return meeting

    def agree(self, *, is_signed: bool = True) -> Agreement:
        agreement = Agreement.objects.create(
            mentorship=self.it,
            every_days=self.every,
            weeks=52,
            mentor_expects="Tell me early when something is in the way.",
            mentee_expects="Ask me how it went, and be frank.",
            confidentiality="What we say stays between us, unless somebody is in danger.",
            how_feedback="Two questions at the end of every other session.",
            how_we_end="We say so in a session, and look back once together.",
            changed_by=self.mentee,
            changed_at=self.at(-2),
            in_force_version=1 if is_signed else None,
        )
        agreement.wordings.create(version=1, terms=agreement.terms(), by=self.mentee)
        for person in self.both if is_signed else ():
            Signature.objects.create(agreement=agreement, person=person, version=1, signed_at=self.by_now(0, 9))
        return agreement

    def begin(self) -> None:
        self.introduce()
        self.agree()

    # What happens in it ----------------------------------------------------------------------------------------

    def meet(self, day: float, *, kind: str = Meeting.Kind.SESSION, minutes: int = 45, **more: Any) -> Meeting:
        """A meeting on that day, booked five days before; held unless `state` says otherwise."""
        day = self.workday(day)
        starts_at = self.at(day)
        fields: dict[str, Any] = {"state": Meeting.State.HELD, "held_minutes": minutes, **more}
        meeting = Meeting.objects.create(
            mentorship=self.it,
            kind=kind,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=minutes),
            created_at=self.by_now(day - 5, 11),
            **fields,
        )
        booked_at = self.by_now(day - 5, 11)
        booked = Change(meeting=meeting, kind="booked", by=self.mentee, at=booked_at, starts_at=starts_at)
        done = Change(meeting=meeting, kind=meeting.state, by=self.mentor, at=self.at(day, 18))
        Change.objects.bulk_create([booked, done] if meeting.state in ("held", "missed", "not_held") else [booked])
        return meeting

    def session(
        self, day: float, mentee: int | None = 5, mentor: int | None = 4, *, is_prepared: bool = True
    ) -> Meeting:
        """A held session with its preparation, its answers after, and an action."""
        meeting = self.meet(day)
        if is_prepared:
            self.prepare(meeting, self.mentee, self.workday(day) - 1)
        Note.objects.create(
            meeting=meeting,
            body=self.rng.choice(words.NOTES),
            version=1,
            saved_by=self.mentor,
            saved_at=self.at(day, 17),
        )
        for person, useful in ((self.mentee, mentee), (self.mentor, mentor)):
            if useful:
                Rating.objects.create(meeting=meeting, person=person, useful=useful, rated_at=self.at(day, 19))
        return meeting

    def prepare(self, meeting: Meeting, person: User, day: float) -> None:
        Preparation.objects.create(
            meeting=meeting,
            person=person,
            questions=self.rng.choice(words.QUESTIONS),
            tried=self.rng.choice(words.TRIED) if person == self.mentee else "",
            saved_at=self.by_now(day),
        )

    def action(self, day: float, *, done: bool = True, goal: Goal | None = None, helped: str = "yes") -> None:
        is_over = done and day + 10 <= self.today
        Action.objects.create(
            mentorship=self.it,
            goal=goal,
            text=words.ACTIONS[self.it.actions.count() % len(words.ACTIONS)],
            meeting=self.it.meetings.filter(kind=Meeting.Kind.SESSION, state=Meeting.State.HELD).first(),
            owner=self.mentee,
            due_on=self.on(day + 12),
            added_by=self.mentee,
            added_at=self.at(day, 17),
            done_at=self.at(day + 9) if is_over else None,
            helped=helped if is_over else "",
            helped_at=self.at(day + 10) if is_over else None,
        )

    def book(self, days_ahead: int) -> Meeting:
        return self.meet(self.today + days_ahead, state=Meeting.State.BOOKED, held_minutes=None)

    def follow(self, meeting: Meeting, guide: str, by: User, day: float) -> None:
        """A guide that one of the two chose for both."""
        meeting.guide, meeting.guide_by, meeting.guide_at = guide, by, self.by_now(day)
        meeting.save(update_fields=["guide", "guide_by", "guide_at"])

    def cancel(self, day: float, by: User, reason: str = "time") -> None:
        meeting = self.meet(day, state=Meeting.State.CANCELLED, held_minutes=None)
        Change.objects.create(meeting=meeting, kind="cancelled", by=by, at=self.at(day - 1), reason=reason)

    def move(self, day: float, by: User) -> None:
        """A session that was moved by three days and then held."""
        meeting = self.session(day, 4, 4)
        Change.objects.create(
            meeting=meeting, kind="moved", by=by, at=self.at(day - 4), starts_at=self.at(day), reason="other"
        )

    def goal(self, day: float, title: str, *, both_agree: bool = True) -> Goal:
        why, measure, baseline, target, unit = words.GOALS[title]
        fields: dict[str, Any] = {"title": title, "why": why, "measure": measure, "unit": unit}
        fields |= {"baseline": baseline, "target": target, "due_on": self.on(max(270, self.today + 50))}
        created_at = self.by_now(day)
        goal = Goal.objects.create(mentorship=self.it, created_by=self.mentee, created_at=created_at, **fields)
        plain = {key: str(value) for key, value in fields.items()}
        Version.objects.create(goal=goal, number=1, words=plain, by=self.mentee, at=created_at, is_measurable=True)
        for person in self.both if both_agree else (self.mentee,):
            Assent.objects.create(goal=goal, version=1, person=person, at=self.by_now(day, 20))
        return goal

    def progress(self, goal: Goal, day: float, share: float) -> None:
        """A mark in whole numbers, so that what was measured and the picture of it agree."""
        _why, _measure, baseline, target, _unit = words.GOALS[goal.title]
        measured = Decimal(round(baseline + share * (target - baseline)))
        if measured == baseline:
            return  # nobody writes down that nothing moved
        Progress.objects.create(
            goal=goal,
            by=self.mentee,
            measured=measured,
            value=goal.share_of(measured),
            note=self.rng.choice(words.MARKS),
            at=self.by_now(day),
        )

    def review(self, goal: Goal, day: float) -> None:
        Review.objects.create(goal=goal, by=self.mentor, note="Still the right one.", at=self.by_now(day))
        goal.next_review_on = self.on(day + 42)
        goal.save(update_fields=["next_review_on"])

    def close_goal(self, goal: Goal, day: float, outcome: str) -> None:
        goal.closed_at, goal.closed_by, goal.outcome = self.at(day), self.mentee, outcome
        goal.save(update_fields=["closed_at", "closed_by", "outcome"])

    def check_in(self, day: float, mentee: dict[str, int] | None, mentor: dict[str, int] | None) -> None:
        """Both were asked; None is a side that did not answer."""
        for person, answers in ((self.mentee, mentee), (self.mentor, mentor)):
            asked_at = self.at(day, 8)
            self.close_check_in(person, asked_at)
            checkin = CheckIn.objects.create(
                mentorship=self.it,
                person=person,
                items=list(answers or CHECKIN_ITEMS[:3]),
                token=token_urlsafe(24),
                asked_at=asked_at,
                answered_at=asked_at + timedelta(hours=7) if answers else None,
                closed_at=None if day + 14 > self.today else asked_at + timedelta(days=13),
            )
            Answer.objects.bulk_create(
                [Answer(checkin=checkin, item=item, value=value) for item, value in (answers or {}).items()]
            )

    def pulses(
        self, until: float | None = None, level: int = 4, *, since: float = 0, mentor_answers: bool = True, **low: int
    ) -> None:
        """Check-ins every two weeks around one level; from a day on, `low` names items answered lower by both.

        Who answers and who does not takes turns, so that every load of the demo tells the same story.
        """
        for number, day in enumerate(range(14, int(until or self.today), 14)):
            fallen = low if day >= since else {}
            items = [CHECKIN_ITEMS[(number * 3 + step) % len(CHECKIN_ITEMS)] for step in range(3)]
            mentee = {item: fallen.get(item, level) for item in [*items, *low]}
            mentor = {item: fallen.get(item, level) for item in [*items, *low]}
            self.check_in(
                day,
                mentee if number % 5 != 3 else None,
                mentor if mentor_answers and number % 4 != 2 else None,
            )

    def ask_check_in(self, day: float, person: User) -> None:
        """One that still waits for an answer."""
        asked = ["clear_goals", "timely_replies", "next_step"]
        self.close_check_in(person, self.by_now(day, 8))
        CheckIn.objects.create(
            mentorship=self.it, person=person, items=asked, token=token_urlsafe(24), asked_at=self.by_now(day, 8)
        )

    def close_check_in(self, person: User, at: datetime) -> None:
        """The one before, as the next one does when it is asked."""
        self.it.checkins.filter(person=person, closed_at=None).update(closed_at=at)

    def feedback(self, day: float, by: User, shared_with: str = "partner") -> None:
        Feedback.objects.create(
            mentorship=self.it,
            by=by,
            helped=self.rng.choice(words.HELPED[self.it.side_of(by)]),
            change=self.rng.choice(words.CHANGE[self.it.side_of(by)]),
            shared_with=shared_with,
            given_at=self.by_now(day),
            thanked_at=self.by_now(day + 1) if day + 20 < self.today and shared_with == "partner" else None,
            thanked_by=self.it.partner_of(by) if day + 20 < self.today and shared_with == "partner" else None,
        )

    def write(self, day: float, by: User, said: str, *, hour: int = 12, is_read: bool = True) -> None:
        """A message; the other one looked at it in the evening."""
        written_at = self.by_now(day, hour)
        read_at = min(self.at(day, 20), timezone.now()) if is_read else None
        Message.objects.create(mentorship=self.it, by=by, words=said, written_at=written_at, read_at=read_at)

    def write_between(self, day: float, number: int) -> None:
        """The mentee asks something small, the mentor answers some hours later."""
        asked, answered = words.MESSAGES[number % len(words.MESSAGES)]
        self.write(day, self.mentee, asked, hour=9)
        self.write(day, self.mentor, answered, hour=13)

    def spoke_elsewhere(self, day: float, channel: str = "phone") -> None:
        Contact.objects.create(
            mentorship=self.it, by=self.mentee, channel=channel, happened_on=self.on(day), logged_at=self.at(day)
        )

    # Pausing and ending ----------------------------------------------------------------------------------------

    def pause(self, day: float, days: int, reason: str) -> None:
        is_over = day + days <= self.today
        Pause.objects.create(
            mentorship=self.it,
            by=self.mentee,
            reason=reason,
            starts_at=self.at(day),
            until=self.on(day + days),
            resumed_at=self.at(day + days) if is_over else None,
            resumed_by=self.mentee if is_over else None,
        )
        if not is_over:
            self.it.stage = Stage.PAUSED
            self.it.save(update_fields=["stage"])

    def end(self, day: float, reason: str, by: User | None) -> None:
        ending = Ending.objects.create(mentorship=self.it, reason=reason, by=by, at=self.at(day))
        self.it.stage, self.it.ended_at = Stage.ENDED, self.at(day)
        self.it.save(update_fields=["stage", "ended_at"])
        if by:
            for person, (helped, differently) in zip((self.mentee, self.mentor), words.CLOSING, strict=True):
                Reflection.objects.create(
                    mentorship=self.it,
                    person=person,
                    helped=helped,
                    differently=differently,
                    shared_with_partner=ending.is_success,
                    wants_another=person == self.mentee,
                    worth=5 if ending.is_success else 3,
                    worth_at=self.at(day, 20),
                    written_at=self.at(day, 20),
                )
