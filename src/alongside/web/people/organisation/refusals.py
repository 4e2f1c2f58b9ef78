"""Why a sign-in with the organisation's account led to nothing; each text may be shown."""

from typing import Any

from alongside.errors import Refused


class NotLetIn(Refused):
    """The provider knows them, and here they cannot come in, or not yet.

    by_code : whether a sign-in code is the way on.
    """

    def __init__(self, *said: Any, by_code: bool = False) -> None:
        super().__init__(*said)
        self.by_code = by_code


class NoAnswer(Refused):
    """The provider cannot be reached, or what it says cannot be used. `reason` is for the log: no key stands in it."""

    def __init__(self, sentence: str, reason: str) -> None:
        super().__init__(sentence)
        self.reason = reason
