"""A session from two browsers: prepare, write notes at the same time, mark it, and the minute after."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from alongside.web.meetings.models import Note
from tests.factories.cast import Cast
from tests.factories.lives import set_goal
from tests.factories.meetings import ActionFactory, HeldMeetingFactory, MeetingFactory, PastMeetingFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_the_browser_of(visitor, person):
    """Signed in already: how one signs in is another journey."""
    client, found = Client(), visitor()
    client.force_login(person)
    found.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": found.site}])
    return found


def test_two_write_notes_at_once_and_lose_nothing(visitor):
    cast = Cast()
    meeting = MeetingFactory(mentorship=cast.mentorship)
    ben, amara = at_the_browser_of(visitor, cast.ben), at_the_browser_of(visitor, cast.amara)
    for one in (ben, amara):
        one.go(meeting.get_absolute_url())

    ben.page.get_by_label("Shared notes").fill("Ben was here")
    expect(ben.page.locator("#shared-state")).to_contain_text("Saved")
    amara.page.get_by_label("Shared notes").fill("So was Amara")

    for one in (amara, ben):  # Ben's page hears of it a few seconds later, without his doing anything
        expect(one.page.get_by_label("Shared notes")).to_have_value("Ben was here\nSo was Amara", timeout=20_000)


def test_where_two_changed_the_same_words_both_are_shown_and_can_be_kept(visitor):
    cast = Cast()
    meeting = MeetingFactory(mentorship=cast.mentorship)
    Note.objects.shared(meeting).write(by=cast.ben, body="We meet on Tuesday.", version=0)
    amara = at_the_browser_of(visitor, cast.amara)
    amara.go(meeting.get_absolute_url())
    Note.objects.shared(meeting).write(by=cast.ben, body="We never meet.", version=1)

    amara.page.get_by_label("Shared notes").fill("We meet on Wednesday.")
    expect(amara.page.locator("#shared-state")).to_contain_text("We never meet.")
    amara.page.get_by_role("button", name="Keep both").click()

    expect(amara.page.get_by_label("Shared notes")).to_have_value("We never meet.\n\nWe meet on Wednesday.")


def test_notes_outlive_a_lost_connection_and_a_page_that_is_left(visitor):
    cast = Cast()
    meeting = MeetingFactory(mentorship=cast.mentorship)
    ben = at_the_browser_of(visitor, cast.ben)
    ben.go(meeting.get_absolute_url())

    ben.context.set_offline(True)
    ben.page.get_by_label("Shared notes").fill("Without a connection")
    expect(ben.page.locator("#shared-state")).to_contain_text("Not saved yet")
    said = ben.page.locator("#shared-state .notice").element_handle()
    with ben.page.expect_event("requestfailed", lambda one: one.method == "POST"):
        pass  # the next try, in vain
    ben.page.wait_for_timeout(200)
    assert said.evaluate("notice => notice.isConnected"), "put in anew it would be read out with every try"
    ben.context.set_offline(False)
    expect(ben.page.locator("#shared-state")).to_contain_text("Saved", timeout=20_000)
    ben.page.get_by_label("My own notes").fill("Left at once")
    ben.go("/home/")
    ben.go(meeting.get_absolute_url())

    expect(ben.page.get_by_label("My own notes")).to_have_value("Left at once")
    expect(ben.page.locator("#private-state")).to_contain_text("Saved")
    assert Note.objects.shared(meeting).body == "Without a connection"
    assert Note.objects.private(meeting, cast.ben).body == "Left at once"


def test_the_partners_clock_follows_a_time_that_is_chosen_by_keyboard(visitor):
    cast = Cast()
    for person, zone in ((cast.amara, "Asia/Kolkata"), (cast.ben, "America/New_York")):
        person.time_zone = zone
        person.save()
    ben = at_the_browser_of(visitor, cast.ben)
    page = ben.go(reverse("meetings:book", args=[cast.mentorship.pk]))
    beside = page.locator("[data-partner-time]")
    expect(beside).to_contain_text("for Amara:")  # of the time that is filled in

    page.get_by_label("Day and time").fill("2028-12-02T15:00")
    expect(beside).to_contain_text("Sunday 3 December, 01:30 (Asia/Kolkata)")
    page.get_by_label("Day and time").focus()
    for key in ("Tab", "Tab", "Tab", "ArrowUp"):  # month, day and year come before the hour
        page.keyboard.press(key)
    expect(beside).to_contain_text("Sunday 3 December, 02:30 (Asia/Kolkata)")
    ben.check_page()


def test_a_suggested_time_is_filled_in_and_what_is_typed_around_it_stays(visitor):
    cast = Cast()
    ben = at_the_browser_of(visitor, cast.ben)
    page = ben.go(reverse("meetings:book", args=[cast.mentorship.pk]))
    page.get_by_label("Link, number or place").fill("https://meet.example.org/ours")
    suggested = page.locator("a[data-fills]")
    expect(suggested).to_have_count(3)
    [other] = [each for each in suggested.all() if not each.get_attribute("aria-current")][:1]

    other.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_label("Day and time")).to_have_value(other.get_attribute("data-with"))
    expect(page.get_by_label("Day and time")).to_be_focused()
    expect(other).to_have_attribute("aria-current", "true")
    expect(page.locator("a[aria-current][data-fills]")).to_have_count(1)
    page.emulate_media(forced_colors="active")
    edges = suggested.evaluate_all("all => all.map((one) => getComputedStyle(one).borderTopWidth)")
    assert sorted(edges) == ["1px", "1px", "3px"], "the one that is chosen can be told apart in high contrast"
    page.emulate_media(forced_colors="none")
    expect(page.get_by_label("Link, number or place")).to_have_value("https://meet.example.org/ours")
    ben.check_page()
    page.get_by_label("Day and time").fill("2028-12-02T15:00")
    expect(page.locator("a[aria-current][data-fills]")).to_have_count(0)


PASSWORD = "seven quiet herons"


def with_a_password(person):
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def sign_in_again(page, person):
    page.get_by_label(re.compile("^E-?mail")).fill(person.email)
    page.get_by_label("Password", exact=False).first.fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in", exact=True).click()


def test_notes_outlive_a_sign_in_that_ran_out(visitor):
    cast = Cast()
    meeting = MeetingFactory(mentorship=cast.mentorship)
    ben = at_the_browser_of(visitor, with_a_password(cast.ben))
    page, errors = ben.go(meeting.get_absolute_url()), []
    page.on("pageerror", lambda error: errors.append(str(error)))

    ben.context.clear_cookies(name="sessionid")
    page.get_by_label("Shared notes").fill("Written signed out")
    expect(page.locator("#shared-state")).to_contain_text("You are signed out; your words are kept here.")
    page.get_by_label("My own notes").fill("For me alone")
    expect(page.locator("#private-state")).to_contain_text("You are signed out; your words are kept here.")
    expect(page.get_by_label("Password")).to_have_count(0)
    page.locator("#private-state").get_by_role("link", name="Sign in again").click()
    sign_in_again(page, cast.ben)

    ben.expect_at(meeting.get_absolute_url())
    expect(page.get_by_label("Shared notes")).to_have_value("Written signed out")
    for state in ("#shared-state", "#private-state"):
        expect(page.locator(state)).to_contain_text("Saved", timeout=20_000)
    assert Note.objects.shared(meeting).body == "Written signed out"
    assert Note.objects.private(meeting, cast.ben).body == "For me alone"
    assert not errors


def test_notes_are_saved_by_themselves_after_signing_in_at_another_tab(visitor):
    cast = Cast()
    meeting = MeetingFactory(mentorship=cast.mentorship)
    ben = at_the_browser_of(visitor, with_a_password(cast.ben))
    page = ben.go(meeting.get_absolute_url())
    ben.context.clear_cookies(name="sessionid")
    page.get_by_label("Shared notes").fill("Written signed out")
    expect(page.locator("#shared-state")).to_contain_text("You are signed out")

    elsewhere = ben.context.new_page()
    elsewhere.goto(f"{ben.site}/account/login/")
    sign_in_again(elsewhere, cast.ben)

    expect(page.locator("#shared-state")).to_contain_text("Saved", timeout=20_000)
    assert Note.objects.shared(meeting).body == "Written signed out"


def test_a_form_that_was_turned_away_comes_back_with_its_words_for_whoever_wrote_them(visitor):
    cast = Cast()
    meeting = MeetingFactory(mentorship=cast.mentorship)
    ben, path = at_the_browser_of(visitor, with_a_password(cast.ben)), reverse("meetings:prepare", args=[meeting.pk])
    page = ben.go(path)
    ben.context.clear_cookies(name="sessionid")
    page.get_by_label("What I want to ask").fill("How do I begin?")
    ben.press("Save")
    sign_in_again(page, cast.ben)

    ben.expect_at(path)
    expect(page.locator("main")).to_contain_text("You were signed out before this could be done.")
    expect(page.get_by_label("What I want to ask")).to_have_value("How do I begin?")

    ben.context.clear_cookies(name="sessionid")
    ben.press("Save")
    sign_in_again(page, with_a_password(cast.amara))
    expect(page.get_by_label("What I want to ask")).to_have_value("")
    assert page.evaluate("Object.values(sessionStorage).join().includes('How do I begin')") is False


def test_the_pages_of_a_session_are_for_everybody(visitor):
    cast = Cast()
    coming, over = MeetingFactory(mentorship=cast.mentorship), PastMeetingFactory(mentorship=cast.mentorship)
    held = HeldMeetingFactory(
        mentorship=cast.mentorship, starts_at=over.starts_at - (coming.starts_at - over.starts_at)
    )
    goal = set_goal(cast.mentorship, 2)
    goal.next_review_on = coming.starts_at.date()
    goal.save()
    ActionFactory(mentorship=cast.mentorship)
    coming.prepare(by=cast.amara, questions="What would you do first?", tried="Asked two others")
    coming.prepare(by=cast.ben, questions="How do I begin?\nWho should hear it first?")
    ben = at_the_browser_of(visitor, cast.ben)

    pages = {
        "meetings": reverse("meetings:list", args=[cast.mentorship.pk]),
        "meeting": coming.get_absolute_url(),
        "meeting_over": over.get_absolute_url(),
        "book": reverse("meetings:book", args=[cast.mentorship.pk]),
        "cancel": reverse("meetings:cancel", args=[coming.pk]),
        "prepare": reverse("meetings:prepare", args=[coming.pk]),
        "rate": reverse("meetings:rate", args=[held.pk]),
        "missed": reverse("meetings:missed", args=[over.pk]),
    }
    for name, path in pages.items():
        ben.go(path)
        ben.check_page(f"session_{name}")


def test_what_was_typed_stays_while_one_looks_for_a_guide(visitor):
    cast = Cast()
    meeting = MeetingFactory(mentorship=cast.mentorship)
    ben = at_the_browser_of(visitor, cast.ben)
    ben.go(reverse("meetings:prepare", args=[meeting.pk]))
    ben.page.get_by_label("What I tried since").fill("An outline")

    ben.page.get_by_role("link", name="All guides").click()
    ben.check_page()
    ben.page.get_by_role("link", name="Goal workshop").click()
    ben.page.get_by_role("link", name="Amara").click()
    ben.check_page("guide")
    ben.page.get_by_role("link", name="Use it on").click()

    expect(ben.page.get_by_label("What I tried since")).to_have_value("An outline")
    expect(ben.page.get_by_label("What I want to ask")).to_have_value(re.compile("How would somebody else notice"))
    ben.check_page()
    ben.page.get_by_label("What I want to ask").fill("How do I begin?")
    ben.page.get_by_label("Guide for this session").select_option("When something is stuck")
    ben.page.get_by_role("button", name="Put its questions in").click()
    expect(ben.page.get_by_label("What I tried since")).to_have_value("An outline")
    expect(ben.page.get_by_label("What I want to ask")).to_have_value(
        re.compile(r"^How do I begin\?\n.*What got in the way", re.S)
    )
    ben.press("Save")

    expect(ben.page.get_by_text("You chose this guide.")).to_be_visible()
    ben.check_page("guided_session")
