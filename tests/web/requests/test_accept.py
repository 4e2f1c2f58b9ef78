from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from alongside.web.mentorships.models import Mentorship, Stage
from alongside.web.notices.models import Notice
from alongside.web.requests.models import Request
from alongside.web.requests.refusals import Closed, NoRoom, NotYours
from tests.factories.requests import RequestFactory
from tests.together import together


@pytest.fixture
def asked(cast):
    return RequestFactory(programme=cast.programme, mentor=cast.amara, mentee=cast.ben, every_days=7)


def test_a_mentor_accepts_and_an_introduction_is_to_come(client, cast, asked):
    client.force_login(cast.amara)
    answer = client.post(reverse("requests:accept", args=[asked.pk]))

    mentorship = Mentorship.objects.get()
    assert answer.url == mentorship.get_absolute_url()
    assert (mentorship.stage, mentorship.agreed_every_days) == (Stage.PROPOSED, 7)
    assert Notice.objects.get().person == cast.ben


def test_only_the_mentor_accepts(client, cast, asked):
    for person in (cast.ben, cast.chidi, cast.dana):
        with pytest.raises(NotYours):
            asked.accept(by=person)
    for person, status in ((cast.ben, 302), (cast.chidi, 404), (cast.dana, 404)):
        client.force_login(person)
        assert client.post(reverse("requests:accept", args=[asked.pk])).status_code == status
    assert not Mentorship.objects.exists()


def test_a_second_accept_is_refused_with_a_sentence(client, cast, asked):
    asked.accept(by=cast.amara)

    client.force_login(cast.amara)
    page = client.post(reverse("requests:accept", args=[asked.pk]), follow=True)

    assert "This request is closed: accepted." in page.content.decode()
    assert Mentorship.objects.count() == 1


def test_a_full_mentor_cannot_accept(cast, asked):
    RequestFactory(programme=cast.programme, mentor=cast.amara).accept(by=cast.amara)

    with pytest.raises(NoRoom):
        asked.accept(by=cast.amara)


def test_a_mentee_who_left_cannot_be_accepted(cast, asked):
    cast.ben.memberships.update(left_at=asked.asked_at)

    with pytest.raises(Closed):
        asked.accept(by=cast.amara)


@pytest.mark.django_db(transaction=True)
def test_capacity_holds_under_accepts_at_the_same_moment():
    first = RequestFactory()
    rest = [RequestFactory(programme=first.programme, mentor=first.mentor) for _ in range(3)]
    fresh = [Request.objects.get(pk=one.pk) for one in (first, *rest)]

    refused = together(*(lambda one=one: one.accept(by=first.mentor) for one in fresh))

    assert Mentorship.objects.count() == 1
    assert [type(refusal) for refusal in refused] == [NoRoom] * 3


@pytest.mark.django_db(transaction=True)
def test_one_request_accepted_twice_at_the_same_moment_begins_one_mentorship():
    asked = RequestFactory()
    asked.mentor.memberships.update(capacity=5)
    twice = [Request.objects.get(pk=asked.pk) for _ in range(2)]

    refused = together(*(lambda one=one: one.accept(by=asked.mentor) for one in twice))

    assert Mentorship.objects.count() == 1
    assert [type(refusal) for refusal in refused] == [Closed]


def test_in_a_programme_that_is_over_a_request_runs_out_and_is_not_accepted(client, cast, asked):
    cast.programme.ends_on = timezone.localdate() - timedelta(days=1)
    cast.programme.save()
    client.force_login(cast.amara)

    page = client.post(reverse("requests:accept", args=[asked.pk]), follow=True).content.decode()
    call_command("expire_requests")

    assert f"{cast.programme} is over, and nothing new begins there." in page
    assert not Mentorship.objects.exists()
    asked.refresh_from_db()
    assert asked.state == "expired"
    for letter in Notice.objects.all():
        assert f"{cast.programme}" in letter.body
        assert "over" in letter.body
        assert "mentors come and free up" not in letter.body
        assert "say in your membership that you are away" not in letter.body
        assert letter.url.endswith(asked.get_absolute_url())
    assert Notice.objects.count() == 2
