"""Press a button, and be told what came of it."""

from collections.abc import Callable

from django.contrib import messages

from alongside.errors import Refused
from alongside.web.people.request import Request


def say(request: Request, verb: Callable[[], object], done: str) -> bool:
    """Call the verb and say on the next page that it is done, or why it is not. Whether it went through."""
    try:
        verb()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, done)
    return True
