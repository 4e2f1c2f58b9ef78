"""The signs of what the two sides said, and of what they left unsaid, each against their own usual (answers.py)."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

from alongside.health.answers import CHANNELS
from alongside.health.diary import Diary
from alongside.health.events import SIDES, Side

Sign = Callable[[Diary], float]


def silence(it: Diary) -> float:
    """Check-ins left unanswered by the side that leaves more."""
    return min(max(len(it.answers[side].asked) for side in SIDES), 5.0)


def silence_share(it: Diary) -> float:
    """The fading share of check-ins without an answer, both sides."""
    return sum(it.answers[side].silent for side in SIDES) / 2


NUMBERS = {
    "last": "How far the last answer of the lower side stands under its usual",
    "low": "How far the lower side stands under its usual",
    "both": "How far both together stand under their usual, below 0 when over it",
}


def _said(number: str, channel: str) -> Sign:
    numbers, place = attrgetter(number), CHANNELS.index(channel)

    def sign(it: Diary) -> float:
        found: float = numbers(it.said)[place]
        return found

    sign.__doc__ = f"{NUMBERS[number]}: {channel}."
    return sign


def _apart(channel: str) -> Sign:
    place = CHANNELS.index(channel)

    def sign(it: Diary) -> float:
        both = it.said.both
        return both[place] - sum(both) / len(both)

    sign.__doc__ = f"How much further than the others this stands under usual, both sides: {channel}."
    return sign


def _first(channel: str) -> Sign:
    place = CHANNELS.index(channel)

    def sign(it: Diary) -> float:
        fell = it.said.fell
        if fell[place] is None:
            return 0.0
        since = [0.0 if day is None else min(it.own_days(day) / it.every + 0.5, 6.0) for day in fell]
        return since.pop(place) - max(since)

    sign.__doc__ = f"How many rhythms before any other this fell, where it has not come back: {channel}."
    return sign


def last_worst(it: Diary) -> float:
    """The last answers about the thing they spoke worst of, under their usual."""
    return max(it.said.last)


def both_worst(it: Diary) -> float:
    """How far both together stand under their usual in the thing they say is worst, never below 0."""
    return max(0.0, *it.said.both)


def both_whole(it: Diary) -> float:
    """How far both together stand under their usual in everything they say, below 0 when over it."""
    return it.said.whole


def _last_whole(side: Side) -> Sign:
    def sign(it: Diary) -> float:
        return max(0.0, -it.answers[side].whole.last)

    sign.__doc__ = f"How far under their usual everything stands that the {side} said last."
    return sign


def _start(side: Side) -> Sign:
    def sign(it: Diary) -> float:
        first = it.answers[side].first
        return 0.0 if first is None else max(0.0, 4.0 - first)

    sign.__doc__ = f"How low the {side} answered from the beginning."
    return sign


ANSWERED: dict[str, tuple[str, Sign]] = {
    "silence": ("", silence),
    "silence_share": ("", silence_share),
    "last_worst": ("", last_worst),
    "both_worst": ("", both_worst),
    "both_whole": ("", both_whole),
    **{f"last_whole_{side}": ("", _last_whole(side)) for side in SIDES},
    **{
        f"{number}_{channel}": ("" if channel == "overall" else channel, _said(number, channel))
        for number in NUMBERS
        for channel in CHANNELS
    },
    **{f"apart_{channel}": (channel, _apart(channel)) for channel in CHANNELS if channel != "overall"},
    **{f"first_{channel}": (channel, _first(channel)) for channel in CHANNELS if channel != "overall"},
    **{f"start_{side}": ("match", _start(side)) for side in SIDES},
}
