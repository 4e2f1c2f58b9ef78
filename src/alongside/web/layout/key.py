"""Which row an address or a form names, or what it looks for. It was sent by a browser, or by anybody."""

from collections.abc import Mapping

from django.http import HttpRequest

LONGEST = 18  # digits; a longer number is nobody's, and no database holds it


def key_in(text: str) -> int:
    """The key of a row, or 0, which is nobody's, where the text is no number.

    >>> key_in("27"), key_in("²"), key_in("9" * 5000), key_in("")
    (27, 0, 0, 0)
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else 0


def seen_in(request: HttpRequest) -> int | None:
    """The key of what the page showed when its button was pressed; None where it was sent without one."""
    return key_in(request.POST["seen"]) if "seen" in request.POST else None


def searched(asked: Mapping[str, str], key: str) -> str:
    """What somebody looks for in an address. PostgreSQL refuses text with a null character in it."""
    return asked.get(key, "").replace("\0", "").strip()[:100]
