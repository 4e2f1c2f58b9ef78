"""The stories a pair may live: twelve that do not fail and fifteen that do."""

from __future__ import annotations

from typing import NamedTuple


class Story(NamedTuple):
    """One story.

    kind: healthy, outside, or the cause of a failure.   weight: how common it is among its kind.
    script: phases; `x?` happens in half of the lives, `x|y` is one of them.
    marks: oddities of such a life, the side it leans on, and the items that hurt most.
    """

    kind: str
    weight: float
    script: str
    marks: frozenset[str]


TABLE = """
healthy 30; steady work; start rhythm plateau? rhythm;
healthy 9; warm beginning; start honeymoon rhythm plateau?; honeymoon
healthy 6; slow burner; slow rhythm;
healthy 8; flat middle; start rhythm plateau rhythm? plateau;
healthy 13; rough patch; start rhythm strain repair rhythm plateau?; heals
healthy 3; two rough patches; start honeymoon? rhythm strain repair rhythm strain repair? rhythm; heals
healthy 5; back from the brink; start rhythm strain slide repair rhythm; heals
healthy 6; time away; start rhythm pause rhythm plateau?; holidays
healthy 7; long holiday; start honeymoon? rhythm holiday rhythm; holidays
healthy 7; goals met early; start rhythm harvest; early_success
outside 5; called away; start honeymoon? rhythm plateau?;
outside 5; illness or family; start rhythm crisis;
goals 5; the fog; start strain slide? quiet|farewell; no_goal clear_goals getting_closer
goals 5; outgrown; start honeymoon? rhythm plateau strain slide quiet|farewell; goals_still_fit getting_closer
match 4; wrong pair; start strain slide? farewell; unsure shared_outlook be_myself
match 4; values clash; start honeymoon rhythm? strain slide? farewell; be_myself shared_outlook
match 4; wrong expertise; start rhythm plateau? strain slide quiet; mentee relevant_experience as_expected
communication 4; unanswered; start rhythm strain slide quiet; one timely_replies
communication 3; never got going; false strain quiet; early timely_replies
communication 3; lost over a holiday; start rhythm holiday strain slide? quiet; raise_problems
feedback 5; too polite; start honeymoon? rhythm plateau strain slide quiet|farewell; useful_feedback give_feedback
feedback 4; the hard word; start rhythm shock strain slide? farewell|quiet; mentee give_feedback
sessions 5; hollow hours; start honeymoon? rhythm strain slide quiet|farewell; good_use next_step
sessions 4; empty hands; start rhythm strain slide quiet|farewell; mentor lax_mentee came_prepared
capacity 6; overloaded mentor; start rhythm strain slide quiet|farewell; mentor overload agreed_rhythm
capacity 5; new job; start honeymoon? rhythm strain slide? farewell; one agreed_rhythm
capacity 3; patched, torn again; start rhythm strain repair rhythm strain slide quiet|farewell; mentor agreed_rhythm
"""
BLUNT = "start rhythm flicker farewell|farewell|quiet"


def read_story(line: str) -> Story:
    """A line of the table."""
    head, _title, script, marks = line.split(";")
    kind, weight = head.split()
    return Story(kind, float(weight), script, frozenset(marks.split()))


STORIES = [read_story(line) for line in TABLE.strip().splitlines()]
