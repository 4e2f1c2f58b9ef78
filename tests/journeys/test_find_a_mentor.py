"""Looking for a mentor with the keyboard alone: what is ticked stays ticked, and the focus stays where it was."""

import re

import pytest
from playwright.sync_api import expect

from alongside.web.programmes.models import Role
from tests.factories.cast import Cast
from tests.factories.people import SubjectFactory, UserFactory
from tests.factories.programmes import MembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_words_and_facets_are_used_from_the_keyboard(visitor, site):
    cast = Cast()
    MembershipFactory(programme=cast.programme, person=cast.ben, role=Role.MENTEE)
    for name, subject in (("Asha", "Hiring"), ("Astrid", "Welding"), ("Bo", "Hiring")):
        person = UserFactory(name=name)
        person.profile.offers.add(SubjectFactory(name=subject))
        MembershipFactory(programme=cast.programme, person=person, role=Role.MENTOR)
    ben = visitor()
    ben.enter(cast.ben)
    page = ben.go(f"/programmes/{cast.programme.pk}/mentors/")
    how_many = page.locator("main").get_by_role("status")
    read_out = how_many.element_handle()

    page.get_by_label("Search").focus()
    page.keyboard.type("as")
    expect(how_many).to_contain_text("2 mentors")
    hiring = page.get_by_role("checkbox", name="Hiring")
    while not hiring.evaluate("box => box === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")

    expect(how_many).to_contain_text("1 mentor")
    expect(hiring).to_be_checked()
    expect(hiring).to_be_focused()
    expect(page.get_by_role("link", name="Asha", exact=True)).to_be_visible()
    assert re.search("q=as.*offers=", page.url)
    # The same place says it each time: one that is itself put in anew is not read out.
    assert (read_out.text_content() or "").strip().startswith("1 mentor")
    assert read_out.evaluate("place => place.isConnected")
    ben.check_page()


def test_the_keyboard_passes_over_the_facets_to_the_mentors(visitor, site):
    cast = Cast()
    MembershipFactory(programme=cast.programme, person=cast.ben, role=Role.MENTEE)
    MembershipFactory(programme=cast.programme, person=UserFactory(name="Asha"), role=Role.MENTOR)
    ben = visitor()
    ben.enter(cast.ben)
    page = ben.go(f"/programmes/{cast.programme.pk}/mentors/")
    over = page.get_by_role("link", name="Skip to the mentors")

    page.get_by_label("Search").focus()
    page.keyboard.press("Tab")
    expect(over).to_be_focused()
    assert over.bounding_box()["height"] > 10
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    expect(page.locator("#found a").first).to_be_focused()
