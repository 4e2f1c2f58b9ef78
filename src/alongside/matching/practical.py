"""What a mentorship needs in practice: time, language, channel, rhythm, length, and experience to learn from."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

from alongside.matching.fit import NEUTRAL, Block, ByKind, Criterion, Mentees, Mentors, Overlaps, Reason, listed
from alongside.matching.hours import SLOTS, in_words
from alongside.matching.people import Mentee, Mentor, Person
from alongside.matching.scores import Floats
from alongside.matching.shared import plain


class Experience(ByKind):
    """How far ahead the mentor is, in years of experience: best from `least` to `most`, and less the further outside.

    fades : years outside after which the score is 0.
    """

    key, label, weight = "experience", "Experience", 0.05

    def __init__(self, least: float = 3, most: float = 15, fades: float = 10) -> None:
        self.least, self.most, self.fades = least, most, fades

    def kind(self, person: Person) -> Hashable:
        return None if person.years is None else round(person.years)

    def fit(self, mentee: Mentee, mentor: Mentor) -> Reason:
        if mentee.years is None or mentor.years is None:
            return self.unknown()
        ahead = round(mentor.years) - round(mentee.years)
        outside = max(self.least - ahead, ahead - self.most, 0)
        score = max(0.0, 1 - outside / self.fades)
        years = "more year" if abs(ahead) == 1 else "more years"
        if ahead < 0:
            text = f"{mentee} has {-ahead} {years} of experience than {mentor}."
        elif ahead == 0:
            text = f"{mentor} has about as many years of experience."
        elif ahead > self.most:
            text = f"{mentor} has {ahead} {years} of experience, a wide gap."
        else:
            text = f"{mentor} has {ahead} {years} of experience."
        return Reason(self.key, score, text, facts={"ahead": ahead})


class Languages(ByKind):
    """A language to talk in. 1 if they share one; without any the pair is not allowed (rules.SharedLanguage)."""

    key, label, weight = "languages", "Languages", 0.0

    def kind(self, person: Person) -> Hashable:
        return plain(person.languages)

    def fit(self, mentee: Mentee, mentor: Mentor) -> Reason:
        one, other = plain(mentee.languages), plain(mentor.languages)
        if not one or not other:
            return self.unknown()
        same = sorted(word.title() for word in one & other)
        text = f"Both speak {listed(same)}." if same else "They share no language."
        return Reason(self.key, float(bool(same)), text, facts={"shared": same})


class Channels(ByKind):
    """A channel both like: video, phone, in person, e-mail."""

    key, label, weight = "channels", "Channel", 0.02

    def kind(self, person: Person) -> Hashable:
        return plain(person.channels)

    def fit(self, mentee: Mentee, mentor: Mentor) -> Reason:
        one, other = plain(mentee.channels), plain(mentor.channels)
        if not one or not other:
            return self.unknown()
        same = sorted(one & other)
        text = f"Both like to talk by {listed(same)}." if same else "They like different channels."
        return Reason(self.key, float(bool(same)), text, facts={"shared": same})


class Rhythm(ByKind):
    """How often both want to meet: the shorter interval over the longer."""

    key, label, weight = "rhythm", "Rhythm", 0.03

    def kind(self, person: Person) -> Hashable:
        return person.every_days

    def fit(self, mentee: Mentee, mentor: Mentor) -> Reason:
        if not mentee.every_days or not mentor.every_days:
            return self.unknown()
        short, long = sorted((mentee.every_days, mentor.every_days))
        same = f"Both want to meet every {short} days."
        differ = f"{mentee} wants to meet every {mentee.every_days} days, {mentor} every {mentor.every_days}."
        return Reason(self.key, short / long, same if short == long else differ, facts={"short": short, "long": long})


class Length(ByKind):
    """How long both want the mentorship to last: the shorter over the longer. Wishes stated before the match, and
    definite ones, go with mentorships that last (Keller and Spencer 2017)."""

    key, label, weight = "length", "Length", 0.03

    def kind(self, person: Person) -> Hashable:
        return person.months

    def fit(self, mentee: Mentee, mentor: Mentor) -> Reason:
        if not mentee.months or not mentor.months:
            return self.unknown()
        short, long = sorted((mentee.months, mentor.months))
        same = f"Both have {short} months in mind."
        differ = f"{mentee} has {mentee.months} months in mind, {mentor} {mentor.months}."
        return Reason(self.key, short / long, same if short == long else differ, facts={"short": short, "long": long})


class SharedHours(Criterion):
    """Hours of the week in which both are free, wherever they are. `enough` hours or more score 1."""

    key, label, weight = "hours", "Shared hours", 0.05

    def __init__(self, enough: float = 4) -> None:
        self.enough = enough

    def fit(self, mentee: Mentee, mentor: Mentor) -> Reason:
        if not mentee.hours or not mentor.hours:
            return self.unknown()
        hours = len(mentee.hours & mentor.hours) / 2
        text = f"They share {in_words(hours)} a week." if hours else "They share no free hour in the week."
        return Reason(self.key, self._score(hours), text, facts={"hours": hours})

    def _score(self, hours: float) -> float:
        return min(1.0, hours / self.enough)

    def blocks(self, mentees: Mentees, mentors: Mentors) -> list[Block]:
        table = [NEUTRAL, *(self._score(count / 2) for count in range(SLOTS + 1))]
        return [overlap(mentees, mentors, np.array(table))]


def overlap(mentees: Mentees, mentors: Mentors, table: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Overlaps:
    """Shared half hours; table[0] stands where one side has said nothing, table[1 + n] where they share n."""
    # One more column each: it makes the count 1 + shared where both have said something. Where one has not, all is 0.
    left, right = slots(mentees), slots(mentors)
    return Overlaps(left, right, table)


def slots(people: Sequence[Person]) -> Floats:
    """(people, 1 + half hours): what they have said, and whether they have said anything."""
    table = np.zeros((len(people), SLOTS + 1), np.float32)
    for i, person in enumerate(people):
        if person.hours:
            table[i, [*person.hours, SLOTS]] = 1
    return table
