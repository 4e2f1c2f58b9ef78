"""Giving one's calendar in a browser: the page waits for the first look, and the keyboard stays where it is."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from alongside.web.calendars.looking import Answer
from alongside.web.calendars.models import Calendar
from tests.factories.calendars import ADDRESS
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_calendar_is_given_read_and_turned_off(visitor):
    ben = visitor()
    ben.enter(Cast().ben)
    page = ben.go(reverse("calendars:busy_times"))
    ben.check_page()

    page.get_by_label("The secret address of your calendar").fill(ADDRESS)
    page.keyboard.press("Enter")
    expect(page.get_by_text("We look into it for the first time")).to_be_visible()
    assert "heron" not in page.content()
    assert page.evaluate("JSON.stringify(sessionStorage)").count("heron") == 0, "A key is kept in no browser."
    off = page.get_by_role("button", name="Turn it off and forget it")
    off.focus()
    page.wait_for_timeout(2500)  # it has asked once by now
    expect(off).to_be_focused()

    made, now = Calendar.objects.get(), timezone.now()
    made.keep(Answer(times=[(now + timedelta(days=1), now + timedelta(days=1, hours=1))]), made.question(now), now)
    expect(page.get_by_text("it holds 1 busy time")).to_be_visible(timeout=10_000)
    page.get_by_text("What we keep").click()
    ben.check_page()

    page.get_by_role("button", name="Turn it off and forget it").click()
    expect(page.get_by_text("Forgotten: the address, and every time you were busy.")).to_be_visible()
    assert not Calendar.objects.exists()
