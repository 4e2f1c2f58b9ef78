"""The errors Alongside raises.

AlongsideError
├── Refused              a person asked for something that cannot be done now; its sentence may be shown to them
├── HistoryError         a mentorship's record, or a part of it, cannot be read
├── ThresholdError       a threshold has an unknown name or an impossible value
├── CalibrationError     there is too little to refit the engine on
└── MatchingError        people cannot be matched as asked
    ├── NoOneToMatch     a side is empty
    ├── UnknownPerson    an id is nobody's, or more than one person's
    ├── ImpossibleValue  a number or word that cannot be, such as a capacity below 0
    ├── UnknownCriterion a weight names nothing that is weighed, or is no weight
    ├── CannotLock       a pair cannot be set as asked
    └── SheetError       a sheet of people cannot be read
"""

from collections.abc import Callable


class AlongsideError(Exception):
    """The root of every error raised by Alongside."""


class Refused(AlongsideError):
    """What was asked for cannot be done now. The message is a sentence for the person who asked."""


def refusal_of(check: Callable[[], object]) -> str:
    """The sentence with which a check refuses, to be shown before anything is typed; "" when it lets through."""
    try:
        check()
    except Refused as refusal:
        return str(refusal)
    return ""


class HistoryError(AlongsideError):
    """A line of the history format, or a part of it, cannot be read. The message says which part and why."""


class ThresholdError(AlongsideError):
    """A programme's own threshold has a name or a value that the engine does not know."""


class CalibrationError(AlongsideError):
    """The weights cannot be refitted honestly on what was given."""


class MatchingError(AlongsideError):
    """People cannot be matched as asked."""


class NoOneToMatch(MatchingError):
    """There is no mentee, or no mentor."""


class UnknownPerson(MatchingError):
    """An id belongs to nobody, or to more than one person."""


class ImpossibleValue(MatchingError):
    """A number or word given for a person or for the matching cannot be. The message names it and what can be."""


class UnknownCriterion(MatchingError):
    """A weight names no criterion, or is no weight."""


class CannotLock(MatchingError):
    """A pair cannot be set by hand as asked."""


class SheetError(MatchingError):
    """A sheet of people cannot be read. The message says where and what to do."""
