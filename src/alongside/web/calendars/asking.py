"""How often somebody may ask which times suit another.

Whoever turned their own hours this way and that, and looked each time, would read the other's calendar half an hour by
half an hour. So a day has a few different questions; after those only times that were told before are told again. It is
the same whether the other has given a calendar or not, or the difference would tell.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from django.core.cache import cache
from django.utils import timezone

from alongside.web.calendars.models import BusyTime
from alongside.web.people.models import User

MOST_QUESTIONS = 6
A_DAY = timedelta(days=1)

Told = dict[str, tuple[datetime, list[datetime]]]  # a question: since when it counts, and what was answered last


@dataclass
class Asking:
    """One question of `asker` about `partner`. `question` is all of it that the asker can change."""

    asker: User
    partner: User
    question: object
    told: Told = field(init=False)
    mark: str = field(init=False)

    def __post_init__(self) -> None:
        since = timezone.now() - A_DAY
        known: Told = cache.get(self.key, {})
        self.told = {mark: (at, times) for mark, (at, times) in known.items() if at > since}
        self.mark = sha256(repr(self.question).encode()).hexdigest()

    @property
    def key(self) -> str:
        return f"times-that-suit-{self.asker.pk}-{self.partner.pk}"

    @property
    def is_one_too_many(self) -> bool:
        return self.mark not in self.told and len(self.told) >= MOST_QUESTIONS

    def may_tell(self, times: Iterable[datetime]) -> list[datetime]:
        """Those of which something may be said."""
        if not self.is_one_too_many:
            return list(times)
        before = {at for _since, told in self.told.values() for at in told}
        return [at for at in times if at in before]

    def tell(self, times: list[datetime]) -> list[datetime]:
        """The same times, which count as told from now on."""
        since, before = self.told.get(self.mark, (timezone.now(), None))
        if not self.is_one_too_many and before != times:
            cache.set(self.key, self.told | {self.mark: (since, times)}, A_DAY.total_seconds())
        return times


def of_their_own(person: User, busy: Iterable[BusyTime]) -> list[tuple[datetime, datetime]]:
    """What of these stands in one person's calendar. Wants `calendar` at hand."""
    return [(one.starts_at, one.ends_at) for one in busy if one.calendar.person_id == person.pk]
