"""What somebody typed, held against the mentors of a programme: by words, and by meaning.

Names come first, then those in whose profile every word stands, then those who are close in meaning. How the numbers
were measured is in docs/decisions/0030-found-by-meaning.md. Only what stands on a profile is looked at.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from itertools import islice
from math import log
from typing import TYPE_CHECKING, Any

import numpy as np
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from alongside.web.people.fold import fold
from alongside.web.people.meaning import Floats, meant, stacked
from alongside.web.people.models import Meaning, Profile, SubjectMeaning
from alongside.web.people.models.meaning import digest, parts
from alongside.web.people.other_words import ALSO

if TYPE_CHECKING:
    from alongside.web.programmes.facets import Row

MOST_WORDS = 12
# How near somebody must be to be found: the mean of how near their whole text and their closest part are to what was
# typed. Below it nonsense begins to find people.
FLOOR = 0.32
# What words add that stand in a profile as they were typed, the rarer the more.
WORDS_ADD = 0.1
# Of somebody who wrote nothing and only named subjects, the whole is taken to be as near as it usually is.
UNWRITTEN = 0.5
# A word of fewer letters says little, and one that is mistyped could be anything.
TELLING, MENDED = 3, 4
# How alike two spellings must be, as difflib measures it; of four letters one may be another.
ALIKE, ALIKE_IN_SHORT = 0.8, 0.75
QUOTED = 160  # characters of somebody's own words on their card

BY_NAME, BY_WORDS, BY_MEANING = range(3)
AT_ONCE = 250  # profiles whose vectors are in memory
COLUMNS = ("headline", "about", "wants", "helps")


@dataclass(frozen=True)
class Hit:
    """How a mentor was found: by their name, by words, or by meaning; and how well, to sort by."""

    way: int
    score: float


class Search:
    """One text against these mentors, in three queries however many there are."""

    def __init__(self, text: str, rows: Iterable["Row"], profiles: Any, names: Mapping[str, str]) -> None:
        """names : of subjects and values, by the marks that `Row.has` holds."""
        self.asked, self.rows, self.names = text, list(rows), names
        texts = Profile.objects.filter(pk__in=profiles).values_list("pk", *COLUMNS)
        self.texts = {pk: "\n".join(said) for pk, *said in texts}
        self.vectors = Vectors(self.rows, profiles)

    @cached_property
    def read(self) -> tuple[str, dict[int, Hit]]:
        """The text and whom it finds; where nobody is found, with words spelt as somebody here spells them."""
        if hits := self.hits_of(self.asked):
            return self.asked, hits
        if self.mended != self.asked and (hits := self.hits_of(self.mended)):
            return self.mended, hits
        return self.asked, {}

    @property
    def text(self) -> str:
        return self.read[0]

    @property
    def hits(self) -> dict[int, Hit]:
        """By profile, everybody who is found."""
        return self.read[1]

    @property
    def is_mended(self) -> bool:
        return self.text != self.asked

    def hits_of(self, text: str) -> dict[int, Hit]:
        words = words_of(text)
        holding = {word: {pk for pk, said in self.said.items() if word in said} for word in words}
        rarity = {word: log(1 + len(self.rows) / max(len(holding[word]), 1)) for word in words if len(word) >= TELLING}
        near = self.vectors.near(text)
        found = {}
        for row in self.rows:
            shared = sum(rarity[word] for word in rarity if row.profile in holding[word])
            score = near.get(row.profile, 0.0) + WORDS_ADD * shared / (sum(rarity.values()) or 1)
            if all(word in self.called[row.profile] for word in words):
                found[row.profile] = Hit(BY_NAME, score)
            elif all(row.profile in holding[word] for word in words):
                found[row.profile] = Hit(BY_WORDS, score)
            elif score >= FLOOR:
                found[row.profile] = Hit(BY_MEANING, score)
        return found

    @cached_property
    def called(self) -> dict[int, str]:
        return {row.profile: fold(row.name) for row in self.rows}

    @cached_property
    def said(self) -> dict[int, str]:
        """By profile, all of it as it is searched."""
        named = {mark: fold(name) for mark, name in self.names.items()}
        return {
            row.profile: "\n".join(
                [
                    self.called[row.profile],
                    fold(self.texts.get(row.profile, "")),
                    *(named[mark] for mark in row.named if mark in named),
                ]
            )
            for row in self.rows
        }

    @cached_property
    def mended(self) -> str:
        """The text with each word that nobody uses spelt like the nearest one that somebody does."""
        spelt = self.spellings
        return " ".join(self.mend(word, spelt) for word in self.asked.split()[:MOST_WORDS])

    def mend(self, word: str, spelt: dict[str, str]) -> str:
        folded = bare(fold(word))
        if len(folded) < MENDED or folded in spelt or any(folded in said for said in self.said.values()):
            return word
        alike = [one for one in spelt if one[0] == folded[0] and abs(len(one) - len(folded)) <= 2]
        cutoff = ALIKE_IN_SHORT if len(folded) == MENDED else ALIKE
        return next((spelt[one] for one in get_close_matches(folded, alike, n=1, cutoff=cutoff)), word)

    @cached_property
    def spellings(self) -> dict[str, str]:
        """Names and subjects word by word, folded and as they are written; of this programme and the shipped lists."""
        here = [self.names[mark] for row in self.rows for mark in row.named if mark in self.names]
        shipped = [name for subject, also in ALSO.items() for name in (subject, *also)]
        every = [word for name in [*here, *shipped] for word in name.lower().split()]
        every += [word for row in self.rows for word in row.name.split()]
        return {bare(fold(word)): word for word in every if len(bare(fold(word))) >= MENDED}

    def why(self, rows: list["Row"]) -> dict[int, str]:
        """By profile, a sentence: what of it is close to the text, or says it. None for whoever is found by name."""
        profiles = Profile.objects.in_bulk([row.profile for row in rows])
        there = [row for row in rows if row.profile in profiles]  # somebody may have left meanwhile
        near = [row for row in there if self.hits[row.profile].way == BY_MEANING]
        told = {row.profile: self.where(row, parts(profiles[row.profile])) for row in there if row not in near}
        for profile, (mark, sentence) in (self.vectors.closest(near, profiles, self.text) if near else {}).items():
            if sentence:
                told[profile] = _("Close to what you wrote: “%(words)s”") % {"words": Truncator(sentence).chars(QUOTED)}
            elif mark in self.names:
                subject = self.names[mark].lower()
                told[profile] = _("Close to what you wrote: helps with %(subject)s.") % {"subject": subject}
        return told

    def where(self, row: "Row", said: list[str]) -> str:
        """Where a profile says it: in what they help with, in a sentence of theirs, or in what else they named."""
        words = words_of(self.text)

        def says(text: str) -> bool:
            return all(word in fold(text) for word in words)

        offered = [self.names[mark] for mark in sorted(row.offered) if mark in self.names]
        named = [self.names[mark] for mark in sorted(row.named) if mark in self.names]
        if self.hits[row.profile].way == BY_NAME:
            return ""
        if subject := next(filter(says, offered), ""):
            return _("Helps with what you wrote: %(subject)s.") % {"subject": subject.lower()}
        if part := next(filter(says, said), ""):
            return _("Says what you wrote: “%(words)s”") % {"words": Truncator(part).chars(QUOTED)}
        if name := next(filter(says, named), ""):
            return _("Named what you wrote: %(name)s.") % {"name": name.lower()}
        return _("Each word you wrote stands in their profile.")


class Vectors:
    """The meaning of these mentors' words and subjects. Many are compared at a time, but never all: they are large."""

    def __init__(self, rows: list["Row"], profiles: Any) -> None:
        self.rows, self.of = rows, profiles

    @cached_property
    def subjects(self) -> list[tuple[str, bytes]]:
        offered = Profile.offers.through.objects.filter(profile__in=self.of).values("subject")
        read = SubjectMeaning.objects.filter(subject__in=offered).order_by("subject")
        return [(f"subject-{pk}", bytes(vectors)) for pk, vectors in read.values_list("subject", "vectors")]

    def near(self, text: str) -> dict[int, float]:
        """By profile, how near it is to a text. Empty where the text cannot be read."""
        asked = meant(text)
        if asked is None:
            return {}
        by_subject = best_of(self.subjects, asked)
        whole: dict[int, float] = {}
        part: dict[int, float] = {}
        read = Meaning.objects.filter(profile__in=self.of).order_by("profile")
        for some in batched(read.values_list("profile", "helps", "parts").iterator(chunk_size=AT_ONCE), AT_ONCE):
            whole |= best_of([(profile, helps) for profile, helps, _parts in some if helps], asked)
            part |= best_of([(profile, parts) for profile, _helps, parts in some if parts], asked)
        near = {}
        for row in self.rows:
            closest = max([part.get(row.profile, 0.0), *(by_subject.get(mark, 0.0) for mark in row.offered)])
            near[row.profile] = (whole.get(row.profile, UNWRITTEN * closest) + closest) / 2
        return near

    def closest(self, rows: list["Row"], profiles: Mapping[int, Profile], text: str) -> dict[int, tuple[str, str]]:
        """By profile, the mark of its closest subject, and the sentence of theirs that is closer still if there is."""
        asked = meant(text)
        if asked is None:
            return {}
        by_subject = best_of(self.subjects, asked)
        read = Meaning.objects.filter(profile__in=[row.profile for row in rows])
        kept = {profile: (parts, of) for profile, parts, of in read.values_list("profile", "parts", "digest")}
        found = {}
        for row in rows:
            marks = row.offered & by_subject.keys()
            subject = max(marks, key=lambda mark: by_subject[mark], default="")
            sentence, (some, of) = "", kept.get(row.profile, (None, ""))
            if some and of == digest(profiles[row.profile]):  # else they have written something else since
                products = stacked([some]) @ asked
                if products.max() > by_subject.get(subject, 0.0):
                    sentence = parts(profiles[row.profile])[int(products.argmax())]
            found[row.profile] = subject, sentence
        return found


def batched(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Some at a time; itertools has it from Python 3.12."""
    every = iter(rows)
    while some := list(islice(every, size)):
        yield some


def best_of(packs: list[tuple[Any, Any]], asked: Floats) -> dict[Any, float]:
    """Of each pack of vectors how near the nearest is to what was asked."""
    if not packs:
        return {}
    stack = stacked([pack for _key, pack in packs])
    sizes = [len(pack) for _key, pack in packs]
    starts = np.cumsum([0, *sizes[:-1]]) * len(stack) // sum(sizes)
    nearest = np.maximum.reduceat(stack @ asked, starts)
    return dict(zip((key for key, _pack in packs), nearest.tolist(), strict=True))


def words_of(text: str) -> list[str]:
    """The words somebody typed, folded; twelve are enough for anybody."""
    return [bare(word) for word in fold(text).split()[:MOST_WORDS]]


def bare(word: str) -> str:
    """A word without the marks around it; the marks where there is nothing else."""
    return re.sub(r"^\W+|\W+$", "", word) or word
