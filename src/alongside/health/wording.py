"""The sentences, by rule id: what the pair reads, what the coordinator reads, and what would clear it.

Where a rule finds several things, "rule:how" has the sentences for one of them (explain.py says which): "lower" is for
answers that are lower than before without being low.

The pair's sentences never say who: a sign may rest on one side's own answers, and blame repairs nothing.
{other} is the partner of the one who reads; {mentor} and {mentee} are names; {who} is the side a finding speaks of;
{since} is the day it could first be seen.
"""

from __future__ import annotations

from typing import NamedTuple


class Wording(NamedTuple):
    """title, pair : for the two.   coordinator : names who.   clears : what would make it go away.

    either : for the coordinator too, where the two sides gave different reasons for it.
    """

    title: str
    pair: str
    coordinator: str
    clears: str
    either: str = ""


def _(text: str) -> str:
    """Mark a sentence for translation."""
    return text


WORDING: dict[str, Wording] = {
    "rhythm.never_started": Wording(
        _("No first session yet"),
        _("You and {other} have not had a first session, and none is booked. The first one is the hardest to find."),
        _("{mentor} and {mentee} have not had a first session yet and have nothing booked."),
        _("A first session, held or booked."),
    ),
    "rhythm.quiet": Wording(
        _("It has been a while"),
        _("It has been a while since you and {other} were in touch, and nothing is booked."),
        _("{mentor} and {mentee} have been out of touch for longer than they agreed, with nothing booked."),
        _("A meeting held or booked, or a word that you spoke elsewhere."),
    ),
    "rhythm.not_met": Wording(
        _("It has been a while since you met"),
        _("You and {other} are in touch, but have not met for a while, and nothing is booked."),
        _("{mentor} and {mentee} write, but have not met for longer than they agreed."),
        _("A session held or booked."),
    ),
    "rhythm.unanswered": Wording(
        _("A message is waiting"),
        _("Messages between you are waiting for an answer. A short one is enough."),
        _("Messages to {who} have been waiting for an answer."),
        _("An answer, or a meeting."),
    ),
    "rhythm.not_restarted": Wording(
        _("Finding each other again"),
        _("Your time out is over and you have not met since. One small session is a good start."),
        _("{mentor} and {mentee} have not found each other again since their time out."),
        _("A session held or booked after it."),
    ),
    "rhythm.slow_replies": Wording(
        _("Answers that take a while"),
        _("Your answers say that replies take longer than you would like. It helps to agree what is soon enough."),
        _("Answers about replies in good time are low ({who})."),
        _("An answer about replies that rises again."),
        _("Answers about replies in good time are low, or lower than before ({who})."),
    ),
    "rhythm.slow_replies:lower": Wording(
        _("Replies came sooner before"),
        _("Your answers about replies in good time are lower than they were. It helps to agree what is soon enough."),
        _("Answers about replies in good time are lower than before ({who})."),
        _("An answer about replies that rises again."),
    ),
    "rhythm.not_agreed": Wording(
        _("How often and how you meet"),
        _("Your answers say that you do not quite agree on how often and how you meet."),
        _("Answers about how often and how they meet are low ({who})."),
        _("An answer about the rhythm that rises again."),
        _("Answers about how often and how they meet are low, or lower than before ({who})."),
    ),
    "rhythm.not_agreed:lower": Wording(
        _("How often and how you meet"),
        _("Your answers about how often and how you meet are lower than they were."),
        _("Answers about how often and how they meet are lower than before ({who})."),
        _("An answer about the rhythm that rises again."),
    ),
    "rhythm.steady": Wording(
        _("You meet as you agreed"),
        _("You and {other} meet about as often as you agreed."),
        _("{mentor} and {mentee} meet about as often as they agreed."),
        "",
    ),
    "goals.missing": Wording(
        _("No goal yet"),
        _("You have not written down what you are working towards. One goal is enough to begin."),
        _("{mentor} and {mentee} have no goal yet."),
        _("One goal with a measure and a date."),
    ),
    "goals.missing:dropped": Wording(
        _("No other goal yet"),
        _("You let a goal go, and have not written down another. One goal is enough to go on with."),
        _("{mentor} and {mentee} dropped what goal they had, and have no other yet."),
        _("One goal with a measure and a date."),
    ),
    "goals.no_measure": Wording(
        _("A goal without a measure"),
        _("Your goal has no measure and date yet. They help you see that you are getting closer."),
        _("{mentor} and {mentee} have a goal, but none with a measure and a date."),
        _("A measure and a date on one goal."),
    ),
    "goals.not_shared": Wording(
        _("A goal that is waiting for a yes"),
        _("A goal has been written but not yet agreed by both of you."),
        _("A goal has not been agreed by {who} yet."),
        _("Both agree to a goal."),
    ),
    "goals.unclear": Wording(
        _("The goals could be clearer"),
        _("Your answers say that the goals are less clear than they could be, or no longer what matters."),
        _("Answers about the goals are low ({who})."),
        _("Answers about the goals that rise again."),
        _("Answers about the goals are low, or lower than before ({who})."),
    ),
    "goals.unclear:lower": Wording(
        _("The goals were clearer before"),
        _("Your answers about the goals are lower than they were. Five minutes on them can bring them back."),
        _("Answers about the goals are lower than before ({who})."),
        _("Answers about the goals that rise again."),
    ),
    "goals.forgotten": Wording(
        _("Your goals have been resting"),
        _("Nobody has looked at your goals for a while. Five minutes at the start of a session is enough."),
        _("{mentor} and {mentee} have not looked at their goals for a while."),
        _("A progress mark, a review or a change of a goal."),
    ),
    "goals.moving": Wording(
        _("Your goal is moving"),
        _("You have marked progress on a goal lately, or closed one."),
        _("{mentor} and {mentee} have marked progress lately, or closed a goal."),
        "",
    ),
    "goals.clear": Wording(
        _("Your goals are clear"),
        _("You both say that you know what you are working towards."),
        _("Both say that the goals are clear."),
        "",
    ),
    "ending.near": Wording(
        _("Your planned end is near"),
        _("A good ending is planned. Set a last session to look back and say what comes next."),
        _("{mentor} and {mentee} are near their planned end."),
        "",
    ),
    "ending.goals_met": Wording(
        _("Your goals are met"),
        _("Every goal is met. You can set a new one, or end well: both are a success."),
        _("{mentor} and {mentee} have met every goal."),
        "",
    ),
    "ending.goals_closed": Wording(
        _("Your goals are closed"),
        _("Every goal is closed. You can set a new one, or end well: both are good."),
        _("{mentor} and {mentee} have closed every goal, not all of them met in full."),
        "",
    ),
    "match.verdict": Wording(
        _("A doubt after the introduction"),
        _("After the introduction your answer was not a full yes. It is worth a talk now that you know each other."),
        _("After the introduction the answer was: not sure of the fit ({who})."),
        _("Later answers about the match that are as good as usual."),
        _("After the introduction one answer was: not a fit, and the other: not sure."),
    ),
    "match.verdict:no": Wording(
        _("A doubt after the introduction"),
        _("After the introduction your answer was not a full yes. It is worth a talk now that you know each other."),
        _("After the introduction the answer was: not a fit ({who})."),
        _("Later answers about the match that are as good as usual."),
    ),
    "match.values": Wording(
        _("Seeing things differently"),
        _("Your answers say that you see important things differently, or cannot quite be yourself."),
        _("Answers about outlook and being oneself are low ({who})."),
        _("Answers about the match that rise again."),
        _("Answers about outlook and being oneself are low, or lower than before ({who})."),
    ),
    "match.values:lower": Wording(
        _("A little less in tune than before"),
        _("Your answers about seeing things alike, or being yourself, are lower than they were. It is worth a talk."),
        _("Answers about outlook and being oneself are lower than before ({who})."),
        _("Answers about the match that rise again."),
    ),
    "match.style": Wording(
        _("The way you work together"),
        _("Your answers say that the way you work together could suit you better."),
        _("The way of working does not suit ({who})."),
        _("An answer about the way of working that rises again."),
        _("The way of working does not suit, or suits less than before ({who})."),
    ),
    "match.style:lower": Wording(
        _("The way you work together"),
        _("Your answers about the way you work together are lower than they were."),
        _("The way of working suits less than before ({who})."),
        _("An answer about the way of working that rises again."),
    ),
    "match.expertise": Wording(
        _("One need is not covered"),
        _("Your answers say that a part of what you need is outside {other}'s experience."),
        _("{mentee} misses experience that {mentor} does not have."),
        _("An answer about experience that rises, or a second mentor for this need."),
    ),
    "match.expectations": Wording(
        _("Not what you expected"),
        _("Your answers say that this is not quite what you were led to expect."),
        _("It is not what {who} expected."),
        _("An answer about expectations that rises again."),
        _("It is not what {who} expected, or less so than before."),
    ),
    "match.expectations:lower": Wording(
        _("Less what you expected"),
        _("Your answers about what you were led to expect are lower than they were."),
        _("It is less what {who} expected than before."),
        _("An answer about expectations that rises again."),
    ),
    "match.regret": Wording(
        _("Is this still right for you?"),
        _("Your answers say that you might not choose this again. That can be talked about, and nobody is at fault."),
        _("Answers about choosing this pair again, or going on, are low ({who})."),
        _("Answers about going on that rise again, or a kind ending."),
        _("Answers about choosing this pair again, or going on, are low, or lower than before ({who})."),
    ),
    "match.regret:lower": Wording(
        _("Is this still right for you?"),
        _("Your answers about choosing this again, or going on, are lower than they were. That can be talked about."),
        _("Answers about choosing this pair again, or going on, are lower than before ({who})."),
        _("Answers about going on that rise again."),
    ),
    "match.length": Wording(
        _("Different ideas of how long"),
        _("You had different lengths in mind before you began. It helps to agree on one."),
        _("{mentor} and {mentee} had different lengths in mind."),
        _("One length in the agreement."),
    ),
    "match.length_unsure": Wording(
        _("How long is still open"),
        _("How long this should last was left open. A first horizon helps, and it can be changed."),
        _("How long this should last was left open before they began."),
        _("One length in the agreement."),
    ),
    "match.good": Wording(
        _("You suit each other"),
        _("You both say that you would choose each other again."),
        _("Both would choose each other again."),
        "",
    ),
    "feedback.none": Wording(
        _("No feedback for a while"),
        _("You have met, but neither of you has said for a while what helps. Two questions are enough."),
        _("{mentor} and {mentee} meet, but have given each other no feedback since {since}."),
        _("Feedback from either of you."),
    ),
    "feedback.one_way": Wording(
        _("Feedback goes one way"),
        _("Feedback has gone one way so far. Both of you have something to say."),
        _("{who} has not told the other yet what helps."),
        _("Feedback from the other side."),
    ),
    "feedback.not_useful": Wording(
        _("Feedback could be more useful"),
        _("Your answers say that you miss specific feedback, or find it hard to give."),
        _("Answers about feedback are low ({who})."),
        _("Answers about feedback that rise again."),
        _("Answers about feedback are low, or lower than before ({who})."),
    ),
    "feedback.not_useful:lower": Wording(
        _("Feedback was easier before"),
        _("Your answers about getting feedback, or giving it, are lower than they were."),
        _("Answers about feedback are lower than before ({who})."),
        _("Answers about feedback that rise again."),
    ),
    "voice.unsaid": Wording(
        _("What is hard to say"),
        _("Your answers say that a problem between you would be hard to raise. Small things are easier to say early."),
        _("Answers about raising a problem are low ({who})."),
        _("An answer about raising a problem that rises again."),
        _("Answers about raising a problem are low, or lower than before ({who})."),
    ),
    "voice.unsaid:lower": Wording(
        _("Harder to say than before"),
        _("Your answers about raising a problem are lower than they were. Small things are easier to say early."),
        _("Answers about raising a problem are lower than before ({who})."),
        _("An answer about raising a problem that rises again."),
    ),
    "feedback.flowing": Wording(
        _("You tell each other what helps"),
        _("Feedback has gone both ways lately."),
        _("Feedback has gone both ways lately."),
        "",
    ),
    "sessions.less_useful": Wording(
        _("Sessions could be more useful"),
        _("By your ratings the last sessions could have been of more use. A shared agenda may help."),
        _("The last sessions were not rated as a good use of time ({who})."),
        _("Higher ratings of the next sessions."),
        _("The last sessions were not rated as a good use of time, or lower than before ({who})."),
    ),
    "sessions.less_useful:lower": Wording(
        _("Sessions have been less useful"),
        _("Your ratings of the last sessions are lower than they were. A shared agenda may help."),
        _("The last sessions were rated lower than before ({who})."),
        _("Ratings that are as good as at the beginning."),
    ),
    "sessions.not_productive": Wording(
        _("Sessions could give you more"),
        _("Your answers say that sessions could be better prepared, or end more clearly."),
        _("Answers about the use of sessions are low ({who})."),
        _("Answers about sessions that rise again."),
        _("Answers about the use of sessions are low, or lower than before ({who})."),
    ),
    "sessions.not_productive:lower": Wording(
        _("Sessions gave you more before"),
        _("Your answers about what sessions give you are lower than they were."),
        _("Answers about the use of sessions are lower than before ({who})."),
        _("Answers about sessions that rise again."),
    ),
    "sessions.unprepared": Wording(
        _("Sessions without preparation"),
        _("The last sessions went without preparation. One question written down the day before can help."),
        _("The last sessions were not prepared by {who}."),
        _("A session that was prepared."),
    ),
    "sessions.no_next_step": Wording(
        _("Sessions without a next step"),
        _("The last sessions ended without anything to try. One small step is enough."),
        _("The last sessions left no action."),
        _("An action agreed after a session."),
    ),
    "sessions.undone": Wording(
        _("Next steps that wait"),
        _("Most of what you agreed to try is still waiting. Perhaps the steps are too large."),
        _("Few of the agreed actions have been done."),
        _("Actions done, or taken off the list."),
    ),
    "sessions.not_helping": Wording(
        _("What was tried did not help"),
        _("Some of what you tried did not help. That is worth the first minutes of the next session."),
        _("{mentee} tried the advice and says that it did not help."),
        _("An action that helped."),
    ),
    "sessions.useful": Wording(
        _("Sessions are useful"),
        _("Your last sessions were rated a good use of time."),
        _("The last sessions were rated useful."),
        "",
    ),
    "capacity.no_time": Wording(
        _("Time is short at the moment"),
        _("Meetings have been moved or cancelled for want of time. A lighter rhythm is better than cancelling."),
        _("Meetings have been moved or cancelled for want of time ({who})."),
        _("Meetings that hold, a lighter rhythm, or a pause with an end."),
    ),
    "capacity.full": Wording(
        _("A full plate"),
        _("There is a lot on the mentor's plate at the moment. A lighter rhythm can help."),
        _("{mentor} has as many mentees as they said they could take, and meetings were moved or fell through."),
        _("Fewer mentees, a higher limit, or meetings that hold."),
    ),
    "capacity.full:over": Wording(
        _("A full plate"),
        _("There is a lot on the mentor's plate at the moment. A lighter rhythm can help."),
        _("{mentor} has more mentees than they said they could take."),
        _("Fewer mentees, or a higher limit."),
    ),
    "capacity.full:over_and_shows": Wording(
        _("A full plate"),
        _("There is a lot on the mentor's plate at the moment. A lighter rhythm can help."),
        _("{mentor} has more mentees than they said they could take, and meetings were moved or fell through."),
        _("Fewer mentees, or a higher limit."),
    ),
    "balance.mentor_draws_back": Wording(
        _("Meetings that did not hold"),
        _("Several meetings did not take place as planned. Perhaps another day or hour would hold better."),
        _("{mentor} cancelled or missed most of the meetings that fell through."),
        _("Meetings that hold."),
    ),
    "balance.mentee_draws_back": Wording(
        _("Meetings that did not hold"),
        _("Several meetings did not take place as planned. Perhaps another day or hour would hold better."),
        _("{mentee} cancelled or missed most of the meetings that fell through."),
        _("Meetings that hold."),
    ),
    "balance.often_moved": Wording(
        _("Meetings that move"),
        _("Several of the last meetings were moved. Perhaps another day or hour would suit you both better."),
        _("{who} asked to move most of the last meetings."),
        _("Meetings that stay where they were set."),
    ),
    "balance.one_side_writes": Wording(
        _("One of you writes most"),
        _("Most of the recent messages come from one of you. A short line back keeps it going."),
        _("{who} writes very little at the moment."),
        _("Messages from both."),
    ),
    "balance.seen_differently": Wording(
        _("You see one thing differently"),
        _("You answered the same question quite differently. That is normal, and worth a talk."),
        _("The two answer the same question far apart, two rounds running; {who} is the lower one."),
        _("Answers that come closer."),
    ),
    "balance.silent": Wording(
        _("We have not heard from you"),
        _("The last check-ins went by without an answer. Whenever you like: three taps are enough."),
        _("{who} has left the last check-ins without an answer."),
        _("An answer to a check-in."),
    ),
    "safety.concern": Wording(
        _("A concern has been raised"),
        _("A concern has been raised. The named safeguarding person has been told."),
        _("A concern has been raised. The named safeguarding person speaks with them the same day."),
        _("The safeguarding person closes it."),
    ),
}
