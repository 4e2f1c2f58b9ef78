"""Guides for any session, and for one that is stuck."""

from django.utils.translation import gettext_lazy as _

from alongside.web.meetings.guides.guide import Guide, Item

GUIDES = (
    Guide(
        slug="three-topics",
        title=_("Three topics and a next step"),
        when=_("Sessions wander, or end without anything to do. Also good for any session."),
        mentee=(
            _("First topic, and what I hope for: an opinion, a way, or an ear"),
            _("Second topic"),
            _("Third topic, if there is time"),
        ),
        mentor=(
            _("What came of what we talked about last time?"),
            _("One topic that I would like to bring"),
        ),
        agenda=(
            Item(5, _("The last steps"), _("What came of them? What was not done is news, not a fault.")),
            Item(12, _("First topic"), _("Say first what would help: an opinion, a way, or an ear.")),
            Item(12, _("Second topic"), _("The mentor asks two questions before saying what they would do.")),
            Item(8, _("Third topic"), _("Or let it go. Two good ones are enough.")),
            Item(8, _("The next step"), _("The mentee says it aloud: what, by when, and what may get in the way.")),
        ),
        leave_with=(
            _("One next step, with a name and a day, written down while you are together"),
            _("The next session in both calendars"),
        ),
        grade="C",
        evidence=_(
            "Reasoned, and not proven: no trial that we know of has tried an agenda in mentoring by itself. Coaching "
            "goes better where the two work well together; which leads to which is not known."
        ),
        page="meetings:action_add",
        page_label=_("Add a next step"),
        remedies=("shared_agenda", "end_with_next_step"),
    ),
    Guide(
        slug="when-stuck",
        title=_("When something is stuck"),
        when=_("Steps are left undone, or the same question comes back each time."),
        mentee=(
            _("What did I mean to do, and how far did I come?"),
            _("What got in the way?"),
            _("What would be a tenth of it?"),
        ),
        mentor=(
            _("When was I stuck, and what got me moving?"),
            _("Whom do I know, or what do I have, that would make it easier?"),
        ),
        agenda=(
            Item(5, _("How far it came"), _("What was tried counts, also when it did not work.")),
            Item(
                10,
                _("What is in the way"),
                _("Ask before you advise: time, courage, a person, or the wrong step?"),
            ),
            Item(10, _("Cut it in half"), _("And again, until what is left fits into an hour.")),
            Item(5, _("If it goes wrong"), _("What may come up, and what will you do then?")),
            Item(5, _("The step"), _("What, and on which day. The mentor may take on a part.")),
        ),
        leave_with=(
            _("One step that fits into an hour, with a day"),
            _("What the mentee will do if something comes up"),
        ),
        grade="C",
        evidence=_(
            "Reasoned, and not proven. What a mentor takes for a lack of will may be something in the way, so the "
            "question comes before the advice."
        ),
        page="meetings:action_add",
        page_label=_("Add a next step"),
        remedies=("smaller_steps",),
    ),
)
