"""Random people who have said much, little or nothing, and the same word in different ways."""

from __future__ import annotations

from hypothesis import strategies as st

from alongside.matching import Mentee, Mentor
from alongside.matching.style import DIMENSIONS, TRAITS

WORDS = ("curiosity", "fairness", "courage", "Fairness ", "patience", "humour")
IDS = ("a", "b", "c", "d", "e", "f", "g")


def some(words: tuple[str, ...], most: int = 3) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(words), max_size=most)


def fields() -> dict[str, st.SearchStrategy]:
    number = st.floats(-1, 1, allow_nan=False, width=16)
    return {
        "values": some(WORDS),
        "interests": some(WORDS),
        "topics": some(WORDS),
        "goals": st.one_of(st.just(()), st.tuples(number, number, number, number)),
        "style": st.dictionaries(st.sampled_from([*DIMENSIONS, "other"]), st.integers(1, 5)),
        "personality": st.one_of(st.just({}), st.fixed_dictionaries(dict.fromkeys(TRAITS, st.floats(1, 5)))),
        "years": st.one_of(st.none(), st.floats(0, 45)),
        "languages": some(("English", "english", "Deutsch", "Español")),
        "hours": st.frozensets(st.integers(0, 20), max_size=8),
        "channels": some(("video", "phone")),
        "every_days": st.sampled_from([None, 7, 14, 30]),
        "months": st.sampled_from([None, 6, 12]),
        "department": st.sampled_from(["", "Sales", "sales", "Law"]),
        "line": some(IDS, 2),
        "blocked": some(IDS, 1),
        "never_again": some(IDS, 1),
        "good_with": some(IDS, 2),
        "answers": st.dictionaries(st.sampled_from(["site"]), st.sampled_from(["north", "south"])),
        "wishes": st.dictionaries(st.sampled_from(["site"]), st.just(frozenset({"north"}))),
    }


def mentees(most: int = 5) -> st.SearchStrategy[list[Mentee]]:
    one = st.builds(Mentee, id=st.sampled_from(IDS), urgency=st.integers(0, 2), **fields())
    return st.lists(one, min_size=1, max_size=most, unique_by=lambda person: person.id)


def mentors(most: int = 5) -> st.SearchStrategy[list[Mentor]]:
    one = st.builds(Mentor, id=st.sampled_from(IDS), capacity=st.integers(0, 2), load=st.integers(0, 2), **fields())
    return st.lists(one, min_size=1, max_size=most, unique_by=lambda person: person.id)
