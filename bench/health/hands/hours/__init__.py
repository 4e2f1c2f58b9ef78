"""A world of pairs who have only so many hours.

Mentor and mentee each have some free hours a week and a list of things that want doing: answer a message, prepare,
look at a goal, do an action, write feedback, fill in a check-in, find a time. Meetings come out of the same hours. Now
and then someone sits down and takes from the list what pulls most: what it is worth, their habits, their energy, how
long it has waited and a moment's liking. The rest waits until it lapses. The last meetings set the mood, and the mood
sets what matters: after good ones everything pulls more, after dull ones the next date is put further off.

A trouble is an ordinary thing: goals that do not fit, different ways (match), answers that come too late, nobody says
what helps, meetings that wander, a duty that eats the hours. From its onset it spoils its own kind of task, dulls
meetings and aches in its own check-in items; week by week it wears down the wish to go on, of both or of one. A worn
wish weakens everything, so the other channels follow. Whoever's wish falls to where they give up says so within a week,
or both drift: nothing more is written and some weeks later it has failed. A healing trouble passes before that. A
trouble that starts late may not get there before the agreed end: such a pair completes and counts as healthy.

Odd groups are habits of people (quiet, elsewhere, harsh raters, always five, always moving meetings), of book-keeping
(late, twice) or of circumstance (honeymoon, holidays, overload). Outside endings happen to pairs without trouble.
Silence is noticed: the programme goes on asking for check-ins until the day the pair is held to have failed.

Redrawn per seed: rhythms, lengths, hours, sittings, messages, regularity, upsets, how much is recorded, rated and
answered, noise of ratings and items, how strongly trouble shows in tasks, ratings, items and meetings, mixture of
causes, pace, share of sudden, silent, healing, outside and successful courses, shares of the odd groups.

Published numbers, and where they entered: 31-38 % end early (Keller & Spencer; Kupersmidt; DeWit): shares in
`programme`. 64 % of closures from the mentor's side (Keller & Spencer): whose trouble it is, in `fate`. The early hump
of endings (OULAD): a fifth of the troubles in `fate` are early. Vague wishes about length as a risk (Keller & Spencer):
`fate`, direction only. Fit before meeting says little, likeness felt is lasting (Eby 2013; sciety vwh9f): `fit` and
`affinity`. Sides agree by about .36 and clients rate .4 SD higher (Tryon; 40 studies): the common part of a meeting in
`meetings`, the mentee's bias in `person`. Much variance is the rater, 7 % nearly straight-line (speed dating): bias and
steadiness in `person`. Own view outweighs the partner's (Alonso): a trouble aches more on its own side. Quality as a
screen .43/.75 (Lyons & Edwards): how loosely ratings follow trouble. All sizes without a source are choices of this
hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from hands.hours import fate, life, person, programme
from hands.hours.fate import Fate, pick
from hands.hours.ledger import Ledger
from hands.hours.life import Ending
from hands.hours.pair import Pair
from hands.hours.programme import Programme


def world(seed: int, pairs: int) -> Iterator[tuple[dict, dict]]:
    setting = programme.draw(seed)
    for number in range(pairs):
        rng = Random(f"hours {seed} pair {number}")
        pair, store = meet(setting, rng)
        ending = life.live(pair, store, (setting.cut - pair.began).days)
        name = f"hours-{seed}-{number:05d}"
        yield record(name, pair, ending), truth(name, pair, store, ending)


def meet(setting: Programme, rng: Random) -> tuple[Pair, Fate]:
    began = setting.cut - timedelta(days=rng.randrange(100, setting.window))
    rhythm, planned = pick(rng, setting.rhythms), pick(rng, setting.lengths)
    people = {role: person.draw(role, setting, rng) for role in ("mentor", "mentee")}
    affinity = rng.gauss(0, 1)
    store = fate.draw(setting, planned, affinity, any(p.vague for p in people.values()), rng)
    groups = store.groups
    quiet = "quiet" in groups
    for one in people.values():
        one.rates *= 0.5 if quiet else 1.0
        one.habit["checkin"] -= 0.7 if quiet else 0.0
    for habit in sorted(groups & {"harsh_rater", "always_five"}):
        for role in rng.choice((("mentor",), ("mentee",), ("mentor", "mentee"))):
            people[role].rater = habit
    people["mentor"].hours *= 0.75 if "overloaded" in groups else 1.0
    ledger = Ledger(began, rng, "records_late" in groups, "records_twice" in groups)
    return Pair(
        setting,
        rng,
        began,
        rhythm,
        planned,
        groups,
        people,
        ledger,
        affinity,
        store.troubles,
        stretch=setting.stretch * rng.lognormvariate(0, 0.1),
        channel=rng.choice(("video", "video", "phone", "in_person")),
        organiser=rng.choice(("mentor", "mentee")),
        away=absences(planned * 7, "holidays" in groups, rng),
        records=setting.records * (0.6 if quiet or "elsewhere" in groups else 1.0),
        minuted=0.9 if "elsewhere" in groups else 0.95 if quiet else 1 - (1 - setting.records) * 0.1,
        chat=setting.chat * rng.lognormvariate(0, 0.5) * (0.25 if quiet else 1.0),
    ), store


def absences(days: int, long_holidays: bool, rng: Random) -> dict[str, list[tuple[int, int]]]:
    away: dict[str, list[tuple[int, int]]] = {"mentor": [], "mentee": []}
    for spells in away.values():
        for _ in range(round(days / 330 + rng.random() * 0.2)):
            first = rng.randrange(7, days)
            spells.append((first, first + rng.randrange(2, 11)))
    if long_holidays:
        first = rng.randrange(14, max(15, days - 30))
        away[rng.choice(("mentor", "mentee"))].append((first, first + rng.randrange(16, 35)))
    return away


def record(name: str, pair: Pair, ending: Ending) -> dict:
    rng, setting = pair.rng, pair.programme
    line = {"id": name, "programme": setting.name, "began_on": pair.began.isoformat(), "agreed_every_days": pair.rhythm}
    if rng.random() < 0.9:
        line["planned_weeks"] = pair.planned
    if rng.random() < 0.75:
        line["fit"] = round(min(1.0, max(0.0, 0.62 + 0.05 * pair.affinity + rng.gauss(0, 0.14))), 2)
    for role, one in pair.people.items():
        line[role] = {"id": f"{name}-{role}"}
        if not one.vague:
            line[role]["intended_weeks"] = max(8, pair.planned + rng.choice((-8, 0, 0, 0, 8, 26)))
    limit = rng.randrange(1, 5)
    full = "overloaded" in pair.groups
    load = limit + rng.choice((0, 0, 1)) if full else rng.randrange(1, limit + 1)
    line["mentor"] |= {"load": load, "limit": limit}
    return line | {"events": pair.ledger.events(ending.day, pair.silent_from)}


def truth(name: str, pair: Pair, store: Fate, ending: Ending) -> dict:
    fails = ending.how.startswith("failed")
    groups = set(pair.groups) | ({"silent_ending"} if ending.how == "failed_silent" else set())
    active = [t for t in store.troubles if t.onset <= ending.day]
    on = (pair.began + timedelta(days=ending.day)).isoformat()
    onset = (pair.began + timedelta(days=active[0].onset)).isoformat() if fails else None
    return {
        "id": name,
        "fails": fails,
        "failed_on": on if fails else None,
        "ends_on": on,
        "ends_how": ending.how,
        "cause": active[0].cause if fails else None,
        "second_cause": active[1].cause if fails and len(active) > 1 else None,
        "onset_on": onset,
        "groups": sorted(groups) or ([] if fails else ["plain"]),
    }
