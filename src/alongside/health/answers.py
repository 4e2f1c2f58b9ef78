"""What each side has answered, from 1 to 5, centred on themself."""

from __future__ import annotations

from math import exp

from alongside.health.events import CHANNEL_OF_ITEM

CHANNELS = ("goals", "match", "communication", "feedback", "sessions", "overall")
NORM = 4.0  # what a contented rater answers, before we know this one
BASE_OCCASIONS = 3  # a rater is centred on their own first three occasions
BASE_DOUBT = 0.7  # drawn towards the norm, as if so many contented occasions had come first
HIGHEST_USUAL = 4.5  # so that a five is never less than what is usual
MOST_ABOVE = 0.5
FADE = 2.5  # rhythms after which an answer counts for a third of a new one
DOUBT = 0.7  # as if so many usual answers had been given
_CHANNEL = {**CHANNEL_OF_ITEM, "useful": "sessions"}  # what is said after a session is said about sessions
LOW = 0.5  # points under usual from which a channel counts as fallen; it counts until half of that


class Channel:
    """The answers of one rater about one thing, against their usual.

    The level is a discounted mean, drawn towards 0 as if one usual answer had been given: the steady state of a
    discount model (West and Harrison 1997), in which old answers fade as new ones come.
    """

    __slots__ = ("count", "day", "fell", "last", "total", "weight")

    def __init__(self, began: float) -> None:
        self.total = self.weight = self.last = 0.0
        self.fell: float | None = None  # since when it has been low
        self.day = began
        self.count = 0

    def take(self, day: float, value: float, fade: float) -> None:
        """One more answer: how far it stands from usual."""
        total, weight = self.total, self.weight
        if day != self.day:
            kept = exp((self.day - day) / fade)
            total, weight, self.day = total * kept, weight * kept, day
        self.total = total = total + value
        self.weight = weight = weight + 1.0
        self.count += 1
        self.last = value
        if self.fell is None:
            if total < -LOW * (weight + DOUBT):
                self.fell = day
        elif total > -LOW / 2 * (weight + DOUBT):
            self.fell = None

    def level(self, doubt: float = DOUBT) -> float:
        """How far this rater stands from their usual here; 0 when nothing was answered."""
        return self.total / (self.weight + doubt)


class Rater:
    """What one side has answered.

    Each rater is centred on their own first three occasions, and until then drawn to what a contented rater answers.
    """

    __slots__ = (
        "asked",
        "base_count",
        "base_sum",
        "channels",
        "checkins",
        "fade",
        "high",
        "latest",
        "silent",
        "speaking",
        "total",
        "usual",
        "whole",
    )

    def __init__(self, began: float, every: float) -> None:
        self.fade = FADE * every
        self.base_sum = 0.0
        self.base_count = 0
        self.usual = NORM
        self.channels = {channel: Channel(began) for channel in CHANNELS}
        self.whole = Channel(began)  # everything said at an occasion, taken together
        self.latest: dict[str, list[tuple[float, int, float]]] = {}  # item → (day, index, value) in order
        self.speaking: dict[str, tuple[int, bool]] = {}  # item → (answers so far, whether a rule finds them low)
        self.asked: list[int] = []  # asked since the last answer
        self.silent = 0.0  # a fading share of questions without an answer
        self.checkins = 0  # how many were answered
        self.high = 0  # answers of five
        self.total = 0

    def take(self, day: float, index: int, items: dict[str, float]) -> None:
        """Take one occasion: the items that were answered together."""
        if not items.keys() <= CHANNEL_OF_ITEM.keys():
            items = {item: value for item, value in items.items() if item in CHANNEL_OF_ITEM}
        if items:
            self.checkins += 1
            self._take(day, index, items)

    def rate(self, day: float, index: int, useful: float) -> None:
        """Take the answer after a session."""
        self._take(day, index, {"useful": useful})

    def _take(self, day: float, index: int, items: dict[str, float]) -> None:
        if self.base_count < BASE_OCCASIONS:
            self.base_count += 1
            self.base_sum += sum(items.values()) / len(items) - NORM
            self.usual = min(NORM + self.base_sum / (self.base_count + BASE_DOUBT), HIGHEST_USUAL)
        usual, fade, latest, channels, together = self.usual, self.fade, self.latest, self.channels, 0.0
        for item, value in items.items():
            stands = value - usual
            if stands > MOST_ABOVE:
                stands = MOST_ABOVE
            together += stands
            channels[_CHANNEL[item]].take(day, stands, fade)
            given = latest.get(item)
            if given is None:
                latest[item] = [(day, index, value)]
            else:
                given.append((day, index, value))
            if value >= 4.99:
                self.high += 1
        self.whole.take(day, together / len(items), fade)
        self.total += len(items)

    @property
    def first(self) -> float | None:
        """The mean of their first occasions, or None before the first."""
        return NORM + self.base_sum / self.base_count if self.base_count else None

    @property
    def always_five(self) -> bool:
        """Do their answers say nothing because all of them are fives?"""
        return self.high == self.total

    @property
    def only_fives(self) -> bool:
        """Have they answered a check-in, and is every answer of theirs a five, those after sessions too?"""
        return self.checkins > 0 and self.always_five


class Said:
    """One day's answers of both sides, a number for each of CHANNELS.

    last, low : how far the lower side's last answer and its level are under usual, never below 0.
    both : how far both together are, below 0 when over it.   whole : the same in everything they say.
    fell : since when one of them has been low, or None.   only_fives : whether one of them gives nothing but fives.
    """

    __slots__ = ("both", "fell", "last", "low", "only_fives", "whole")

    def __init__(self, mentor: Rater, mentee: Rater) -> None:
        self.last: list[float] = []
        self.low: list[float] = []
        self.both: list[float] = []
        self.fell: list[float | None] = []
        self.only_fives = mentor.only_fives or mentee.only_fives
        # Where one of them always gives five, or never answers, the other speaks for both.
        counts = (0.0 if mentor.always_five else 1.0), (0.0 if mentee.always_five else 1.0)
        if sum(counts) == 1.0:
            counts = 2 * counts[0], 2 * counts[1]
        self.whole = -counts[0] * mentor.whole.level() - counts[1] * mentee.whole.level()
        for one, other in zip(mentor.channels.values(), mentee.channels.values(), strict=True):
            level, second = one.level(), other.level()
            self.low.append(max(0.0, -level, -second))
            self.both.append(-counts[0] * level - counts[1] * second)
            self.last.append(max(0.0, -one.last, -other.last))
            fell = [day for day in (one.fell, other.fell) if day is not None]
            self.fell.append(min(fell) if fell else None)
