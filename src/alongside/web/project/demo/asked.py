"""What the two invented programmes ask of their own, and what their people have answered."""

from datetime import timedelta
from random import Random
from typing import Any

from django.utils import timezone

from alongside.web.programmes.models import Answer, Programme, Question
from alongside.web.project.demo.people import Cast

DICE = 11  # its own, so that everything else in the demo stays as it is
SITE = {
    "text": "Which site do you mostly work at?",
    "kind": Question.Kind.ONE,
    "choices": ["Riverside", "Old Mill", "From home"],
    "read_by": Question.ReadBy.MEMBERS,
}
BRIDGE: list[dict[str, Any]] = [
    {**SITE, "is_required": True},
    {
        "text": "Is there anything we should know, so that you can take part well?",
        "kind": Question.Kind.TEXT,
    },
    {
        "text": "Which of these would you come to?",
        "kind": Question.Kind.SEVERAL,
        "choices": ["Breakfast with mentors", "Open evening", "Walk by the river", "Online hour"],
    },
]
# Written last week: it waits for everybody.
FRESH = {
    "text": "Would you tell next year’s newcomers how it was?",
    "kind": Question.Kind.ONE,
    "choices": ["Gladly", "In writing", "Rather not"],
}
NEEDS = [
    "Tuesdays are for my children. Any other day is fine.",
    "I hear badly in loud rooms; a quiet corner helps.",
    "Large print, please.",
    "I am on night shifts every third week.",
]
LEFT_OPEN = 0.7  # how many say nothing to it


def ask(cast: Cast) -> None:
    rng = Random(DICE)
    bridge = Programme.objects.get(name="Across the bridge")
    weeks = timedelta(weeks=1)
    asked = [write(bridge, cast, place, timezone.now() - 40 * weeks, said) for place, said in enumerate(BRIDGE)]
    write(bridge, cast, len(asked), timezone.now() - timedelta(days=6), FRESH)
    steps = Programme.objects.get(name="First steps")
    site = write(steps, cast, 0, timezone.now() - 2 * weeks, SITE)
    for programme, questions in ((bridge, asked), (steps, [site])):
        people = programme.memberships.current().exclude(role="coordinator").order_by("pk").values_list("person")
        for (person,) in dict.fromkeys(people):
            Answer.objects.bulk_create(answer(question, person, rng) for question in questions)


def write(programme: Programme, cast: Cast, place: int, at: Any, said: dict[str, Any]) -> Question:
    return Question.objects.create(programme=programme, place=place, created_at=at, created_by=cast.coordinator, **said)


def answer(question: Question, person: int, rng: Random) -> Answer:
    chosen: list[str] = []
    words = ""
    if question.kind == Question.Kind.ONE:
        chosen = [rng.choice(question.choices)]
    elif question.kind == Question.Kind.SEVERAL:
        chosen = [choice for choice in question.choices if rng.random() < 0.4]
    elif rng.random() > LEFT_OPEN:
        words = rng.choice(NEEDS)
    return Answer(
        question=question,
        person_id=person,
        words=", ".join(chosen) or words,
        chosen=chosen,
        answered_at=question.created_at + timedelta(days=1),
    )
