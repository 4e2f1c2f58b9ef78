"""No letter fails because of a name, and a name is kept on one line whoever writes it."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.mail import EmailMessage
from django.db import connection
from django.urls import reverse

from alongside.web.goals.models import Goal
from alongside.web.notices.letter import address_of, letter
from alongside.web.people.models import User
from alongside.web.programmes.models import Programme
from alongside.web.sheets.arrival import Arrival
from tests.factories.goals import set_goal
from tests.factories.notices import NoticeFactory
from tests.factories.people import UserFactory
from tests.factories.programmes import ProgrammeFactory
from tests.factories.sheets import csv_of, rows, uploaded

moving = import_module("alongside.web.people.migrations.0005_names_on_one_line")
BROKEN, WHOLE = " Line\r\nBcc: evil@x.example\u2028\tB\x0b", "Line Bcc: evil@x.example B"


def test_a_letter_that_answers_to_a_name_with_a_line_break_goes_out(cast, mailoutbox):
    notice = NoticeFactory(person=cast.chidi, reply_to=cast.ben)
    cast.ben.name = BROKEN  # as it was kept before names were put on one line
    notice.subject = BROKEN

    letter(notice).send()

    [sent] = mailoutbox
    head = sent.message()
    assert head["Reply-To"] == '"Line Bcc: evil@x.example B" <ben@example.org>'
    assert head["Subject"] == WHOLE
    assert "Bcc" not in head


def test_no_character_in_a_name_stops_a_letter():
    for code in range(0x2100):
        person = User(name=f"Åsa{chr(code)}B", email="ben@example.org")
        message = EmailMessage("Hello", "", to=["chidi@example.org"], reply_to=[address_of(person)])
        assert message.message()["Reply-To"].endswith("<ben@example.org>"), hex(code)


def test_a_name_with_a_line_break_in_a_sheet_comes_in_on_one_line(cast):
    (row,) = rows(1)
    row[1] = BROKEN
    sheet = uploaded(cast.programme, cast.chidi, csv_of([row]))

    Arrival(sheet).bring_in(by=cast.chidi)

    assert User.objects.get(email=row[2].lower()).name == WHOLE


def test_the_administration_keeps_a_name_on_one_line(client, cast):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    page = reverse("admin:people_user_change", args=[cast.ben.pk])
    answer = client.post(page, {"name": BROKEN, "time_zone": "UTC", "is_active": "on"})

    assert answer.status_code == 302
    cast.ben.refresh_from_db()
    assert cast.ben.name == WHOLE


@pytest.mark.parametrize("write", ["save", "update", "bulk"])
def test_whatever_writes_a_name_writes_one_line(db, write):
    person = UserFactory.build(name=BROKEN) if write == "bulk" else UserFactory()

    if write == "save":
        person.name = BROKEN
        person.save()
        assert person.name == WHOLE
    elif write == "update":
        User.objects.filter(pk=person.pk).update(name=BROKEN)
    else:
        User.objects.bulk_create([person])

    assert User.objects.get().name == WHOLE


def test_names_kept_before_are_put_on_one_line(cast):
    person, table = cast.ben, User._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET name = %s WHERE id = %s", [BROKEN, person.pk])
    person.refresh_from_db()
    assert person.name == BROKEN

    moving.put_on_one_line(apps, SimpleNamespace(connection=connection))

    person.refresh_from_db()
    assert person.name == WHOLE


def test_what_else_stands_in_a_subject_is_kept_on_one_line(cast):
    programme, goal = ProgrammeFactory(name=BROKEN), set_goal(cast.mentorship, title=BROKEN)

    assert Programme.objects.get(pk=programme.pk).name == WHOLE
    assert Goal.objects.get(pk=goal.pk).title == WHOLE
