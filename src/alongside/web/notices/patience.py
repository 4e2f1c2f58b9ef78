"""How often a letter is tried and how long it waits in between: what a refusal of the mail server costs it."""

from datetime import datetime, timedelta
from typing import Protocol

from alongside.web.notices.mail_server import is_about_us, is_for_now, stops_all

# What passes before the next try, by how often it was tried; nobody waits longer than the last.
DELAYS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120)]
MOST_TRIES = 5
# Nobody else takes a letter that one worker has claimed: longer than any try can last. A try has six answers of the
# server to wait for, each for EMAIL_TIMEOUT at most. A letter whose worker died waits for so long.
CLAIMED_FOR = timedelta(minutes=15)
# While a letter is younger, a server that says "later" costs it none of its tries.
PATIENCE = timedelta(days=3)


class Letter(Protocol):
    """What is tried: a notice or an invitation."""

    tries: int
    send_after: datetime


def put_off(letter: Letter, problem: Exception, *, written_at: datetime, now: datetime) -> None:
    """After a try that failed: say when the next is due, and give the try back where it was not the letter's fault."""
    age = now - written_at
    if not is_about_us(problem) and (not is_for_now(problem) or age > PATIENCE):
        wait = DELAYS[min(letter.tries, len(DELAYS)) - 1]
    else:
        letter.tries -= 1
        # As long again as it has waited already; where all letters are refused, this one had no more than bad luck.
        wait = DELAYS[0] if stops_all(problem) else min(max(age, DELAYS[0]), DELAYS[-1])
    letter.send_after = now + wait
