"""Why a calendar elsewhere could not be read. Knows nothing of Django: the process that fetches is without it."""

from enum import StrEnum


class Trouble(StrEnum):
    """What was in the way. `words.py` says it in a sentence."""

    # No such server, or one inside a network where strangers may not look: one word for both, because the difference
    # would tell whoever asks which names that network knows.
    NOWHERE = "nowhere"
    SILENT = "silent"
    SLOW = "slow"
    CERTIFICATE = "certificate"
    REDIRECTS = "redirects"
    SIGN_IN = "sign_in"
    NOT_FOUND = "not_found"
    GONE = "gone"
    TROUBLED = "troubled"
    NO_CALENDAR = "no_calendar"
    TOO_LARGE = "too_large"
    TOO_MUCH = "too_much"
    # The site has another SECRET_KEY: what was sealed with the one before cannot be opened.
    SEALED = "sealed"


class CannotRead(Exception):
    """Carries the trouble and nothing of the address: a traceback may be written down."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
