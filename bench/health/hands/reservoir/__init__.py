"""A world of mentorships in which goodwill is stored, leaks away and runs out.

Mechanism. Mentor and mentee each carry six reservoirs of goodwill, one for each cause a mentorship fails of. A useful
meeting, an answer, feedback or progress pours into them; a poor meeting, a cancellation or silence drains them. A slow
spring renews them, the stronger the fuller they are, and pipes level them out. A leak opens at an onset, in one
reservoir and mostly at one person; while it is open it drains steadily, and once its reservoir is empty it draws on
the others. Some leaks mend, some are too small to matter, some bring on a second leak, and a few burst. The pair fails
on the day one person's total first falls under a boundary. Failing is thus the outcome of the process, never drawn.
Whatever is recorded depends on the present levels: of the reservoir it belongs to, and of the total.

Redrawn per seed (`programme`): the mixture of rhythms and of planned lengths, the hazard and the mixture of leaks, how
often check-ins are asked and answered, how much of meetings, ratings, messages, goals and feedback is recorded, and
how noisy and how candid people are.

Published numbers and where they entered: 31-38 % close early (Keller & Spencer 2017; Kupersmidt 2017; DeWit 2016:
`leak_hazard` and `BOUNDARY`), with a raised hazard in the first weeks (`EARLY`); the mentor's time as the commonest
reason (Keller & Spencer: the mixture of causes, and who leaks); very few formal endings (half end without a word:
`SAID`); agreement of .36 between two raters (Tryon 2007: the shared part of a meeting in `meeting`); ratings leaning
high and 7 % of raters who hardly vary (`FLAT` and the always_five raters in `person`).
All sizes without a source are choices of this hand.
"""

from collections.abc import Iterator
from typing import Any

from hands.reservoir.pair import run_pair
from hands.reservoir.programme import draw_programme


def world(seed: int, pairs: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield the record and the truth of each pair of one programme."""
    programme = draw_programme(seed)
    for number in range(pairs):
        yield run_pair(programme, seed, number)
