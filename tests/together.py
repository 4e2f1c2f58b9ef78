"""Things that happen at the same moment."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from alongside.errors import Refused


def together(*verbs: Callable[[], Any]) -> list[Refused]:
    """Run all of them at the same moment, each on a connection of its own. The refusals that came of it."""
    start, refused = threading.Barrier(len(verbs)), []

    def one(verb: Callable[[], Any]) -> None:
        try:
            start.wait(10)
            verb()
        except Refused as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[verb]) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(40)
    return refused
