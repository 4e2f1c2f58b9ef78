"""The people of a programme with their answers, as a sheet."""

import csv
import io

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.programmes import MembershipFactory
from tests.factories.questions import answer, question_of


def sheet(client, cast, **asked: str) -> list[list[str]]:
    got = client.get(reverse("programmes:roll_sheet", args=[cast.programme.pk]), asked)
    assert got["Content-Type"].startswith("text/csv") and got["Cache-Control"] == "no-store"
    return list(csv.reader(io.StringIO(got.content.decode("utf-8-sig"))))


def test_it_holds_each_membership_with_what_its_role_is_asked(client, cast):
    assert cast.mentorship
    site = question_of(cast.programme)
    why = question_of(cast.programme, "Why?", kind="text", asked_of="mentee")
    old = question_of(cast.programme, "Old?", kind="text")
    MembershipFactory(programme=cast.programme, person=cast.ben, role="mentor")
    answer(site, cast.ben, "Oslo")
    answer(why, cast.ben, "Because")
    answer(old, cast.amara, "Before")
    old.retire(by=cast.chidi)
    client.force_login(cast.chidi)

    head, *rows = sheet(client, cast)
    assert head[4:] == [site.text, "Why?", "Old? (no longer asked)"]
    said = {(row[0], row[2]): row[4:] for row in rows}
    assert said["Ben Lindqvist", "mentee"] == ["Oslo", "Because", ""]
    assert said["Ben Lindqvist", "mentor"] == ["Oslo", "", ""]
    assert said["Amara Okafor", "mentor"] == ["", "", "Before"]
    assert said["Chidi Eze", "coordinator"] == ["", "", ""]


def test_it_follows_the_filters_of_the_page(client, cast):
    assert cast.mentorship
    client.force_login(cast.chidi)

    assert [row[0] for row in sheet(client, cast, role="mentor")[1:]] == ["Amara Okafor"]


def test_nothing_that_was_typed_is_run_by_a_spreadsheet(client, cast):
    assert cast.mentorship
    answer(question_of(cast.programme, "=HYPERLINK(1)", kind="text"), cast.ben, "=1+1")
    client.force_login(cast.chidi)
    cells = [cell for row in sheet(client, cast) for cell in row]

    assert "'=1+1" in cells and "'=HYPERLINK(1)" in cells
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]


def test_no_address_is_in_it_and_nobody_else_gets_it(client, cast):
    assert cast.mentorship
    client.force_login(cast.chidi)
    assert "@" not in str(sheet(client, cast))
    for person in (cast.ben, cast.amara, cast.dana):
        client.force_login(person)
        assert client.get(reverse("programmes:roll_sheet", args=[cast.programme.pk])).status_code == 404


def test_no_more_is_fetched_of_anybody_than_stands_in_it(client, cast):
    assert cast.mentorship
    client.force_login(cast.chidi)
    with CaptureQueriesContext(connection) as asked:
        assert len(sheet(client, cast)) == 4
    last = asked[-1]["sql"]

    assert "programmes_membership" in last and '"role"' in last
    assert not [one for one in ("password", "mentorships_", "proposals_", "people_profile") if one in last]
