"""By which rules a programme matches: what counts and how much, what is ruled out, what is aimed for.

They are kept with the programme, so that the board, the wait-list, the suggestions and the directory say the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alongside.matching import Criterion, Mentee, Mentor, Reason, Rule, Weighing
from alongside.matching.meaning import Goals
from alongside.matching.practical import Channels, Experience, Languages, Length, Rhythm, SharedHours
from alongside.matching.rules import (
    Blocked,
    EnoughHours,
    NeverAgain,
    NotThemselves,
    OwnDepartment,
    OwnLine,
    SharedLanguage,
)
from alongside.matching.shared import Interests, Topics, Values
from alongside.matching.style import Personality, WorkingStyle
from alongside.web.people.style import BY_KEY, STYLE
from alongside.web.programmes.alike import HOW, IS_MUST, WANTS_SAME, MustAnswer, SameAnswer

if TYPE_CHECKING:
    from alongside.web.programmes.models import Programme

# What a step makes of a criterion's own weight.
TIMES = (0.0, 0.5, 1.0, 2.0, 3.0)
USUAL = 2
STEPS = (_("not at all"), _("a little"), _("as usual"), _("more than usual"), _("very much"))
PERSONALITY = "personality"
# Temperament is private: what it adds must stay too small to be read off a pair.
MOST_PERSONALITY = 0.2
OWN_WEIGHT = {"languages": 0.02, PERSONALITY: 0.08}
# Cosines of the encoder in people/meaning.py: texts on one subject lie above the first, related ones above the second.
CLOSE, RELATED = 0.4, 0.2
NAMED = 3  # ways of working that one sentence names

Mode = Literal["total", "fairest", "stable"]
Coverage = Literal["everyone", "no_weak"]
Spread = Literal["no", "some", "much"]


@dataclass(frozen=True)
class Counted:
    """One thing that counts, as the coordinator reads it."""

    key: str
    label: Promise
    what: Promise


COUNTED = (
    Counted("goals", _("Goals"), _("What the mentee wants to reach is close in meaning to what the mentor has done.")),
    Counted("values", _("Values"), _("They hold the same things dear.")),
    Counted("topics", _("Subjects"), _("The mentor helps with what the mentee wants to learn.")),
    Counted("style", _("Working style"), _("They like to work alike, or suit each other by being different.")),
    Counted("interests", _("Interests"), _("They like to talk about the same things.")),
    Counted("experience", _("Experience"), _("The mentor is some years ahead, best three to fifteen.")),
    Counted("hours", _("Shared hours"), _("They are free at the same time, wherever they live.")),
    Counted("rhythm", _("Rhythm"), _("They would meet as often.")),
    Counted("length", _("Length"), _("They have as long a time in mind.")),
    Counted("channels", _("Channel"), _("They like to talk the same way.")),
    Counted("languages", _("Languages"), _("They speak a language in common.")),
    Counted(
        PERSONALITY, _("Temperament"), _("They are alike in temperament. Nobody ever reads how; only matching does.")
    ),
)
HOURS = (0, 1, 2, 4)
MODES: dict[str, Any] = {
    "total": _("The best fit in all"),
    "fairest": _("The weakest pair as good as can be, then the best fit in all"),
    "stable": _("Nobody would rather swap: no mentee and mentor both prefer each other to who they have"),
}
COVERAGES: dict[str, Any] = {
    "everyone": _("Everybody who can have a mentor gets one"),
    "no_weak": _("Rather let somebody wait than make a weak pair"),
}
SPREADS: dict[str, Any] = {
    "no": _("It does not matter who takes more"),
    "some": _("Rather share mentees out"),
    "much": _("Share mentees out even if pairs fit less well"),
}
SPREAD = {"no": 0.0, "some": 0.05, "much": 0.15}
WEAK = 0.45  # below this score, half-way between "nothing known" and "nothing fits", a pair is weak


@dataclass(frozen=True)
class Rules:
    """What a coordinator may change about a matching. `weights` holds steps of TIMES for what is not as usual."""

    weights: Mapping[str, int] = field(default_factory=dict)
    # Working style choices on which opposites suit each other.
    opposites: tuple[str, ...] = ()
    own_line: bool = True
    own_department: bool = False
    shared_language: bool = True
    never_again: bool = True
    hours: int = 1
    mode: Mode = "total"
    coverage: Coverage = "everyone"
    spread: Spread = "no"
    left_out_first: bool = True
    # How the programme's own questions count, by key, in words of HOW; what does not count is left out.
    answers: Mapping[str, str] = field(default_factory=dict)
    # What these questions are, by key, for the sentences about them.
    questions: Mapping[str, str] = field(default_factory=dict, compare=False)

    @classmethod
    def read(cls, kept: Any, questions: Mapping[str, str] | None = None) -> "Rules":
        """From what is kept with a programme or a run; whatever cannot be understood is as usual.

        questions : the programme's own that may be looked at, by key, in words; none of any other counts.
        """
        kept, questions = kept if isinstance(kept, dict) else {}, questions or {}
        answers = kept.get("answers")
        weights, opposites = kept.get("weights"), kept.get("opposites")
        said: dict[str, Any] = {
            "weights": {
                one.key: weights[one.key]
                for one in COUNTED
                if isinstance(weights, dict)
                and is_step(weights.get(one.key))
                and weights[one.key] != usual_step(one.key)
            },
            "opposites": tuple(key for key in BY_KEY if isinstance(opposites, list | tuple) and key in opposites),
            "answers": {
                key: answers[key]
                for key in questions
                if isinstance(answers, dict) and isinstance(answers.get(key), str) and answers[key] in WANTS_SAME
            },
            "questions": questions,
        }
        for name, choices in CHOICES.items():
            if type(kept.get(name)) in (int, str, bool) and kept[name] in choices:
                said[name] = kept[name]
        return cls(**said)

    def kept(self) -> dict[str, Any]:
        """As JSON. Nothing is said of own questions where none counts, as in what was kept before there were any."""
        kept = {**asdict(self), "weights": dict(self.weights), "opposites": list(self.opposites)}
        del kept["questions"], kept["answers"]
        return {**kept, "answers": dict(self.answers)} if self.answers else kept

    def step(self, key: str) -> int:
        return self.weights.get(key, usual_step(key))

    def weighing(self, programme: "Programme") -> Weighing:
        """What alongside.matching weighs by.

        Held here and not only where rules are saved: a question that counted beside temperament can be retired.
        """
        criteria = self.criteria(programme.asks_personality)
        weights = self.weighed(criteria)
        if PERSONALITY in weights:
            weights[PERSONALITY] = min(weights[PERSONALITY], most_personality(weights))
        return Weighing(criteria, self.rules(), weights)

    def weighed(self, criteria: Iterable[Criterion]) -> dict[str, float]:
        return {one.key: weight(one.key, self.step(one.key), one.weight) for one in criteria}

    def criteria(self, asks_personality: bool) -> list[Criterion]:
        suits = WaysOfWorking(complementary=[BY_KEY[key].noun for key in self.opposites])
        every = [suits if one.key == "style" else one for one in CRITERIA]
        own = [
            SameAnswer(key, self.questions[key], wants_same=WANTS_SAME[how])
            for key, how in self.answers.items()
            if how not in IS_MUST
        ]
        return [*(one for one in every if asks_personality or one.key != PERSONALITY), *own]

    def own_rules(self) -> list[MustAnswer]:
        """What the programme's own questions rule out."""
        return [
            MustAnswer(key, self.questions[key], wants_same=WANTS_SAME[how])
            for key, how in self.answers.items()
            if how in IS_MUST
        ]

    def rules(self) -> list[Rule]:
        """Who is not to be paired never is: that cannot be switched off."""
        asked = (
            (self.own_line, OwnLine()),
            (self.own_department, OwnDepartment()),
            (self.never_again, NeverAgain()),
            (self.shared_language, SharedLanguage()),
            (self.hours > 0, EnoughHours(self.hours)),
        )
        return [NotThemselves(), Blocked(), *(rule for is_on, rule in asked if is_on), *self.own_rules()]

    def in_the_open(self) -> Weighing:
        """What weighs on an order that people see: their profiles alone, and answers that every member reads.

        Temperament is left out, and so are the rules that look at what others may not know: a reporting line, a
        department, somebody's wish. With them and without them the order is the same (decision 26).
        """
        criteria = self.criteria(asks_personality=False)
        asked = ((self.shared_language, SharedLanguage()), (self.hours > 0, EnoughHours(self.hours)))
        rules = [NotThemselves(), *(rule for is_on, rule in asked if is_on), *self.own_rules()]
        return Weighing(criteria, rules, self.weighed(criteria))

    def ruled_out(self, mentee: Mentee, mentor: Mentor, *, were_paired: bool) -> str:
        """What both can know of that keeps matching from pairing two people, said to them; "" where nothing does."""
        if self.never_again and were_paired:
            return _now("Matching here would not pair you again: you have been paired before.")
        if self.shared_language and SharedLanguage().broken(mentee, mentor):
            return _now("Matching here would not pair you: it asks for a language in common.")
        if self.hours and EnoughHours(self.hours).broken(mentee, mentor):
            said = ngettext(
                "Matching here would not pair you: it asks for at least %(n)s shared hour a week.",
                "Matching here would not pair you: it asks for at least %(n)s shared hours a week.",
                self.hours,
            )
            return said % {"n": self.hours}
        return next((rule.to_them for rule in self.own_rules() if rule.broken(mentee, mentor)), "")

    def options(self) -> dict[str, Any]:
        """How alongside.matching.match is asked."""
        return {
            "mode": self.mode,
            "spread": SPREAD[self.spread],
            "at_least": WEAK if self.coverage == "no_weak" else None,
        }

    def too_much_personality(self, programme: "Programme") -> bool:
        weights = self.weighed(self.criteria(programme.asks_personality))
        return PERSONALITY in weights and weights[PERSONALITY] > most_personality(weights)

    def differences(self, after: "Rules") -> list[str]:
        """What becomes different, a sentence each."""
        said = [
            _now("%(what)s: counts %(after)s (was: %(before)s)")
            % {"what": one.label, "before": STEPS[self.step(one.key)], "after": STEPS[after.step(one.key)]}
            for one in COUNTED
            if self.step(one.key) != after.step(one.key)
        ]
        for label, before, now in zip(LABELS.values(), self.in_words(), after.in_words(), strict=True):
            if before != now:
                said.append(
                    _now("%(what)s: %(after)s (was: %(before)s)") % {"what": label, "before": before, "after": now}
                )
        for key, text in {**self.questions, **after.questions}.items():
            was, is_now = self.answers.get(key, "no"), after.answers.get(key, "no")
            if was != is_now:
                words = {"what": text, "before": HOW[was], "after": HOW[is_now]}
                said.append(_now("“%(what)s”: %(after)s (was: %(before)s)") % words)
        return said

    def in_words(self) -> list[str]:
        """Everything but the weights, in the order of LABELS."""
        opposites = ", ".join(str(BY_KEY[key].question) for key in self.opposites)
        return [
            opposites or _now("on nothing"),
            *(yes_or_no(getattr(self, name)) for name in ("own_line", "own_department", "shared_language")),
            yes_or_no(self.never_again),
            str(self.hours) if self.hours else _now("none"),
            str(MODES[self.mode]),
            str(COVERAGES[self.coverage]),
            str(SPREADS[self.spread]),
            yes_or_no(self.left_out_first),
        ]


class WaysOfWorking(WorkingStyle):
    """Working style, weighed as the library does and said in the words of the profile's choices.

    Facts: `suits` and `grates`, a sentence each, for two people are rarely alike or apart in all of it.
    """

    def __init__(self, complementary: Sequence[str] = ()) -> None:
        super().__init__([choice.noun for choice in STYLE], complementary)

    def fit(self, mentee: Mentee, mentor: Mentor) -> Reason:
        told = super().fit(mentee, mentor)
        alike: list[str] = []
        apart: list[str] = []
        for choice in STYLE:
            one, other = mentee.style.get(choice.noun, 3), mentor.style.get(choice.noun, 3)
            if 3 in (one, other):  # neither end, or not said
                continue
            suits = ((one < 3) == (other < 3)) != (choice.noun in self.complementary)
            (alike if suits else apart).append(f"“{choice.first if other < 3 else choice.second}”")
        facts = {"suits": "", "grates": ""}
        if alike and self.complementary:
            facts["suits"] = _now("Their ways of working suit each other.")
        elif alike:
            facts["suits"] = _now("Both like to work like this: %(ends)s.") % {"ends": ", ".join(alike[:NAMED])}
        if apart:
            ends = {"mentor": mentor, "ends": ", ".join(apart[:NAMED])}
            facts["grates"] = _now("%(mentor)s would rather work like this: %(ends)s.") % ends
        text = " ".join(filter(None, facts.values())) or told.text
        return replace(told, text=text, facts=facts) if told.known else told


CRITERIA: tuple[Criterion, ...] = (
    Goals(CLOSE, RELATED), Values(), Topics(), WaysOfWorking(), Interests(), Experience(), SharedHours(), Rhythm(),
    Length(), Channels(), Languages(), Personality(),
)  # fmt: skip

LABELS: dict[str, Any] = {
    "opposites": _("Opposites suit each other"),
    "own_line": _("Not within a reporting line"),
    "own_department": _("Not within a department"),
    "shared_language": _("A language in common"),
    "never_again": _("Not those who were paired before"),
    "hours": _("Shared hours a week, at least"),
    "mode": _("First of all"),
    "coverage": _("If only a weak pair is left"),
    "spread": _("How many mentees a mentor gets"),
    "left_out_first": _("Who was left out last time comes first"),
}

BOTH = (True, False)
CHOICES: dict[str, Any] = {
    "hours": HOURS, "mode": MODES, "coverage": COVERAGES, "spread": SPREADS, "own_line": BOTH, "own_department": BOTH,
    "shared_language": BOTH, "never_again": BOTH, "left_out_first": BOTH,
}  # fmt: skip


def is_step(step: object) -> bool:
    return type(step) is int and 0 <= step < len(TIMES)


def usual_step(key: str) -> int:
    """Temperament counts only where somebody says so."""
    return 0 if key == PERSONALITY else USUAL


def weight(key: str, step: int, own: float) -> float:
    return TIMES[step] * OWN_WEIGHT.get(key, own)


def most_personality(weights: Mapping[str, float]) -> float:
    """As much as temperament may weigh beside these others."""
    rest = sum(one for key, one in weights.items() if key != PERSONALITY)
    return rest * MOST_PERSONALITY / (1 - MOST_PERSONALITY)


def yes_or_no(is_on: bool) -> str:
    return _now("yes") if is_on else _now("no")
