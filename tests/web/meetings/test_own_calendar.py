"""The address of one's own calendar: made, made anew, turned off, and whose it is."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.web.meetings.models import CalendarAddress
from alongside.web.mentorships.refusals import Overtaken
from tests.factories.cast import Cast
from tests.factories.people import UserFactory
from tests.together import together

PAGE, ON = reverse("meetings:own_calendar"), reverse("meetings:turn_calendar_on")
ANEW, OFF = reverse("meetings:make_calendar_anew"), reverse("meetings:turn_calendar_off")


def path_of(made: CalendarAddress) -> str:
    return "/" + made.address.split("/", 3)[3]


@pytest.fixture
def bens(cast) -> CalendarAddress:
    return CalendarAddress.objects.turn_on(cast.ben)


def test_it_is_off_until_somebody_makes_their_address(client, cast):
    client.force_login(cast.ben)

    before = client.get(PAGE).content.decode()
    after = client.post(ON, follow=True).content.decode()

    made = CalendarAddress.objects.get(person=cast.ben)
    assert "Make my address" in before
    assert "webcal:" not in before
    assert f'value="{made.address}"' in after
    assert f'href="{made.webcal}"' in after
    assert "Make my address" not in after


def test_one_finds_the_page_from_the_account_and_from_the_meetings(client, cast):
    client.force_login(cast.ben)
    cast.mentorship.meetings.create(
        starts_at=timezone.now() + timedelta(days=1), ends_at=timezone.now() + timedelta(days=1, hours=1)
    )

    for page in (reverse("people:settings"), reverse("meetings:list", args=[cast.mentorship.pk])):
        assert f'href="{PAGE}"' in client.get(page).content.decode()


def test_the_address_is_a_whole_one_on_this_site_and_the_other_says_the_same(bens, settings):
    settings.SITE_URL = "https://mentors.example.org"

    assert bens.address.startswith("https://mentors.example.org/meetings/for-calendars/")
    assert bens.address.endswith(".ics")
    assert bens.webcal == bens.address.replace("https:", "webcal:")


def test_it_is_shown_again_as_long_as_it_counts(client, cast, bens):
    client.force_login(cast.ben)

    first, second = (client.get(PAGE) for _twice in range(2))

    assert bens.address in first.content.decode()
    assert bens.address in second.content.decode()
    assert "no-store" in first["Cache-Control"], "The back button must not show it after signing out."


def test_turned_on_twice_it_stays_the_same(client, cast, bens):
    client.force_login(cast.ben)

    client.post(ON)

    assert CalendarAddress.objects.get(person=cast.ben).address == bens.address


def test_a_new_address_opens_and_the_old_one_is_dead_at_once(client, cast, bens):
    client.force_login(cast.ben)
    old = path_of(bens)
    assert client.get(old).status_code == 200

    answer = client.post(ANEW, {"seen": bens.seed}, follow=True)

    new = CalendarAddress.objects.get(person=cast.ben)
    assert new.address in answer.content.decode()
    assert client.get(old).status_code == 404
    assert client.get(path_of(new)).status_code == 200


def test_made_anew_twice_by_the_same_page_it_changes_once(client, cast, bens):
    client.force_login(cast.ben)

    client.post(ANEW, {"seen": bens.seed})
    new = CalendarAddress.objects.get(person=cast.ben)
    again = client.post(ANEW, {"seen": bens.seed}, follow=True)

    assert CalendarAddress.objects.get(person=cast.ben) == new
    assert "made anew meanwhile" in again.content.decode()


@pytest.mark.parametrize("typed", [{}, {"seen": ""}, {"seen": "\x00"}, {"seen": "9" * 5000}])
def test_a_form_that_saw_no_address_changes_none(client, cast, bens, typed):
    client.force_login(cast.ben)

    answer = client.post(ANEW, typed)

    assert (answer.status_code, answer.url) == (302, PAGE)
    assert CalendarAddress.objects.get(person=cast.ben) == bens


def test_made_anew_in_one_window_after_it_was_turned_off_in_another(client, cast, bens):
    client.force_login(cast.ben)
    client.post(OFF)

    answer = client.post(ANEW, {"seen": bens.seed}, follow=True)

    assert "turned off meanwhile" in answer.content.decode()
    assert not CalendarAddress.objects.exists()


def test_turned_off_it_opens_nothing_and_turned_on_again_it_is_another(client, cast, bens):
    client.force_login(cast.ben)

    said = client.post(OFF, follow=True).content.decode()
    client.post(OFF)
    client.post(ON)

    assert "Turned off." in said
    assert client.get(path_of(bens)).status_code == 404
    assert CalendarAddress.objects.get(person=cast.ben).address != bens.address


def test_each_person_has_their_own_and_changes_only_that(client, cast, bens):
    amaras = CalendarAddress.objects.turn_on(cast.amara)
    client.force_login(cast.amara)

    page = client.get(PAGE).content.decode()
    client.post(ANEW, {"seen": bens.seed})
    client.post(OFF)

    assert amaras.address in page
    assert bens.address not in page
    assert list(CalendarAddress.objects.all()) == [bens]


@pytest.mark.parametrize("page", [ON, ANEW, OFF])
def test_what_changes_it_is_sent_and_not_followed(client, cast, bens, page):
    client.force_login(cast.ben)

    assert client.get(page).status_code == 405


def test_who_leaves_takes_the_address_along(client, cast):
    made = CalendarAddress.objects.turn_on(cast.dana)

    cast.dana.leave()

    assert client.get(path_of(made)).status_code == 404
    assert not CalendarAddress.objects.exists()


def test_an_account_that_may_not_sign_in_has_no_calendar_until_it_may_again(client, cast, bens):
    cast.ben.is_active = False
    cast.ben.save()
    assert client.get(path_of(bens)).status_code == 404

    cast.ben.is_active = True
    cast.ben.save()

    assert client.get(path_of(bens)).status_code == 200


def test_signing_out_changes_nothing(client, cast, bens):
    client.force_login(cast.ben)

    client.logout()

    assert client.get(path_of(bens)).status_code == 200


def test_my_data_says_that_there_is_one_and_not_what_opens_it(client, cast, bens):
    client.force_login(cast.ben)
    client.get(path_of(bens))

    data = client.get(reverse("people:download")).content.decode()

    [row] = json.loads(data)["meetings.CalendarAddress"]
    assert set(row) == {"person", "made_at", "looked_at", "given_since"}
    assert bens.seed not in data


def test_the_rows_alone_open_nothing(client, cast, bens, settings):
    path = path_of(bens)
    assert client.get(path).status_code == 200

    settings.SECRET_KEY = "another one"

    assert client.get(path).status_code == 404
    assert client.get(path_of(bens)).status_code == 200


def test_its_name_tells_no_key(bens):
    assert bens.seed not in f"{bens!s}{bens!r}"


def test_the_page_says_when_a_calendar_looked(client, cast, bens, time_machine):
    time_machine.move_to("2026-03-09T14:05:00Z", tick=False)
    client.force_login(cast.ben)
    before = client.get(PAGE).content.decode()

    Client().get(path_of(bens))

    assert "No calendar has looked here yet." in before
    assert "A calendar looked here last on Monday 9 March, 14:05." in client.get(PAGE).content.decode()


def test_that_is_written_down_four_times_an_hour_at_most(client, bens, time_machine):
    time_machine.move_to("2026-03-09T14:00:00Z", tick=False)
    client.get(path_of(bens))

    for minutes, says in ((10, "14:00"), (10, "14:20")):
        time_machine.shift(timedelta(minutes=minutes))
        client.get(path_of(bens))
        bens.refresh_from_db()
        assert f"{bens.looked_at:%H:%M}" == says


@pytest.mark.django_db(transaction=True)
def test_turned_on_four_times_at_once_there_is_one():
    ben = Cast().ben

    refused = together(*[lambda: CalendarAddress.objects.turn_on(ben)] * 4)

    assert refused == []
    assert CalendarAddress.objects.filter(person=ben).count() == 1


@pytest.mark.django_db(transaction=True)
def test_made_anew_four_times_at_once_it_is_made_once():
    ben = UserFactory()
    old = CalendarAddress.objects.turn_on(ben)

    refused = together(*[lambda: CalendarAddress.objects.make_anew(ben, seen=old.seed)] * 4)

    assert [type(one) for one in refused] == [Overtaken] * 3
    assert CalendarAddress.objects.get(person=ben).seed != old.seed
