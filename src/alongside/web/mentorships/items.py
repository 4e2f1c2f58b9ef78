"""The check-in items: our own wording, one for each side, answered from 1 (not at all) to 5 (completely).

They are asked in check-ins, and one of them in turn after a session. Names and causes are those of the history format.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Item:
    """One statement that a person answers for themselves; their partner never sees the answer."""

    name: str
    cause: str
    for_mentee: str | Promise
    for_mentor: str | Promise
    # Kept from coordinators too, even where a programme shows them answers to check-ins.
    is_private: bool = False

    def worded_for(self, side: str) -> str:
        """How the item reads for a "mentor" or a "mentee"."""
        return str(self.for_mentor if side == "mentor" else self.for_mentee)


def same(name: str, cause: str, words: str | Promise, *, is_private: bool = False) -> Item:
    """An item that reads the same from both sides."""
    return Item(name, cause, words, words, is_private)


ITEMS: dict[str, Item] = {
    item.name: item
    for item in (
        same("clear_goals", "goals", _("I could say in one sentence what we are working towards.")),
        same("goals_still_fit", "goals", _("Our goals still fit what matters now.")),
        same("getting_closer", "goals", _("I can tell whether we are getting closer.")),
        same("shared_outlook", "match", _("We see important things in a similar way.")),
        same("working_style", "match", _("The way we work suits us both.")),
        Item(
            "relevant_experience",
            "match",
            _("My mentor's experience fits what I need."),
            _("My experience fits what my mentee needs."),
        ),
        same("be_myself", "match", _("I can be myself.")),
        Item(
            "as_expected",
            "match",
            _("What I get is what I was led to expect."),
            _("What my mentee asks of me is what I was led to expect."),
        ),
        same("agreed_rhythm", "communication", _("We agree how often and how we meet.")),
        Item(
            "timely_replies",
            "communication",
            _("When I write to my mentor, I get an answer in a reasonable time."),
            _("When I write to my mentee, I get an answer in a reasonable time."),
        ),
        same("raise_problems", "communication", _("I would raise a problem between us.")),
        Item(
            "useful_feedback",
            "feedback",
            _("I hear specifically what I do well and what to change."),
            _("I hear specifically what helps my mentee and what does not."),
        ),
        Item(
            "give_feedback",
            "feedback",
            _("I tell my mentor what helps me and what does not."),
            _("I tell my mentee specifically what they do well and what to change."),
        ),
        same("good_use", "sessions", _("Our last meeting was a good use of my time.")),
        same("came_prepared", "sessions", _("We both came prepared.")),
        Item("next_step", "sessions", _("I left with a next step."), _("My mentee left with a next step.")),
        same("choose_again", "overall", _("I would choose this pair again.")),
        same("will_continue", "overall", _("I mean to continue to the planned end."), is_private=True),
    )
}

# Fit is asked for at these weeks: it settles early and matters most then (evidence.md, sections 1.3 and 2).
FIT_WEEKS = (2, 6, 16)
FIT = ("shared_outlook", "working_style", "be_myself", "relevant_experience", "as_expected")
# One of these, in turn, follows "was it a good use of my time?" after a session.
AFTER_SESSION = ("came_prepared", "next_step", "useful_feedback", "getting_closer", "raise_problems", "give_feedback")

# What the five answers say, from 1 to 5.
ENDS = (_("Not at all"), _("Rather not"), _("Partly"), _("Mostly"), _("Completely"))
