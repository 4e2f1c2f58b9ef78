from django.urls import reverse

from alongside.web.sheets.models import Sheet
from alongside.web.sheets.preview import Preview
from tests.factories.sheets import csv_of, uploaded

HEAD = ("Name", "Email", "Role", "Languages", "Time zone", "Capacity")
ROWS = [
    ["Ann", "ann@example.org", "mentee", "English, Germna", "Berlin", ""],
    ["Bob", "bob@example.org", "mentor", "Germna & Dutch", "Europe/Berlin", "1 or 2"],
    ["Cy", "cy@@example.org", "mentor", "Dutch", "berlin", "1 or 2"],
]


def told(client, cast, sheet: Sheet, **meant: str):
    """Answer on the page: what the likely words are, but for those that are said here by what is written."""
    client.force_login(cast.chidi)
    page = client.get(reverse("sheets:sheet", args=[sheet.pk]))
    form = page.context["words"]
    said = {word.key: meant.get(word.problem.text, word.problem.instead) for word in form.words}
    return client.post(reverse("sheets:mend", args=[sheet.pk]), said)


def messy(cast) -> Sheet:
    return uploaded(cast.programme, cast.chidi, csv_of(ROWS, HEAD), {})


def test_the_same_word_in_many_rows_is_asked_about_once(cast):
    words = Preview(messy(cast)).words

    assert [(word.problem.text, word.rows, word.problem.instead) for word in words] == [
        ("Germna", [2, 3], "German"),
        ("1 or 2", [3, 4], ""),
        ("Berlin", [2], "Europe/Berlin"),
        ("berlin", [4], "Europe/Berlin"),
    ]


def test_saying_once_what_is_meant_mends_every_row(client, cast):
    sheet = messy(cast)

    told(client, cast, sheet, **{"1 or 2": "2"})

    after = Preview(Sheet.objects.get())
    assert [word.problem.text for word in after.words] == ["cy@@example.org"]  # found now that the row can be read
    ann, bob = after.people
    assert ann.mentee and ann.mentee.languages == {"English", "German"} and ann.time_zone == "Europe/Berlin"
    assert bob.mentor and bob.mentor.languages == {"German", "Dutch"} and bob.mentor.capacity == 2
    assert bob.time_zone == "Europe/Berlin"  # a word is never put in the middle of a cell that could be read


def test_a_dash_leaves_a_cell_open_and_an_answer_can_be_given_again(client, cast):
    sheet = messy(cast)

    told(client, cast, sheet, **{"1 or 2": "-", "Germna": "Germman"})
    assert [word.problem.text for word in Preview(Sheet.objects.get()).words][:1] == ["Germman"]
    told(client, cast, sheet, **{"cy@@example.org": "cy@example.org"})

    after = Preview(Sheet.objects.get())
    assert after.problems == []
    bob = after.people[1]
    assert bob.mentor and bob.mentor.capacity == 1 and "German" in bob.mentor.languages


def test_what_was_said_is_shown_and_can_be_taken_back(client, cast):
    sheet = messy(cast)
    told(client, cast, sheet)
    page = reverse("sheets:sheet", args=[sheet.pk])
    assert "“Berlin” as “Europe/Berlin”" in client.get(page).content.decode()

    client.post(reverse("sheets:mend", args=[sheet.pk]), {"take_back": "yes"})

    assert len(Preview(Sheet.objects.get()).words) == 4
    assert "“Berlin” as “Europe/Berlin”" not in client.get(page).content.decode()


def test_what_cannot_be_kept_is_refused_on_the_page(client, cast):
    sheet = messy(cast)

    for bad in ("x" * 300, "a\0b"):
        refused = told(client, cast, sheet, **{"1 or 2": bad})
        assert refused.status_code == 422 and "field__errors" in refused.content.decode()

    assert Sheet.objects.get().meant == {}


def test_nobody_else_mends_a_sheet_and_nothing_after_it_is_in(client, cast):
    sheet = messy(cast)
    mend = reverse("sheets:mend", args=[sheet.pk])

    client.force_login(cast.dana)
    assert client.post(mend, {"take_back": "yes"}).status_code == 404
    sheet.close(by=cast.chidi, people=1)
    client.force_login(cast.chidi)
    assert client.post(mend, {}).status_code == 302
    assert Sheet.objects.get().meant == {}
