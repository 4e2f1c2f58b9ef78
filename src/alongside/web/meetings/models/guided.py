"""The guide that two people follow in a session."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _now

from alongside.web.meetings import letters
from alongside.web.meetings.errors import NoSuchGuide
from alongside.web.meetings.guides import GUIDES, Guide
from alongside.web.mentorships.refusals import Overtaken
from alongside.web.notices.models import Notice
from alongside.web.people.models import User

if TYPE_CHECKING:
    from alongside.web.meetings.models.meeting import Meeting

# Whoever tries one guide after the other writes one letter, not five.
NO_SECOND_LETTER_WITHIN = timedelta(hours=1)


class Guided(models.Model):
    """The part of a meeting that knows which guide the two follow, and who chose it. Both may know, and either may."""

    guide = models.CharField(max_length=30, blank=True, default="", db_default="", editable=False)
    guide_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    guide_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def chosen_guide(self) -> Guide | None:
        """None too where an earlier release knew a guide that this one does not."""
        return GUIDES.get(self.guide)

    @property
    def guide_followed(self) -> str:
        """Its slug, or nothing."""
        return self.guide if self.chosen_guide else ""

    def follow(self: "Meeting", slug: str, *, by: User, seen: str) -> None:  # type: ignore[misc]  # only Meeting is Guided
        """Choose a guide for both, another one, or none (""). Wants the row locked.

        `seen` is the one that stood on the page: whoever left it alone leaves alone what the other chose meanwhile, and
        whoever changed it is shown that first (Overtaken).
        """
        if slug in (seen, self.guide_followed):
            return
        if self.guide_followed != seen:
            raise Overtaken(overtaken(self.mentorship.partner_of(by).first_name, self.chosen_guide))
        if not self.is_session or slug not in {"", *GUIDES}:
            raise NoSuchGuide(_now("There is no such guide for this meeting. Choose one of the list."))
        self.guide, self.guide_by, self.guide_at = slug, by if slug else None, timezone.now() if slug else None
        self.save(update_fields=["guide", "guide_by", "guide_at"])
        letters.take_back([self], "guide")
        if slug:
            self.tell_of_guide(by)

    def tell_of_guide(self: "Meeting", by: User) -> None:  # type: ignore[misc]  # only Meeting is Guided
        partner, since = self.mentorship.partner_of(by), timezone.now() - NO_SECOND_LETTER_WITHIN
        lately = Notice.objects.filter(person=partner, kind=letters.GUIDE, created_at__gte=since)
        if not lately.filter(url__endswith=letters.page_about(self, "guide")).exists():
            letters.tell(self, "guide", to=partner, by=by)


def overtaken(name: str, guide: Guide | None) -> str:
    words = {"name": name, "guide": guide.title if guide else ""}
    if guide is None:
        return _now("%(name)s put the guide away while your page was open. Choose anew, or leave it so.") % words
    return _now("%(name)s chose “%(guide)s” while your page was open. Choose anew, or leave it so.") % words
