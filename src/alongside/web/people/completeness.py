"""What a profile still lacks, and why it matters: a hint, never a grade."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from alongside.web.people.models import Profile


@dataclass(frozen=True)
class Hint:
    """One thing left open: the field it stands in, what to do, what it is good for."""

    field: str
    what: Promise
    why: Promise

    @property
    def section(self) -> str:
        """The part of the profile page it stands in."""
        return next(part for part, fields in PARTS.items() if self.field in fields)


PARTS = {
    "you": ("headline", "about", "photo"),
    "purpose": ("purpose", "subjects"),
    "values": ("values",),
    "working_style": ("working_style",),
    "when": ("languages", "channels", "hours", "every_days", "intended_weeks"),
}


# In the order in which they help most.
HINTS = (
    Hint("headline", _("Say in one line who you are"), _("It is the first thing others read beside your name.")),
    Hint("purpose", _("Say what you want to reach, or what you can help with"), _("Everything else is built on it.")),
    Hint("subjects", _("Choose a few subjects"), _("Two people are suggested to each other when theirs meet.")),
    Hint("values", _("Choose what you hold dear"), _("It is one of the first things that matching looks at.")),
    Hint("working_style", _("Answer a few of the working style choices"), _("It helps to know how the other works.")),
    Hint("languages", _("Name your languages"), _("A pair needs one in common.")),
    Hint("channels", _("Say how you like to talk"), _("Some only ever find time for the phone.")),
    Hint("hours", _("Mark hours that suit"), _("Booking is easy when your hours meet.")),
    Hint("every_days", _("Choose a rhythm"), _("It is the clock the two of you agree on later.")),
    Hint("intended_weeks", _("Say how long you have in mind"), _("“Not sure yet” is a good answer too.")),
    Hint(
        "about",
        _("Write a few sentences about yourself"),
        _("It is easier to say yes to somebody one can picture."),
    ),
    Hint("photo", _("Add a photo"), _("A face is easier to trust than two letters.")),
)


def filled(profile: "Profile") -> dict[str, bool]:
    """Which of the hints' fields hold something. Seven small queries for a saved profile."""
    return {
        "headline": bool(profile.headline),
        "purpose": bool(profile.wants or profile.helps),
        "subjects": profile.seeks.exists() or profile.offers.exists(),
        "values": profile.values.exists(),
        "working_style": len(profile.working_style) >= 3,
        "languages": profile.languages.exists(),
        "channels": bool(profile.channels),
        "hours": profile.hours.exists(),
        "every_days": profile.every_days is not None,
        "intended_weeks": profile.intended_weeks is not None,
        "about": bool(profile.about),
        "photo": bool(profile.photo),
    }


def missing(has: dict[str, bool]) -> list[Hint]:
    return [hint for hint in HINTS if not has[hint.field]]
