"""All mentorships of a coordinator's programmes, filtered."""

from collections.abc import Mapping

from django.core.paginator import Page
from django.db.models import OuterRef, Q, QuerySet, Subquery

from alongside.web.layout.key import searched
from alongside.web.mentorships.models import Mentorship, Stage
from alongside.web.people.models import User
from alongside.web.programmes.models import Programme
from alongside.web.readings.models import Level, Reading


class Listing:
    """Mentorships by stage, level and name. A fixed number of queries."""

    def __init__(self, user: User, programme: Programme | None, asked: Mapping[str, str]) -> None:
        self.user = user
        self.programme = programme
        self.programmes = list(Programme.objects.coordinated_by(user))
        self.stage = asked.get("stage", "") if asked.get("stage") in Stage.values else ""
        self.level = asked.get("level", "") if asked.get("level") in Level.values else ""
        self.name = searched(asked, "name")
        self.stages = Stage.choices
        self.levels = Level.choices

    @property
    def is_filtered(self) -> bool:
        return bool(self.stage or self.level or self.name or self.programme)

    @property
    def mentorships(self) -> QuerySet[Mentorship]:
        newest = Reading.objects.for_coordinators().filter(mentorship=OuterRef("pk")).order_by("-on")
        found = Mentorship.objects.coordinated_by(self.user)
        if self.programme:
            found = found.filter(programme=self.programme)
        found = found.annotate(level=Subquery(newest.values("level")[:1]))
        if self.stage:
            found = found.filter(stage=self.stage)
        if self.level:
            found = found.open().filter(Q(("level", self.level)))  # annotated above
        for word in self.name.split():
            found = found.filter(Q(mentor__name__icontains=word) | Q(mentee__name__icontains=word))
        return found.for_list().order_by("-proposed_at", "pk")

    def with_levels(self, page: Page[Mentorship]) -> Page[Mentorship]:
        """An ended mentorship shows no level: there is nothing left to attend to."""
        for mentorship in page:
            if not mentorship.is_open:
                mentorship.level = None  # type: ignore[attr-defined]  # annotated above
        return page
