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
    how_many = page.locator("#found").get_by_role("status")

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
    ben.check_page()
