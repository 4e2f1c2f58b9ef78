"""Guides about goals: to find one, and to look at them again."""

from django.utils.translation import gettext_lazy as _

from alongside.web.meetings.guides.guide import Guide, Item

GUIDES = (
    Guide(
        slug="goal-workshop",
        title=_("Goal workshop"),
        when=_("You have no goal yet, or none that would tell you whether you are getting closer."),
        mentee=(
            _("What do I wish were different, half a year from now?"),
            _("How would somebody else notice that it is?"),
            _("Where does it stand today?"),
        ),
        mentor=(
            _("What did I hear you wish for so far, in your own words?"),
            _("What could you count or see on the way there?"),
        ),
        agenda=(
            Item(5, _("The wish"), _("The mentee says it without making it neat. The mentor only asks.")),
            Item(
                10,
                _("How you will notice"),
                _("What could you both see or count? Say what would be good, what better, and what less."),
            ),
            Item(5, _("From where to where"), _("Where does it stand today, and where shall it be?")),
            Item(5, _("By when"), _("A day for the goal, and a nearer one to look at it again.")),
            Item(5, _("Write it down"), _("One goal, while you are together. Then both agree to it.")),
        ),
        leave_with=(
            _("One goal with a measure and a day, agreed by both"),
            _("The day on which you look at it again"),
        ),
        grade="A",
        evidence=_(
            "Setting a goal helped people get there, by a modest amount, over 141 papers with 16,523 people. None of "
            "them was about this half hour."
        ),
        page="goals:set",
        page_label=_("Write a goal together"),
        remedies=("goal_workshop",),
    ),
    Guide(
        slug="goals-first",
        title=_("Goals first"),
        when=_("You have goals, and have not looked at them together for a while."),
        mentee=(
            _("Where does each goal stand, as far as I can tell?"),
            _("What moved it, or held it up?"),
            _("Is it still the right one?"),
        ),
        mentor=(
            _("What have I seen you do that moved a goal?"),
            _("What would I ask about a goal that stands still?"),
        ),
        agenda=(
            Item(5, _("Where they stand"), _("Mark each goal before you talk about it, so that both see the same.")),
            Item(5, _("What moved, what held"), _("Two sentences for each. No blame for what stands still.")),
            Item(5, _("Keep, change or close"), _("A goal that no longer fits may go. Say what comes in its place.")),
            Item(20, _("One topic"), _("The one that would move a goal most.")),
            Item(5, _("Next step"), _("One thing to do, tied to a goal, and the day to look again.")),
        ),
        leave_with=(
            _("A mark for each goal, written down"),
            _("One next step that belongs to a goal"),
            _("The day of the next look"),
        ),
        grade="A",
        evidence=_(
            "In 138 trials with 19,951 people, those who were asked to look at how far they had come got further, and "
            "more so where it was written down or told to somebody."
        ),
        page="goals:look_again",
        page_label=_("Look at your goals again"),
        remedies=("goal_review",),
    ),
)
