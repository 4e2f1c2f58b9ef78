"""What a page says as it opens reaches whoever hears it: a form that was refused, and what was saved."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)

# What comes into a live region once the page has loaded: that alone is read out.
LISTEN = """window.readOut = [];
addEventListener("load", () => new MutationObserver((all) => {
  for (const { target, addedNodes } of all)
    if (target.closest?.("[role=status]")) for (const node of addedNodes) readOut.push(node.textContent);
}).observe(document.body, { childList: true, subtree: true }));"""


def test_a_refused_form_has_the_focus_at_what_is_wrong_and_says_so_in_the_title(visitor, site):
    stranger = visitor()
    page = stranger.go("/account/signup/")
    assert page.title().startswith("Create your account")

    page.get_by_role("button", name="Create account", exact=True).press("Enter")

    refusal = page.get_by_role("alert")
    expect(refusal).to_be_focused()
    expect(refusal).to_contain_text("answers need another look")
    assert page.title().startswith("Needs another look: Create your account")
    # On from there the keyboard comes to the first answer, which is the first that is wrong.
    page.keyboard.press("Tab")
    expect(page.get_by_label("E-mail address")).to_be_focused()
    expect(page.get_by_label("E-mail address")).to_have_attribute("aria-invalid", "true")
    stranger.check_page()


def test_so_it_is_where_the_address_names_a_place_on_the_page(visitor, site):
    cast = Cast()
    ben = visitor()
    ben.enter(cast.ben)
    page = ben.go(f"/messages/of/{cast.mentorship.pk}/write/")

    with page.expect_navigation():
        page.locator("main form button:not([type=button])").first.press("Enter")

    assert page.url.endswith("#write")
    expect(page.get_by_role("alert")).to_be_focused()


def test_what_was_saved_is_read_out_and_takes_no_focus(visitor, site):
    cast = Cast()
    ben = visitor()
    ben.enter(cast.ben)
    page = ben.go(f"/goals/of/{cast.mentorship.pk}/new/")
    page.add_init_script(LISTEN)
    page.get_by_role("textbox", name=re.compile("^Goal")).fill("Give my first talk")

    with page.expect_navigation():
        page.get_by_role("button", name="Save goal").press("Enter")

    said = page.locator("main > .notices").inner_text()
    page.wait_for_function("said => readOut.some((words) => said.includes(words.trim()))", arg=said)
    assert page.locator("main > .notices").inner_text() == said
    assert page.evaluate("document.activeElement === document.body")
