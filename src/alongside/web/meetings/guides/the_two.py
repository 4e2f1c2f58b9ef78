"""Guides about the two themselves: what matters to each, what they agreed, what helps."""

from django.utils.translation import gettext_lazy as _

from alongside.web.meetings.guides.guide import Guide, Item

# The talk about what matters has the same questions for both; each answers for themselves.
WHAT_MATTERS = (
    _("What is important to me just now, in my work and outside it?"),
    _("When does working with somebody go well for me, and what makes it hard?"),
    _("What would I like you to know about me that has not come up yet?"),
)

TWO_QUESTIONS = (
    _("What helped me in what we did together?"),
    _("What would I like to try differently next time?"),
)

GUIDES = (
    Guide(
        slug="what-matters",
        title=_("What matters to each of us"),
        when=_("You would like to know each other better, or something between you does not quite fit."),
        mentee=WHAT_MATTERS,
        mentor=WHAT_MATTERS,
        agenda=(
            Item(
                5,
                _("How it goes"),
                _("One answers, the other listens; then the other way round. No advice. Anything may be left out."),
            ),
            Item(10, _("The first question"), _("What is important to each of you just now?")),
            Item(10, _("The second question"), _("When does working with somebody go well, and what makes it hard?")),
            Item(10, _("The third question"), _("What has not come up yet?")),
            Item(5, _("One thing each"), _("What will you do a little differently, now that you know?")),
        ),
        leave_with=(
            _("Something about the other that you did not know"),
            _("One thing that each of you will do differently"),
        ),
        grade="A",
        evidence=_(
            "Telling each other about oneself in turns brought people closer when it was tried. Whether it mends a "
            "mentorship has not been tried, as far as we know. If it does not help, your coordinator can; nobody is at "
            "fault."
        ),
        page="meetings:action_add",
        page_label=_("Add a next step"),
        remedies=("open_talk",),
    ),
    Guide(
        slug="agreement",
        title=_("Your agreement, line by line"),
        when=_("Rhythm, channel, length or what you expect of each other no longer fits, or was never quite said."),
        mentee=(
            _("What in our agreement fits, and what does not any more?"),
            _("What do I expect of you that I have not said?"),
            _("How long do I mean to go on?"),
        ),
        mentor=(
            _("What in our agreement fits, and what does not any more?"),
            _("How much time do I truly have, and at which hours?"),
            _("How long do I mean to go on?"),
        ),
        agenda=(
            Item(5, _("Read it"), _("Each marks what no longer fits, before anybody explains.")),
            Item(10, _("How often and how"), _("Find a day and an hour that can hold, and a channel that suits both.")),
            Item(5, _("What each expects"), _("One sentence each. Say the other’s back.")),
            Item(5, _("When something is in the way"), _("How will you say so, early and without a fuss?")),
            Item(5, _("Write it anew"), _("Change what has to change, and both sign.")),
        ),
        leave_with=(
            _("An agreement that both of you could say by heart"),
            _("Both signatures, where something changed"),
        ),
        grade="B",
        evidence=_(
            "Where people had named a definite length before they began, their mentorships lasted longer. That a talk "
            "about it later does the same has not been shown."
        ),
        page="mentorships:agreement",
        page_label=_("Look at your agreement"),
        remedies=("recontract",),
    ),
    Guide(
        slug="two-questions",
        title=_("Two questions each"),
        when=_("You have not told each other lately what helps. Good as the last part of any session."),
        mentee=TWO_QUESTIONS,
        mentor=TWO_QUESTIONS,
        agenda=(
            Item(5, _("Each alone"), _("Write an answer to both questions. About the work, never about the person.")),
            Item(5, _("The mentee tells"), _("The mentor listens, and may ask for an example. Nothing is defended.")),
            Item(5, _("The mentor tells"), _("The same the other way round.")),
            Item(5, _("One change each"), _("Choose one thing, and say when you will look whether it helped.")),
        ),
        leave_with=(
            _("One thing to keep and one to try, from each of you"),
            _("A thank-you"),
        ),
        grade="A",
        evidence=_(
            "On the whole feedback helped people do better; but more than a third of what was tried made it worse, "
            "more often where it was about the person and not the task. So keep to the task."
        ),
        page="feedback:give",
        page_label=_("Tell each other what helps"),
        remedies=("two_questions",),
    ),
)
