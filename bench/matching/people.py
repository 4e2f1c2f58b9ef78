"""From people to a matching and to what-if answers: 10,000 invented mentees and 4,000 mentors.

.venv/bin/python bench/matching/people.py
"""

from __future__ import annotations

import random
import statistics
import time

from alongside.matching import Mentee, Mentor, WhatIf, match

WORDS = [f"word {number}" for number in range(60)]
LANGUAGES = ["English", "German", "Spanish", "French"]


def said(chance: random.Random) -> dict[str, object]:
    return {
        "values": frozenset(chance.sample(WORDS[:20], 4)),
        "interests": frozenset(chance.sample(WORDS[20:40], 3)),
        "topics": frozenset(chance.sample(WORDS[40:], 3)),
        "style": {name: chance.randint(1, 5) for name in ("structure", "pace", "directness")},
        "languages": frozenset(chance.sample(LANGUAGES, chance.randint(1, 2))),
        "years": chance.randint(0, 30),
        "every_days": chance.choice([7, 14, 28]),
        "months": chance.choice([6, 12]),
    }


def main(mentees: int = 10_000, mentors: int = 4000) -> None:
    chance = random.Random(0)
    looking = [Mentee(id=f"e{number}", **said(chance)) for number in range(mentees)]
    offering = [Mentor(id=f"m{number}", capacity=chance.randint(1, 5), **said(chance)) for number in range(mentors)]
    began = time.perf_counter()
    matching = match(looking, offering)
    print(f"match from people to pairs: {time.perf_counter() - began:.2f} s, proven: {matching.proven}")
    began = time.perf_counter()
    what_if = WhatIf(matching)
    print(f"making ready for what-if: {time.perf_counter() - began:.2f} s")

    def made() -> tuple[str, str]:
        pairing = chance.choice(matching.pairings)
        return pairing.mentee.id, pairing.mentor.id

    kinds = {
        "a place more": lambda: what_if(capacity={f"m{chance.randrange(mentors)}": 6}),
        "a place less": lambda: what_if(capacity={f"m{chance.randrange(mentors)}": 0}),
        "a lock": lambda: what_if(lock=[(f"e{chance.randrange(mentees)}", f"m{chance.randrange(mentors)}")]),
        "a pair forbidden": lambda: what_if(forbid=[made()]),
        "a weight": lambda: what_if(weights={"values": chance.uniform(0.15, 0.3)}),
    }
    for name, ask in kinds.items():
        times = []
        for _ in range(15):
            began, worked = time.perf_counter(), time.process_time()
            ask()
            times.append((1000 * (time.perf_counter() - began), 1000 * (time.process_time() - worked)))
        wall, cpu = (statistics.median(part) for part in zip(*times, strict=True))
        print(f"what if {name}: median {wall:.0f} ms, of work {cpu:.0f} ms; shortest {min(times)[0]:.0f} ms")


if __name__ == "__main__":
    main()
