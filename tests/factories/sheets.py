"""A sign-up sheet as programmes really get it: their own headings, words in any case, several ways to say one thing."""
# ruff: noqa: E501 - a row of a sheet is read as a row

import csv
import io
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from alongside.web.people.models import User
from alongside.web.programmes.models import Programme
from alongside.web.sheets.models import Sheet

HEAD = (
    "Timestamp", "Your name", "E-mail address", "I want to be a …", "What would you like help with?", "What can you help with?",
    "What matters to you? (up to five)", "Hobbies", "Languages you speak", "Time zone", "When are you free?",
    "How many mentees at most?", "Years of experience", "How often?", "For how many months?", "How to meet", "Department",
    "Line manager", "Anything else?",
)  # fmt: skip
COLUMNS = {
    "I want to be a …": "role", "What would you like help with?": "wants", "What can you help with?": "offers",
    "What matters to you? (up to five)": "values",
}  # fmt: skip
TOPICS = ["leading a team", "Public speaking", "data and statistics", "Negotiating", "saying no", "Writing clearly"]
VALUES = ["Curiosity", "fairness", "Honesty", "courage", "Kindness", "humour"]
HOBBIES = ["Walking", "cooking", "chess", "Music"]
LANGUAGES = ["English", "english, Deutsch", "en; fr", "English / Español", "Dutch, English"]
ZONES = ["Europe/London", "Europe/Berlin", "Africa/Lagos", ""]
HOURS = ["Mon-Fri 17-20", "tue 9-12, thu 9:30-12", "Wed 12-14; Fri 12-14", "Mon 8-10, Sat 9-12"]


def rows(count: int = 200, seed: int = 3) -> list[list[str]]:
    """Four mentees to two mentors, and now and then somebody who is both."""
    rng, found = Random(seed), []
    for number in range(count):
        role = rng.choice(
            ["Mentee", "mentee", "I want a mentor", "MENTOR", "Mentor", "both"] if number % 9 else ["both"]
        )

        def some(words: list[str], most: int = 3, rng: Random = rng) -> str:
            return rng.choice([", ", "; ", ","]).join(rng.sample(words, rng.randint(1, most)))

        found.append([
            "2026/02/03 10:12", f" Person  Number{number} " if number % 7 == 0 else f"Person Number{number}",
            f"Person{number}@Example.org" if number % 5 == 0 else f"person{number}@example.org", role, some(TOPICS), some(TOPICS),
            some(VALUES, 5), some(HOBBIES, 2), rng.choice(LANGUAGES), rng.choice(ZONES), rng.choice(HOURS),
            rng.choice(["1", "2", "", "3"]), rng.choice(["", "3", "12,5", "20"]), rng.choice(["weekly", "every 2 weeks", "monthly", ""]),
            rng.choice(["6", "12", ""]), rng.choice(["Video", "phone, video", "in person", "Zoom, carrier pigeon"]),
            rng.choice(["Finance", "People", "IT", ""]), "Person Number1" if number % 11 == 5 else "", "thanks!",
        ])  # fmt: skip
    return found


def csv_of(table: list[list[str]], head: tuple[str, ...] = HEAD, name: str = "Sign-ups (responses).csv") -> Any:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([head, *table])
    return SimpleUploadedFile(name, text.getvalue().encode("utf-8-sig"))


def xlsx_of(pages: dict[str, list[list[str]]], head: tuple[str, ...] = HEAD, name: str = "people.xlsx") -> Any:
    book = Workbook(write_only=True)
    for title, table in pages.items():
        page = book.create_sheet(title)
        for row in [list(head), *table]:
            page.append(row)
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile(name, file.getvalue())


def uploaded(programme: Programme, by: User, file: Any, columns: dict[str, str] | None = None) -> Sheet:
    sheet = Sheet.objects.upload(programme, by=by, file=file)
    sheet.say_columns(COLUMNS if columns is None else columns)
    return sheet
