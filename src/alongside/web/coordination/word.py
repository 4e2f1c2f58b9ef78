"""The first draft of a word: what the newest reading says, put kindly, for the coordinator to make their own."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.health import explain
from alongside.web.cases.models import Case
from alongside.web.meetings.guides import Guide, guide_of
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import User
from alongside.web.readings.models import Level, Reading
from alongside.web.readings.noticed import Noticed, noticed


@dataclass(frozen=True)
class FirstWords:
    """What stands in the letter before the coordinator changes it, and what it is about."""

    noticed: Noticed | None
    initial: dict[str, Any]
    tried: list[tuple[str, int]]  # what was said of this remedy before, how often; empty where it never was

    @property
    def cause(self) -> str:
        return self.noticed.finding.cause if self.noticed else ""

    @property
    def remedy(self) -> str:
        return self.noticed.finding.remedy if self.noticed else ""

    @property
    def guide(self) -> Guide | None:
        """What the two could follow, for the coordinator to read first."""
        return self.noticed.guide if self.noticed else None


def first_words(user: User, mentorship: Mentorship) -> FirstWords:
    """Draft a letter to both, and say beside it what it is about.

    What a coordinator is shown may rest on one side's answers, and even its repair alone would pass them on. So the
    draft carries no finding, and only the repair of what both of the two may know.
    """
    readings = Reading.objects.visible_to(user).for_coordinators().filter(mentorship=mentorship)
    newest = readings.select_related("mentorship__mentor", "mentorship__mentee").order_by("-on").first()
    pressing = next((one for one in noticed(newest) if not one.is_good and one.words.remedy), None)
    names = {"mentor": mentorship.mentor.first_name, "mentee": mentorship.mentee.first_name}
    greeting = _("Dear %(mentor)s, dear %(mentee)s,") % names
    offer = _("How are the two of you getting on? I am writing because I would like this to go well for you both.")
    close = _("If it helps to talk, answer this letter: it comes to me.\n\n%(name)s") % {"name": user.name}
    repair = pair_repair(mentorship, newest)
    words = "\n\n".join(part for part in (greeting, offer, repair, close) if part)
    initial = {"to": ["mentor", "mentee"], "subject": _("How are the two of you?"), "words": words}
    return FirstWords(pressing, initial, said_before(user, mentorship, pressing))


def said_before(user: User, mentorship: Mentorship, pressing: Noticed | None) -> list[tuple[str, int]]:
    """What coordinators said of this remedy for this cause in this programme."""
    if pressing is None:
        return []
    here = Case.objects.visible_to(user).filter(mentorship__programme=mentorship.programme_id)
    tried = here.filter(cause=pressing.finding.cause, remedy=pressing.finding.remedy).exclude(outcome="")
    row = tried.by_remedy().first()
    return [(str(label), row[value]) for value, label in Case.Outcome.choices] if row else []


def pair_repair(mentorship: Mentorship, newest: Reading | None) -> str:
    """The repair of the most pressing thing that both may know, worded for the pair; nothing where there is none."""
    known = Reading.objects.noticed_by_both(mentorship, on=newest.on) if newest else []
    remedies = (explain.REMEDIES.get(one.remedy) for one in known if str(one.level) != Level.STEADY)
    remedy = next(filter(None, remedies), None)
    if remedy is None:
        return ""
    guide = guide_of(remedy.id)
    return f"{_(remedy.text)}\n\n{way_to(guide, mentorship)}" if guide else _(remedy.text)


def way_to(guide: Guide, mentorship: Mentorship) -> str:
    """The guide's name, and its page among those of the pair: there it is put into their next session."""
    page = reverse("meetings:guide_of_pair", args=[mentorship.pk, guide.slug])
    words = {"title": guide.title, "minutes": guide.minutes, "url": f"{settings.SITE_URL}{page}"}
    return _("There is a guide for it, “%(title)s” (%(minutes)s minutes):\n%(url)s") % words
