"""Guides for a beginning, a second one, and a good ending."""

from django.utils.translation import gettext_lazy as _

from alongside.web.meetings.guides.guide import Guide, Item

GUIDES = (
    Guide(
        slug="first-session",
        title=_("The first session"),
        when=_("You have signed your agreement and meet for the first time as mentor and mentee."),
        mentee=(
            _("What would make this worth my time, three months from now?"),
            _("What should you know about how I learn and work?"),
            _("What would I like to talk about first?"),
        ),
        mentor=(
            _("What can I offer you, and what can I not?"),
            _("What helped me when I stood where you stand?"),
            _("What would I like to ask you first?"),
        ),
        agenda=(
            Item(5, _("Arrive"), _("How is each of you today? Leave the day before this hour outside.")),
            Item(10, _("How you came here"), _("A few minutes each about the road so far; then one question back.")),
            Item(
                15,
                _("What this is for"),
                _("The mentee says what would make it worth it. The mentor says it back until it fits."),
            ),
            Item(
                10,
                _("Between sessions"),
                _("How do you write to each other, how soon is an answer to be hoped for, and what stays between you?"),
            ),
            Item(5, _("What comes next"), _("Book the next two sessions, and name one small step.")),
        ),
        leave_with=(
            _("One sentence on what this is for"),
            _("The next two sessions in both calendars"),
            _("One small step, with a name and a day"),
        ),
        grade="C",
        evidence=_(
            "In interviews about mentoring in medicine, clear expectations were among what people named where it had "
            "gone well. This agenda itself has not been tested."
        ),
        page="mentorships:agreement",
        page_label=_("Look at your agreement"),
        after_booking=("propose_three_times",),
    ),
    Guide(
        slug="fresh-start",
        title=_("Starting again after a gap"),
        when=_("You have not met for a while: a holiday, a busy month, or it just slipped."),
        mentee=(
            _("What has changed since we last met?"),
            _("What is one small thing I could finish this week?"),
        ),
        mentor=(
            _("What has changed for me since we last met?"),
            _("What could I do this week to make one small thing easier?"),
        ),
        agenda=(
            Item(5, _("Hello again"), _("How are you? Nobody has to explain the gap.")),
            Item(5, _("What changed"), _("A few sentences each. Some of the old plans may be out of date.")),
            Item(
                10,
                _("One quick win"),
                _("Choose something that can be finished within days. Begin it now, if you can."),
            ),
            Item(5, _("When next"), _("Set the next time before you part, and ask whether the rhythm still suits.")),
        ),
        leave_with=(
            _("One small thing to finish this week"),
            _("The next session in both calendars"),
        ),
        grade="C",
        evidence=_(
            "Reasoned, and not proven: the thought is that something small that is done makes the next thing likelier."
        ),
        page="meetings:action_add",
        page_label=_("Add a next step"),
        remedies=("restart_session",),
    ),
    Guide(
        slug="closing",
        title=_("The closing session"),
        when=_("Your goals are met, the agreed time is nearly over, or one of you would like to stop."),
        mentee=(
            _("What can I do now that I could not when we began?"),
            _("What of this would I like to keep up alone?"),
            _("What would I like to thank you for?"),
        ),
        mentor=(
            _("Where have I seen you grow?"),
            _("What have I learned from you?"),
            _("What would I wish you for the next part of the way?"),
        ),
        agenda=(
            Item(10, _("Look back"), _("Go through your goals from the beginning. Close each with what came of it.")),
            Item(10, _("What each takes along"), _("Two things each. The mentor has learned something, too.")),
            Item(5, _("What was different than hoped"), _("Say it kindly, and leave it here.")),
            Item(10, _("What comes next"), _("What will the mentee keep up, and who else could help?")),
            Item(10, _("Thanks and goodbye"), _("Say whether and how you stay in touch. Then it is well ended.")),
        ),
        leave_with=(
            _("Every goal closed, with what came of it"),
            _("What each of you takes along"),
            _("Whether and how you stay in touch"),
        ),
        grade="C",
        evidence=_(
            "Reasoned, and not proven. It has been counted that few mentorships have a proper ending, but not what one "
            "does for people."
        ),
        page="mentorships:end",
        page_label=_("End it when you have said goodbye"),
        remedies=("closing_session",),
    ),
)
