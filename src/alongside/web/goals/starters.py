"""Goal starters: worked examples by kind, to begin from and make one's own."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Starter:
    """A vague wish, and how it reads once one can tell whether it was reached."""

    slug: str
    kind: str | Promise
    vague: str | Promise
    title: str | Promise
    measure: str | Promise
    baseline: int
    target: int
    unit: str | Promise
    weeks: int

    def initial(self, today: date) -> dict[str, Any]:
        """What the form begins with."""
        words = {name: str(getattr(self, name)) for name in ("title", "measure", "unit")}
        due_on = today + timedelta(weeks=self.weeks)
        return {**words, "baseline": self.baseline, "target": self.target, "due_on": due_on}


STARTERS: dict[str, Starter] = {
    starter.slug: starter
    for starter in (
        Starter(
            "speaking",
            _("A skill"),
            _("I want to be better at presenting."),
            _("Speak at a meeting without reading from my slides"),
            _("Talks given to ten people or more, without notes"),
            0,
            3,
            _("talks"),
            12,
        ),
        Starter(
            "writing",
            _("Writing"),
            _("I should write more."),
            _("Write about my work so that others can use it"),
            _("Texts finished and sent to at least one reader"),
            0,
            4,
            _("texts"),
            16,
        ),
        Starter(
            "step",
            _("The next step at work"),
            _("I want to get on in my career."),
            _("Find out which role I want next, from people who have it"),
            _("Conversations with people who do that work"),
            0,
            5,
            _("conversations"),
            10,
        ),
        Starter(
            "project",
            _("A piece of work"),
            _("I want to finish my project at last."),
            _("Bring my project to its first users"),
            _("People who used it and told me what happened"),
            0,
            5,
            _("people"),
            14,
        ),
        Starter(
            "confidence",
            _("Confidence"),
            _("I want to feel less lost in meetings."),
            _("Say what I think in the weekly meeting"),
            _("Meetings in which I made one point of my own"),
            0,
            8,
            _("meetings"),
            10,
        ),
        Starter(
            "balance",
            _("Room to breathe"),
            _("I work too much."),
            _("Keep two evenings a week free of work"),
            _("Weeks with two free evenings, out of the last ten"),
            2,
            8,
            _("weeks"),
            12,
        ),
    )
}
