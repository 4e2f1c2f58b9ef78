"""Random histories for the laws: any event at any time, and whole invented lives."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from alongside.health.events import CHANNEL_OF_ITEM
from alongside.health.simulate import simulate

BEGAN = datetime.fromisoformat("2026-01-05T00:00:00+00:00")
by = st.sampled_from(["mentor", "mentee"])
names = st.integers(min_value=1, max_value=12).map(str)
stars = st.integers(min_value=1, max_value=5)
day = st.integers(min_value=0, max_value=250 * 96).map(lambda quarter: quarter / 96)


def moment(when: float) -> str:
    return (BEGAN + timedelta(days=when)).isoformat()


def kind(name: str, **more: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"at": day.map(moment), "kind": st.just(name), **more})


reasons = st.sampled_from(["time", "illness", "holiday", "other"])
events = st.one_of(
    kind("introduction_held", minutes=st.just(20)),
    kind("introduction_answered", by=by, answer=st.sampled_from(["good", "unsure", "not_a_fit"])),
    kind("goal_set", by=by, goal=names, measurable=st.booleans()),
    kind("goal_agreed", by=by, goal=names),
    kind("goal_progress", by=by, goal=names, value=st.sampled_from([0.1, 0.5, 1.0])),
    kind("goal_closed", goal=names, outcome=st.sampled_from(["met", "partly", "dropped"])),
    kind("meeting_booked", meeting=names, starts_at=day.map(moment)),
    kind("meeting_moved", by=by, meeting=names, starts_at=day.map(moment), reason=reasons),
    kind("meeting_cancelled", by=by, meeting=names, reason=reasons),
    kind("meeting_missed", by=by, meeting=names),
    *[kind("meeting_held", meeting=names, channel=st.just("video"), minutes=st.sampled_from([20, 45]))] * 3,
    kind("prepared", by=by, meeting=names, questions=st.just(1)),
    *[kind("meeting_rated", by=by, meeting=names, useful=stars)] * 3,
    kind("action_added", by=by, action=names, owner=by),
    kind("action_done", action=names, helped=st.sampled_from(["yes", "some", "no"])),
    *[kind("message", by=by)] * 2,
    kind("contact_logged", by=by, channel=st.just("phone")),
    kind("checkin_asked", by=by),
    *[
        kind(
            "checkin_answered",
            by=by,
            items=st.dictionaries(st.sampled_from(sorted(CHANNEL_OF_ITEM)), stars, min_size=1, max_size=5),
        )
    ]
    * 3,
    kind("feedback_given", by=by, shared_with=st.sampled_from(["partner", "coordinator", "nobody"])),
    kind("concern_raised", by=by),
    kind("paused", by=by, until=day.map(lambda when: moment(when)[:10])),
    kind("resumed", by=by),
    kind("ended", by=by, reason=st.sampled_from(["completed", "not_working"])),
)


@st.composite
def histories(draw: st.DrawFn) -> dict[str, Any]:
    """One line of the history format: half of them random events, half whole simulated lives."""
    if draw(st.booleans()):
        record, _ = next(simulate(1, draw(st.integers(min_value=0, max_value=5_000))))
        return record
    return {
        "id": "m1",
        "began_on": "2026-01-05",
        "agreed_every_days": draw(st.sampled_from([7, 14, 28])),
        "planned_weeks": draw(st.sampled_from([None, 26, 52])),
        "mentor": {"id": "a", "load": draw(st.integers(0, 3)), "limit": 2},
        "mentee": {"id": "b"},
        "events": draw(st.lists(events, max_size=40)),
    }
