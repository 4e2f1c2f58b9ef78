"""The profile in a browser: the hint lives, the photo is sent once, nothing hides behind the button that saves."""

import pytest
from playwright.sync_api import expect

from alongside.web.people.models import Profile
from tests.factories.cast import Cast
from tests.factories.people import SubjectFactory
from tests.factories.photos import photo
from tests.journeys.conftest import PHONE, check_width

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ben(visitor, site):
    person = visitor()
    person.enter(Cast().ben)
    return person


def test_the_hint_follows_and_the_photo_travels_only_with_saving(ben):
    page = ben.go("/people/me/")
    asked: list[bytes] = []
    page.on("request", lambda one: asked.append(one.post_data_buffer or b"") if "hint" in one.url else None)
    next_step = page.locator("#hint").get_by_role("link").first
    expect(next_step).to_have_text("Say in one line who you are")

    picture = {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": photo(1600, 1200)}
    page.get_by_label("Photo").set_input_files(picture)  # type: ignore[arg-type]
    page.get_by_label("Headline").fill("Likes a good question")
    page.get_by_label("Pronouns").click()
    expect(next_step).to_have_text("Say what you want to reach, or what you can help with")
    assert asked
    assert all(b"Likes a good question" in form and b"me.jpg" not in form for form in asked[1:])

    with page.expect_navigation():
        page.get_by_role("button", name="Save profile").click()
    assert Profile.objects.get(headline="Likes a good question").photo
    ben.check_page()


def test_a_new_hint_leaves_the_keyboard_where_it_is(ben):
    page = ben.go("/people/me/")
    for link in (page.locator("#next").get_by_role("link"), page.locator("#hint").get_by_role("link").first):
        page.set_viewport_size(PHONE)
        said = link.inner_text()
        page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
        if "one line" in said:
            page.get_by_label("Headline").fill("Likes a good question")
        else:
            page.locator("[name=wants], [name=helps]").first.fill("To give my first talk")
        page.get_by_label("Pronouns").focus()
        link.focus()
        expect(link).not_to_have_text(said)
        expect(link).to_be_focused()


def test_nothing_that_has_the_focus_hides_behind_the_button_that_saves(ben):
    page = ben.go("/people/me/")
    page.set_viewport_size(PHONE)
    page.get_by_label("Name", exact=True).focus()
    for _step in range(60):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            """() => {
              const focused = document.activeElement;
              const bar = document.querySelector(".profile-save");
              if (bar.contains(focused)) return "";
              const box = (focused.closest("label") || focused).getBoundingClientRect();
              return box.bottom > bar.getBoundingClientRect().top + 1 ? focused.name || focused.textContent : "";
            }"""
        )
        assert not hidden


def test_a_word_longer_than_the_phone_breaks(ben):
    profile = Profile.objects.get(person__email="ben@example.org")
    profile.offers.add(SubjectFactory(name="x" * 60))
    ben.page.set_viewport_size(PHONE)
    ben.go(profile.get_absolute_url())

    check_width(ben.page)
