"""Bringing a sheet in: all of it, or nothing.

Who has no account here gets one that waits for them, with the profile the sheet describes: it opens with a sign-in code
sent to their own address. Who is a member already keeps their profile as it is. Who has an account but is no member is
invited: a coordinator cannot put somebody of this site into a programme without their yes. Whom they are kept apart
from and whom they are to be matched with is kept at once, so that it holds on the day they join.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.matching import Mentee, Mentor
from alongside.matching.hours import SLOTS
from alongside.web.notices.models import Notice
from alongside.web.people.clock import site_zone
from alongside.web.people.models import (
    Availability,
    IntendedLength,
    Language,
    Profile,
    Rhythm,
    Subject,
    User,
    Value,
)
from alongside.web.programmes.models import Answer, Membership, Programme, Role, Separation
from alongside.web.programmes.records import WEEKS_A_MONTH
from alongside.web.programmes.refusals import NobodyNamed, NotOpen
from alongside.web.rounds.models import Change, Round
from alongside.web.sheets.models import Sheet
from alongside.web.sheets.person import Person
from alongside.web.sheets.preview import Preview
from alongside.web.sheets.refusals import AlreadyDone, HasProblems, NotYours
from alongside.web.sheets.ways import channel_of

# The sheet's scales point the other way than the profile's: there 5 is planned, quick, blunt.
STYLE = {"structure": "structure", "pace": "pace", "directness": "candour"}
LAST_MINUTE = time(23, 59)
MOST_YEARS = 70  # a profile holds no more


class Arrival:
    """The people of one sheet on their way into its programme."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.programme = sheet.programme
        self.users: dict[str, User] = {}
        self.invited: dict[str, User] = {}
        # Addresses of who has a letter that lets them in, and of whom something else has changed.
        self.new: set[str] = set()
        self.updated: set[str] = set()

    @cached_property
    def preview(self) -> Preview:
        return Preview(self.sheet)

    def bring_in(self, *, by: User, leave_out: bool = False) -> int:
        """Make everybody a member, and write to who is new; how many stand in the sheet. `in_words` says what was new.

        leave_out : bring in the others where some rows have problems. Raises HasProblems, AlreadyDone, NotYours,
        NotOpen or NobodyNamed, and then nothing has happened.
        """
        with transaction.atomic():
            self.sheet.refresh_from_db(from_queryset=Sheet.objects.select_for_update())
            # Nobody changes what the programme asks while answers to it come in.
            Programme.objects.hold(self.programme.pk)
            self.check(by)
            if self.preview.problems and not leave_out:
                raise HasProblems(
                    _("Some rows have problems. Mend them and upload the sheet again, or leave them out.")
                )
            if not self.preview.people:
                raise HasProblems(_("There is nobody in order to bring in."))
            self.everybody(by)
            self.sheet.close(by=by, people=len(self.preview.people))
            touched = len(self.new | self.updated)
            for round_ in self.programme.rounds.open() if touched else ():
                Change.objects.record(round_, Change.Kind.SHEET, by=by, people=touched, why=self.sheet.name)
        return len(self.preview.people)

    def in_words(self) -> str:
        """What came of it. Members and those invited before are one number: it tells of nobody's account."""
        everybody = {person.email for person in self.preview.people}
        updated = len(everybody & self.updated - self.new)
        same = len(everybody - self.updated - self.new)
        said = [
            (
                len(self.new),
                ngettext(
                    "%(n)s new person is brought in or invited, and has a letter.",
                    "%(n)s new people are brought in or invited, and have letters.",
                    len(self.new),
                ),
            ),
            (
                updated,
                ngettext(
                    "%(n)s person was in the programme or invited already, and is updated.",
                    "%(n)s people were in the programme or invited already, and are updated.",
                    updated,
                ),
            ),
            (
                same,
                ngettext(
                    "%(n)s person was in the programme or invited already, and nothing changed for them.",
                    "%(n)s people were in the programme or invited already, and nothing changed for them.",
                    same,
                ),
            ),
        ]
        return " ".join(sentence % {"n": n} for n, sentence in said if n)

    def check(self, by: User) -> None:
        programme = self.programme
        if not Programme.objects.coordinated_by(by).filter(pk=programme.pk).exists():
            raise NotYours(_("Only a coordinator of %(programme)s may do this.") % {"programme": programme})
        if not self.sheet.is_waiting:
            raise AlreadyDone(_("This sheet has been brought in already."))
        if programme.is_over:
            raise NotOpen(_("%(programme)s is over.") % {"programme": programme})
        if programme.whom_concerns_reach is None:
            raise NobodyNamed(
                _("Name a safeguarding person first: until then a concern about safety would reach nobody.")
            )

    def everybody(self, by: User) -> None:
        people = self.preview.people
        known = User.objects.filter(email__in=[person.email for person in people])
        accounts = {user.email.casefold(): user for user in known}
        fresh = [person for person in people if person.email not in accounts]
        members = [person for person in people if person.email in self.here]
        asked = [person for person in people if person.email in accounts.keys() - self.here.keys()]
        self.new = {person.email for person in fresh} | self.invite(asked, by)
        self.invited = {person.email: accounts[person.email] for person in asked}
        self.users = {email: user for email, user in accounts.items() if email in self.here}
        self.accounts(fresh)
        self.profiles(fresh)
        seated = self.members([*fresh, *members])
        self.answers(fresh)
        self.apart(people, by)
        self.agreed(by)
        welcomed = {self.users[person.email].pk for person in fresh}
        told = [user for user in self.users.values() if user.pk in seated]
        self.write("welcome", [user for user in told if user.pk in welcomed], by)
        self.write("added", [user for user in told if user.pk not in welcomed], by)

    def invite(self, people: list[Person], by: User) -> set[str]:
        """A letter for each role; they take part once they have said yes. Who was not invited before is returned."""
        written = set[str]()
        for role in (Role.MENTOR, Role.MENTEE):
            addresses = [person.email for person in people if person.side(role)]
            written |= {each.email for each in self.programme.invite(by=by, addresses=addresses, role=role)}
        return written

    def accounts(self, people: list[Person]) -> None:
        """An account that waits: no password opens it, only a code sent to its address."""
        locked = make_password(None)
        made = [
            User(email=person.email, name=person.name, time_zone=person.time_zone or site_zone(), password=locked)
            for person in people
        ]
        User.objects.bulk_create(made)
        EmailAddress.objects.bulk_create(
            [EmailAddress(user=user, email=user.email, primary=True, verified=False) for user in made]
        )
        self.users |= {user.email: user for user in made}

    def profiles(self, people: list[Person]) -> None:
        """What the sheet says of each, as they would have written it themselves."""
        made = {person.email: Profile(person=self.users[person.email], **said_by(person)) for person in people}
        Profile.objects.bulk_create(made.values())
        said = {person.email: words_of(person) for person in people}
        values = named(Value, (word for words in said.values() for word in words["values"]))
        subjects = named(
            Subject,
            (word for words in said.values() for key in ("interests", "seeks", "offers") for word in words[key]),
        )
        languages = {row.name.casefold(): row for row in Language.objects.all()}
        for field, rows, column in (
            ("values", values, "value"), ("interests", subjects, "subject"), ("seeks", subjects, "subject"),
            ("offers", subjects, "subject"), ("languages", languages, "language"),
        ):  # fmt: skip
            through: Any = getattr(Profile, field).through
            links = {
                (made[email].pk, rows[word.casefold()].pk)
                for email, words in said.items()
                for word in words[field]
                if word.casefold() in rows
            }
            through.objects.bulk_create(
                [through(profile_id=one, **{f"{column}_id": other}) for one, other in sorted(links)]
            )
        today = timezone.localdate()
        # Hours without a zone were read as UTC: turned back by it they are what was typed, on the site's clock.
        Availability.objects.bulk_create(
            Availability(profile=made[person.email], weekday=weekday, starts=starts, ends=ends)
            for person in people
            for weekday, starts, ends in spans(person.either.hours, person.time_zone or "UTC", today)
        )

    def members(self, people: list[Person]) -> set[int]:
        """In each role the sheet names; a role somebody has stays as it is. Who has got one now is returned."""
        now, seated = timezone.now(), set[int]()
        for role in (Role.MENTOR, Role.MENTEE):
            seats = self.programme.memberships.filter(role=role, person__in=self.users.values())
            here = {seat.person_id: seat for seat in seats}
            new, changed = [], []
            for person in people:
                side = person.side(role)
                if side is None:
                    continue
                user, capacity = self.users[person.email], side.capacity if isinstance(side, Mentor) else 1
                seat = here.get(user.pk)
                if seat is None:
                    seat = Membership(
                        programme=self.programme, person=user, role=role, capacity=capacity, joined_at=now
                    )
                    new.append(seat)
                    seated.add(user.pk)
                elif seat.left_at:
                    seat = Membership.objects.enter(self.programme, user, role, capacity)
                    seated.add(user.pk)
                before = (seat.department, seat.left_out_at)
                seat.department = seat.department or side.department
                if isinstance(side, Mentee) and side.urgency and not seat.left_out_at:
                    seat.left_out_at = now
                is_other = before != (seat.department, seat.left_out_at)
                if is_other or user.pk in seated:
                    self.updated.add(person.email)
                if seat.pk and is_other:
                    changed.append(seat)
            Membership.objects.bulk_update(changed, ["department", "left_out_at"], batch_size=500)
            Membership.objects.bulk_create(new)
        return seated

    def answers(self, people: list[Person]) -> None:
        """What the sheet answers of the programme's own questions; what it leaves open is asked of them here."""
        Answer.objects.bulk_create(
            Answer(
                question_id=question,
                person=self.users[person.email],
                words=said.in_words,
                chosen=[*said.chosen],
            )
            for person in people
            for question, said in person.answers.items()
        )

    def apart(self, people: list[Person], by: User) -> None:
        """Reporting lines, and who is not to be paired; whether or not they have joined yet."""
        kinds = (
            (Separation.Kind.LINE, "line"),
            (Separation.Kind.APART, "blocked"),
            (Separation.Kind.AGAIN, "never_again"),
        )
        kept = set(self.programme.separations.values_list("one", "other", "kind"))
        new: list[Separation] = []
        for person in people:
            one = self.users.get(person.email) or self.invited[person.email]
            for kind, field in kinds:
                for id in sorted(person.apart(field)):
                    other = self.called(id)
                    if other and other != one and (one.pk, other.pk, kind) not in kept:
                        self.updated.add(person.email)
                        kept.add((one.pk, other.pk, kind))
                        new.append(Separation(programme=self.programme, one=one, other=other, kind=kind, by=by))
        # Somebody else may have said one of them this very moment; said twice it changes nothing.
        Separation.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)

    def agreed(self, by: User) -> None:
        """Pairs that were agreed before stand in the open round; one is opened where there is none.

        A pair with somebody who has not joined yet stands too: matching sets it aside until both take part.
        """
        pairs = [(self.called(mentee), self.called(mentor)) for mentee, mentor in self.preview.roster.locked]
        sure = [(mentee, mentor) for mentee, mentor in pairs if mentee and mentor and mentee != mentor]
        if not sure:
            return
        round_ = Round.objects.open().filter(programme=self.programme).first() or Round.objects.begin(
            self.programme, by=by, name=_("New round")
        )
        for mentee, mentor in sure:
            if not round_.decisions.locks().filter(mentee=mentee, mentor=mentor).exists():
                self.updated.add(mentee.email.casefold())
                round_.set_lock(by, mentee, mentor)

    def called(self, id: str) -> User | None:
        """Who bears an id of the sheet, in it or in the programme; whoever has yet to say yes counts as well."""
        email = self.address_of.get(id, id)
        return self.users.get(email) or self.invited.get(email) or self.here.get(email)

    @cached_property
    def address_of(self) -> dict[str, str]:
        return {entry.id: entry.email.strip().casefold() for entry in self.preview.roster.entries}

    @cached_property
    def here(self) -> dict[str, User]:
        members = self.programme.memberships.current().select_related("person")
        return {member.person.email.casefold(): member.person for member in members}

    def write(self, letter: str, to: list[User], by: User) -> None:
        sign_in, sign_in_words = reverse("account_request_login_code"), _("Sign in with a code")
        if settings.ORGANISATION and settings.ORGANISATION.is_only:
            sign_in, sign_in_words = reverse("account_login"), _("Sign in")
        Notice.objects.queue_all(
            to=to,
            template=f"sheets/mail/{letter}",
            context={"programme": self.programme, "by": by, "organisation": settings.ORGANISATION},
            url=sign_in if letter == "welcome" else self.programme.get_absolute_url(),
            button=sign_in_words if letter == "welcome" else _("Open the programme"),
        )


def said_by(person: Person) -> dict[str, Any]:
    """The plain fields of a profile."""
    said = person.either
    lengths = [weeks for weeks in IntendedLength.values if weeks]
    return {
        **{field: True for word in said.channels if (field := channel_of(word))},
        "working_style": {STYLE[name]: 6 - level for name, level in said.style.items() if name in STYLE},
        "every_days": nearest(Rhythm.values, said.every_days),
        "intended_weeks": nearest(lengths, said.months and said.months * WEEKS_A_MONTH),
        "years": None if said.years is None else min(round(said.years), MOST_YEARS),
    }


def nearest(choices: list[int], wanted: float | None) -> int | None:
    return min(choices, key=lambda choice: abs(choice - wanted)) if wanted else None


def words_of(person: Person) -> dict[str, frozenset[str]]:
    """The lists of a profile, from both sides of a sheet."""
    said = person.either
    return {
        "values": said.values,
        "interests": said.interests,
        "languages": said.languages,
        "seeks": person.mentee.topics if person.mentee else frozenset(),
        "offers": person.mentor.topics if person.mentor else frozenset(),
    }


def named(kind: Any, words: Iterable[str]) -> dict[str, Any]:
    """The row for each word, made where there is none; capitals and accents make no second row."""
    wanted = sorted({word.casefold(): word for word in words}.items())
    rows = kind.objects.called(word for _plain, word in wanted)
    return dict(zip((plain for plain, _word in wanted), rows, strict=True))


def spans(slots: frozenset[int], zone: str, on: date) -> Iterator[tuple[int, time, time]]:
    """Half hours of a week in UTC as hours on somebody's own clock: (weekday, from, to)."""
    ahead = datetime.combine(on, time(12), ZoneInfo(zone)).utcoffset() or timedelta()
    shift = round(ahead.total_seconds() / 1800)
    local = sorted((slot + shift) % SLOTS for slot in slots)
    found, start = set(local), None
    for slot in local:
        start = slot if start is None else start
        ends = slot + 1
        if ends % 48 == 0 or ends not in found:
            yield start // 48, clock(start), LAST_MINUTE if ends % 48 == 0 else clock(ends)
            start = None


def clock(slot: int) -> time:
    return time(slot % 48 // 2, 30 * (slot % 2))
