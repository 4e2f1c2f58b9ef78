"""An organisation of ten thousand, invented and written straight into rows: what bench/site/run.py opens.

One programme holds nearly all of it, a hundred small ones stand beside it. Everybody in it is made up by number.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from django.db import connection, models, transaction
from django.utils import timezone

from alongside.web.cases.models import Case
from alongside.web.checkins.models import Answer, CheckIn
from alongside.web.concerns.models import Concern
from alongside.web.feedback.models import Feedback
from alongside.web.goals.models import Assent, Goal, Progress, Version
from alongside.web.meetings.models import Action, Change, Meeting, Note, Preparation, Rating
from alongside.web.mentorships.items import ITEMS
from alongside.web.mentorships.models import Agreement, Ending, Mentorship, Reflection, Signature, Stage, Wording
from alongside.web.messages.models import Message
from alongside.web.notices.models import Notice
from alongside.web.people.models import Availability, Language, Profile, Subject, User, Value
from alongside.web.programmes.models import Invitation, Membership, Programme
from alongside.web.readings.models import Reading
from alongside.web.requests.models import Request

MENTORS, MENTEES = 3_500, 6_500
OPEN, ENDED = 3_000, 3_000
SMALL, OF_A_SMALL = 100, 30  # programmes beside the large one, people in each
COORDINATED = 20  # of the small ones, by one person
OF_THE_BUSY = 30  # mentorships of one mentor, half of them over
LETTERS_OF_THE_BUSY = 2_000
NIGHTS = 60  # of readings
WORDS = "We looked at last time's step first, and it held. Next time the numbers, and whom to ask about them. " * 3


class Site(NamedTuple):
    """Those through whose eyes the pages are opened."""

    large: Programme
    owner: User
    coordinator: User  # of the large one
    of_many: User  # coordinates twenty small ones
    mentor: User  # with thirty mentorships
    mentee: User


def write(rows: Iterable[models.Model]) -> list[Any]:
    made = list(rows)
    return type(made[0])._default_manager.bulk_create(made, batch_size=2_000) if made else []


@transaction.atomic
def make(*, share: float = 1.0) -> Site:
    """Write everything. `share` of it, for a look at a smaller one."""
    rng, now = Random(7), timezone.now()
    large = Programme.objects.create(name="Everybody", joining="open", starts_on=(now - timedelta(days=800)).date())
    mentors, mentees = (
        people(kind, int(count * share), rng) for kind, count in (("mentor", MENTORS), ("mentee", MENTEES))
    )
    owner, coordinator, of_many = write(
        User(
            name=name,
            email=f"{name.split()[0].lower()}@example.org",
            is_superuser=name[0] == "O",
            is_staff=name[0] == "O",
        )
        for name in ("Owner Site", "Chidi Coordinates", "Many Programmes")
    )
    write(Profile(person=person) for person in (owner, coordinator, of_many))
    large.safeguarding_person = owner
    large.save()
    members(large, coordinator, mentors, mentees)
    for number in range(int(SMALL * share)):
        small = Programme.objects.create(name=f"Team {number:03}", joining="invitation", safeguarding_person=owner)
        some = rng.sample(range(len(mentees)), OF_A_SMALL)
        by = of_many if number < COORDINATED else coordinator if number == COORDINATED else mentors[-1 - number]
        members(small, by, [mentors[it % len(mentors)] for it in some[:10]], [mentees[it] for it in some[10:]])
        lives([Mentorship(programme=small, mentor=mentors[it % len(mentors)], mentee=mentees[other])
               for it, other in zip(some[:5], some[10:15], strict=True)], 5, rng, now)  # fmt: skip
    first = int((OPEN + ENDED) * share)
    pairs = [
        Mentorship(
            programme=large,
            mentor=mentors[0 if number % (first // OF_THE_BUSY) == 0 else 1 + number % (len(mentors) * 6 // 7)],
            mentee=mentees[number % len(mentees)],
        )
        for number in range(first)
    ]
    rng.shuffle(pairs)
    lives(pairs, int(OPEN * share), rng, now)
    beside(large, coordinator, mentors, mentees, now)
    return Site(large, owner, coordinator, of_many, mentors[0], pairs[0].mentee)


def people(kind: str, count: int, rng: Random) -> list[User]:
    made = write(
        User(name=f"{kind.title()} Number{number:05}", email=f"{kind}{number}@example.org", time_zone="Europe/Berlin")
        for number in range(count)
    )
    profiles = write(
        Profile(
            person=person, headline=f"Works on the {number % 40}th floor", about=WORDS, wants=WORDS, helps=WORDS,
            years=number % 30, working_style={"structure": 1 + number % 5}, by_video=True, by_phone=number % 2 == 0,
            every_days=14, intended_weeks=26,
        )
        for number, person in enumerate(made)
    )  # fmt: skip
    values, subjects, languages = (list(each.objects.all()[:40]) for each in (Value, Subject, Language))
    for field, found, each in (("values", values, 4), ("interests", subjects, 3), ("languages", languages, 2),
                               ("offers" if kind == "mentor" else "seeks", subjects, 3)):  # fmt: skip
        through, key = getattr(Profile, field).through, f"{found[0]._meta.model_name}_id"
        write(through(**{"profile_id": it.pk, key: one.pk}) for it in profiles for one in rng.sample(found, each))
    write(
        Availability(profile=profile, weekday=day, starts=f"{9 + number % 8:02}:00", ends=f"{11 + number % 8:02}:00")
        for number, profile in enumerate(profiles)
        for day in (number % 5, (number + 2) % 5 + 2)
    )
    return made


def members(programme: Programme, coordinator: User, mentors: list[User], mentees: list[User]) -> None:
    of_them = [("coordinator", [coordinator]), ("mentor", mentors), ("mentee", mentees)]
    write(
        Membership(programme=programme, person=person, role=role, capacity=40 if n == 0 else 3, department=f"D{n % 60}")
        for role, those in of_them
        for n, person in enumerate(dict.fromkeys(those))
    )


def lives(pairs: list[Mentorship], running: int, rng: Random, now: datetime) -> None:
    """Half a year of each pair: the first `running` go on, the others are over."""
    for number, pair in enumerate(pairs):
        is_open = number < running
        ended = None if is_open else now - timedelta(days=rng.randint(5, 500))
        begun = (ended or now) - timedelta(days=rng.randint(20, 360) if is_open else 182)
        pair.stage = Stage.ACTIVE if is_open else Stage.ENDED
        pair.proposed_at, pair.introduced_at = begun - timedelta(days=20), begun - timedelta(days=10)
        pair.began_on, pair.planned_weeks, pair.agreed_every_days, pair.ended_at = begun.date(), 52, 14, ended
        pair.mentor_event_at = pair.mentee_event_at = pair.coordinator_event_at = now - timedelta(days=2)
    write(pairs)
    over = [pair for pair in pairs if pair.ended_at]
    write(
        Ending(mentorship=it, reason=rng.choice(["completed", "early_met", "no_time"]), by=it.mentee, at=it.ended_at)
        for it in over
    )
    write(
        Reflection(mentorship=it, person=it.mentee, helped=WORDS, worth=4, worth_at=it.ended_at, written_at=it.ended_at)
        for it in over
    )
    agreed(pairs)
    goals(pairs)
    met(pairs, rng, now)
    said(pairs, now)


def day_of(pair: Mentorship, day: int) -> datetime:
    return pair.introduced_at + timedelta(days=10 + day)


def last_day(pair: Mentorship, now: datetime) -> int:
    return ((pair.ended_at or now) - day_of(pair, 0)).days


def agreed(pairs: list[Mentorship]) -> None:
    made = write(
        Agreement(mentorship=it, every_days=14, weeks=52, mentor_expects=WORDS, in_force_version=1) for it in pairs
    )
    write(Wording(agreement=it, version=1, terms=it.terms()) for it in made)
    write(
        Signature(agreement=it, person_id=key, version=1, signed_at=day_of(it.mentorship, 0))
        for it in made
        for key in (it.mentorship.mentor_id, it.mentorship.mentee_id)
    )


def goals(pairs: list[Mentorship]) -> None:
    made = write(
        Goal(mentorship=it, title=title, why=WORDS, measure="Talks", baseline=0, target=3, created_by=it.mentee,
             created_at=day_of(it, 3), closed_at=it.ended_at, closed_by=it.ended_at and it.mentee,
             outcome="met" if it.ended_at else "")
        for it in pairs
        for title in ("Give a talk", "Say no kindly")
    )  # fmt: skip
    write(Version(goal=it, number=1, words={}, by=it.created_by, at=it.created_at, is_measurable=True) for it in made)
    write(
        Assent(goal=it, version=1, person_id=key, at=it.created_at)
        for it in made
        for key in (it.mentorship.mentor_id, it.mentorship.mentee_id)
    )
    write(
        Progress(goal=it, by=it.created_by, measured=step, value=step / 3, at=day_of(it.mentorship, 10 * step))
        for it in made
        for step in (1, 2)
    )


def met(pairs: list[Mentorship], rng: Random, now: datetime) -> None:
    """A session every two weeks, most of them held, each with its words and ratings; the next one booked."""
    made: list[Meeting] = []
    for pair in pairs:
        every = rng.choice([12, 14, 14, 18, 30])
        for day in range(2, last_day(pair, now), every):
            at, state = day_of(pair, day), rng.choice(["held"] * 8 + ["cancelled", "missed"])
            made.append(Meeting(mentorship=pair, starts_at=at, ends_at=at + timedelta(minutes=45), state=state,
                                held_minutes=45 if state == "held" else None, asked_after_at=at,
                                missed_by=pair.mentee if state == "missed" else None, reminded_at=at))  # fmt: skip
        if pair.ended_at is None and rng.random() < 0.7:
            at = now + timedelta(hours=rng.randint(2, 400))
            made.append(Meeting(mentorship=pair, starts_at=at, ends_at=at + timedelta(minutes=45), state="booked"))
    write(made)
    write(
        Change(
            meeting=it,
            kind="booked",
            by=it.mentorship.mentee,
            at=it.starts_at - timedelta(days=5),
            starts_at=it.starts_at,
        )
        for it in made
    )
    held = [it for it in made if it.state == "held"]
    write(Change(meeting=it, kind="held", by=it.mentorship.mentor, at=it.ends_at) for it in held)
    write(
        Rating(meeting=it, person_id=key, useful=rng.randint(2, 5), rated_at=it.ends_at)
        for it in held
        for key in (it.mentorship.mentor_id, it.mentorship.mentee_id)
    )
    write(Preparation(meeting=it, person=it.mentorship.mentee, questions=WORDS, saved_at=it.starts_at) for it in held)
    write(Note(meeting=it, body=WORDS, saved_by=it.mentorship.mentor, saved_at=it.ends_at) for it in held)
    write(
        Action(mentorship=it.mentorship, meeting=it, text="Ask two people", owner=it.mentorship.mentee,
               added_by=it.mentorship.mentor, added_at=it.ends_at, due_on=it.ends_at.date() + timedelta(days=10),
               done_at=it.ends_at + timedelta(days=9) if number % 3 else None)
        for number, it in enumerate(held)
    )  # fmt: skip


def said(pairs: list[Mentorship], now: datetime) -> None:
    """Messages, check-ins and feedback."""
    write(
        Message(
            mentorship=it,
            by_id=(it.mentor_id, it.mentee_id)[step % 2],
            words=WORDS,
            written_at=at,
            read_at=at if step < 24 else None,
        )
        for it in pairs
        for step, at in ((n, day_of(it, n * max(1, last_day(it, now)) // 26)) for n in range(26))
    )
    asked = write(
        CheckIn(mentorship=it, person_id=key, items=list(ITEMS)[:3], token=f"{it.pk}-{key}-{day}",
                asked_at=day_of(it, day), answered_at=day_of(it, day + 1) if (it.pk + day) % 4 else None,
                closed_at=day_of(it, day + 20))
        for it in pairs
        for day in range(14, last_day(it, now) - 1, 28)
        for key in (it.mentor_id, it.mentee_id)
    )  # fmt: skip
    write(
        Answer(checkin=it, item=item, value=2 + (it.pk + n) % 4)
        for it in asked
        if it.answered_at
        for n, item in enumerate(it.items)
    )
    write(
        Feedback(mentorship=it, by_id=it.mentee_id, helped=WORDS, shared_with="partner", given_at=day_of(it, 12))
        for it in pairs
    )


def beside(large: Programme, coordinator: User, mentors: list[User], mentees: list[User], now: datetime) -> None:
    """Letters, requests, invitations, cases, concerns."""

    def letter(person: User, number: int) -> Notice:
        at = now - timedelta(hours=3 * number)
        return Notice(person=person, kind="meetings/mail/remind", subject=f"Tomorrow, again {number}", body=WORDS,
                      url="/", button="Open", created_at=at, send_after=at, sent_at=at)  # fmt: skip

    write(letter(mentors[0], number) for number in range(LETTERS_OF_THE_BUSY))
    write(letter(person, number) for person in (*mentors[1:], *mentees) for number in range(15))
    write(
        Request(programme=large, mentee=mentee, mentor=mentors[n % 40 if n < 200 else n % len(mentors)], goal=WORDS,
                why_you=WORDS, state="asked" if n < 200 else "declined", asked_at=now - timedelta(days=n % 200),
                expires_at=now + timedelta(days=7 if n < 200 else -20), closed_at=None if n < 200 else now)
        for n, mentee in enumerate(mentees[-len(mentees) // 3 :])
    )  # fmt: skip
    write(
        Invitation(programme=large, email=f"asked{n}@example.org", role="mentee", token=f"asked-{n}",
                   invited_by=coordinator, sent_at=now)
        for n in range(3_000)
    )  # fmt: skip
    pairs = Mentorship.objects.filter(programme=large).order_by("pk")
    write(
        Case(mentorship=it, owner=coordinator, cause="goals", remedy="goal_workshop", words=WORDS,
             level_before="attend", opened_at=now - timedelta(days=it.pk % 90),
             look_again_on=(now + timedelta(days=it.pk % 60 - 20)).date(),
             closed_at=now if it.pk % 3 == 0 else None, outcome="helped" if it.pk % 3 == 0 else "")
        for it in pairs[:600]
    )  # fmt: skip
    write(
        Concern(programme=large, mentorship=it, by_id=it.mentee_id, sent_to=large.safeguarding_person, text=WORDS,
                sent_at=now, reminded_at=now)
        for it in pairs[:200]
    )  # fmt: skip


def read_every_night(nights: int) -> None:
    """The engine's readings of today, told of every night before as well: only their number matters here."""
    columns = [field.column for field in Reading._meta.concrete_fields if not field.primary_key]
    names = ", ".join(f'"{column}"' for column in columns)
    earlier = {
        "on": "date(\"on\", '-{} days')" if connection.vendor == "sqlite" else '"on" - {}',
        "read_at": "datetime(read_at, '-{} days')"
        if connection.vendor == "sqlite"
        else "read_at - {} * interval '1 day'",
    }
    with connection.cursor() as cursor:
        for night in range(1, nights):
            values = ", ".join(earlier.get(column, f'"{column}"').format(night) for column in columns)
            today = f'SELECT {values} FROM readings_reading WHERE "on" = (SELECT max("on") FROM readings_reading)'
            cursor.execute(f"INSERT INTO readings_reading ({names}) {today}")
