from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from alongside.errors import Refused
from alongside.web.meetings.models import Contact


def log(client, cast, **typed):
    client.force_login(cast.ben)
    return client.post(reverse("meetings:log_contact", args=[cast.mentorship.pk]), typed, follow=True)


def test_one_tap_logs_a_call_today(client, cast):
    log(client, cast, channel="phone")

    contact = Contact.objects.get()
    assert (contact.by, contact.channel, contact.happened_on) == (cast.ben, "phone", timezone.localdate())


def test_the_same_call_is_logged_once(client, cast):
    for _ in range(2):
        log(client, cast, channel="phone")

    assert Contact.objects.count() == 1


@pytest.mark.parametrize(
    ("days", "sentence"), [(1, "is still to come"), (-57, "Your mentorship began on"), (-3, "A short call counts")]
)
def test_a_day_lies_between_the_beginning_and_today(client, cast, days, sentence):
    day = timezone.localdate() + timedelta(days=days)

    assert sentence in log(client, cast, channel="email", happened_on=day.isoformat()).content.decode()


@pytest.mark.parametrize(
    ("zone", "sentence"), [("America/New_York", "A short call counts"), ("Africa/Lagos", "Your mentorship began on")]
)
def test_the_first_evening_may_be_the_day_before_on_the_other_clock(client, cast, zone, sentence):
    """Amara signs last in Lagos, shortly after midnight; where Ben is it may still be the evening before."""
    cast.mentorship.began_on = date(2026, 11, 28)
    cast.mentorship.save()
    for person, where in ((cast.amara, "Africa/Lagos"), (cast.ben, zone)):
        person.time_zone = where
        person.save()

    with time_machine.travel(datetime(2026, 11, 28, 4, 30, tzinfo=UTC), tick=False):
        assert sentence in log(client, cast, channel="phone", happened_on="2026-11-27").content.decode()
        assert (
            "Your mentorship began on" in log(client, cast, channel="phone", happened_on="2026-11-26").content.decode()
        )


def test_an_unknown_channel_is_refused(client, cast):
    assert "one of those that are offered" in log(client, cast, channel="pigeon").content.decode()


def test_whoever_logged_it_may_take_it_back(client, cast):
    contact = Contact.objects.log(cast.mentorship, by=cast.ben, channel="phone")
    with pytest.raises(Refused, match="Only whoever wrote this down"):
        contact.take_back(by=cast.amara)

    client.force_login(cast.ben)
    client.post(reverse("meetings:take_contact_back", args=[contact.pk]))

    assert not Contact.objects.exists()
