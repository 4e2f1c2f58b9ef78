"""The address of one's calendar: made, copied and made anew, with scripts and without."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from alongside.web.meetings.models import CalendarAddress
from tests.factories.cast import Cast
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = reverse("meetings:own_calendar")


def test_ben_makes_his_address_copies_it_and_makes_it_anew(visitor):
    cast = Cast()
    MeetingFactory(mentorship=cast.mentorship)
    ben = visitor(permissions=["clipboard-read", "clipboard-write"])
    ben.enter(cast.ben)
    ben.go(reverse("people:settings"))
    ben.follow("Your meetings in your own calendar")
    ben.check_page()

    ben.press("Make my address")
    ben.page.get_by_role("button", name="Copy the address").click()

    expect(ben.page.locator("main").get_by_text("Copied.", exact=True)).to_be_visible()
    copied = ben.page.evaluate("navigator.clipboard.readText()")
    assert copied == CalendarAddress.objects.get(person=cast.ben).address
    assert b"Session with Amara" in ben.context.request.get(copied).body()
    ben.check_page()

    ben.page.get_by_role("button", name="Make a new address").click()
    with ben.page.expect_navigation():
        ben.page.get_by_role("dialog").get_by_role("button", name="Make a new address").click()

    assert ben.context.request.get(copied).status == 404
    assert ben.page.get_by_label("For Google Calendar").input_value() != copied


def test_where_the_browser_forbids_copying_the_address_is_marked(visitor):
    cast = Cast()
    made = CalendarAddress.objects.turn_on(cast.ben)
    ben = visitor()
    ben.enter(cast.ben)
    ben.page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'))")
    ben.go(PAGE)

    ben.page.get_by_role("button", name="Copy the address").click()

    field = ben.page.get_by_label("For Google Calendar")
    expect(field).to_be_focused()
    assert field.evaluate("one => one.value.slice(one.selectionStart, one.selectionEnd)") == made.address
    assert not ben.page.get_by_text("Copied.", exact=True).count()


def test_without_scripts_the_address_is_there_to_be_marked(visitor):
    cast = Cast()
    ben = visitor(java_script_enabled=False)
    ben.enter(cast.ben)
    ben.go(PAGE)

    ben.press("Make my address")

    assert ben.page.get_by_label("For Google Calendar").input_value().endswith(".ics")
    assert not ben.page.get_by_role("button", name="Copy the address").is_visible()
    ben.press("Turn it off")
    assert not CalendarAddress.objects.exists()
