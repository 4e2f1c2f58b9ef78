from datetime import time
from typing import Any

from alongside.web.people.models import User
from alongside.web.programmes.models import Programme, Role
from alongside.web.proposals.models import Proposal
from alongside.web.proposals.publication import Publication
from alongside.web.rounds.models import Round, Run
from tests.factories.people import LanguageFactory, SubjectFactory, UserFactory, ValueFactory
from tests.factories.programmes import MembershipFactory


def member(programme: Programme, name: str, role: str, *topics: str, **more: Any) -> User:
    """Somebody with a profile that says what they seek or offer. `values`, `speaks` and `hours` may be given too."""
    values, speaks, hours = more.pop("values", ()), more.pop("speaks", ()), more.pop("hours", ())
    person = UserFactory(name=name, email=f"{name.split()[0].lower()}@example.org")
    subjects = [SubjectFactory(name=topic) for topic in topics]
    (person.profile.offers if role == Role.MENTOR else person.profile.seeks).set(subjects)
    person.profile.values.set([ValueFactory(name=value) for value in values])
    person.profile.languages.set([LanguageFactory(code=code) for code in speaks])
    for weekday, starts, ends in hours:
        person.profile.hours.create(weekday=weekday, starts=time(starts), ends=time(ends))
    MembershipFactory(programme=programme, person=person, role=role, **more)
    return person


def mentor(programme: Programme, name: str, *topics: str, **more: Any) -> User:
    return member(programme, name, Role.MENTOR, *topics, **more)


def mentee(programme: Programme, name: str, *topics: str, **more: Any) -> User:
    return member(programme, name, Role.MENTEE, *topics, **more)


def round_of(cast: Any, name: str = "Spring round") -> Round:
    """A round opened by Chidi."""
    assert cast.chidi
    return Round.objects.begin(cast.programme, by=cast.chidi, name=name)


def run(round_: Round, by: User | None = None) -> Run:
    """Matched in place, as after a change by hand."""
    return round_.rerun(by=by)


def publish(round_: Round, by: User) -> list[Proposal]:
    round_.rerun(by=by)
    return Publication(round_).publish(by=by)


def pairs(run: Run) -> dict[str, str | None]:
    """First name of each mentee -> first name of their mentor."""
    found = run.pairings.select_related("mentee", "mentor")
    return {one.mentee.first_name: one.mentor.first_name if one.mentor else None for one in found}
