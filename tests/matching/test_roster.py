"""A sheet as people fill it in: many ways to say one thing."""

from datetime import date

import pytest

from alongside.matching.columns import guess
from alongside.matching.hours import weekly
from alongside.matching.roster import Part, Roster, people
from alongside.matching.sheet import Row, read

DAY = date(2026, 1, 15)


def one(**cells: str) -> Roster:
    """A sheet of one mentor with these cells."""
    said = {"name": "Ann", "role": "mentor"} | {name.replace("_", " "): text for name, text in cells.items()}
    return people([Part([Row(2, said)], {name: name for name in said})], on=DAY)


@pytest.mark.parametrize("text", ["mentor", "A mentor", "I want to be a mentor", "be a mentor."])
def test_many_ways_to_say_a_role(text):
    assert one(role=text).entries[0].role == "mentor"


def test_a_role_that_is_nearly_one_is_suggested():
    (problem,) = one(role="mentro").problems

    assert (problem.text, problem.instead) == ("mentro", "mentor")


@pytest.mark.parametrize(
    ("text", "days"), [("once a month", 30), ("Every other week", 14), ("bi-weekly", None), ("fortnightly", 14)]
)
def test_many_ways_to_say_a_rhythm(text, days):
    read = one(rhythm=text)

    assert [mentor.every_days for mentor in read.mentors] == ([days] if days else [])
    assert len(read.problems) == (0 if days else 1)


@pytest.mark.parametrize(("text", "years"), [("5 years", 5), ("20+", 20), ("12,5", 12.5), ("3 yrs.", 3)])
def test_a_number_may_say_its_unit(text, years):
    assert one(years=text).mentors[0].years == years


def test_languages_stand_with_and_between_them():
    assert one(languages="English and German & fr").mentors[0].languages == {"English", "German", "French"}


@pytest.mark.parametrize("text", ["Europe/Berlin", "europe/berlin", "EUROPE/BERLIN"])
def test_a_time_zone_in_any_capitals_is_kept_as_it_is_called(text):
    assert one(time_zone=text).entries[0].time_zone == "Europe/Berlin"


def test_a_place_is_suggested_and_an_offset_is_not_turned_round():
    assert one(time_zone="America/New York").problems == []
    assert one(time_zone="berlin").problems[0].instead == "Europe/Berlin"

    (problem,) = one(time_zone="GMT+1").problems  # Etc/GMT+1 is an hour behind, not ahead
    assert (problem.instead, problem.fix) == ("", "Write a place such as Europe/Berlin: clocks change in summer.")


@pytest.mark.parametrize(
    ("text", "meant"), [("Europa/Berln", "Europe/Berlin"), ("Germany/Berlin", "Europe/Berlin"), ("Mars/Base", "")]
)
def test_a_misspelt_place_is_suggested_where_its_region_is_one(text, meant):
    assert one(time_zone=text).problems[0].instead == meant


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("weekdays 5-8pm", "Mon-Fri 17-20"),
        ("Mon 11am-1pm", "Mon 11-13"),
        ("Mon 11-1pm", "Mon 11-13"),
        ("Sat 12am-1am", "Sat 0-1"),
        ("weekends 9.30-12", "Sat-Sun 9:30-12"),
        ("daily 12–2pm", "Mon-Sun 12-14"),
    ],
)
def test_many_ways_to_say_hours(text, same):
    assert weekly(text, on=DAY) == weekly(same, on=DAY)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Please don't match me with", "not with"),
        ("Don't match with", "not with"),
        ("Never match with", None),
        ("Match me with", "match with"),
    ],
)
def test_whom_not_to_meet_is_never_read_as_a_pair_that_is_agreed(heading, field):
    found = guess([heading], {}).get(heading)

    assert found == field if field else found != "match with"


def test_what_a_spreadsheet_calls_unicode_text_is_read(tmp_path):
    path = tmp_path / "people.txt"
    path.write_bytes("Name\tRole\nZoë Weiß\tmentee\n".encode("utf-16"))

    (sheet,) = read(path)

    assert sheet.rows[0].cells == {"Name": "Zoë Weiß", "Role": "mentee"}


ASKED = "What do you want to learn (leadership, career change, confidence, feedback)?"
FOUR = ["Name", "E-mail", "I want to be", ASKED]


@pytest.mark.parametrize(
    ("text", "headings", "first"),
    [
        pytest.param(
            f"Name;E-mail;I want to be;{ASKED}\r\nAnna Alt;anna@x.org;mentee;leadership\r\n",
            FOUR, ["Anna Alt", "anna@x.org", "mentee", "leadership"], id="commas in a heading",
        ),
        pytest.param(
            "\ufeff\n;;\nName;Role;Topics\nBen;mentee;law, art, other\nCy;mentor;law, art, other\n",
            ["Name", "Role", "Topics"], ["Ben", "mentee", "law, art, other"], id="an empty line first",
        ),
        pytest.param(
            "Name;Role;Topics (law, art, other)\nBen;mentee;law, art, other\nCy;mentor;law, saying no, other\n",
            ["Name", "Role", "Topics (law, art, other)"], ["Ben", "mentee", "law, art, other"], id="sentences",
        ),
        pytest.param(
            "Name;Role;Topics (a,b,c,d)\nBen;mentee\n",
            ["Name", "Role", "Topics (a,b,c,d)"], ["Ben", "mentee", ""], id="a short row",
        ),
        pytest.param(
            "Name,Role,Topics (law; art; other; more)\nBen,mentee,law; art\nCy,mentor,law; art\n",
            ["Name", "Role", "Topics (law; art; other; more)"], ["Ben", "mentee", "law; art"], id="semicolons in cells",
        ),
        pytest.param(
            f'Name,"{ASKED}"\n"Alt; Anna","one, two\nthree; four"\n"Beck; Ben","five\nsix; seven"\n',
            ["Name", ASKED], ["Alt; Anna", "one, two\nthree; four"], id="quotes and line breaks",
        ),
        pytest.param(
            f"Name\tRole\t{ASKED}\nBen\tmentee\ta, b; c\n",
            ["Name", "Role", ASKED], ["Ben", "mentee", "a, b; c"], id="tabs",
        ),
        pytest.param(
            "Name, Role, Topics\nBen, mentee, law\n", ["Name", "Role", "Topics"], ["Ben", "mentee", "law"],
            id="spaces after commas",
        ),
        pytest.param("Name\nBen\n", ["Name"], ["Ben"], id="one column"),
    ],
)  # fmt: skip
def test_what_separates_columns_is_seen_from_the_rows(tmp_path, text, headings, first):
    path = tmp_path / "people.csv"
    path.write_bytes(text.encode())

    (sheet,) = read(path)

    assert list(sheet.headings) == headings
    assert list(sheet.rows[0].cells.values()) == first


def named(*rows: tuple[str, str, str], known: dict[str, str] | None = None) -> Roster:
    """Mentees by id, name and whom they are not to be paired with."""
    heads = ("id", "name", "not with")
    told = [Row(number, dict(zip(heads, row, strict=True))) for number, row in enumerate(rows, 2)]
    return people([Part(told, {head: head for head in heads}, "mentee")], on=DAY, known=known or {})


def test_an_id_says_who_of_two_is_meant_even_where_it_is_the_name_of_the_other():
    read = named(("anna", "Schmidt", ""), ("2", "Anna", ""), ("3", "Ben", "Anna"))

    assert read.problems == [] and read.mentees[2].blocked == {"anna"}


def test_a_name_may_be_that_of_somebody_outside_the_sheet_as_well():
    known = {"anna@example.org": "Anna", "a.s@example.org": "Anna"}

    assert [problem.text for problem in named(("3", "Ben", "Anna"), known=known).problems] == ["Anna"]
    assert named(("3", "Ben", "A.S@example.org"), known=known).mentees[0].blocked == {"a.s@example.org"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Müller, Jürgen", "Jürgen Müller"),
        ("van der Berg ,  Anna Maria", "Anna Maria van der Berg"),
        ("Anna Berg, Finance", "Anna Berg, Finance"),
        ("Sato, PhD", "Sato, PhD"),
        ("Sato, Hana, Dr.", "Sato, Hana, Dr."),
        ("Sato,", "Sato,"),
        (", Hana", ", Hana"),
    ],
)
def test_a_name_with_the_family_in_front_is_read_as_it_is_said(written, said):
    assert one(name=written).entries[0].name == said


@pytest.mark.parametrize("meant", ["Müller, Jürgen", "Jürgen Müller"])
def test_whoever_stands_with_the_family_in_front_is_found_by_either_name(meant):
    for name in ("Müller, Jürgen", "Jürgen Müller"):
        heads = ("email", "name", "manager", "not with")
        told = [("j@example.org", name, "", ""), ("h@example.org", "Hana", meant, name)]
        rows = [Row(number, dict(zip(heads, row, strict=True))) for number, row in enumerate(told, 2)]

        read = people([Part(rows, {head: head for head in heads}, "mentee")], on=DAY)

        assert read.problems == []
        assert (read.mentees[1].line, read.mentees[1].blocked) == ({"j@example.org"}, {"j@example.org"})


def test_who_stands_in_two_rows_or_outside_the_sheet_as_well_is_one_person():
    heads = ("id", "email", "name", "role", "not with")
    told = [
        ("7", "Anna@example.org", "Anna", "mentor", ""),
        ("7", "anna@example.org", "Anna", "mentee", ""),
        ("8", "ben@example.org", "Ben", "mentee", "Anna"),
    ]
    rows = [Row(number, dict(zip(heads, row, strict=True))) for number, row in enumerate(told, 2)]
    part = Part(rows, {head: head for head in heads})

    read = people([part], on=DAY, known={"anna@example.org": "Anna"})

    assert read.problems == [] and read.mentees[1].blocked == {"7"}
