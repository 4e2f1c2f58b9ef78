"""Working style: eight choices with two ends, neither better than the other.

Each is answered from 1 (all the way to the first end) to 5 (all the way to the second); 3 is either, and no answer is
an answer too. Matching compares two people choice by choice, so the keys and the scale are a promise: reword the ends
freely, but never turn one round.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Choice:
    """One two-ended choice, in words said by the person. `noun` is what a sentence about two people calls it."""

    key: str
    noun: str
    question: "StrPromise"
    first: "StrPromise"
    second: "StrPromise"

    def in_words(self, step: int) -> str:
        """One answer as others read it, or "" for a step that does not exist."""
        words = {
            1: str(self.first),
            2: _g("rather: %(end)s") % {"end": self.first},
            3: _g("either way: %(first)s, or %(second)s") % {"first": self.first, "second": self.second},
            4: _g("rather: %(end)s") % {"end": self.second},
            5: str(self.second),
        }
        return words.get(step, "")


STYLE = (
    Choice("structure", "planning", _("A session"), _("follows a plan"), _("goes where the talk goes")),
    Choice("candour", "candour", _("Something is not going well"), _("say it straight"), _("say it gently")),
    Choice("medium", "ways of keeping in touch", _("Between sessions"), _("put it in writing"), _("have a quick talk")),
    Choice("pace", "pace", _("A decision"), _("made quickly, mended later"), _("slept over, made once")),
    Choice("lead", "leading", _("Who sets the course"), _("the mentor leads"), _("the mentee leads")),
    Choice("focus", "focus", _("Talking about work"), _("the task at hand"), _("the person and the whole life")),
    Choice(
        "help",
        "ways of helping",
        _("Stuck with a problem"),
        _("hear what worked for others"),
        _("be asked good questions"),
    ),
    Choice("formality", "tone", _("The tone"), _("polite and to the point"), _("relaxed, with small talk")),
)
BY_KEY = {choice.key: choice for choice in STYLE}


def is_style(value: object) -> bool:
    """Whether this is what a profile may hold: known keys, each with a step from 1 to 5."""
    return isinstance(value, dict) and all(
        key in BY_KEY and type(step) is int and 1 <= step <= 5 for key, step in value.items()
    )
