import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.web.feedback.models import Feedback
from alongside.web.notices.models import Notice
from alongside.web.programmes.models import Role
from tests.factories.feedback import give_feedback
from tests.factories.people import UserFactory
from tests.factories.programmes import MembershipFactory

READERS = {"partner": {"ben", "amara"}, "coordinator": {"ben", "chidi"}, "nobody": {"ben"}}


@pytest.fixture
def everybody(cast):
    names = ("ben", "amara", "chidi", "dana", "efua")
    return {name: getattr(cast, name) for name in names} | {"root": UserFactory(is_staff=True, is_superuser=True)}


@pytest.mark.parametrize("shared_with", READERS)
def test_only_those_who_may_read_it_do(client, cast, everybody, shared_with):
    feedback = give_feedback(cast.mentorship, cast.ben, shared_with)

    for name, person in everybody.items():
        client.force_login(person)
        may = name in READERS[shared_with]
        assert client.get(feedback.get_absolute_url()).status_code == (200 if may else 404)
        page = client.get(reverse("feedback:list", args=[cast.mentorship.pk])).content.decode()
        assert ("drawing of the steps" in page) == may


@pytest.mark.parametrize("shared_with", READERS)
def test_its_reader_thanks_once_and_its_writer_does_not(client, cast, everybody, shared_with):
    feedback = give_feedback(cast.mentorship, cast.ben, shared_with)
    thanks = reverse("feedback:thank", args=[feedback.key])

    for name, person in everybody.items():
        client.force_login(person)
        assert client.post(thanks).status_code == (302 if name in READERS[shared_with] else 404)
        assert client.get(thanks).status_code == 405
        client.post(thanks)

    letters = Notice.objects.filter(kind="feedback/mail/thanked")
    assert [letter.person for letter in letters] == ([cast.ben] if shared_with != "nobody" else [])


@pytest.mark.parametrize(("page", "coordinator"), [("list", 200), ("give", 404)])
def test_a_coordinator_may_look_and_a_stranger_may_not(client, cast, everybody, page, coordinator):
    expected = {"ben": 200, "amara": 200, "chidi": coordinator}

    for name, person in everybody.items():
        client.force_login(person)
        answer = client.get(reverse(f"feedback:{page}", args=[cast.mentorship.pk]))
        assert answer.status_code == expected.get(name, 404)


def test_a_coordinator_who_is_the_partner_does_not_read_what_coordinators_do(cast):
    MembershipFactory(programme=cast.programme, person=cast.amara, role=Role.COORDINATOR)
    feedback = give_feedback(cast.mentorship, cast.ben, "coordinator")

    assert not Feedback.objects.visible_to(cast.amara).exists()
    assert feedback.readers() == [cast.chidi]


def test_a_coordinator_who_is_the_writer_reads_their_own(cast):
    MembershipFactory(programme=cast.programme, person=cast.ben, role=Role.COORDINATOR)
    give_feedback(cast.mentorship, cast.ben, "coordinator")

    assert Feedback.objects.visible_to(cast.ben).exists()


def test_the_writer_sees_the_thanks(client, cast):
    feedback = give_feedback(cast.mentorship, cast.ben)
    feedback.thank(by=cast.amara)
    client.force_login(cast.ben)

    assert "Amara said thank you" in client.get(feedback.get_absolute_url()).content.decode()


def test_the_list_asks_the_same_number_of_queries_whatever_the_rows(client, cast):
    client.force_login(cast.ben)
    counts = []
    for _time in range(2):
        give_feedback(cast.mentorship, cast.amara)
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("feedback:list", args=[cast.mentorship.pk]))
        counts.append(len(seen))
        for _more in range(4):
            give_feedback(cast.mentorship, cast.ben, "nobody")

    assert counts[0] == counts[1]


def test_ones_own_addresses_do_not_count_what_a_partner_keeps_to_themselves(client, cast):
    client.force_login(cast.ben)
    for person in (cast.ben, cast.amara, cast.ben):
        given = give_feedback(cast.mentorship, person, "nobody")
        feedback = Feedback.objects.get(pk=given.pk)

    listed = reverse("feedback:list", args=[cast.mentorship.pk])
    page = client.get(feedback.get_absolute_url()).text + client.get(listed).text

    assert feedback.get_absolute_url() == f"/feedback/{feedback.key}/"
    assert f"/feedback/{feedback.pk}/" not in page
    assert client.get(f"/feedback/{feedback.pk}/").status_code == 404
