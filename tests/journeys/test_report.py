"""A coordinator looks at what became of a programme, and takes the numbers along."""

import csv
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from alongside.web.mentorships.models import Mentorship
from alongside.web.programmes.models import Programme
from alongside.web.project.demo.people import PASSWORD
from tests.journeys.conftest import check_reflow
from tests.journeys.test_paper import SHEET, print_on_sheets

CHIDI = "chidi@example.org"
pytestmark = pytest.mark.django_db(transaction=True)


def test_from_the_programme_to_the_numbers_in_a_file(visitor, settings, tmp_path):
    settings.IS_DEMO = True
    call_command("load_demo", verbosity=0)
    chidi: Any = visitor()
    chidi.sign_in(CHIDI, PASSWORD)
    chidi.go(Programme.objects.get(name="Across the bridge").get_absolute_url())
    page = chidi.follow("Report")

    assert "mentorships ended early" in page.inner_text("h1")
    assert page.locator(".curve__line").is_visible()
    for part in ("way-in", "sessions", "how-it-was", "how-long", "what-helped"):
        page.locator(f".contents a[href='#{part}']").click()
        assert page.locator(f"#{part}").is_visible()
    page.goto(page.url.partition("#")[0])
    chidi.check_page("report")

    # On paper: the folded table is open, and what one presses is left out.
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    tables = page.locator("details table")
    assert tables.count() == 2 and page.locator("h1").is_visible()
    assert all(table.is_visible() for table in tables.all())
    for pressed in (page.locator(".bar"), page.locator(".foot"), page.get_by_role("link", name="Download the numbers")):
        assert not pressed.is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not any(table.is_visible() for table in tables.all())
    page.emulate_media(media="screen")

    page.locator("#how-long").get_by_text("The same as a table").click()
    shares = page.locator("details td[data-label='Not ended early']").all_inner_texts()
    assert shares[0] == "100 %"
    assert shares == sorted(shares, key=lambda share: -int(share.removesuffix(" %")))
    chidi.check_page()

    with page.expect_download() as download:
        page.get_by_role("link", name="Download the numbers").click()
    path = Path(tmp_path) / download.value.suggested_filename
    download.value.save_as(path)
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    assert ["Counted for", "the programme as a whole", ""] in rows
    went = {what: int(count) for part, what, count in rows[1:] if part == "How they went"}
    assert went["Under way"] + went["Came to a good end"] + went["Ended early"] == int(
        page.inner_text("h1").split(" of ")[1].split()[0]
    )


def test_what_a_coordinator_prints_is_cut_where_it_should(visitor, settings):
    settings.IS_DEMO = True
    call_command("load_demo", verbosity=0)
    programme = Programme.objects.get(name="Across the bridge")
    pair = Mentorship.objects.get(mentor__email="amara@example.org", mentee__email="ben@example.org")
    chidi: Any = visitor()
    chidi.enter(programme.memberships.get(person__email=CHIDI).person)

    for path in (f"/readings/of/{pair.pk}/", "/today/", f"/reports/{programme.pk}/"):
        print_on_sheets(chidi.go(path))

    few = chidi.page.get_by_text("Not printed and not in the file").all()
    assert few and not any(part.is_visible() for part in few)
    # A list that is longer than a sheet begins on the first one, under its heading.
    page = chidi.go(f"/programmes/{programme.pk}/members/")
    print_on_sheets(page)
    assert page.locator("main .table tbody tr").first.evaluate("one => one.getBoundingClientRect().left") < SHEET
    assert not page.get_by_text("Take out").first.is_visible()


def test_from_the_report_to_last_time_and_a_file_of_both(visitor, settings, tmp_path):
    settings.IS_DEMO = True
    call_command("load_demo", verbosity=0)
    now = Programme.objects.get(name="Across the bridge")
    chidi: Any = visitor()
    chidi.sign_in(CHIDI, PASSWORD)
    chidi.go(f"/reports/{now.pk}/")
    page = chidi.follow("Compare with last time")

    assert page.inner_text("h1") == "One clear difference from last time"
    words = page.inner_text("main")
    assert "5 of 12" in words and "hardly by chance alone" in words and "which may be chance" in words
    chidi.check_page("comparison")
    check_reflow(page)
    page.emulate_media(media="print")
    assert page.locator("table").first.is_visible()
    assert not page.get_by_role("link", name="Download the comparison").is_visible()
    page.emulate_media(media="screen")

    with page.expect_download() as download:
        page.get_by_role("link", name="Download the comparison").click()
    path = Path(tmp_path) / download.value.suggested_filename
    download.value.save_as(path)
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    assert any(row[4:6] == ["5", "12"] for row in rows)

    # The next cohort is still to come.
    page = chidi.go(f"/reports/{now.followed_by.get().pk}/last-time/")
    assert page.inner_text("h1") == "Too early to compare"
    chidi.check_page()
