import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.web.concerns.models import Concern
from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice
from tests.factories.concerns import raise_concern


def test_a_concern_reaches_the_safeguarding_person_at_once_without_details(client, cast):
    client.force_login(cast.ben)

    client.post(
        reverse("concerns:raise", args=[cast.mentorship.pk]), {"text": "He shouted", "how_to_reach": "In the library"}
    )

    letter = Notice.objects.get()
    assert letter.person == cast.efua
    assert letter.send_after <= timezone.now()
    for private in ("shouted", "library", "Ben", "Amara", "Spring cohort"):
        assert private not in letter.subject + letter.body


def test_nothing_has_to_be_written(client, cast):
    client.force_login(cast.ben)

    answer = client.post(reverse("concerns:raise", args=[cast.mentorship.pk]), {})

    assert answer["Location"] == Concern.objects.get().get_absolute_url()


def test_too_long_a_text_is_refused_and_kept_on_the_page(client, cast):
    client.force_login(cast.ben)

    answer = client.post(reverse("concerns:raise", args=[cast.mentorship.pk]), {"text": "a" * 5001})

    assert answer.status_code == 422
    assert "a" * 5001 in answer.content.decode()
    assert not Concern.objects.exists()


def test_the_form_names_whom_it_reaches_and_what_to_do_in_danger(client, cast):
    client.force_login(cast.amara)

    page = client.get(reverse("concerns:raise", args=[cast.mentorship.pk])).content.decode()

    assert "This reaches Efua Mensah" in page
    assert "local emergency number" in page


def test_a_concern_can_be_raised_after_the_ending(client, cast):
    type(cast.mentorship).objects.filter(pk=cast.mentorship.pk).update(ended_at=timezone.now())
    client.force_login(cast.ben)

    assert client.post(reverse("concerns:raise", args=[cast.mentorship.pk]), {}).status_code == 302


@pytest.mark.parametrize(("name", "status"), [("amara", 200), ("ben", 200), ("chidi", 200), ("dana", 404)])
def test_the_pair_and_its_coordinators_may_raise_one(client, cast, name, status):
    address = reverse("concerns:raise", args=[cast.mentorship.pk])
    client.force_login(getattr(cast, name))

    assert client.get(address).status_code == status


def test_a_concern_is_no_event_that_a_reading_could_follow(cast):
    before = Mentorship.objects.filter(pk=cast.mentorship.pk).values().get()

    raise_concern(cast.mentorship, cast.ben)

    assert Mentorship.objects.filter(pk=cast.mentorship.pk).values().get() == before


def test_both_and_a_coordinator_find_the_way_on_the_page_of_the_mentorship(client, cast):
    address = reverse("concerns:raise", args=[cast.mentorship.pk])
    for ended_at in (None, timezone.now()):
        Mentorship.objects.update(ended_at=ended_at)
        for person in (cast.amara, cast.ben, cast.chidi):
            client.force_login(person)
            assert address in client.get(cast.mentorship.get_absolute_url()).content.decode()


def test_the_form_says_what_is_read_where_no_way_to_reach_somebody_is_named(client, cast):
    client.force_login(cast.ben)

    page = client.get(reverse("concerns:raise", args=[cast.mentorship.pk])).content.decode()

    assert "Left empty, they read your e-mail address." in page
