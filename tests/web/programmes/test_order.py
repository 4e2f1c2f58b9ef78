"""The directory lists mentors as the programme's rules weigh them, and nothing private can be read off the order."""

from datetime import time

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import Personality, Profile
from alongside.web.programmes.models import Membership, Role, Separation
from alongside.web.programmes.rules import Rules
from alongside.web.proposals.suggested import Suggested
from tests.factories.finding import mentors_of
from tests.factories.mentorships import MentorshipFactory
from tests.factories.people import LanguageFactory, SubjectFactory, ValueFactory
from tests.factories.programmes import MembershipFactory

LANGUAGE = "Matching here would not pair you: it asks for a language in common."
HOURS = "Matching here would not pair you: it asks for at least 1 shared hour a week."


@pytest.fixture
def mentors(cast):
    """Fourteen mentors, of whom Kofi and then Noor suit Ben best; he looks for one."""
    seats = mentors_of(cast.programme)
    MembershipFactory(programme=cast.programme, person=cast.ben, role=Role.MENTEE)
    mine = cast.ben.profile
    mine.seeks.add(SubjectFactory(name="Applying and interviews"))
    mine.values.add(ValueFactory(name="Courage"))
    for name in ("Kofi", "Noor"):
        seats[name].person.profile.values.add(ValueFactory(name="Courage"))
    return seats


@pytest.fixture
def listed(cast, client):
    client.force_login(cast.ben)

    def names(**query):
        page = client.get(reverse("programmes:mentors", args=[cast.programme.pk]), query)
        names.page = page.content.decode().partition("<main")[2]
        return [one.membership.person.first_name for one in page.context["directory"].found]

    return names


def rules(cast, **said):
    cast.programme.matching = Rules(**said).kept()
    cast.programme.save()


def test_the_directory_begins_as_the_suggestions_do(cast, mentors, listed):
    suggested = [one.membership.person.first_name for one in Suggested(cast.programme, cast.ben, most=3).mentors]

    assert suggested[:2] == ["Kofi", "Noor"]
    assert listed()[:2] == ["Kofi", "Noor"]
    assert "who suits you best by this programme’s rules" in listed.page


def test_another_weight_makes_another_order(cast, mentors, listed):
    rules(cast, weights={"topics": 0, "values": 4})
    mentors["Noor"].person.profile.offers.set([SubjectFactory(name="Applying and interviews")])
    mentors["Kofi"].person.profile.values.add(ValueFactory(name="Craft"))

    assert listed()[:2] == ["Noor", "Kofi"]


def test_those_without_room_come_last(cast, mentors, listed):
    mentors["Kofi"].go_away(by=mentors["Kofi"].person, until=None)

    assert listed()[0] == "Noor"
    assert listed(page=2)[-1] == "Kofi"


def test_whoever_shares_no_hour_comes_below_and_it_is_said(client, cast, mentors, listed):
    cast.ben.profile.hours.create(weekday=0, starts=time(9), ends=time(12))
    mentors["Kofi"].person.profile.hours.create(weekday=2, starts=time(9), ends=time(12))

    assert listed()[0] == "Noor" and HOURS not in listed.page
    assert listed(page=2)[-1] == "Kofi" and HOURS in listed.page
    assert HOURS in client.get(reverse("programmes:mentor", args=[mentors["Kofi"].pk])).content.decode()
    rules(cast, hours=0)
    assert "Kofi" in listed() and HOURS not in listed.page


def test_whoever_speaks_no_common_language_comes_below_and_it_is_said(cast, mentors, listed):
    cast.ben.profile.languages.add(LanguageFactory(code="en", name="English"))
    mentors["Kofi"].person.profile.languages.add(LanguageFactory(code="nl", name="Dutch"))

    assert listed()[0] == "Noor"
    assert listed(page=2)[-1] == "Kofi" and LANGUAGE in listed.page


def test_a_former_pair_comes_below_and_a_running_one_is_not_told_it_would_not_do(cast, mentors, listed):
    pair = MentorshipFactory(programme=cast.programme, mentor=mentors["Kofi"].person, mentee=cast.ben)
    Membership.objects.filter(pk=mentors["Kofi"].pk).update(capacity=5)
    cast.ben.profile.hours.create(weekday=0, starts=time(9), ends=time(12))
    mentors["Kofi"].person.profile.hours.create(weekday=2, starts=time(9), ends=time(12))
    listed(page=2)
    assert "would not pair you" not in listed.page

    Mentorship.objects.filter(pk=pair.pk).update(ended_at=timezone.now())

    assert listed(page=2)[-1] == "Kofi"
    assert "Matching here would not pair you again: you have been paired before." in listed.page


@pytest.mark.parametrize("kind", Separation.Kind.values)
def test_no_separation_shows_in_the_order(cast, mentors, listed, kind):
    before = [*listed(), *listed(page=2)], listed.page

    by = mentors["Kofi"].person if kind == "asked" else cast.chidi
    Separation.objects.keep_apart(cast.programme, mentors["Kofi"].person, cast.ben, kind=kind, by=by)

    assert ([*listed(), *listed(page=2)], listed.page) == before


def test_no_department_shows_in_the_order(cast, mentors, listed):
    rules(cast, own_department=True)
    before = [*listed(), *listed(page=2)]

    cast.programme.memberships.filter(person__in=[cast.ben, mentors["Kofi"].person]).update(department="Finance")

    assert [*listed(), *listed(page=2)] == before


def test_temperament_never_moves_the_order(cast, mentors, listed):
    cast.programme.asks_personality = True
    rules(cast, weights={"personality": 4, "topics": 0, "values": 0})
    before = [*listed(), *listed(page=2)]

    for person, answers in ((cast.ben, [5, 1]), (mentors["Mateo"].person, [5, 1]), (mentors["Alba"].person, [1, 5])):
        Personality.objects.keep(person.profile, answers * 10)

    assert Suggested(cast.programme, cast.ben).mentors[0].membership == mentors["Mateo"]
    assert [*listed(), *listed(page=2)] == before


def test_who_looks_for_nobody_reads_names_in_their_order(cast, client, mentors, listed):
    client.force_login(cast.chidi)

    assert listed() == sorted(listed())
    assert "Those with room first." in listed.page


def test_a_mentee_without_a_profile_reads_them_too(cast, mentors, listed):
    Profile.objects.filter(person=cast.ben).delete()

    assert len(listed()) == 12


def test_values_and_working_styles_narrow_the_list(cast, mentors, listed):
    styles = {"Alba": {"candour": 1, "pace": 5}, "Bram": {"candour": 2, "pace": 1}, "Goran": {"candour": 3}}
    for name, style in styles.items():
        Profile.objects.filter(person=mentors[name].person).update(working_style=style)

    assert set(listed(values=ValueFactory(name="Courage").pk)) == {"Kofi", "Noor"}
    assert set(listed(style_candour="first")) == {"Alba", "Bram", "Goran"}  # “either way” stands under both
    assert listed(style_candour="second") == ["Goran"]
    assert listed(style_candour="first", style_pace="first") == ["Bram"]
    assert set(listed(style_candour=["first", "second"])) == {"Alba", "Bram", "Goran"}
    assert (
        "say it straight" in listed.page and "A session" not in listed.page.partition("finder")[2].partition("found")[0]
    )


def test_a_style_that_is_none_finds_nobody_and_breaks_nothing(cast, mentors, listed):
    assert listed(style_candour="third") == []
    assert len(listed(style_unknown="first")) == 12
    assert listed(values="x") == []


def test_counts_of_a_choice_are_taken_beside_the_other_choices(client, cast, mentors, listed):
    for name, style in (("Alba", {"candour": 1, "pace": 5}), ("Bram", {"candour": 1, "pace": 1})):
        Profile.objects.filter(person=mentors[name].person).update(working_style=style)

    page = client.get(reverse("programmes:mentors", args=[cast.programme.pk]), {"style_pace": "first"})

    counts = {one.name: [option.count for option in one.options] for one in page.context["directory"].style_facets}
    assert counts == {"style_candour": [1], "style_pace": [1, 1]}
