"""Starters: short letters to begin from and make one's own, at the three moments when everybody is written to."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.web.announcements.models import Audience
from alongside.web.programmes.models import Programme


@dataclass(frozen=True)
class Starter:
    """What it is for, and the letter; `%(programme)s` stands for the programme's name."""

    slug: str
    when: str | Promise
    audience: Audience
    subject: str | Promise
    words: str | Promise

    def initial(self, programme: Programme) -> dict[str, Any]:
        """What the form begins with."""
        names = {"programme": programme.name}
        return {"audience": self.audience, "subject": str(self.subject) % names, "words": str(self.words) % names}


STARTERS: dict[str, Starter] = {
    starter.slug: starter
    for starter in (
        Starter(
            "welcome",
            _("A welcome"),
            Audience.EVERYONE,
            _("Welcome to %(programme)s"),
            _(
                "I am glad that you are here.\n\n"
                "Three things make a good beginning: complete your profile, so that others can see what you have in "
                "common. Meet once before you commit; it is no fault if it does not fit. And agree early how often "
                "you meet and what you are working towards.\n\n"
                "If anything is unclear, answer this letter. It comes to me."
            ),
        ),
        Starter(
            "half-way",
            _("A look back half-way"),
            Audience.UNDER_WAY,
            _("Half-way through %(programme)s"),
            _(
                "We are half-way through. It is a good moment to look back together.\n\n"
                "Take ten minutes of your next session for two questions: what has helped most so far, and what should "
                "be different from now on? Then look at your goals again: do they still fit?\n\n"
                "If the two of you are stuck, answer this letter, and we look for what may help."
            ),
        ),
        Starter(
            "end",
            _("Towards the end"),
            Audience.UNDER_WAY,
            _("%(programme)s comes to its end"),
            _(
                "Our programme is nearly over. Thank you for the time you have given each other.\n\n"
                "Please keep one last session for the ending: what have you reached, what do you take along, and how "
                "do you want to stay in touch, if you do? Then end your mentorship on its page, so that it is "
                "counted as what it was.\n\n"
                "And tell me, if you like, what we should do better next time. An answer to this letter comes to me."
            ),
        ),
    )
}
