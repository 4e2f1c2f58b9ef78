"""Each finding in words, for the one who reads: the pair, the coordinator or an auditor.

`words` is the front door.  Every sentence passes through `translate` before names are put in, so a catalogue of the
sentences in wording.py and remedies.py is all that a translation needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from alongside.errors import AlongsideError
from alongside.health.events import Side
from alongside.health.finding import SAFETY, Fact, Finding, Level
from alongside.health.labels import ITEMS, LABELS
from alongside.health.remedies import FOR_WHO_HAS_WRITTEN, GRADE_FOR, GRADES, OWES_A_LINE, REMEDIES, Remedy
from alongside.health.wording import WORDING, Wording

__all__ = ["GRADES", "LEVELS", "LONG_AGO_DAYS", "REMEDIES", "Remedy", "Words", "shown_to", "text_of", "words"]

Audience = Literal["pair", "coordinator", "auditor", "safeguarding"]
Translate = Callable[[str], str]

# An icon, then the word; colour is the page's.
LEVELS: dict[Level, tuple[str, str]] = {
    Level.STEADY: ("●", "Steady"),
    Level.WATCH: ("◆", "Keep an eye on"),
    Level.ATTEND: ("▲", "Needs a word"),
    Level.EARLY: ("○", "Too early to say"),
}

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
LONG_AGO_DAYS = 300  # from here on a day and a month could be taken for those of this year
_RHYTHMS = {1: "every day", 7: "every week", 14: "every two weeks", 21: "every three weeks", 28: "every four weeks"}
_ANSWERS = {"good": "a good fit", "unsure": "not sure", "not_a_fit": "not a fit"}
_PARTNER = {"mentor": "mentee", "mentee": "mentor"}


@dataclass(frozen=True, slots=True)
class Words:
    """A finding as it is shown.  facts : (label, value) pairs.   clears : what would make it go away, "" when good."""

    title: str
    text: str
    facts: tuple[tuple[str, str], ...]
    remedy: Remedy | None
    clears: str


def shown_to(findings: Iterable[Finding], audience: Audience) -> list[Finding]:
    """The findings that this audience may read: a concern is for the safeguarding person and the auditor alone."""
    open_to_all = audience in ("auditor", "safeguarding")
    return [finding for finding in findings if open_to_all or finding.cause != SAFETY]


def words(
    finding: Finding,
    audience: Audience = "pair",
    viewer: Side | None = None,
    names: Mapping[str, str] | None = None,
    translate: Translate = str,
) -> Words:
    """Word a finding.

    viewer : the side that reads, when the audience is the pair; the other side's answers are then left out.
    names : {"mentor": "Amara", "mentee": "Ben"}.   translate : gettext, given each sentence before names are put in.
    Raises AlongsideError when this audience may not read it.
    """
    if not shown_to([finding], audience):
        raise AlongsideError("A concern is read by the programme's safeguarding person alone.")
    facts = [fact for fact in finding.evidence if not _is_of_partner(fact, viewer, audience)]
    # Without a viewer nobody's answer is shown, but the sentence has to be true of them all the same.
    known = _wording(finding.rule, facts if viewer else finding.evidence)
    called = {"mentor": translate("the mentor"), "mentee": translate("the mentee"), **(names or {})}
    in_sentence = {
        **called,
        "other": called[_PARTNER[viewer]] if viewer else translate("your partner"),
        "who": called.get(finding.side, translate("both")),
        "since": _since(finding, translate),
    }
    sentence = known.pair if audience == "pair" else known.coordinator
    return Words(
        title=translate(known.title),
        text=_upper(translate(sentence).format(**in_sentence)),
        facts=tuple(
            (_label(fact, called, audience, translate), _value(fact, translate, _is_long_ago(finding)))
            for fact in facts
        ),
        remedy=_remedy(finding, audience, viewer, translate),
        clears=translate(known.clears) if known.clears else "",
    )


def text_of(finding: Finding) -> str:
    """One plain sentence for a record that goes to nobody in particular."""
    sentence = _wording(finding.rule, finding.evidence).coordinator
    return _sentence(sentence, finding.side, _since(finding) if "{since}" in sentence else "")


@cache
def _sentence(sentence: str, side: str, since: str) -> str:
    who = {"mentor": "the mentor", "mentee": "the mentee"}.get(side, "both")
    return _upper(sentence.format(mentor="the mentor", mentee="the mentee", who=who, since=since))


def _since(finding: Finding, translate: Translate = str) -> str:
    if finding.since is None:
        return translate("the beginning")
    return in_words(finding.since.isoformat(), translate, _is_long_ago(finding))


def _is_long_ago(finding: Finding) -> bool:
    """Do its dates need a year?  The days counted beside them say how long ago they are."""
    return any(fact.fact.startswith("days_since_") and fact.value > LONG_AGO_DAYS for fact in finding.evidence)


def _wording(rule: str, facts: Iterable[Fact]) -> Wording:
    """The sentences of a rule that are true of these facts."""
    known = WORDING[rule]
    asks = _HOW.get(rule)
    how = asks(facts) if asks else ""
    if not how:
        return known
    return known._replace(coordinator=known.either) if how == "either" else WORDING[f"{rule}:{how}"]


def _low_or_lower(facts: Iterable[Fact]) -> str:
    """ "lower" where every mean stands beside an earlier one that it has fallen from, "either" where some do."""
    means = {fact.fact for fact in facts if fact.fact.startswith("mean_")}
    fallen = {name for name in means if "_before_" in name}
    if not fallen:
        return ""
    return "lower" if len(means) == 2 * len(fallen) else "either"


def _verdicts(facts: Iterable[Fact]) -> str:
    given = {fact.value for fact in facts if fact.fact == "verdict"}
    if "not_a_fit" not in given:
        return ""
    return "no" if len(given) == 1 else "either"


def _dropped(facts: Iterable[Fact]) -> str:
    return "dropped" if any(fact.fact == "goals_dropped" for fact in facts) else ""


def _over(facts: Iterable[Fact]) -> str:
    known = {fact.fact: fact.value for fact in facts}
    if known.get("mentor_load", 0) <= known.get("mentor_limit", 0):
        return ""
    return "over_and_shows" if known.get("cancelled_by_side") or known.get("moved_by_side") else "over"


_HOW: dict[str, Callable[[Iterable[Fact]], str]] = {
    **{rule: _low_or_lower for rule in WORDING if f"{rule}:lower" in WORDING},
    "capacity.full": _over,
    "goals.missing": _dropped,
    "match.verdict": _verdicts,
}


def _remedy(finding: Finding, audience: Audience, viewer: Side | None, translate: Translate) -> Remedy | None:
    partner = _PARTNER[viewer] if audience == "pair" and viewer else None
    has_written = finding.side == partner and finding.rule in OWES_A_LINE
    remedy = REMEDIES.get(FOR_WHO_HAS_WRITTEN if has_written else finding.remedy)
    if remedy is None:
        return None
    text = remedy.text if audience == "pair" else remedy.coordinator
    grade = GRADE_FOR.get(finding.rule, remedy.grade)
    return Remedy(
        remedy.id, translate(remedy.title), translate(text), translate(remedy.coordinator), grade, remedy.start
    )


def _is_of_partner(fact: Fact, viewer: Side | None, audience: Audience) -> bool:
    """A second lock: even a finding made from the whole record shows one side nothing of the other's answers."""
    if audience != "pair":
        return False
    if fact.fact in ("verdict", "checkins_unanswered", "helped_not"):
        return viewer is None
    return fact.fact.startswith("mean_") and (viewer is None or not fact.fact.endswith(f"_{viewer}"))


def _label(fact: Fact, called: Mapping[str, str], audience: Audience, translate: Translate) -> str:
    if fact.fact in LABELS:
        return translate(LABELS[fact.fact])
    side = "mentor" if fact.fact.endswith("_mentor") else "mentee"
    item = fact.fact.removeprefix("mean_").removesuffix(f"_{side}")
    whose = translate("your answers") if audience == "pair" else called[side]
    before = item.endswith("_before")
    label = translate(ITEMS[item.removesuffix("_before")])
    return f"{label}, {translate('at first') if before else translate('lately')} ({whose})"


def _value(fact: Fact, translate: Translate, is_long_ago: bool) -> str:
    name, value = fact.fact, fact.value
    if name.endswith("_on") or name in ("planned_end", "next_booked"):
        return in_words(value, translate, is_long_ago)
    if name == "agreed_every_days":
        return translate(_RHYTHMS[value]) if value in _RHYTHMS else translate("every {n} days").format(n=value)
    if name.startswith("days_"):
        return translate("1 day") if value == 1 else translate("{n} days").format(n=value)
    if name.endswith("_weeks"):
        return translate("1 week") if value == 1 else translate("{n} weeks").format(n=f"{value:g}")
    if name.startswith("mean_"):
        return translate("{n} of 5").format(n=f"{value:g}")
    if name == "verdict":
        return translate(_ANSWERS[value])
    return _plain(value, translate)


def _plain(value: Any, translate: Translate) -> str:
    if isinstance(value, list):
        return ", ".join(translate(f"the {each}") for each in value)
    return str(value)


def in_words(day: str, translate: Translate = str, is_long_ago: bool = False) -> str:
    """A date as people say it: 2026-10-20 is "20 October", and "20 October 2026" once that is long ago."""
    when = date.fromisoformat(day)
    said = f"{when.day} {translate(_MONTHS[when.month - 1])}"
    return f"{said} {when.year}" if is_long_ago else said


def _upper(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
