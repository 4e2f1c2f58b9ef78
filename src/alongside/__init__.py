"""Alongside keeps mentorships from failing.

The front door to the two libraries: `from alongside import assess, match`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from alongside.health import assess
    from alongside.matching import match

__version__ = "0.1.0"
__all__ = ["__version__", "assess", "match"]

_DOORS = {"assess": "alongside.health", "match": "alongside.matching"}


def __getattr__(name: str) -> Any:
    """Open a library when it is first asked for, so that the site does not load what it does not use."""
    if name in _DOORS:
        return getattr(import_module(_DOORS[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
