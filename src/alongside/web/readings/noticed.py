"""A reading as it is shown: each finding in words, where its repair starts, and the rows it rests on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alongside.health import Finding, explain
from alongside.health.explain import Words
from alongside.health.remedies import Remedy
from alongside.web.meetings.guides import Guide, guide_after_booking, guide_of
from alongside.web.mentorships.models import Mentorship
from alongside.web.readings.models import Level, Reading

# Where each repair begins that has no guide: the page, and what its button says. Every page takes the mentorship's
# number, and each opens with a plain link.
STARTS = {
    "book_meeting": ("meetings:book", _("Set a time to meet")),
    "set_goal": ("goals:set", _("Write a goal together")),
    "review_goals": ("goals:look_again", _("Look at your goals again")),
    "exchange_feedback": ("feedback:give", _("Tell each other what helps")),
    "edit_agreement": ("mentorships:agreement", _("Look at your agreement")),
    "prepare_agenda": ("meetings:prepare_next", _("Prepare the next session")),
    "pause": ("mentorships:pause", _("Take a pause with an end date")),
    "talk_to_coordinator": ("coordination:ask", _("Ask your coordinator")),
    "end_kindly": ("mentorships:end", _("End it kindly")),
    "log_contact": ("meetings:list", _("Tell us you spoke elsewhere")),
    "write_message": ("messages:write", _("Write a message")),
}

# What the events of the history format are called on a page.
KINDS = {
    "introduction_held": _("Introduction held"),
    "introduction_answered": _("Answer after the introduction"),
    "agreement_signed": _("Agreement signed"),
    "goal_set": _("Goal written"),
    "goal_agreed": _("Goal agreed"),
    "goal_revised": _("Goal changed"),
    "goal_reviewed": _("Goals looked at again"),
    "goal_progress": _("Progress marked"),
    "goal_closed": _("Goal closed"),
    "meeting_booked": _("Session booked"),
    "meeting_moved": _("Session moved"),
    "meeting_cancelled": _("Session cancelled"),
    "meeting_missed": _("Session missed"),
    "meeting_held": _("Session held"),
    "prepared": _("Preparation"),
    "meeting_rated": _("Answer after a session"),
    "action_added": _("Next step noted"),
    "action_done": _("Next step done"),
    "message": _("Message"),
    "contact_logged": _("Spoke elsewhere"),
    "checkin_asked": _("Check-in asked"),
    "checkin_answered": _("Check-in answered"),
    "feedback_given": _("Feedback given"),
    "paused": _("Paused"),
    "resumed": pgettext_lazy("a mentorship", "Resumed"),
    "ended": _("Ended"),
}

# The same where it was no act of the two: the programme was on holiday.
OF_HOLIDAYS = {"paused": _("Holiday"), "resumed": _("After the holiday")}

# The page of a row that the pair may open. Coordinators are shown dates only: what is inside stays with the pair.
PAGES = {
    "meeting": "meetings:meeting",
    "goal": "goals:goal",
    "agreement": "mentorships:agreement",
    "feedback": "feedback:feedback",
    "checkin": "checkins:checkin",
    "action": "meetings:action",
    "message": "messages:message",
    "contact": "meetings:contact",
    "holidays": "programmes:holidays",
}


@dataclass(frozen=True)
class Source:
    """One event that a finding rests on."""

    on: date
    what: str
    url: str
    is_long_ago: bool  # then its date needs a year


@dataclass(frozen=True)
class Noticed:
    """One finding, ready for a page."""

    finding: Finding
    words: Words
    start_url: str
    start_label: str
    guide: Guide | None  # what its repair is, minute by minute
    sources: list[Source]
    level: str
    # The one whose repair is offered with a button; the others are not less true, but one thing at a time.
    is_first: bool

    @property
    def is_good(self) -> bool:
        return self.level == Level.STEADY


def noticed(reading: Reading | None) -> list[Noticed]:
    """Everything a reading noticed, the most pressing first. Nothing when there is no reading yet."""
    if reading is None:
        return []
    return [shown(reading, finding, is_first=number == 0) for number, finding in enumerate(reading.noticed)]


def level_of(reading: Reading, finding: Finding) -> str:
    """As pressing as the finding is, and never more than the whole: a steady pair is not alarmed over one part."""
    if str(finding.level) == Level.ATTEND and reading.level != Level.ATTEND:
        return str(Level.WATCH)
    return str(finding.level)


def shown(reading: Reading, finding: Finding, *, is_first: bool) -> Noticed:
    mentorship = reading.mentorship
    is_pair = reading.audience != Reading.Audience.COORDINATOR
    words = explain.words(
        finding,
        audience="pair" if is_pair else "coordinator",
        viewer=reading.audience if is_pair else None,  # type: ignore[arg-type]  # the two values are the sides
        names={"mentor": mentorship.mentor.first_name, "mentee": mentorship.mentee.first_name},
        translate=_now,
    )
    url, label = start_of(words.remedy, mentorship, is_pair=is_pair) if words.remedy else ("", "")
    return Noticed(
        finding=finding,
        words=words,
        start_url=url,
        start_label=label,
        guide=guide_of(words.remedy.id) if words.remedy else None,
        sources=list(sources(reading, finding, mentorship if is_pair else None)),
        level=level_of(reading, finding),
        is_first=is_first,
    )


def start_of(remedy: Remedy, mentorship: Mentorship, *, is_pair: bool) -> tuple[str, str]:
    """Where a repair begins, and what its button says: in its guide where it has one, with their next session."""
    if not is_pair:
        return reverse("coordination:write", args=[mentorship.pk]), _now("Write to both")
    if guide := guide_of(remedy.id):
        url = reverse("meetings:guide_of_pair", args=[mentorship.pk, guide.slug])
        return url, _now("Open the guide “%(title)s”") % {"title": guide.title}
    page, label = STARTS[remedy.start]
    follows = guide_after_booking(remedy.id)
    return reverse(page, args=[mentorship.pk], query={"guide": follows.slug} if follows else None), str(label)


def sources(reading: Reading, finding: Finding, mentorship: Mentorship | None) -> Iterator[Source]:
    """The events a finding names, oldest first; with links only where the reader may follow them."""
    named = sorted({index for fact in finding.evidence for index in fact.events})
    for index in named:
        kept: dict[str, Any] | None = reading.sources.get(str(index))
        if kept:
            on = date.fromisoformat(kept["on"])
            kinds = KINDS | OF_HOLIDAYS if str(kept["row"]).startswith("holidays:") else KINDS
            yield Source(
                on=on,
                what=str(kinds.get(kept["kind"], kept["kind"])),
                url=page_of(str(kept["row"])) if mentorship else "",
                is_long_ago=(reading.on - on).days > explain.LONG_AGO_DAYS,
            )


def page_of(row: str) -> str:
    """Where a row ("meeting:7") is shown. Readings from before rows of its kind had keys name no page of today."""
    kind, _colon, key = row.partition(":")
    try:
        return reverse(PAGES[kind], args=[key]) if kind in PAGES else ""
    except NoReverseMatch:
        return ""
