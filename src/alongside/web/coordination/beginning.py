"""How a programme begins that has no mentorship yet: name whom concerns reach, invite people, bring them together."""

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.web.layout.step import Step
from alongside.web.programmes.models import Membership, Programme, Role
from alongside.web.rounds.models import Round

SHOWN = 3


class Beginning:
    """One programme, and the steps that lead to its first mentorship."""

    def __init__(self, programme: Programme, *, has_people: bool, round_pk: int | None) -> None:
        self.programme = programme
        self.steps = [self.name_somebody(), self.invite(has_people), self.match(has_people, round_pk)]

    @property
    def title(self) -> str:
        return _("How %(programme)s begins") % {"programme": self.programme}

    @property
    def can_invite(self) -> bool:
        return self.programme.whom_concerns_reach is not None

    def name_somebody(self) -> Step:
        why = _("To whom a concern about safety goes. Mentors and mentees can be invited once somebody is named.")
        return Step(
            _("Name a safeguarding person"), why, reverse("programmes:edit", args=[self.programme.pk]), self.can_invite
        )

    def invite(self, has_people: bool) -> Step:
        url = reverse("programmes:invite", args=[self.programme.pk]) if self.can_invite else ""
        why = _("Mentors and mentees, by their e-mail addresses; a sign-up sheet can be brought in, too.")
        return Step(_("Invite people"), why, url, has_people)

    def match(self, has_people: bool, round_pk: int | None) -> Step:
        opened = reverse("rounds:readiness", args=[round_pk]) if round_pk else ""
        url = opened or reverse("rounds:begin", query={"programme": self.programme.pk})
        why = _("A round suggests who fits whom, and nobody is told before you say so. Mentees can ask a mentor, too.")
        return Step(_("Bring them together"), why, url if has_people else "", False)


def beginnings(programmes: QuerySet[Programme]) -> list[Beginning]:
    """Those of some programmes that have no mentorship yet and are not over. One query, however many."""
    here = Membership.objects.current().filter(programme=OuterRef("pk"))
    rounds = Round.objects.open().filter(programme=OuterRef("pk"))
    fresh = (
        programmes.filter(mentorships=None)
        .exclude(ends_on__lt=timezone.localdate())
        .select_related("safeguarding_person")
        .annotate(
            has_people=Exists(here.filter(role=Role.MENTOR)) & Exists(here.filter(role=Role.MENTEE)),
            round_pk=Subquery(rounds.values("pk")[:1]),
        )
    )
    return [Beginning(one, has_people=one.has_people, round_pk=one.round_pk) for one in fresh[:SHOWN]]
