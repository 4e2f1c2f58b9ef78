"""The page on which one gives a calendar, sees what is kept of it, and turns it off."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.web.calendars.models import BusyTime, Calendar
from tests.factories.calendars import ADDRESS, busy, calendar_of

PAGE, OFF = reverse("calendars:busy_times"), reverse("calendars:turn_off")
AGAIN = reverse("calendars:look_again")


@pytest.fixture
def ben(client, cast):
    client.force_login(cast.ben)
    return cast.ben


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_it_is_found_from_the_account_and_off_at_first(client, ben):
    assert f'href="{PAGE}"' in text(client.get(reverse("people:settings")))
    page = text(client.get(PAGE))
    assert "Read my calendar" in page
    assert "Turn it off" not in page
    assert "They never see your calendar" in page


def test_a_pasted_address_is_kept_and_never_shown_again(client, ben):
    answer = client.post(PAGE, {"address": f" {ADDRESS.replace('https', 'webcal')} "}, follow=True)

    page = text(answer)
    assert "Your calendar at calendar.example.org" in page
    assert "We look into it for the first time" in page and 'hx-trigger="every 2s"' in page
    assert "heron" not in page
    assert "no-store" in answer["Cache-Control"]


def test_the_page_asks_whether_it_is_done_and_nothing_moves_until_it_is(client, ben):
    client.post(PAGE, {"address": ADDRESS})
    asked = {"HX-Request": "true"}

    before = client.get(PAGE, headers=asked)
    Calendar.objects.update(found_at=timezone.now())
    after = client.get(PAGE, headers=asked)

    assert (before.status_code, before.content) == (204, b"")
    assert "it holds 0 busy times" in text(after)
    assert "hx-trigger" not in text(after).partition("<main")[2]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Paste the address of your calendar."),
        ("http://calendar.example.org/a.ics", "anybody on the way could read along"),
        ("ftp://calendar.example.org/a.ics", "begins with https:// or webcal://"),
        ("https://", "This is no address we can read"),
        ("my calendar", "This is no address we can read"),
        ("https://a.example:25/x", "Calendars are not read at this port"),
        ("https://a.example/" + "x" * 2090, "longer than any calendar"),
        ("https://a.example/\0", 'aria-invalid="true"'),
    ],
)
def test_what_is_no_address_is_refused_in_a_sentence_and_nothing_is_lost(client, ben, typed, sentence):
    calendar_of(ben)

    answer = client.post(PAGE, {"address": typed})

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert Calendar.objects.get().host == "calendar.example.org", "The one before stays."


def test_the_address_of_ones_meetings_here_is_no_calendar_elsewhere(client, ben, settings):
    settings.SITE_URL = "https://mentors.example.org"

    answer = client.post(PAGE, {"address": "webcal://mentors.example.org/meetings/for-calendars/x.ics"})

    assert "the address of your meetings here" in text(answer)


def test_what_is_kept_is_shown_to_its_person_as_it_is(client, ben):
    busy(ben, timezone.now().replace(hour=10, minute=0) + timedelta(days=2))

    page = text(client.get(PAGE))

    assert "it holds 1 busy time." in page
    assert "10:00" in page and "11:00" in page
    assert "Read last on" in page


def test_trouble_is_said_with_what_still_counts_and_when_we_try_again(client, ben):
    made = busy(ben, timezone.now() + timedelta(days=2))
    Calendar.objects.filter(pk=made.pk).update(trouble="not_found", failing_since=timezone.now())

    page = text(client.get(PAGE))

    assert "There is no calendar at this address (404)." in page
    assert "still counts, for three days at most" in page
    assert "We try again on" in page


def test_one_tap_forgets_everything_at_once(client, ben):
    busy(ben, timezone.now() + timedelta(days=2))

    page = text(client.post(OFF, follow=True))

    assert "Forgotten: the address, and every time you were busy." in page
    assert not Calendar.objects.exists() and not BusyTime.objects.exists()
    assert client.post(OFF).status_code == 302, "Pressed twice it is off."


def test_one_may_ask_to_look_again(client, ben):
    made = calendar_of(ben)
    Calendar.objects.filter(pk=made.pk).update(
        found_at=timezone.now() - timedelta(minutes=9), given_at=made.given_at - timedelta(days=1)
    )

    client.post(AGAIN)

    assert Calendar.objects.due(timezone.now()).exists()
    Calendar.objects.all().delete()
    assert client.post(AGAIN).status_code == 302


def test_nobody_else_sees_or_turns_off_any_of_it(client, cast):
    made = busy(cast.ben, timezone.now() + timedelta(days=2))
    for other in (cast.amara, cast.chidi, cast.dana):
        client.force_login(other)
        assert "Your calendar at" not in text(client.get(PAGE))
        client.post(OFF)
        assert not BusyTime.objects.visible_to(other).exists()

    assert Calendar.objects.get() == made


def test_the_owner_may_switch_it_off(client, ben, settings):
    settings.CALENDARS = False

    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"address": ADDRESS}).status_code == 404
    assert client.post(OFF).status_code == client.post(AGAIN).status_code == 404
    assert PAGE not in text(client.get(reverse("people:settings")))


def test_my_data_holds_the_times_and_not_the_key(client, ben):
    busy(ben, timezone.now() + timedelta(days=2))

    answer = client.get(reverse("people:download"))

    [mine] = answer.json()["calendars.Calendar"]
    assert mine["host"] == "calendar.example.org"
    assert set(mine["busy_times"][0]) == {"starts_at", "ends_at"}
    assert not {"sealed", "id", "etag"} & set(mine)
    assert "heron" not in answer.content.decode()
