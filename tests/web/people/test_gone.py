"""Where somebody's page is not there any more, no page leads to it: they closed their account, or left."""

import re

import pytest
from django.urls import reverse

from alongside.web.programmes.models import Role
from alongside.web.requests.models import Request
from tests.factories.programmes import MembershipFactory
from tests.factories.rounds import mentee, mentor, publish, round_of


@pytest.fixture
def programme(cast):
    assert cast.chidi
    return cast.programme


def closes_the_account(person):
    person.leave()


def leaves_the_programme(person):
    person.memberships.get().leave(by=person)


both_ways = pytest.mark.parametrize("goes", [closes_the_account, leaves_the_programme])


def people_linked(client, reader, address):
    """Whose pages an address leads to, after each of them was opened."""
    client.force_login(reader)
    found = set(re.findall(r'href="(/people/\d+/)"', client.get(address).text))
    assert {client.get(link).status_code for link in found} <= {200}
    return found


@both_ways
def test_a_request_that_is_over(client, cast, programme, goes):
    for person, role in ((cast.ben, Role.MENTEE), (cast.amara, Role.MENTOR)):
        MembershipFactory(programme=programme, person=person, role=role)
    cast.ben.profile.wants = "To speak before many people"
    cast.ben.profile.save()
    asked = Request.objects.ask(
        programme=programme, mentee=cast.ben, mentor=cast.amara, every_days=14, goal="A talk", why_you="You speak"
    )
    address = asked.get_absolute_url()
    assert people_linked(client, cast.amara, address) == {cast.ben.get_absolute_url()}
    assert "before many people" in client.get(address).text
    asked.decline(by=cast.amara, reason="no_room", reply="")

    goes(cast.ben)

    assert people_linked(client, cast.amara, address) == set()
    assert "before many people" not in client.get(address).text


@both_ways
def test_a_mentorship_that_is_over_as_a_coordinator_sees_it(client, cast, goes):
    pair = cast.mentorship
    address = pair.get_absolute_url()
    everybody = {cast.amara.get_absolute_url(), cast.ben.get_absolute_url()}
    assert people_linked(client, cast.chidi, address) == everybody
    pair.end(by=cast.ben, reason="completed")

    goes(cast.ben)

    assert people_linked(client, cast.chidi, address) == {cast.amara.get_absolute_url()}
    assert str(type(cast.ben).objects.get(pk=cast.ben.pk)) in client.get(address).text


@both_ways
def test_a_proposal_and_the_pair_of_its_round(client, cast, programme, goes):
    leo, lena = mentor(programme, "Leo Marsh", "law"), mentee(programme, "Lena Holt", "law")
    round_ = round_of(cast)
    (proposal,) = publish(round_, cast.chidi)
    pairing = round_.current_run.pairings.get().get_absolute_url()
    address = proposal.get_absolute_url()
    both = {leo.get_absolute_url(), lena.get_absolute_url()}
    assert people_linked(client, cast.chidi, address) == both
    assert people_linked(client, cast.chidi, pairing) == both
    assert people_linked(client, lena, address) == {leo.get_absolute_url()}
    proposal.decline(by=leo, reason="no_room")
    proposal.refresh_from_db()
    proposal.decline(by=lena, reason="no_room")

    goes(leo)

    assert people_linked(client, cast.chidi, address) == {lena.get_absolute_url()}
    assert people_linked(client, cast.chidi, pairing) == {lena.get_absolute_url()}
    assert people_linked(client, lena, address) == set()
    assert "Read about" not in client.get(address).text


def test_a_photo_that_the_reader_may_not_see_any_more_has_initials_under_it(client, cast):
    pair = cast.mentorship
    cast.ben.profile.photo = "ben.jpg"
    cast.ben.profile.save()
    pair.end(by=cast.ben, reason="completed")
    leaves_the_programme(cast.ben)
    client.force_login(cast.amara)

    page = client.get(reverse("mentorships:list")).text

    assert client.get(reverse("people:photo", args=[cast.ben.pk])).status_code == 404
    assert re.search(r'<span class="face" aria-hidden="true">BL<img class="face__photo"', page)
