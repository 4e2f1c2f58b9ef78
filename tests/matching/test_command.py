"""`alongside match`, by its files and what it says."""

from __future__ import annotations

import csv
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from alongside.cli import main
from alongside.errors import SheetError
from alongside.matching import WhatIf, next_best, why_not, why_unmatched
from alongside.matching.columns import FIELDS, guess
from alongside.matching.command import command
from alongside.matching.roster import Entry, Part, people
from alongside.matching.sheet import read
from alongside.matching.weighing import CRITERIA

HEAD = "Full name,E-mail,I want to be,Topics,Values,Languages,Timezone,When are you free?,Max mentees,Manager"
AMARA = "Amara,amara@example.org,mentor,law,fairness,English,Europe/London,Mon-Fri 17-20,1,"
ZOE = "Zoe,zoe@example.org,mentor,art,humour,German,Europe/Berlin,Mon 9-12,2,"
BEN = "Ben,ben@example.org,mentee,law,fairness,english,Europe/London,Mon 18-20,,"
EVA = "Eva,eva@example.org,mentee,art,humour,Deutsch,Europe/Berlin,Mon 9-11,,Amara"


def sheet(folder: Path, *rows: str, name: str = "people.csv", head: str = HEAD) -> Path:
    path = folder / name
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["match", *(str(word) for word in words)], env={"COLUMNS": "200"})


def pairs(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_sheet_of_people_becomes_a_sheet_of_pairs_with_reasons(tmp_path):
    result = run(sheet(tmp_path, AMARA, ZOE, BEN, EVA))

    assert result.exit_code == 0, result.stderr
    assert "role: mentor, mentee or both" in result.stderr
    assert "hours: free hours" in result.stderr
    assert "2 pairs are in" in result.stderr and "proven" in result.stderr
    _, ben, eva = pairs(tmp_path / "people-matched.csv")
    assert ben[:2] == ["Ben", "Amara"]
    assert "Amara can help with law." in ben[3]
    assert eva[:2] == ["Eva", "Zoe"]


def test_everything_wrong_is_named_by_row_column_and_fix_and_nothing_is_written(tmp_path):
    path = sheet(
        tmp_path,
        AMARA.replace(",1,", ",-2,"),
        ZOE.replace("Europe/Berlin", "Europe/Berln").replace("German", "Germna"),
        BEN.replace("mentee", "metee"),
        EVA.replace("Mon 9-11", "mornings"),
        "Ida,ida@example.org,,law,,Klingon,,,1.5,",
        "Kim,ben@example.org,mentee,art,,,Nowhere,,many,",
        ",,mentee,art,,,,,,",
        f"Lea,lea@example.org,mentee,{'x' * (10 << 20)},,,,,,",
    )

    result = run(path)

    assert result.exit_code == 1
    for line in [
        "Row 2, Max mentees: “-2” is no number of mentees. Write a number from 0 to 50, or nothing.",
        "Row 3, Timezone: “Europe/Berln” is no time zone. Did you mean Europe/Berlin?",
        "Row 3, Languages: “Germna” is no language we know. Did you mean German?",
        "Row 4, I want to be: “metee” is no role. Write mentor, mentee or both.",
        "Row 5, When are you free?: “mornings” does not say hours. Write them like Mon-Fri 17-20.",
        "Row 6, I want to be: The role is missing.",
        "Row 6, Languages: “Klingon” is no language we know. Write it in English",
        "Row 6, Max mentees: “1.5” is no whole number.",
        "Row 7, Timezone: “Nowhere” is no time zone. Write one such as Europe/Berlin or UTC.",
        "Row 7, Max mentees: “many” is no number of mentees.",
        "Row 8, Full name: There is neither a name nor an e-mail address.",
        "Row 9, Topics: The cell holds 10,485,760 characters.",
        "Nothing was matched.",
    ]:
        assert line in result.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["people.csv"]


def test_the_same_person_twice_is_one_too_many(tmp_path):
    result = run(sheet(tmp_path, AMARA, BEN, BEN))

    assert result.exit_code == 1
    assert "Row 4, E-mail: Ben stands in row 3 as a mentee already. Delete one of the two" in result.stderr


def test_rows_with_problems_can_be_left_out(tmp_path):
    result = run(sheet(tmp_path, AMARA, BEN, EVA.replace("mentee", "?")), "--leave-out")

    assert result.exit_code == 0
    assert len(pairs(tmp_path / "people-matched.csv")) == 2


def test_only_checking_writes_nothing(tmp_path):
    result = run(sheet(tmp_path, AMARA, BEN), "--check")

    assert result.exit_code == 0
    assert "1 mentee and 1 mentor are in order." in result.stderr
    assert len(list(tmp_path.iterdir())) == 1


def test_who_has_nobody_is_listed_with_the_reason(tmp_path):
    result = run(sheet(tmp_path, AMARA, EVA), "--out", tmp_path / "out.csv")

    assert "1 mentee has nobody" in result.stderr
    assert pairs(tmp_path / "out.csv")[1] == [
        "Eva", "", "", "", "No mentor is possible for Eva. For every mentor the reason is of this kind: "
        "Eva and Amara are in the same reporting line.", "", "",
    ]  # fmt: skip


def test_more_columns_agreed_pairs_conflicts_and_styles(tmp_path):
    head = (
        "First name,Last name,id,Role,Wants,Offers,Do not match with,Match with,Structure,How often,Left out,Months,"
        "Never again"
    )
    rows = [
        "Amara,O,a,mentor,,law,,,4,every 2 weeks,,6,",
        "Zoe,B,z,mentor,,art,,,2,monthly,,12,",
        "Ben,I,b,mentee,law,,Amara O,,4,10 days,no,6,",
        "Eva,L,e,mentee,art,,,a,2,2 weeks,yes,,",
        "Kim,N,k,mentee,art,,nobody else,Amaro O,9,sometimes,perhaps,,z",
    ]

    result = run(sheet(tmp_path, *rows, head=head), "--leave-out")

    assert result.exit_code == 0, result.stderr
    assert "Row 6, Do not match with: “nobody else” is nobody in this sheet. Use the name" in result.stderr
    assert "Row 6, Match with: “Amaro O” is nobody in this sheet. Did you mean amara o?" in result.stderr
    assert "Row 6, Structure: “9” is no answer. Write a number from 1 to 5" in result.stderr
    assert "Row 6, How often: “sometimes” is no rhythm." in result.stderr
    assert "Row 6, Left out: “perhaps” is neither yes nor no." in result.stderr
    _, ben, eva = pairs(tmp_path / "people-matched.csv")
    assert (ben[0], ben[1], ben[-1]) == ("Ben I", "Zoe B", "")
    assert (eva[0], eva[1], eva[-1]) == ("Eva L", "Amara O", "yes")


def test_two_files_one_of_mentors(tmp_path):
    head = "Name,Topics,Favourite"
    mentees = sheet(tmp_path, "Ben,law,red", name="mentees.csv", head=head)
    mentors = sheet(tmp_path, "Amara,law,blue", name="guides.csv", head=head)

    result = run(mentees, "--mentors", mentors, "--column", "Favourite=values")

    assert result.exit_code == 0, result.stderr
    assert "values: what matters to them" in result.stderr
    assert pairs(tmp_path / "mentees-matched.csv")[1][:2] == ["Ben", "Amara"]


def test_a_workbook_with_a_page_for_each_side_comes_back_as_a_workbook(tmp_path):
    book = Workbook()
    for title, row in (("Mentors", ["Amara", "law", 2.0]), ("Mentees", ["+Ben", "law", None]), ("Notes", ["x", "", 1])):
        page = book.create_sheet(title)
        page.append(["Name", "Topics", "Capacity"])
        page.append(row)
    book.save(tmp_path / "people.xlsx")

    result = run(tmp_path / "people.xlsx", "--weight", "topics=2", "--mode", "fairest")

    assert result.exit_code == 0, result.stderr
    page = load_workbook(tmp_path / "people-matched.xlsx").active
    assert page["A2"].value == "'+Ben"
    assert page["B2"].value == "Amara"
    assert page["A2"].data_type == "s"


def test_a_workbook_whose_pages_say_nothing_is_read_by_its_first(tmp_path):
    book = Workbook()
    book.active.append(["Name", "Role"])
    book.active.append(["Amara", "mentor"])
    book.active.append(["Ben", "mentee"])
    book.create_sheet("Other").append(["Something else"])
    book.save(tmp_path / "people.xlsx")

    assert run(tmp_path / "people.xlsx").exit_code == 0


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "people is empty"),
        (b"\n , \n", "people is empty"),
        (b"Name,Name\nA,B\n", "“Name” stands over more than one column"),
        (b"Name,Role\nA,mentor,more\n", "Row 2 of people has more cells than there are headings"),
        (b"\x00\x01", "neither CSV nor XLSX"),
        (b"Name,Role\nBen,mentee\n", "There is no mentor to match"),
        (b'Name,Role\n"Ben\rx,mentee\n', ""),
    ],
)
def test_a_file_that_is_no_sheet_of_people_is_refused_with_a_sentence(tmp_path, raw, told):
    path = tmp_path / "people.csv"
    path.write_bytes(raw)

    result = run(path)

    assert result.exit_code == 1
    assert told in result.stderr
    assert "Traceback" not in result.stderr
    assert len(list(tmp_path.iterdir())) == 1


def test_an_empty_or_broken_workbook_is_refused_with_a_sentence(tmp_path):
    (tmp_path / "people.xlsx").write_bytes(b"PK not a workbook")
    assert "cannot be read as XLSX" in run(tmp_path / "people.xlsx").stderr
    Workbook().save(tmp_path / "people.xlsx")
    assert "people.xlsx is empty" in run(tmp_path / "people.xlsx").stderr


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path):
    with (tmp_path / "people.csv").open("wb") as file:
        file.truncate(60 << 20)

    assert "has 60 MB" in run(tmp_path / "people.csv").stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--weight", "values"], "has no equals sign"),
        (["--weight", "values=much"], "Write a weight like values=2"),
        (["--weight", "charm=2"], "There is no criterion “charm”"),
        (["--column", "Colour=values"], "There is no column “Colour”"),
        (["--column", "Topics=colour"], "There is no field “colour”"),
        (["--out", "/nowhere/at/all.csv"], "cannot be written"),
        (["--weight", "values=-1"], "Give it 0 or more"),
        (["--at-least", "45"], "not in the range"),
        (["--mode", "best"], "'best' is not one of"),
    ],
)
def test_options_that_make_no_sense_are_refused_with_a_sentence(tmp_path, options, told):
    result = run(sheet(tmp_path, AMARA, BEN), *options)

    assert result.exit_code != 0
    assert told in result.stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--hours", "3"], "2 free hours a week"),
        (["--hours", "2"], ""),
        (["--other-department"], "both work in Sales"),
        (["--at-least", "0.99"], "less than was asked for"),
    ],
)
def test_what_rules_a_pair_out_can_be_asked_for(tmp_path, options, told):
    path = sheet(tmp_path, f"{AMARA},Sales", f"{BEN},sales", head=f"{HEAD},Department")

    run(path, *options)

    (ben,) = pairs(tmp_path / "people-matched.csv")[1:]
    assert ben[1] == ("" if told else "Amara")
    assert told in ben[4]


def test_a_column_can_be_left_out(tmp_path):
    result = run(sheet(tmp_path, AMARA, BEN), "--column", "Topics=", "--check")

    assert "topics:" not in result.stderr


def test_semicolons_old_encodings_and_spaces_are_read(tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes("Name;Role;Capacity\n Zoë ;Mentor; 2,0 \nBen;Mentee;\n".encode("cp1252"))

    result = run(path)

    assert result.exit_code == 0, result.stderr
    assert pairs(tmp_path / "people-matched.csv")[1][1] == "Zoë"


def test_a_file_that_went_away_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(SheetError, match=r"gone\.csv cannot be read: No such file"):
        read(tmp_path / "gone.csv")
    with pytest.raises(SheetError, match="There is no column “Colour”"):
        guess(["Name"], {"Colour": "values"})


def test_every_option_and_field_is_in_the_manual():
    manual = (Path(__file__).parents[2] / "docs/library/match-command.md").read_text(encoding="utf-8")

    for option in command.params:
        assert option.name == "file" or f"`{option.opts[0]}" in manual, option.opts[0]
    for field in FIELDS:
        assert f"`{field.name}`" in manual, field.name


def test_every_criterion_is_in_the_manual():
    manual = (Path(__file__).parents[2] / "docs/library/matching.md").read_text(encoding="utf-8")

    for criterion in CRITERIA:
        weight = f"{criterion.weight:.2f}" if criterion.weight else "0"
        assert any(f"| `{criterion.key}` |" in line and f"| {weight} |" in line for line in manual.splitlines())


def test_a_roster_says_who_stands_in_which_row_and_knows_people_outside_the_sheet(tmp_path):
    eva = "Eva,eva@example.org,mentee,art,,,Europe/Berlin,,,zora@example.org"
    (read_sheet,) = read(sheet(tmp_path, AMARA, eva, BEN.replace("mentee", "metee")))
    part = Part(read_sheet.rows, guess(read_sheet.headings, {}))

    roster = people([part], on=date(2026, 3, 1), known={"zora@example.org": "Zora"})

    assert roster.entries == [
        Entry("amara@example.org", "Amara", "amara@example.org", "mentor", "Europe/London", 2),
        Entry("eva@example.org", "Eva", "eva@example.org", "mentee", "Europe/Berlin", 3),
    ]
    assert roster.mentees[0].line == {"zora@example.org"}


def test_a_name_that_two_people_bear_is_named_by_its_row_and_the_address_says_who_is_meant(tmp_path):
    head = "Name,Email,Role,Not with,Manager"
    annas = ["Anna Schmidt,anna@example.org,mentor,,", "anna schmidt,schmidt@example.org,mentor,,"]

    result = run(sheet(tmp_path, *annas, "Ben,ben@example.org,mentee,Anna Schmidt,ANNA SCHMIDT", head=head))

    assert result.exit_code == 1 and not (tmp_path / "people-matched.csv").exists()
    fix = "is the name of more than one person. Write the e-mail address or id of the one who is meant instead."
    assert f"Row 4, Not with: “Anna Schmidt” {fix}" in result.stderr
    assert f"Row 4, Manager: “ANNA SCHMIDT” {fix}" in result.stderr
    by_address = "Ben,ben@example.org,mentee,Schmidt@example.org,boss@example.org"
    assert run(sheet(tmp_path, *annas, by_address, head=head)).exit_code == 0
    assert pairs(tmp_path / "people-matched.csv")[1][:2] == ["Ben", "Anna Schmidt"]


def test_a_small_workbook_that_unpacks_to_something_huge_is_not_opened(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(401):
            part.write(bytes(1 << 20))

    with pytest.raises(SheetError, match="is 401 MB when unpacked"):
        read(path)


def test_a_workbook_that_says_it_is_a_million_rows_wide_and_long_is_read_as_what_stands_in_it(tmp_path):
    book = Workbook()
    page = book.active
    page.append(["Name", "Role"])
    page.append(["Ben", "mentee"])
    page.cell(row=900_000, column=1).number_format = "0.0"  # a format that slipped, and nothing else
    book.save(tmp_path / "long.xlsx")
    with zipfile.ZipFile(tmp_path / "long.xlsx") as packed:
        parts = {one: packed.read(one) for one in packed.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', sheet)
    with zipfile.ZipFile(tmp_path / "said.xlsx", "w") as packed:
        for one, content in parts.items():
            packed.writestr(one, content)

    [found] = read(tmp_path / "said.xlsx")

    assert [row.cells for row in found.rows] == [{"Name": "Ben", "Role": "mentee"}]


def test_a_cell_far_beside_the_table_is_named(tmp_path):
    book = Workbook()
    book.active.append(["Name", "Role"])
    book.active.cell(row=2, column=16_384, value="oops")
    book.save(tmp_path / "wide.xlsx")

    with pytest.raises(SheetError, match="Row 2 of Sheet has a cell in column 16384"):
        read(tmp_path / "wide.xlsx")


def test_the_first_example_of_the_manual_says_what_it_says_it_does():
    manual = (Path(__file__).parents[2] / "docs/library/matching.md").read_text(encoding="utf-8")
    said: dict[str, Any] = {}

    exec(manual.split("```python\n")[1].split("```")[0], said)  # the example is the test

    matching = said["matching"]
    assert [(str(one.mentee), str(one.mentor)) for one in matching.pairings] == [("Ben", "Amara"), ("Eva", "Luis")]
    assert f'print(why_not(matching, "ben", "luis").text)  # {why_not(matching, "ben", "luis").text}' in manual
    assert "Luis" in why_unmatched(matching, "finn")
    assert [str(mentor) for mentor, _more in next_best(matching, "ben")] == ["Luis"]
    [move] = WhatIf(matching)(capacity={"luis": 2}).moves
    assert (str(move.mentee), str(move.after)) == ("Finn", "Luis")
