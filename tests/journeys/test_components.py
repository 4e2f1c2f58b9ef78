"""Every component, and the small scripts that move them."""

import pytest
from playwright.sync_api import expect

from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)

# htmx keeps a line of its own there.
KEPT = "Object.keys(sessionStorage).filter((name) => name.startsWith('kept:')).length"


@pytest.fixture
def styles(visitor, settings):
    settings.DEBUG = True
    stranger = visitor()
    stranger.go("/styles/")
    return stranger


def test_every_component_can_be_used_by_everybody(styles):
    styles.check_page()


def test_what_cannot_be_undone_is_asked_first(styles):
    styles.page.get_by_role("button", name="End mentorship").click()

    question = styles.page.get_by_role("dialog")
    expect(question).to_contain_text("Its future meetings leave both calendars.")
    question.get_by_role("button", name="Cancel").click()
    expect(question).to_have_count(0)
    assert styles.page.url.endswith("/styles/")


def test_a_key_that_is_held_down_answers_no_question(styles):
    page = styles.page
    button = page.get_by_role("button", name="End mentorship")
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)

    button.focus()
    page.keyboard.down("Enter")
    page.keyboard.down("Enter")  # the same key again, before it is let go: the keyboard repeats it
    page.keyboard.up("Enter")

    expect(page.get_by_role("dialog")).to_be_visible()
    assert not sent
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    with page.expect_request(lambda one: one.method == "POST"):
        page.keyboard.press("Enter")


def test_notices_keep_an_edge_in_the_colours_of_high_contrast(styles):
    notice = styles.page.locator(".notice--attend").first
    edge = "one => getComputedStyle(one).borderTopStyle"
    assert notice.evaluate(edge) == "none"

    styles.page.emulate_media(forced_colors="active")

    assert notice.evaluate(edge) == "solid"


def test_the_account_menu_opens_and_closes_by_key(visitor, site, settings):
    settings.DEBUG = True
    ben = visitor()
    ben.enter(Cast().ben)
    ben.go("/styles/")

    ben.page.locator("summary", has_text="Your account").press("Enter")
    expect(ben.page.get_by_role("button", name="Sign out")).to_be_visible()
    ben.page.keyboard.press("Escape")
    expect(ben.page.get_by_role("button", name="Sign out")).to_be_hidden()


def test_what_was_typed_comes_back_until_it_is_sent_or_the_person_signs_out(visitor, site, settings):
    settings.DEBUG = True
    ben = visitor()
    ben.enter(Cast().ben)
    page = ben.go("/styles/")
    why = page.get_by_label("Why this goal").first

    why.fill("To give my first talk")
    page.reload()
    expect(why).to_have_value("To give my first talk")
    page.get_by_role("button", name="Start again without it").click()
    expect(why).to_have_value("")

    why.fill("To give my first talk")
    ben.context.clear_cookies()
    page.goto(site)
    assert page.evaluate(KEPT) == 0
