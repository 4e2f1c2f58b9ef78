"""Load the demo: an invented programme with sixty people and nine months of history, relative to today.

Before it was another one, which is over; beside it is one that is ready to be matched, and after it comes the next.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from alongside.web.announcements.models import Announcement, Audience, Reader
from alongside.web.announcements.starters import STARTERS
from alongside.web.api.models import AccessKey, digest_of, sown
from alongside.web.cases.models import LOOK_AGAIN_AFTER_DAYS, Case
from alongside.web.checkins.models import CheckIn
from alongside.web.meetings.models import CalendarAddress
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.clock import end_of_day_in
from alongside.web.people.models import User
from alongside.web.programmes.last_time import Group, LastTime
from alongside.web.programmes.models import Holiday, Membership, Programme, Role
from alongside.web.programmes.next_cohort import NextCohort
from alongside.web.project.demo.asked import ask
from alongside.web.project.demo.cohort import make_cohort
from alongside.web.project.demo.elsewhere import keep_calendar, keep_room
from alongside.web.project.demo.last_year import make_last_year
from alongside.web.project.demo.life import Life
from alongside.web.project.demo.people import PASSWORD, Cast, make_people
from alongside.web.project.demo.stories import STORIES, WISHES
from alongside.web.project.demo.words import ANNOUNCED, DRAFTED, SUGGESTED, WORDS_HAD
from alongside.web.proposals.models import Proposal
from alongside.web.readings.models import Level, Reading
from alongside.web.readings.records import relationships
from alongside.web.requests.models import Request

# mentor, mentee, days ago, and how many days the answer took: requests of the past.
DECLINED = [(0, 20, 190, 2), (0, 29, 120, 1), (14, 21, 150, 4), (14, 30, 90, 3), (16, 22, 170, 1), (16, 31, 60, 2)]
SEED = 5  # the same people and the same dice every time; only the dates move with today


class Command(BaseCommand):
    help = (
        "Load an invented programme of sixty people, the one before it, and one that is ready to be matched. "
        "Refuses where there are people already."
    )

    def handle(self, **options: Any) -> None:
        if not settings.IS_DEMO:
            raise CommandError(
                "The demo is loaded where ALONGSIDE_DEMO=true only, so that invented people are never among real ones."
            )
        if is_loaded():
            self.stdout.write("The demo is already loaded.")
        elif User.objects.exists():
            raise CommandError(
                "There are people in this database already, and the invented ones may never come among them: "
                "one of these has a password that everybody knows, and may do everything. "
                "Give the demo a database of its own, as `make demo` does."
            )
        else:
            with transaction.atomic():
                load()
            self.stdout.write(f"{User.objects.count()} invented people, {Mentorship.objects.count()} mentorships.")
        self.stdout.write(SIGN_INS)


PRINTED = {
    "mentee": "ben@example.org",
    "mentor": "amara@example.org",
    "coordinator": "chidi@example.org",
    "owner": "robin@example.org",
}
SIGN_INS = "\n".join(
    [
        f"\nSign in as one of four (everybody's password is {PASSWORD}):",
        *(f"  {role:<12} {address}" for role, address in PRINTED.items()),
        "",
    ]
)


def is_loaded() -> bool:
    """Whoever tried the demo may have signed up beside the invented people, or closed an account of theirs."""
    return Programme.objects.exists() and User.objects.filter(email__in=PRINTED.values()).exists()


def load() -> None:
    rng = Random(SEED)
    today = timezone.localdate()
    cast = make_people(rng)
    last_year = make_last_year(cast, today)
    programme = make_programme(cast, today, last_year)
    for story, mentor, mentee, weeks, every in STORIES:
        people, wish = (cast.mentors[mentor], cast.mentees[mentee]), WISHES.get(mentee, "")
        life = Life(programme, *people, weeks=weeks, every=every, rng=rng, wish=wish)
        story(life)
    ask_before(programme, cast)
    ask_for_more(programme, cast)
    read_every_fortnight(today)
    have_words(cast, today)
    announce(programme, cast)
    suggest_by_hand(programme, cast)
    close_old_checkins()
    follow_meetings(cast)
    make_keys(cast)
    make_cohort(cast, today)
    ask(cast)
    begin_again(programme, cast)


def make_programme(cast: Cast, today: date, last_year: Programme) -> Programme:
    programme = Programme.objects.create(
        follows=last_year,
        name="Across the bridge",
        about="An invented programme for people changing what they do, and people who have done it before.",
        joining=Programme.Joining.OPEN,
        starts_on=today - timedelta(weeks=40),
        created_at=timezone.now() - timedelta(weeks=41),
        ends_on=today + timedelta(weeks=24),
        safeguarding_person=cast.safeguarding,
        checkins_shown_since=timezone.now() - timedelta(weeks=41),
        ratings_shown_since=timezone.now() - timedelta(weeks=41),
    )
    # Each of a pair came some weeks before it began; of the others, some lately.
    came = {mentor: weeks for _story, mentor, _mentee, weeks, _every in sorted(STORIES, key=lambda it: it[3])}
    looked = {mentee: weeks for _story, _mentor, mentee, weeks, _every in STORIES}
    looked |= {mentee: max(days // 7, looked.get(mentee, 0)) for _mentor, mentee, days, _took in DECLINED}

    def joined(weeks: int) -> dict[str, Any]:
        return {"programme": programme, "joined_at": timezone.now() - timedelta(weeks=min(weeks, 40))}

    rows = [
        Membership(person=person, role=Role.MENTOR, capacity=capacity, **joined(came.get(number, number) + 5))
        for number, (person, capacity) in enumerate(zip(cast.mentors, [3, 1, 2, 1] * 6, strict=False))
    ]
    rows += [
        Membership(person=person, role=Role.MENTEE, **joined(looked.get(number, number % 9) + 5))
        for number, person in enumerate(cast.mentees)
    ]
    rows += [Membership(person=cast.coordinator, role=Role.COORDINATOR, **joined(40))]
    Membership.objects.bulk_create(rows)
    rest(programme, cast, today)
    return programme


def rest(programme: Programme, cast: Cast, today: date) -> None:
    """A holiday gone by and one to come, both written down when the programme began."""
    written = {"programme": programme, "created_by": cast.coordinator, "created_at": programme.created_at}
    for name, days_from_now, days, told in (("First term break", -196, 9, 1), ("Second term break", 24, 13, None)):
        first = today + timedelta(days=days_from_now)
        Holiday.objects.create(
            name=name, starts_on=first, ends_on=first + timedelta(days=days), told_version=told, **written
        )


def begin_again(programme: Programme, cast: Cast) -> None:
    """The next cohort, two weeks after this one; some of its mentors are asked whether they come again."""
    assert programme.ends_on
    starts_on = programme.ends_on + timedelta(weeks=2)
    named = f"{programme} {starts_on.year}"
    made = NextCohort(programme, named, starts_on).begin(by=cast.coordinator)
    asked = programme.memberships.filter(role=Role.MENTOR, person__in=cast.mentors[:4]).values_list("pk", flat=True)
    LastTime(made, cast.coordinator).invite(Group.MENTORS, by=cast.coordinator, chosen=asked)


def ask_before(programme: Programme, cast: Cast) -> None:
    """Requests of the past that were declined, so that it shows how fast some mentors usually answer."""
    for mentor, mentee, days_ago, took_days in DECLINED:
        asked_at = timezone.now() - timedelta(days=days_ago)
        replied_at = asked_at + timedelta(days=took_days)
        Request.objects.create(
            programme=programme,
            mentor=cast.mentors[mentor],
            mentee=cast.mentees[mentee],
            goal="I would like to find my way into another line of work.",
            why_you="You have changed course yourself.",
            state=Request.State.DECLINED,
            reason=Request.Reason.TIMING,
            reply="I would have liked to. Ask me again when the year turns.",
            asked_at=asked_at,
            expires_at=asked_at + timedelta(days=programme.request_open_days),
            replied_at=replied_at,
            closed_at=replied_at,
        )


def ask_for_more(programme: Programme, cast: Cast) -> None:
    """Requests that wait for an answer, one of them Amara's."""
    asked = [(0, 8, 3), (15, 31, 9), (13, 17, 1), (1, 28, 6)]
    for mentor, mentee, days_ago in asked:
        at = timezone.now() - timedelta(days=days_ago)
        Request.objects.create(
            programme=programme,
            mentor=cast.mentors[mentor],
            mentee=cast.mentees[mentee],
            goal="I would like to stop putting off what matters, starting with one thing I can finish by spring.",
            why_you="You write that you ask more than you tell. That is what I need.",
            every_days=14,
            asked_at=at,
            expires_at=at + timedelta(days=programme.request_open_days),
        )


def read_every_fortnight(today: date) -> None:
    """Readings as they would have been kept, so that change over time can be seen."""
    days = [today - timedelta(weeks=weeks) for weeks in range(38, -1, -2)]
    made = [
        reading
        for it, record in relationships(Mentorship.objects.select_related("programme"))
        for day in days
        if it.began_on and it.began_on <= day and not (it.ended_at and it.ended_at.date() < day)
        for reading in Reading.of(it, record, day, Reading.Audience)
    ]
    Reading.objects.bulk_create(made, batch_size=500)


def have_words(cast: Cast, today: date) -> None:
    """Words the coordinator had: one whose thirty days are over, one that helped, one that is still fresh."""
    for (mentor, mentee), (days_ago, cause, remedy, before, outcome, said) in WORDS_HAD.items():
        it = Mentorship.objects.get(mentor__name=mentor, mentee__name=mentee)
        opened = timezone.now() - timedelta(days=days_ago)
        case = Case.objects.create(
            mentorship=it,
            owner=cast.coordinator,
            cause=cause,
            remedy=remedy,
            words=said,
            level_before=before,
            opened_at=opened,
            look_again_on=today - timedelta(days=days_ago - LOOK_AGAIN_AFTER_DAYS),
        )
        if outcome:
            case.outcome, case.level_after, case.closed_by = outcome, Level.STEADY, cast.coordinator
            case.closed_at = opened + timedelta(days=LOOK_AGAIN_AFTER_DAYS)
            case.save()


def announce(programme: Programme, cast: Cast) -> None:
    """A welcome long ago and a look back lately, as the starters put them, and a draft that waits to be sent."""
    for slug, days_ago in ANNOUNCED.items():
        sent_at = timezone.now() - timedelta(days=days_ago)
        made = Announcement(programme=programme, by=cast.coordinator, **STARTERS[slug].initial(programme))
        made.written_at, made.sent_at, made.all_queued_at = sent_at, sent_at, sent_at
        people = list(made.people.order_by("pk"))
        made.reached, made.queued_up_to = len(people), people[-1].pk
        made.save()
        Reader.objects.bulk_create([Reader(announcement=made, person=person) for person in people])
    written = {"audience": Audience.EVERYONE, **DRAFTED}
    Announcement.objects.create(programme=programme, by=cast.coordinator, **written)


def suggest_by_hand(programme: Programme, cast: Cast) -> None:
    """Whom the coordinator proposed outside a round: a first mentor, a second one for one thing, and one taken back."""
    for mentee, mentor, what_for, note, why_back in SUGGESTED:
        made = Proposal.objects.propose(
            programme,
            mentee=cast.mentees[mentee],
            mentor=cast.mentors[mentor],
            by=cast.coordinator,
            what_for=what_for,
            note=note,
        )
        if why_back:
            made.withdraw(by=cast.coordinator, why=why_back)


def close_old_checkins() -> None:
    """A check-in of an ended or paused mentorship waits for nobody."""
    CheckIn.objects.exclude(mentorship__stage__in=["agreed", "active"]).filter(closed_at=None).update(
        closed_at=timezone.now()
    )


def follow_meetings(cast: Cast) -> None:
    """Amara's calendar has the address of her meetings, and gave its own; Ben can try both from the beginning."""
    keep_calendar(cast.mentors[0])
    keep_room(cast.mentors[0])
    an_hour_ago = timezone.now() - timedelta(hours=1)
    CalendarAddress.objects.create(person=cast.mentors[0], made_at=an_hour_ago, looked_at=an_hour_ago)


def make_keys(cast: Cast) -> None:
    """The coordinator's sheet reads the programme by a key, and read it an hour ago. Nobody knows that key."""
    an_hour_ago = timezone.now().replace(second=0, microsecond=0) - timedelta(hours=1)
    AccessKey.objects.create(
        person=cast.coordinator,
        name="Sheet for the steering group",
        starts="r7Qm",
        digest=digest_of(sown()),
        made_at=an_hour_ago - timedelta(days=40),
        ends_at=end_of_day_in(325, cast.coordinator.time_zone),
        minute=an_hour_ago,
        used=3,
    )
