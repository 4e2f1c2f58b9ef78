"""The repairs: what to do, where it starts in the product, and how good the evidence for it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Grade = Literal["A", "B", "C"]
Start = Literal[
    "book_meeting",
    "set_goal",
    "review_goals",
    "exchange_feedback",
    "edit_agreement",
    "prepare_agenda",
    "pause",
    "talk_to_coordinator",
    "end_kindly",
    "log_contact",
    "write_message",
]

GRADES: dict[str, str] = {
    "A": "trials or a meta-analysis nearby",
    "B": "seen together in studies, cause not shown",
    "C": "reasoned, not proven",
}


@dataclass(frozen=True, slots=True)
class Remedy:
    """One repair.  grade : A trials nearby, B correlation, C reasoned.   start : the page where it begins.

    title, text : for the pair.   coordinator : the same for the coordinator, who helps it along.
    """

    id: str
    title: str
    text: str
    coordinator: str
    grade: Grade
    start: Start


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


_ALL = (
    Remedy(
        "propose_three_times",
        _("Propose three times"),
        _("Offer three times that would suit you, and let the other choose. 20 minutes is enough to begin."),
        _("Call both within two days and leave with a first time in the calendar."),
        "B",
        "book_meeting",
    ),
    Remedy(
        "book_next_now",
        _("Book the next one now"),
        _("Pick a time for the next meeting, even a short one. 20 minutes still counts."),
        _("Ask both for a time this week. If one is busy, suggest a short call or a written update instead."),
        "B",
        "book_meeting",
    ),
    Remedy(
        "log_it",
        _("Tell us when you spoke elsewhere"),
        _("If you have been in touch some other way, one tap tells us, and this goes away."),
        _("Ask whether they are in touch elsewhere before you worry."),
        "C",
        "log_contact",
    ),
    Remedy(
        "nudge_both",
        _("A short message to each other"),
        _("A line is enough: how are you, and when shall we speak?"),
        _("Send both the same friendly reminder; do not say who waits for whom."),
        "B",
        "write_message",
    ),
    Remedy(
        "restart_session",
        _("Start again with something small"),
        _("Meet once with a single easy thing to finish. The rest can wait."),
        _("Suggest one short session with one quick win, then look at the rhythm again."),
        "C",
        "book_meeting",
    ),
    Remedy(
        "goal_workshop",
        _("Half an hour on your goals"),
        _("Write one goal together: what, how you will notice, and by when."),
        _("Offer the goal workshop: thirty minutes, one goal with a measure and a date, agreed by both."),
        "A",
        "set_goal",
    ),
    Remedy(
        "goal_review",
        _("Begin the next session with your goals"),
        _("Make the goals the first five minutes of the next session, and mark where they stand."),
        _("Ask them to make progress the first item next time and to record it where both can see it."),
        "A",
        "review_goals",
    ),
    Remedy(
        "closing_session",
        _("Plan a good ending"),
        _("Set a last session to look back, say thank you, and decide what comes next."),
        _("Remind them of the closing session; few mentorships get one and it is worth having."),
        "C",
        "book_meeting",
    ),
    Remedy(
        "open_talk",
        _("A talk about how you work together"),
        _("Each answers the same three questions about what matters to you, one after the other."),
        _("Offer the guided talk about what matters to each. If it does not rise, offer one early re-match, no fault."),
        "A",
        "prepare_agenda",
    ),
    Remedy(
        "recontract",
        _("Look at your agreement again"),
        _("Go through rhythm, channel, length and what each of you expects. Change what does not fit."),
        _("Ask them to go through the agreement again, item by item, and both sign the new one."),
        "B",
        "edit_agreement",
    ),
    Remedy(
        "second_mentor",
        _("A second person for one need"),
        _("For the one thing that is missing, an introduction to someone else can help. You keep each other."),
        _("Find a second mentor or an introduction for this one need instead of ending the mentorship."),
        "B",
        "talk_to_coordinator",
    ),
    Remedy(
        "coordinator_call",
        _("Speak with your coordinator"),
        _("A short call can help you decide what would make this worth your time. Nobody is at fault."),
        _("Call each side alone. Ask what would make them choose this again; re-match without fault if nothing would."),
        "B",
        "talk_to_coordinator",
    ),
    Remedy(
        "two_questions",
        _("Two questions after a session"),
        _("Each answers: what helped, and what would you try differently next time? About the work, not the person."),
        _("Suggest the two-question exchange after the next session, about the task and never the person."),
        "A",
        "exchange_feedback",
    ),
    Remedy(
        "shared_agenda",
        _("A shared agenda the day before"),
        _("Put up to three topics on a shared page the day before, and close with one next step."),
        _("Offer the session template: three topics the day before, one next step at the end."),
        "C",
        "prepare_agenda",
    ),
    Remedy(
        "end_with_next_step",
        _("End with one next step"),
        _("Keep the last five minutes to agree one thing to try before you meet again."),
        _("Suggest that each session closes with one action and its date."),
        "C",
        "prepare_agenda",
    ),
    Remedy(
        "smaller_steps",
        _("Smaller steps"),
        _("Choose something that fits in an hour, and talk about what got in the way."),
        _("Ask what stands in the way before any blame, then help them cut the next step in half."),
        "C",
        "prepare_agenda",
    ),
    Remedy(
        "lighter_rhythm",
        _("A lighter rhythm, or a pause with an end"),
        _("Agree on less for a while, or pause until a date. Both are better than cancelling."),
        _("Offer a lower rhythm or a pause with an end date; look at the mentor's number of mentees."),
        "B",
        "pause",
    ),
    Remedy(
        "ask_the_mentor",
        _("Find times that hold"),
        _("Look together for a day and an hour that can hold, and agree how to say so when it cannot."),
        _("Call the mentor privately: is it too much? Lower the load or find another mentor."),
        "B",
        "edit_agreement",
    ),
    Remedy(
        "ask_kindly",
        _("A check-in of three taps"),
        _("When you have a minute, tell us how it goes. Three taps, and you can skip any."),
        _("Ask by voice how it goes. Silence is information, never guilt."),
        "C",
        "talk_to_coordinator",
    ),
    Remedy(
        "safeguarding",
        _("The safeguarding person, today"),
        _("The person your programme named for safety has been told."),
        _("The named safeguarding person speaks with them the same day. Do not mediate."),
        "C",
        "talk_to_coordinator",
    ),
)

REMEDIES: dict[str, Remedy] = {remedy.id: remedy for remedy in _ALL}

# By rule: what is known of a repair where it is offered for something else than its evidence is about.
GRADE_FOR: dict[str, Grade] = {
    "match.verdict": "C",
    "match.style": "C",
    "voice.unsaid": "C",
    "balance.often_moved": "C",
    "balance.seen_differently": "C",
}

# Rules whose side owes a line.  The other has written: to write once more does less than a time to meet.
OWES_A_LINE: frozenset[str] = frozenset({"rhythm.unanswered", "balance.one_side_writes"})
FOR_WHO_HAS_WRITTEN = "book_next_now"
