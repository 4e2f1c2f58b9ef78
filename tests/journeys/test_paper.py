"""Pages on paper, sheet by sheet: no words over words, and nothing of what one presses."""

from typing import Any

import pytest
from playwright.sync_api import Page

from alongside.web.meetings.models import Note
from tests.factories.cast import Cast
from tests.factories.meetings import HeldMeetingFactory

pytestmark = pytest.mark.django_db(transaction=True)

# Sheets are columns that are filled one after the other: a browser cuts a page into either in the same way, but tells
# only of columns where things stand in them.
SHEET = 718
AS_SHEETS = """([width, height]) => Object.assign(document.body.style,
  { minBlockSize: 0, height: height + "px", columns: width + "px", columnFill: "auto", columnGap: 0 })"""
WORDS_OVER_WORDS = """() => {
  const lines = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = texts.nextNode()); ) {
    if (!text.data.trim() || text.parentElement.closest("option, .for-screen-readers, .skip")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) if (box.width > 2 && box.height > 2) lines.push([box, text]);
  }
  const cover = ([a, one], [b, two]) => one !== two
    && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > Math.min(a.height, b.height) / 2;
  const said = (one, two) => one[1].data + " / " + two[1].data;
  return lines.flatMap((one, at) => lines.slice(at + 1).filter((two) => cover(one, two)).map((two) => said(one, two)));
}"""


def print_on_sheets(page: Page) -> None:
    """On paper of A4 and of letter size, between their margins. The page stays cut up until it is loaded anew."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": SHEET, "height": 1047})
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for height in (1047, 960):
        page.evaluate(AS_SHEETS, [SHEET, height])
        found = page.evaluate(WORDS_OVER_WORDS)
        assert not found, (page.url, height, found[:4])


def test_the_bar_that_saves_a_profile_is_not_printed(visitor):
    ben: Any = visitor()
    ben.enter(Cast().ben)
    page = ben.go("/people/me/")
    assert page.locator(".profile-save").is_visible()

    print_on_sheets(page)

    assert not page.locator(".profile-save").is_visible()


def test_long_notes_are_written_out_line_by_line(visitor):
    cast = Cast()
    meeting = HeldMeetingFactory(mentorship=cast.mentorship)
    lines = "\n".join(f"Line {number}" for number in range(1, 121))
    Note.objects.shared(meeting).write(by=cast.ben, body=lines, version=0)
    ben: Any = visitor()
    ben.enter(cast.ben)
    page = ben.go(meeting.get_absolute_url())

    print_on_sheets(page)

    on_paper = page.locator("main div", has_text="Line 120").last
    assert on_paper.is_visible() and on_paper.inner_text() == lines
    # A box is never cut between two lines but through one, and what follows it stood over its end.
    assert not page.get_by_label("Shared notes").is_visible()
    assert page.get_by_label("My own notes").is_visible()  # empty: there one can write by hand

    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.get_by_label("Shared notes").input_value() == lines
    assert page.get_by_label("Shared notes").is_visible()
    assert not page.locator(".on-paper").count()
