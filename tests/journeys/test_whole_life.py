"""Two people sign up, find each other, and are accompanied all the way to a reading; a coordinator looks on.

Every page on the way is checked with axe, wide and on a phone, light and dark.
"""

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.utils import timezone

from alongside.web.mentorships.models import Mentorship
from alongside.web.programmes.models import Programme
from tests.factories.cast import Cast
from tests.journeys.conftest import Visitor, link_in

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "seven quiet herons"


def sign_up(person: Visitor, name: str, email: str, post_office: Any) -> None:
    """From the front page over the letter to one's own home."""
    person.go("/")
    page = person.follow("Create your account")
    page.get_by_label(re.compile("^E-?mail")).first.fill(email)
    page.get_by_label("Password", exact=False).first.fill(PASSWORD)
    page.get_by_label("Your name").fill(name)
    person.send()
    person.expect_at("/confirm-email/")
    person.check_page()
    person.go(link_in(post_office, email, "/account/confirm-email/"))
    person.check_page()
    person.send()
    person.expect_at("/home/")


def join(person: Visitor, programme: Programme, role: str) -> None:
    person.go("/programmes/")
    person.check_page()
    person.follow(str(programme))
    person.check_page()
    person.follow("Join").get_by_label(role).check()
    person.check_page()
    person.press("Join")


def typed(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M")


@pytest.fixture
def programme(db, transactional_db) -> Programme:
    cast = Cast()
    assert cast.chidi
    cast.programme.joining = Programme.Joining.OPEN
    cast.programme.save()
    return cast.programme


def test_from_two_sign_ups_to_a_reading(visitor, programme, post_office, send_letters):
    mentor, mentee = visitor(timezone_id="Europe/Berlin"), visitor(timezone_id="Europe/Lisbon")
    with time_machine.travel(datetime(2026, 3, 3, 9, tzinfo=ZoneInfo("UTC"))) as clock:
        sign_up(mentor, "Sefa Aydin", "sefa@example.org", post_office)
        mentor.check_page()
        sign_up(mentee, "Wren Abara", "wren@example.org", post_office)
        fill_profiles(mentor, mentee)
        join(mentor, programme, "I would like to mentor")
        join(mentee, programme, "I am looking for a mentor")
        ask_and_accept(mentor, mentee, programme)
        pair = Mentorship.objects.get()
        introduce(mentor, mentee, pair, clock)
        agree(mentor, mentee, pair)
        set_a_goal(mentor, mentee, pair)
        hold_a_session(mentor, mentee, pair, clock)
        check_in(mentee, post_office, send_letters, clock)
        give_feedback(mentee, pair)
        raise_a_concern_form(mentee, pair)
        read_after_silence(mentor, mentee, pair, clock)
        look_on(visitor, pair)
        end_kindly(mentee, pair)


def fill_profiles(mentor: Visitor, mentee: Visitor) -> None:
    for person, headline in ((mentor, "Likes a good question"), (mentee, "Would like to be heard")):
        page = person.go("/people/me/")
        page.get_by_label("Headline", exact=False).fill(headline)
        person.check_page()
        person.press("Save profile")


def ask_and_accept(mentor: Visitor, mentee: Visitor, programme: Programme) -> None:
    page = mentee.go(f"/programmes/{programme.pk}/mentors/")
    mentee.check_page("find_a_mentor")
    mentee.follow("Sefa Aydin")
    mentee.check_page()
    mentee.follow("Ask Sefa")
    page.get_by_label("What you want to reach").fill("Give a talk without reading it out.")
    page.get_by_label("Why Sefa").fill("You ask more than you tell.")
    mentee.check_page()
    mentee.press("Send the request")
    mentee.check_page()

    mentor.go("/home/")
    mentor.check_page()
    mentor.follow(re.compile("Wren asks"))
    mentor.check_page()
    mentor.press("Accept")
    mentor.check_page()


def introduce(mentor: Visitor, mentee: Visitor, pair: Mentorship, clock: Any) -> None:
    mentee.go(f"/mentorships/{pair.pk}/")
    mentee.check_page()
    page = mentee.follow("Find a time to meet")
    page.get_by_label("A time that suits you").fill(typed(timezone.now() + timedelta(days=2)))
    mentee.check_page()
    mentee.press("Offer these times")
    mentee.check_page()

    mentor.go(f"/mentorships/{pair.pk}/")
    mentor.follow("Find a time to meet")
    mentor.check_page()
    mentor.press("Pick this time")
    mentor.check_page()

    clock.shift(timedelta(days=3))
    meeting = pair.meetings.get()
    mentor.go(f"/meetings/{meeting.pk}/")
    mentor.check_page()
    mentor.press("Yes, we met")
    for person in (mentor, mentee):
        page = person.go(f"/meetings/{meeting.pk}/verdict/")
        person.check_page()
        page.get_by_label("A good fit").check()
        person.press("Give my answer")
        person.check_page()


def agree(mentor: Visitor, mentee: Visitor, pair: Mentorship) -> None:
    mentee.go(f"/mentorships/{pair.pk}/agreement/")
    mentee.check_page()
    page = mentee.follow("Write the agreement")
    page.get_by_label("What Wren expects, as mentee").fill("Ask me how it went.")
    mentee.check_page()
    mentee.press("Save the agreement")
    for person in (mentee, mentor):
        person.go(f"/mentorships/{pair.pk}/agreement/")
        person.press(re.compile("Sign version"))
        person.check_page()
    pair.refresh_from_db()
    assert pair.is_running


def set_a_goal(mentor: Visitor, mentee: Visitor, pair: Mentorship) -> None:
    page = mentee.go(f"/goals/of/{pair.pk}/new/")
    page.locator("input[name=title]").fill("Give my first talk")
    page.locator("input[name=measure]").fill("Talks given")
    mentee.check_page()
    mentee.press("Save goal")
    mentee.check_page()
    goal = pair.goals.get()
    mentor.go(f"/goals/{goal.pk}/")
    mentor.check_page()
    mentor.press("I agree")
    mentor.check_page()
    mentee.go(f"/goals/of/{pair.pk}/")
    mentee.check_page()


def hold_a_session(mentor: Visitor, mentee: Visitor, pair: Mentorship, clock: Any) -> None:
    page = mentee.go(f"/meetings/of/{pair.pk}/book/")
    page.get_by_label("Day and time").fill(typed(timezone.now() + timedelta(days=4)))
    mentee.check_page()
    mentee.press("Book the meeting")
    session = pair.meetings.get(kind="session")
    page = mentee.go(f"/meetings/{session.pk}/prepare/")
    page.get_by_label("What I want to ask or talk about, one a line").fill("Where do I begin?")
    mentee.check_page()
    mentee.press("Save")

    clock.shift(timedelta(days=5))
    page = mentor.go(f"/meetings/{session.pk}/")
    mentor.check_page("session")
    mentor.press("Yes, we met")
    mentor.check_page()
    page = mentee.go(f"/meetings/{session.pk}/rate/")
    page.locator("input[name=useful]").last.check()
    mentee.check_page()
    mentee.press("Save my answers")
    mentee.go(f"/meetings/of/{pair.pk}/")
    mentee.check_page()
    pair.refresh_from_db()
    assert pair.stage == "active"


def check_in(mentee: Visitor, post_office: Any, send_letters: Any, clock: Any) -> None:
    """From the letter, without signing in."""
    clock.shift(timedelta(days=14))
    call_command("ask_checkins")
    send_letters()
    mentee.context.clear_cookies()
    page = mentee.go(link_in(post_office, "wren@example.org", "/check-ins/"))
    mentee.check_page("check_in")
    for name in {box.get_attribute("name") for box in page.locator("main input[type=radio]").all()}:
        with page.expect_response(
            re.compile("/check-ins/")
        ):  # each tap is kept, and takes the number out of the address
            page.locator(f"main input[name='{name}'][value='4']").check()
    page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")
    mentee.send()
    mentee.check_page()
    mentee.sign_in("wren@example.org", PASSWORD)


def give_feedback(mentee: Visitor, pair: Mentorship) -> None:
    page = mentee.go(f"/feedback/of/{pair.pk}/give/")
    page.get_by_label("What helped", exact=False).fill("That we ended with one step.")
    page.locator("input[name=shared_with][value=partner]").check()
    mentee.check_page()
    mentee.send()
    mentee.check_page()


def raise_a_concern_form(mentee: Visitor, pair: Mentorship) -> None:
    mentee.go(f"/mentorships/{pair.pk}/")
    page = mentee.follow("I am worried about something here")
    mentee.check_page()
    assert "Efua" in page.inner_text("main")


def read_after_silence(mentor: Visitor, mentee: Visitor, pair: Mentorship, clock: Any) -> None:
    """Five weeks of nothing: both find the same reason on their page, and a repair to start."""
    clock.shift(timedelta(days=35))
    call_command("read_mentorships")
    session = pair.meetings.get(kind="session")
    for person in (mentor, mentee):
        page = person.go(f"/mentorships/{pair.pk}/")
        if "/account/login/" in page.url:
            person.sign_in("sefa@example.org" if person is mentor else "wren@example.org", PASSWORD)
            page = person.go(f"/mentorships/{pair.pk}/")
        noticed = page.locator(".finding").first.inner_text()
        assert "every two weeks" in noticed
        assert timezone.localtime(session.starts_at).strftime("%-d %B") in noticed
        person.check_page("mentorship" if person is mentee else "")
        person.follow("Why am I seeing this?")
        person.check_page("why")


def look_on(visitor: Any, pair: Mentorship) -> None:
    """The coordinator finds the pair on Today, writes to both, and sees no word of theirs."""
    chidi = pair.programme.memberships.get(role="coordinator").person
    chidi.set_password(PASSWORD)
    chidi.save()
    EmailAddress.objects.create(user=chidi, email=chidi.email, verified=True, primary=True)
    coordinator = visitor()
    coordinator.sign_in(chidi.email, PASSWORD)
    coordinator.go("/today/")
    coordinator.check_page("today")
    page = coordinator.follow(re.compile("Sefa Aydin"))
    coordinator.check_page()
    assert "Give my first talk" not in page.content()
    coordinator.go(f"/today/mentorships/{pair.pk}/write/")
    coordinator.check_page()
    coordinator.press("Send")
    coordinator.check_page()
    for path in ("/today/mentorships/", "/cases/", f"/programmes/{pair.programme_id}/members/"):
        coordinator.go(path)
        coordinator.check_page()


def end_kindly(mentee: Visitor, pair: Mentorship) -> None:
    page = mentee.go(f"/mentorships/{pair.pk}/end/")
    page.locator("input[name=reason][value=early_met]").check()
    mentee.check_page()
    mentee.leave_by(page.locator("main form button.button--primary, main form button.button--danger").first)
    mentee.check_page()
    pair.refresh_from_db()
    assert pair.stage == "ended"
    mentee.go("/mentorships/")
    mentee.check_page()
