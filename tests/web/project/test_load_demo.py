from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from alongside.web.mentorships.models import Mentorship, Stage
from alongside.web.people.models import User
from alongside.web.programmes.models import Programme
from alongside.web.project.demo.people import PASSWORD
from alongside.web.readings.models import Level, Reading


@pytest.fixture
def demo(db, settings) -> str:
    settings.IS_DEMO = True
    said = StringIO()
    call_command("load_demo", stdout=said)
    return said.getvalue()


def test_the_demo_shows_every_stage_every_level_and_every_cause(demo):
    assert User.objects.count() >= 60
    assert Mentorship.objects.count() >= 24
    assert set(Mentorship.objects.values_list("stage", flat=True)) == set(Stage.values) - {Stage.AGREED}
    newest = Reading.objects.newest().for_coordinators().filter(mentorship__ended_at=None)
    assert set(newest.values_list("level", flat=True)) == set(Level.values)
    noticed = {
        finding["cause"]
        for reading in newest
        for finding in reading.findings
        if finding["level"] in ("watch", "attend")
    }
    assert noticed >= {"goals", "match", "communication", "feedback", "sessions", "capacity"}


def test_the_demo_shows_how_fast_some_mentors_usually_answer(demo, client):
    client.force_login(User.objects.get(email="ben@example.org"))

    page = client.get(f"/programmes/{Programme.objects.get().pk}/mentors/").content.decode()

    assert page.count("Usually answers within") >= 2


def test_each_printed_sign_in_opens(demo, client):
    printed = [word for word in demo.split() if word.endswith("@example.org")]

    assert len(printed) == 4
    for address in printed:
        client.logout()
        client.post("/account/login/", {"login": address, "password": PASSWORD})
        assert "This is a demo" in client.get("/home/").content.decode()


def test_a_second_run_changes_nothing(demo):
    call_command("load_demo", stdout=StringIO())

    assert Programme.objects.count() == 1


def test_invented_people_never_come_among_real_ones(db, settings):
    settings.IS_DEMO = False

    with pytest.raises(CommandError, match="ALONGSIDE_DEMO"):
        call_command("load_demo")

    assert not User.objects.exists()
