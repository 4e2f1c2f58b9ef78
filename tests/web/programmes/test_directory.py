from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.web.people.models import Language, Profile
from alongside.web.programmes.models import Role
from alongside.web.programmes.reasons import hours_apart, in_halves
from tests.factories.mentorships import MentorshipFactory
from tests.factories.people import SubjectFactory, UserFactory, ValueFactory
from tests.factories.programmes import MembershipFactory
from tests.factories.requests import RequestFactory


def mentor(programme, name, *, offers=(), zone="UTC", hours=(), **more):
    person = UserFactory(name=name, time_zone=zone)
    person.profile.offers.set([SubjectFactory(name=offer) for offer in offers])
    for weekday, starts, ends in hours:
        person.profile.hours.create(weekday=weekday, starts=time(starts), ends=time(ends))
    return MembershipFactory(programme=programme, person=person, role=Role.MENTOR, **more)


@pytest.fixture
def ben(cast, client):
    MembershipFactory(programme=cast.programme, person=cast.ben, role=Role.MENTEE)
    client.force_login(cast.ben)
    return cast.ben


@pytest.fixture
def shown(cast, client):
    def names(**query):
        page = client.get(reverse("programmes:mentors", args=[cast.programme.pk]), query)
        return [str(one.membership.person) for one in page.context["directory"].found]

    return names


def test_facets_narrow_the_list_and_count_beside_each_other(client, cast, ben, shown):
    mentor(cast.programme, "Asha", offers=["Budgets", "Hiring"])
    mentor(cast.programme, "Bo", offers=["Hiring"])
    hiring, budgets = SubjectFactory(name="Hiring"), SubjectFactory(name="Budgets")

    assert shown(offers=hiring.pk) == ["Asha", "Bo"]
    assert shown(offers=budgets.pk) == ["Asha"]
    page = client.get(reverse("programmes:mentors", args=[cast.programme.pk]), {"offers": budgets.pk})
    counts = {option.label: option.count for option in page.context["directory"].facets[0].options}
    assert counts == {"Budgets": 1, "Hiring": 2}


def test_text_and_facets_go_together(cast, ben, shown):
    mentor(cast.programme, "Asha", offers=["Hiring"])
    mentor(cast.programme, "Bo", offers=["Hiring"])

    assert shown(q="asha") == ["Asha"]
    assert shown(q="nobody at all") == []


def test_hours_meet_across_time_zones(cast, ben, shown):
    cast.ben.profile.hours.create(weekday=0, starts=time(9), ends=time(12))
    mentor(cast.programme, "Tokyo", zone="Asia/Tokyo", hours=[(0, 18, 20)])  # 9 to 11 in UTC
    mentor(cast.programme, "Same clock", hours=[(1, 9, 12)])

    assert shown(hours=2) == ["Tokyo"]
    assert shown(hours=5) == []


def test_who_is_full_or_away_is_shown_so_and_cannot_be_asked(client, cast, ben, shown):
    full = mentor(cast.programme, "Full")
    MentorshipFactory(programme=cast.programme, mentor=full.person)
    away = mentor(cast.programme, "Away")
    away.go_away(by=away.person, until=None)
    free = mentor(cast.programme, "Zoe", capacity=2)

    page = client.get(reverse("programmes:mentors", args=[cast.programme.pk])).content.decode()

    assert shown()[0] == "Zoe"
    assert shown(room=1) == ["Zoe"]
    assert "room for 2" in page and "no room just now" in page and "away just now" in page
    assert reverse("requests:ask", args=[free.pk]) in page
    for member in (full, away):
        assert reverse("requests:ask", args=[member.pk]) not in page


def test_reasons_are_said_in_words(client, cast, ben):
    value, english = ValueFactory(name="Patience"), Language.objects.get_or_create(code="en", name="English")[0]
    dutch = Language.objects.get_or_create(code="nl", defaults={"name": "Dutch"})[0]
    cast.ben.profile.values.add(value)
    cast.ben.profile.seeks.add(SubjectFactory(name="Hiring"))
    cast.ben.profile.languages.add(english)
    near = mentor(cast.programme, "Near", offers=["Hiring"])
    near.person.profile.values.add(value)
    far = mentor(cast.programme, "Far", offers=["Welding"], zone="Asia/Tokyo")
    far.person.profile.languages.add(dutch)

    page = client.get(reverse("programmes:mentors", args=[cast.programme.pk])).content.decode()

    assert "Near can help with hiring." in page
    assert "You both care about patience." in page
    assert "Far does not offer help with hiring." in page
    assert "You share no language." in page
    assert "Their clock is 9 hours from yours." in page


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [("America/New_York", "Asia/Kolkata", "½"), ("Europe/London", "Europe/Berlin", ""), ("UTC", "Asia/Kathmandu", "6")],
)
def test_clocks_are_told_to_the_half_hour(one, other, said):
    apart = hours_apart(one, other)

    assert (in_halves(apart) if apart else "").endswith(said)
    assert apart * 2 == int(apart * 2)


def test_half_of_what_is_looked_for_is_said_with_what_is_missing(client, cast, ben):
    cast.ben.profile.seeks.add(SubjectFactory(name="Hiring"), SubjectFactory(name="Pricing"))
    mentor(cast.programme, "Near", offers=["Hiring"])

    page = client.get(reverse("programmes:mentors", args=[cast.programme.pk])).content.decode()

    assert "Near can help with hiring, but not with pricing." in page


def test_reasons_are_for_who_looks_for_a_mentor(client, cast):
    mentor(cast.programme, "Near", offers=["Hiring"])
    cast.chidi.profile.seeks.add(SubjectFactory(name="Hiring"))
    client.force_login(cast.chidi)

    page = client.get(reverse("programmes:mentors", args=[cast.programme.pk])).content.decode()

    assert "Near" in page and "can help with hiring" not in page


def test_a_stranger_sees_no_directory(client, cast):
    client.force_login(cast.dana)

    assert client.get(reverse("programmes:mentors", args=[cast.programme.pk])).status_code == 404


def test_odd_filters_are_no_errors(cast, ben, shown):
    mentor(cast.programme, "Asha")

    assert shown(hours="x", page="9999", offers="abc", rhythm="0", room="no") == []
    assert shown(hours="x", page="-1") == ["Asha"]


def test_the_queries_do_not_grow_with_the_mentors(client, cast, ben, django_assert_max_num_queries):
    address = reverse("programmes:mentors", args=[cast.programme.pk])
    cast.ben.profile.hours.create(weekday=0, starts=time(9), ends=time(12))
    for number in range(25):
        mentor(cast.programme, f"Mentor {number}", offers=["Hiring"], hours=[(0, 9, 10)])

    with django_assert_max_num_queries(42):
        page = client.get(address, {"q": "mentor"})
    assert len(page.context["directory"].found) == 12


def test_what_one_has_already_takes_the_place_of_asking(client, cast, ben):
    near, asked, paired = (mentor(cast.programme, name) for name in ("Near", "Asked", "Paired"))
    request = RequestFactory(programme=cast.programme, mentee=ben, mentor=asked.person)
    pair = MentorshipFactory(programme=cast.programme, mentor=paired.person, mentee=ben)
    asked.person.memberships.update(capacity=9)
    paired.person.memberships.update(capacity=9)

    page = client.get(reverse("programmes:mentors", args=[cast.programme.pk])).content.decode()

    assert reverse("requests:ask", args=[near.pk]) in page
    for member, address in ((asked, request.get_absolute_url()), (paired, pair.get_absolute_url())):
        assert reverse("requests:ask", args=[member.pk]) not in page
        assert address in page


def test_how_fast_a_mentor_usually_answers_is_said_after_three_requests(client, cast, ben):
    asha = mentor(cast.programme, "Asha", capacity=9)
    asked_at = timezone.now() - timedelta(days=30)
    for days in (1, 2, 9):
        assert "answers within" not in client.get(reverse("programmes:mentor", args=[asha.pk])).content.decode()
        replied = {"asked_at": asked_at, "replied_at": asked_at + timedelta(days=days), "state": "declined"}
        RequestFactory(programme=cast.programme, mentor=asha.person, **replied)

    assert "usually answers within 2 days" in client.get(reverse("programmes:mentor", args=[asha.pk])).content.decode()


def test_working_styles_that_meet_and_that_do_not_are_among_the_reasons(client, cast, ben):
    asha = mentor(cast.programme, "Asha")
    Profile.objects.filter(person=ben).update(working_style={"candour": 1, "pace": 5, "tone": 3, "lead": 2})
    Profile.objects.filter(person=asha.person).update(working_style={"candour": 2, "pace": 2, "lead": 3})

    page = client.get(reverse("programmes:mentor", args=[asha.pk])).content.decode()

    assert "You both like to work like this: “say it straight”." in page
    assert "Asha would rather work like this: “made quickly, mended later”." in page


def test_the_page_of_a_mentor_is_for_members_and_only_mentees_read_reasons(client, cast, ben):
    asha = mentor(cast.programme, "Asha", offers=["Hiring"])
    ben.profile.seeks.add(SubjectFactory(name="Hiring"))
    cast.chidi.profile.seeks.add(SubjectFactory(name="Hiring"))
    address = reverse("programmes:mentor", args=[asha.pk])

    assert "Why Asha" in client.get(address).content.decode()
    client.force_login(cast.chidi)
    assert "Why Asha" not in client.get(address).content.decode()
    client.force_login(cast.dana)
    assert client.get(address).status_code == 404


def test_who_left_has_no_mentors_page(client, cast, ben):
    asha = mentor(cast.programme, "Asha")
    asha.leave(by=asha.person)

    assert client.get(reverse("programmes:mentor", args=[asha.pk])).status_code == 404
