"""What comes again and again in a mentorship: how often until lately, and how often lately.

"Lately" is a window on the pair's own clock, so that a declared pause is not silence.  What was usual is learnt from
everything before that window, on the calendar, so that a pause declared later cannot change it.
"""

from __future__ import annotations

from math import log

FALL_TO = 0.35  # the fall that is watched for: to about a third of what was usual
EVENT_SCORE = log(FALL_TO)  # what one more adds to the log-likelihood ratio of a fall (Poisson)
GAP_SCORE = 1.0 - FALL_TO  # what each one that should have come adds
WINDOWS = (1, 2, 4, 8)  # rhythms
FEW = 0.5  # times that are believed to have come before the first
SOON = 0.7  # rhythms in which they did
