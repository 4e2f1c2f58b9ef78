"""Which row an address or a form names. What stands there was sent by a browser, or by anybody."""

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
