"""My record, printed: one page of paper with what it says, and without what one presses."""

import re

import pytest
from django.urls import reverse

from tests.factories.cast import Cast
from tests.factories.meetings import HeldMeetingFactory
from tests.factories.mentorships import MentorshipFactory
from tests.journeys.test_session import at_the_browser_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_dozen_mentorships_print_on_one_page(visitor, tmp_path):
    cast = Cast()
    for pair in (cast.mentorship, *(MentorshipFactory(mentor=cast.amara) for _each in range(11))):
        HeldMeetingFactory(mentorship=pair)
    amara = at_the_browser_of(visitor, cast.amara)
    page = amara.go(reverse("home:record"))

    page.evaluate("window.print = () => { document.body.dataset.printed = 'yes' }")
    page.get_by_role("button", name="Print it").click()
    assert page.locator("body[data-printed]").count() == 1

    page.emulate_media(media="print")
    assert page.get_by_text("12 mentorships").is_visible()
    assert page.get_by_text("According to what both wrote down").is_visible()
    for pressed in (page.locator(".bar"), page.locator(".filters"), page.get_by_text("Who sees it")):
        assert not pressed.is_visible()
    for pressed in ("Print it", "Download as a sheet"):
        assert not page.get_by_text(pressed).is_visible()
    paper = page.pdf(path=tmp_path / "record.pdf", format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) == 1
    assert not amara.broken
