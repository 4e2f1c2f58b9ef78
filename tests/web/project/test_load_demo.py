from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from alongside.web.announcements.models import Announcement
from alongside.web.api.models import AccessKey
from alongside.web.cases.models import Case
from alongside.web.coordination.today import Today
from alongside.web.goals.models import Goal, Progress
from alongside.web.home.waiting import waiting_for
from alongside.web.meetings.models import Change, Meeting
from alongside.web.mentorships.models import Mentorship, Signature, Stage
from alongside.web.people.models import User
from alongside.web.programmes.models import Programme
from alongside.web.project.demo.people import PASSWORD
from alongside.web.readings.models import Level, Reading
from alongside.web.rounds.models import Round
from tests.factories.people import UserFactory

NOW = "Across the bridge"


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[str]:
    """The demo, loaded once for this file: it takes seconds. Each test's own changes are rolled back on top of it."""
    said = StringIO()
    cheap = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    demo = override_settings(IS_DEMO=True, PASSWORD_HASHERS=cheap)
    with django_db_blocker.unblock(), demo, transaction.atomic():
        call_command("load_demo", stdout=said)
        yield said.getvalue()
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, db, settings) -> str:
    settings.IS_DEMO = True
    return str(loaded)


def test_the_demo_shows_every_stage_every_level_and_every_cause(demo):
    assert User.objects.count() >= 60
    assert Mentorship.objects.count() >= 24
    assert set(Mentorship.objects.values_list("stage", flat=True)) == set(Stage.values)
    newest = Reading.objects.newest().for_coordinators().filter(mentorship__ended_at=None)
    assert set(newest.values_list("level", flat=True)) == set(Level.values)
    today = Today(User.objects.get(email="chidi@example.org"))
    named = {row.first.finding.cause for row in [*today.need_a_word, *today.worth_a_look] if row.first}
    assert named == {"goals", "match", "communication", "feedback", "sessions", "capacity"}


def test_the_coordinator_finds_words_had_one_to_look_at_again_and_one_that_helped(demo):
    chidi = User.objects.get(email="chidi@example.org")

    assert [case.mentorship.mentor.name for case in Today(chidi).look_again] == ["Ngaire Tautahi"]
    assert set(Case.objects.values_list("outcome", flat=True)) == {"", "helped"}


def test_members_find_what_was_announced_and_its_coordinator_a_draft(demo):
    ben, chidi = (User.objects.get(email=f"{name}@example.org") for name in ("ben", "chidi"))

    found = Announcement.objects.visible_to(ben).newest_first()
    assert [str(one) for one in found] == ["Half-way through Across the bridge", "Welcome to Across the bridge"]
    assert [str(one) for one in Announcement.objects.drafts(chidi)] == ["Before the break"]


def test_each_printed_person_has_something_to_do(demo):
    for address in ("ben@example.org", "amara@example.org"):
        assert waiting_for(User.objects.get(email=address)), address


def test_nothing_in_it_was_done_in_the_future_or_at_a_weekend(demo):
    now = timezone.now()
    assert not Change.objects.filter(at__gt=now).exists()
    assert not Goal.objects.filter(created_at__gt=now).exists()
    assert not Progress.objects.filter(at__gt=now).exists()
    assert not Signature.objects.filter(signed_at__gt=now).exists()
    sessions = Meeting.objects.exclude(starts_at=None)
    assert {meeting.starts_at.weekday() for meeting in sessions} <= set(range(5))


def test_the_demo_shows_how_fast_some_mentors_usually_answer(demo, client):
    client.force_login(User.objects.get(email="ben@example.org"))

    page = client.get(f"/programmes/{Programme.objects.get(name=NOW).pk}/mentors/").content.decode()

    assert page.count("Usually answers within") >= 2


def test_amaras_calendar_follows_her_meetings_and_bens_does_not_yet(demo, client):
    shown = {}
    for address in ("amara@example.org", "ben@example.org"):
        client.force_login(User.objects.get(email=address))
        shown[address] = client.get(reverse("meetings:own_calendar")).content.decode()

    assert "A calendar looked here last" in shown["amara@example.org"]
    assert "Make my address" in shown["ben@example.org"]


def test_each_printed_sign_in_opens(demo, client):
    printed = [word for word in demo.split() if word.endswith("@example.org")]

    assert len(printed) == 4
    for address in printed:
        client.logout()
        client.post("/account/login/", {"login": address, "password": PASSWORD})
        assert "This is a demo" in client.get("/home/").content.decode()


def test_a_second_run_changes_nothing(demo):
    call_command("load_demo", stdout=StringIO())

    assert Programme.objects.count() == 4


def test_a_second_run_minds_nobody_who_signed_up_in_between(demo):
    UserFactory(email="curious@example.com")

    said = StringIO()
    call_command("load_demo", stdout=said)

    assert "already loaded" in said.getvalue()


def test_a_cohort_is_ready_to_be_matched(demo):
    round_ = Round.objects.get()

    run = round_.rerun(by=None)

    assert run.facts["pairs"] >= 25 and run.facts["unmatched"] >= 1 and run.facts["strong"] >= 3
    names = {str(one.mentee) for one in run.pairings.made()} | {str(one.mentor) for one in run.pairings.made()}
    assert {"Amara Okafor", "Ben Lindqvist"} <= names  # so that the walk can go on as them


def test_the_next_cohort_is_begun_and_amara_is_asked_to_come_again(demo, client):
    made = Programme.objects.get(follows__name=NOW)
    assert made.questions.exists() and not made.mentorships.exists()

    client.force_login(User.objects.get(email="amara@example.org"))
    assert str(made) in client.get("/home/").content.decode()
    client.force_login(User.objects.get(email="chidi@example.org"))
    assert client.get(f"/programmes/{made.pk}/last-time/").context["page"].object_list


def test_the_coordinator_can_put_this_year_beside_the_last(demo, client):
    now, chidi = Programme.objects.get(name=NOW), User.objects.get(email="chidi@example.org")
    assert now.follows and now.follows.is_over and not now.follows.mentorships.open().exists()

    client.force_login(chidi)
    assert len(client.get(f"/programmes/{now.pk}/last-time/?group=again").context["page"].object_list) == 3
    compared = client.get(f"/reports/{now.pk}/last-time/").context["compared"]

    assert not compared.problem
    assert [measure.is_told for measure in compared.measures] == [True] * 4
    assert 0 < sum(measure.is_clear for measure in compared.measures) < 4


def test_the_coordinator_has_a_key_that_only_reads_and_was_used(demo, client):
    (key,) = AccessKey.objects.all()
    client.force_login(key.person)

    page = client.get(reverse("api:keys")).content.decode()

    assert "Sheet for the steering group" in page
    assert "only reads" in page and "last used on" in page
