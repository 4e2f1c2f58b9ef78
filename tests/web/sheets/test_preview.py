import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from alongside.web.sheets.models import Sheet
from alongside.web.sheets.preview import Preview
from alongside.web.sheets.refusals import CannotRead, NotYours
from tests.factories.people import UserFactory
from tests.factories.rounds import mentor
from tests.factories.sheets import csv_of, rows, uploaded, xlsx_of

SHORT = ("Name", "Email", "Role", "Topics", "Languages", "Time zone", "Capacity", "Not with")


def preview(cast, *table, head=SHORT, columns=None):
    return Preview(uploaded(cast.programme, cast.chidi, csv_of([list(row) for row in table], head), columns or {}))


def said(it: Preview) -> list[str]:
    return [str(problem) for problem in it.problems]


def test_a_messy_sheet_of_two_hundred_is_read_by_its_headings(cast):
    it = Preview(uploaded(cast.programme, cast.chidi, csv_of(rows(200)), {}))

    read = {column.heading: column.field for column in it.columns}
    assert read["Your name"] == "name" and read["E-mail address"] == "email" and read["Time zone"] == "time zone"
    assert read["When are you free?"] == "hours" and read["Languages you speak"] == "languages"
    assert read["Timestamp"] == read["Anything else?"] == ""
    assert it.columns[4].examples  # a few cells to see what a column holds


def test_what_the_coordinator_says_of_columns_holds(cast):
    it = Preview(uploaded(cast.programme, cast.chidi, csv_of(rows(200))))

    assert it.problems == []
    assert len(it.people) == 200
    assert it.counts["mentees"] + it.counts["mentors"] > 200  # some are both
    assert "carrier pigeon" in it.notes[0]


def test_every_problem_names_row_column_and_fix(cast):
    mentor(cast.programme, "Leo Marsh", "law")
    it = preview(
        cast,
        ("Ann", "ann@example.org", "mentee", "law", "Germna", "Europe/Berln", "", ""),
        ("Bob", "bob@example.org", "mentor", "law", "", "", "-2", ""),
        ("Cy", "", "mentor", "law", "", "", "", ""),
        ("Di", "di at example", "mentor", "law", "", "", "", ""),
        ("Ed", "ed@example.org", "metee", "law", "", "", "", ""),
        ("Flo", "flo@example.org", "mentee", "law", "", "", "", "Nobody Known"),
        ("Gil", "ann@example.org", "mentee", "law", "", "", "", ""),
        ("Hal", "hal@example.org", "mentor", "law", "", "", "45", ""),
        ("Ida", "ida@example.org", "mentee", "w" * 90, "", "", "", ""),
        ("Jo", "jo@example.org", "mentee", "law", "", "", "", "Leo Marsh"),
    )

    assert said(it) == [
        "Row 2, Languages: “Germna” is no language we know. Did you mean German?",
        "Row 2, Time zone: “Europe/Berln” is no time zone. Did you mean Europe/Berlin?",
        "Row 3, Capacity: “-2” is no number of mentees. Write a number from 0 to 50, or nothing.",
        "Row 4, Email: There is no e-mail address. Fill it in: the letter goes there.",
        "Row 5, Email: “di at example” is no e-mail address. Write one such as name@example.org.",
        "Row 6, Role: “metee” is no role. Write mentor, mentee or both.",
        "Row 7, Not with: “Nobody Known” is nobody in this sheet. Use the name, e-mail address or id of someone in the "
        "sheet.",
        "Row 8, Email: Gil stands in row 2 as a mentee already. Delete one of the two, or tell them apart by id.",
        "Row 9, Capacity: 45 mentees are more than a mentor can have here. Write 20 or fewer.",
        "Row 10, Topics: “wwwwwwwwwwwwwwwwwwwwwwwwwwwwww…” is very long. Put commas between several, and keep each to "
        "60 letters.",
    ]
    assert [person.name for person in it.people] == ["Jo"]


def test_nobody_comes_in_under_their_address_for_a_name(cast):
    it = preview(
        cast,
        ("", "ann@example.org", "mentee", "law", "", "", "", ""),
        ("Bob@Example.org", "bob@example.org", "mentor", "law", "", "", "", ""),
        ("Cy", "cy@example.org", "mentor", "law", "", "", "", ""),
    )

    fix = "There is no name. Fill it in: members see each other's names, never an address."
    assert said(it) == [f"Row 2, Name: {fix}", f"Row 3, Name: {fix}"]
    assert [(person.email, person.name) for person in it.people] == [("cy@example.org", "Cy")]


def test_ten_megabytes_in_one_cell_are_a_problem_of_one_row(cast):
    it = preview(
        cast,
        ("Ann", "ann@example.org", "mentee", "x" * (10 << 20), "", "", "", ""),
        ("Bob", "bob@example.org", "mentor", "law", "", "", "", ""),
    )

    (problem,) = said(it)
    assert problem.startswith("Row 2, Topics: The cell holds 10,485,760 characters.")
    assert len(problem) < 300
    assert [person.name for person in it.people] == ["Bob"]


def test_a_workbook_with_a_page_for_each_side(cast):
    head = ("Name", "Email", "Topics")
    pages = {
        "Mentors": [["Ann", "ann@example.org", "law"]],
        "Mentees": [["Bob", "bob@example.org", "law"], ["Ann", "ann@example.org", "art"]],
    }
    it = Preview(uploaded(cast.programme, cast.chidi, xlsx_of(pages, head), {}))

    assert it.problems == []
    ann, bob = sorted(it.people, key=lambda person: person.name)
    assert (ann.mentor is not None, ann.mentee is not None, bob.mentor) == (True, True, None)


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (SimpleUploadedFile("photo.png", b"\x89PNG\0\0"), "neither CSV nor XLSX"),
        (SimpleUploadedFile("people.csv", b"\0\0\0\0"), "neither CSV nor XLSX"),
        (SimpleUploadedFile("people.xlsx", b"PK not really"), "cannot be read as XLSX"),
        (SimpleUploadedFile("people.csv", b"\n\n"), "is empty"),
        (SimpleUploadedFile("people.csv", b"Name,Email\n"), "headings but no rows"),
        (SimpleUploadedFile("people.csv", b"Name,Name\na,b\n"), "stands over more than one column"),
        (SimpleUploadedFile("people.csv", b"Name\na,b,c\n"), "has more cells than there are headings"),
        (SimpleUploadedFile("people.csv", b"Name\n" + b"a\n" * 2001), "up to 2000 people at once"),
    ],
)
def test_what_is_no_sheet_is_refused_with_a_sentence(client, cast, file, why):
    with pytest.raises(CannotRead, match=why):
        Sheet.objects.upload(cast.programme, by=cast.chidi, file=file)

    client.force_login(cast.chidi)
    file.seek(0)
    answer = client.post(reverse("sheets:upload", args=[cast.programme.pk]), {"file": file})
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert not Sheet.objects.exists()


def test_a_file_that_is_far_too_large_is_refused_before_it_is_read(cast, monkeypatch):
    monkeypatch.setattr("alongside.web.sheets.models.MOST_BYTES", 1 << 20)

    with pytest.raises(CannotRead, match=r"has 2 MB\. Sheets up to 1 MB"):
        Sheet.objects.upload(cast.programme, by=cast.chidi, file=SimpleUploadedFile("a.csv", b"x" * (2 << 20)))


def test_only_coordinators_upload_and_see_sheets(client, cast):
    sheet = uploaded(cast.programme, cast.chidi, csv_of(rows(3)))
    mentor(cast.programme, "Leo Marsh", "law")

    for person, status in ((cast.chidi, 200), (cast.amara, 404), (cast.dana, 404)):
        client.force_login(person)
        assert client.get(reverse("sheets:sheet", args=[sheet.pk])).status_code == status
        assert client.get(reverse("sheets:upload", args=[cast.programme.pk])).status_code == status
    with pytest.raises(NotYours):
        Sheet.objects.upload(cast.programme, by=cast.dana, file=csv_of(rows(3)))


def test_columns_are_set_on_the_page_and_two_cannot_hold_the_same(client, cast):
    sheet = uploaded(
        cast.programme, cast.chidi, csv_of([["Ann", "ann@example.org", "mentee"]], ("Who", "Where to", "As")), {}
    )
    client.force_login(cast.chidi)
    page = reverse("sheets:sheet", args=[sheet.pk])
    assert "Nobody is in order yet" in client.get(page).content.decode()

    refused = client.post(page, {"column_0": "name", "column_1": "name", "column_2": "role"})
    assert refused.status_code == 422 and "Two columns hold the same" in refused.content.decode()
    client.post(page, {"column_0": "name", "column_1": "email", "column_2": "role"})

    assert "1 person is in order" in client.get(page).content.decode()


def test_that_an_agreed_pair_counts_once_both_have_joined_is_said_whoever_has_an_account(cast):
    head = ("Name", "Email", "Role", "Match with")
    table = [["Ann", "ann@example.org", "mentor", ""], ["Bob", "bob@example.org", "mentee", "Ann"]]
    before = Preview(uploaded(cast.programme, cast.chidi, csv_of(table, head), {})).notes
    UserFactory(email="ann@example.org")

    after = Preview(uploaded(cast.programme, cast.chidi, csv_of(table, head), {})).notes

    assert before == after
    assert "A pair already agreed counts once both have joined; until then others may be suggested." in after


def test_a_name_that_two_people_bear_is_a_problem_and_an_address_is_not(cast):
    mentor(cast.programme, "Leo Marsh", "law")
    table = [
        ("Anna Schmidt", "anna@example.org", "mentor", "law", "", "", "", ""),
        ("Anna Schmidt", "schmidt@example.org", "mentor", "law", "", "", "", ""),
        ("Leo Marsh", "marsh@example.org", "mentor", "law", "", "", "", ""),
        ("Ann", "ann@example.org", "mentee", "law", "", "", "", "Anna Schmidt"),
        ("Bob", "bob@example.org", "mentee", "law", "", "", "", "Leo Marsh"),
        ("Cy", "cy@example.org", "mentee", "law", "", "", "", "schmidt@example.org, leo@example.org"),
    ]

    it = preview(cast, *table)

    fix = "is the name of more than one person. Write the e-mail address or id of the one who is meant instead."
    assert said(it) == [f"Row 5, Not with: “Anna Schmidt” {fix}", f"Row 6, Not with: “Leo Marsh” {fix}"]
    assert it.mentee_of["cy@example.org"].blocked == {"schmidt@example.org", "leo@example.org"}
    assert [word.problem.text for word in it.words] == ["Anna Schmidt", "Leo Marsh"]  # to be mended on the page


def test_the_page_is_the_same_whether_or_not_a_stranger_has_an_account(client, cast):
    mentor(cast.programme, "Leo Marsh", "law")
    table = [["Leo", "leo@example.org", "mentor"], ["Ann", "ann@example.org", "mentee"]]
    it = uploaded(cast.programme, cast.chidi, csv_of(table, ("Name", "Email", "Role")), {})
    client.force_login(cast.chidi)
    page = reverse("sheets:sheet", args=[it.pk])
    without = plain(client.get(page).content.decode())
    UserFactory(email="ann@example.org")

    assert plain(client.get(page).content.decode()) == without
    assert (Preview(it).counts["members"], Preview(it).counts["new"]) == (1, 1)


def test_whom_others_are_kept_apart_from_is_named_where_their_own_row_has_a_problem(cast):
    mentor(cast.programme, "Leo Marsh", "law")
    ann = ("Ann", "ann@example.org", "mentor", "law", "Germna", "", "", "")
    bob = ("Bob", "bob@example.org", "mentee", "law", "", "", "", "Ann, Leo Marsh, Cy")
    cy = ("Cy", "cy@example.org", "mentor", "law", "", "", "", "")

    note = (
        "The row of ann@example.org has a problem, and others are kept apart from them or matched with them. "
        "Mend it first: without that row this is not kept."
    )
    assert preview(cast, ann, bob, cy).notes == [note]
    assert preview(cast, (*ann[:4], "German", *ann[5:]), bob, cy).notes == []


def plain(page: str) -> str:
    """Without what no two answers have in common."""
    return re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]*"', "", page)
