"""The way in: from the invitation to a mentorship under way, and who still waits. A fixed number of queries."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from statistics import median

from django.db.models import Count, Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import Availability, Profile
from alongside.web.programmes.models import Membership, Programme, Role
from alongside.web.reports.numbers import LEAST, Number
from alongside.web.reports.period import Period
from alongside.web.rounds.cohort import away, unpaired
from alongside.web.rounds.readiness import STYLE_ENOUGH

LONG_DAYS = 30  # a wait that a coordinator wants to know of


@dataclass(frozen=True)
class Step:
    """How many have come so far; None where it is not told."""

    label: str
    mentees: int | None
    mentors: int | None


class WayIn:
    """Of those who joined in these months: how far they have come by now. The same for whoever looks.

    Each step counts people, and whoever came further is counted in every step before.
    """

    long_days, least = LONG_DAYS, LEAST

    def __init__(self, programme: Programme, period: Period) -> None:
        self.programme, self.period = programme, period

    @cached_property
    def joined(self) -> dict[str, set[int]]:
        """By role; whoever has left since is among them."""
        rows = Membership.objects.filter(self.period.within("joined_at"), programme=self.programme)
        found: dict[str, set[int]] = {Role.MENTEE: set(), Role.MENTOR: set()}
        for person, role in rows.filter(role__in=list(found)).order_by().values_list("person", "role"):
            found[role].add(person)
        return found

    @cached_property
    def invited(self) -> dict[str, int]:
        """Addresses that a letter went to in these months, by the role it offers."""
        rows = self.programme.invitations.filter(self.period.within("invited_at")).order_by()
        return dict(rows.values_list("role").annotate(Count("email", distinct=True)))

    @cached_property
    def pairs(self) -> list[tuple[int, int, bool, bool, bool]]:
        """Mentor, mentee, and whether they were introduced, began, and go on."""
        rows = self.programme.mentorships.order_by().values_list(
            "mentor", "mentee", "introduced_at", "began_on", "ended_at"
        )
        return [
            (mentor, mentee, bool(met or began), bool(began), bool(began and not ended))
            for mentor, mentee, met, began, ended in rows
            if not began or self.period.knows(began)
        ]

    @cached_property
    def proposed(self) -> set[int]:
        """Mentees who were proposed a mentor, or have had one: of these a coordinator knows."""
        rows = self.programme.proposals.order_by().values_list("mentee")
        return {person for (person,) in rows} | {mentee for _mentor, mentee, *_how_far in self.pairs}

    @cached_property
    def asked(self) -> set[int]:
        """Mentees who asked a mentor, whatever came of it."""
        return {person for (person,) in self.programme.requests.order_by().values_list("mentee")}

    @cached_property
    def ready(self) -> set[int]:
        """Whose profile holds what matching looks at: subjects, values, working style, languages and hours."""
        named = {"profile": OuterRef("pk")}
        subjects = (
            Exists(Profile.seeks.through.objects.filter(**named)),
            Exists(Profile.offers.through.objects.filter(**named)),
        )
        rows = (
            Profile.objects.filter(person__memberships__in=self.programme.memberships.all())
            .filter(subjects[0] | subjects[1])
            .filter(Exists(Profile.values.through.objects.filter(**named)))
            .filter(Exists(Profile.languages.through.objects.filter(**named)))
            .filter(Exists(Availability.objects.filter(**named)))
        )
        return {person for person, style in rows.values_list("person", "working_style") if len(style) >= STYLE_ENOUGH}

    @property
    def tells_asking(self) -> bool:
        """A request is between the two: told of the whole only, and where enough mentees are known to no coordinator.

        Of fewer the number told of each of them: whoever takes away those that were proposed a mentor has the rest.
        """
        mentees = self.joined[Role.MENTEE]
        unknown = mentees - self.proposed
        return self.period.is_whole and len(mentees) >= LEAST and len(unknown) not in range(1, LEAST)

    def come(self, label: str, so_far: Iterable[tuple[int, int]]) -> Step:
        both, joined = list(so_far), self.joined
        return Step(
            label,
            len(joined[Role.MENTEE] & {mentee for _m, mentee in both}),
            len(joined[Role.MENTOR] & {mentor for mentor, _m in both}),
        )

    @property
    def began(self) -> Step:
        return self.come(_("Began a mentorship"), ((mr, me) for mr, me, _i, began, _u in self.pairs if began))

    @cached_property
    def steps(self) -> list[Step]:
        mentees, mentors = self.joined[Role.MENTEE], self.joined[Role.MENTOR]
        invited = Step(_("Were invited by letter"), self.invited.get(Role.MENTEE, 0), self.invited.get(Role.MENTOR, 0))
        came = self.asked | self.proposed
        steps = [
            *([invited] if invited.mentees or invited.mentors else []),
            Step(_("Joined"), len(mentees), len(mentors)),
            Step(_("Have completed their profile"), len(mentees & self.ready), len(mentors & self.ready)),
            *([Step(_("Asked or were proposed"), len(mentees & came), None)] if self.tells_asking else []),
            self.come(_("Had an introduction"), ((mr, me) for mr, me, met, _b, _u in self.pairs if met)),
            self.began,
            self.come(_("Are under way now"), ((mr, me) for mr, me, _i, _b, runs in self.pairs if runs)),
        ]
        return steps

    @property
    def is_empty(self) -> bool:
        return not any(self.joined.values()) and not any(self.invited.values())

    # Who waits, today -------------------------------------------------------------------------------------------------

    @cached_property
    def rooms(self) -> list[int]:
        """Of each mentor who could take somebody today: how many.

        Every open proposal takes a place, also one that the mentor has declined and the mentee not answered yet: a
        place that came free in the night would tell of it.
        """
        taken = Counter[int](mentor for (mentor,) in self.programme.mentorships.open().order_by().values_list("mentor"))
        taken.update(mentor for (mentor,) in self.programme.proposals.open().order_by().values_list("mentor"))
        here = self.programme.memberships.current().mentors().filter(person__is_active=True)
        here = here.exclude(away(self.period.today)).order_by()
        rooms = (capacity - taken[person] for person, capacity in here.values_list("person", "capacity"))
        return [room for room in rooms if room > 0]

    @property
    def places(self) -> int:
        return sum(self.rooms)

    @cached_property
    def waits(self) -> list[int]:
        """Of each mentee without a mentorship: how many days since they joined, or since their last one ended."""
        ended = Mentorship.objects.filter(programme=self.programme, mentee=OuterRef("person"), began_on__isnull=False)
        last = ended.exclude(ended_at=None).order_by("-ended_at").values("ended_at")[:1]
        rows = unpaired(self.programme, self.period.today).order_by().annotate(last_ended_at=last)
        now = timezone.now()
        since = (
            max(joined, last) if last else joined for joined, last in rows.values_list("joined_at", "last_ended_at")
        )
        return sorted(max((now - moment) // timedelta(days=1), 0) for moment in since)

    @property
    def median_days(self) -> int:
        return round(median(self.waits)) if self.waits else 0

    @property
    def waiting_long(self) -> int:
        return sum(days > LONG_DAYS for days in self.waits)

    @cached_property
    def today(self) -> list[Number]:
        found = [
            Number(_("Mentors with room left"), len(self.rooms)),
            Number(_("Places with them"), self.places),
            Number(_("Mentees still without a mentorship"), len(self.waits)),
        ]
        if self.waits:
            found += [
                Number(_("Days they have waited, the median"), self.median_days),
                Number(_("Have waited more than %(days)s days") % {"days": LONG_DAYS}, self.waiting_long),
            ]
        return found

    def lines(self) -> Iterable[tuple[str, str, int]]:
        for step in self.steps:
            for role, count in ((_("mentees"), step.mentees), (_("mentors"), step.mentors)):
                if count is not None:
                    yield _("The way in: %(role)s") % {"role": role}, step.label, count
        yield from ((_("Who waits today"), each.label, each.count) for each in self.today)
