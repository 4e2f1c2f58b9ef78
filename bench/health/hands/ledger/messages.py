"""Messages: a mutually exciting process; and calls between meetings that somebody logs."""

from __future__ import annotations

import numpy as np

from hands.ledger.channels import COMM, SIDES
from hands.ledger.meetings import CALLS
from hands.ledger.pair import Pair


def messages(pair: Pair) -> None:
    """Each side starts talks; a message may call forth an answer, or a second line."""
    rng, days = pair.rng, int(pair.fate.end) + 1
    slow = np.exp(1.5 * pair.programme.shows["reply"] * np.array(pair.fall[COMM]))
    new = []
    for s, person in enumerate(pair.people):
        rate = person.writes / 7 * pair.calendar.open[:days] ** 0.5 * pair.left["message"][s][:days] ** 0.6
        counts = rng.poisson(rate)
        hours = np.clip(rng.normal(person.hour, 2.5, counts.sum()), 5, 23.9)
        new.append(np.repeat(np.arange(days), counts) + hours / 24)
    for _ in range(4):
        following = []
        for s, person in enumerate(pair.people):
            for t in new[s].tolist():
                pair.note(t, "message", by=SIDES[s])
            day = np.minimum(new[1 - s].astype(int), days - 1)
            heard = rng.random(len(day)) < person.replies * np.minimum(1.3, pair.left["message"][s][day])
            waits = person.reply_days * np.exp(rng.normal(0, 0.7, heard.sum())) * slow[s][day[heard]]
            second = new[s][rng.random(len(new[s])) < 0.1] + rng.exponential(0.2)
            following.append(np.concatenate((new[1 - s][heard] + waits, second)))
        new = following
    for s, side in enumerate(SIDES):
        for day in np.nonzero(rng.random(days) < 0.004 * pair.left["contact"][s][:days])[0].tolist():
            pair.note(day + 0.6, "contact_logged", by=side, channel=pair.rnd.choice(CALLS))
