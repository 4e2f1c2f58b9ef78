from typing import Any

from alongside.web.people.models import User
from alongside.web.programmes.models import Answer, Programme, Question

SITES = ["Berlin", "Lagos", "Oslo"]


def question_of(programme: Programme, text: str = "Which site do you work at?", **more: Any) -> Question:
    """One that both sides are asked, with three sites to choose from, read by coordinators; straight into its row."""
    asked: dict[str, Any] = {"kind": "one", "choices": SITES, **more}
    if asked["kind"] == "text":
        asked["choices"] = []
    return Question.objects.create(programme=programme, text=text, place=programme.questions.count(), **asked)


def answer(question: Question, person: User, *said: str) -> Answer:
    """What somebody said, straight into its row: words of their own, or choices; nothing for left open."""
    chosen = [] if question.kind == "text" else [*said]
    return Answer.objects.create(question=question, person=person, words=", ".join(said), chosen=chosen)
