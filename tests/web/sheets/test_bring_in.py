# ruff: noqa: E501 - a row of a sheet is read as a row
from datetime import time, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.programmes.models import Invitation, Membership, Separation
from alongside.web.programmes.refusals import NobodyNamed
from alongside.web.rounds.models import Change, Decision, Round
from alongside.web.sheets.arrival import Arrival
from alongside.web.sheets.models import Sheet
from alongside.web.sheets.refusals import AlreadyDone, HasProblems, NotYours
from tests.factories.people import UserFactory, ValueFactory
from tests.factories.rounds import mentor, round_of
from tests.factories.sheets import csv_of, rows, uploaded
from tests.together import together

HEAD = (
    "Name", "Email", "Role", "Topics", "Values", "Languages", "Time zone", "Hours", "Capacity", "Years", "Rhythm", "Months",
    "Channels", "Structure", "Department", "Manager", "Not with", "Match with", "Left out",
)  # fmt: skip
ANN = ("Ann Lee", "ann@example.org", "mentee", "law, New topic", "Fairness", "German", "Europe/Berlin", "Mon 17-20", "", "2",
       "every 2 weeks", "6", "Zoom, phone", "5", "Finance", "Bob", "Cy", "", "yes")  # fmt: skip
BOB = ("Bob", "bob@example.org", "mentor", "law", "Fairness", "German", "Europe/Berlin", "Mon 17-20", "2", "9", "weekly", "12",
       "video", "4", "Finance", "", "", "", "")  # fmt: skip
CY = ("Cy", "cy@example.org", "mentor", "art", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "")
DI = ("Di", "di@example.org", "mentee", "art", "", "", "", "", "", "", "", "", "", "", "", "", "", "Cy", "")


def sheet(cast, *table):
    return uploaded(cast.programme, cast.chidi, csv_of([list(row) for row in table], HEAD), {})


def test_two_hundred_people_come_in_at_once_and_can_be_matched(cast):
    it = uploaded(cast.programme, cast.chidi, csv_of(rows(200)))

    assert Arrival(it).bring_in(by=cast.chidi) == 200

    assert cast.programme.memberships.mentees().count() + cast.programme.memberships.mentors().count() > 200
    assert Notice.objects.filter(kind="sheets/mail/welcome").count() == 200
    run = round_of(cast).rerun(by=cast.chidi)
    assert run.facts["pairs"] > 50 and run.facts["proven"]
    it.refresh_from_db()
    assert bytes(it.content) == b"" and it.people == 200


def test_many_come_in_by_as_many_queries_as_few_and_so_does_what_has_changed_for_them(cast):
    """Each has a manager who stands in the sheet too, and is written to; brought in again, each has a department."""
    boss, head = (
        ("Bob", "bob@example.org", "mentor", "law", ""),
        ("Name", "Email", "Role", "Topics", "Department", "Manager"),
    )
    departments = ["", "Finance"]

    def queries(count: int, department: str) -> int:
        table = [
            [*boss, ""],
            *([f"Ann {n}", f"ann{n}@example.org", "mentee", "law", department, "Bob"] for n in range(count)),
        ]
        it = uploaded(cast.programme, cast.chidi, csv_of(table, head), {})
        with CaptureQueriesContext(connection) as asked:
            Arrival(it).bring_in(by=cast.chidi)
        return len(asked)

    queries(1, "")  # with their manager
    User.objects.filter(email__startswith="ann").delete()
    few = [queries(2, department) for department in departments]
    User.objects.filter(email__startswith="ann").delete()
    many = [queries(40, department) for department in departments]

    assert Separation.objects.filter(kind="line").count() == 40
    assert Notice.objects.filter(kind="sheets/mail/welcome").count() == 1 + 40  # their manager, and those who are here
    assert cast.programme.memberships.filter(department="Finance").count() == 40
    assert many == few


def test_hours_without_a_zone_are_on_the_clock_of_the_site(cast, settings):
    settings.TIME_ZONE = "Europe/Vienna"

    Arrival(sheet(cast, tuple("" if cell == "Europe/Berlin" else cell for cell in ANN), BOB, CY)).bring_in(
        by=cast.chidi
    )

    ann = User.objects.get(email="ann@example.org")
    assert ann.time_zone == "Europe/Vienna"
    assert ann.profile.hours.values_list("weekday", "starts", "ends").get() == (0, time(17), time(20))


def test_what_the_sheet_says_stands_in_the_profile(cast):
    Arrival(sheet(cast, ANN, BOB, CY)).bring_in(by=cast.chidi)

    ann = User.objects.get(email="ann@example.org")
    assert (ann.name, ann.time_zone, ann.has_usable_password()) == ("Ann Lee", "Europe/Berlin", False)
    assert not EmailAddress.objects.get(user=ann).verified
    profile = ann.profile
    assert sorted(str(one) for one in profile.seeks.all()) == ["New topic", "law"]
    assert [str(one) for one in profile.values.all()] == ["Fairness"]
    assert [one.code for one in profile.languages.all()] == ["de"]
    assert [(row.weekday, row.starts, row.ends) for row in profile.hours.all()] == [(0, time(17), time(20))]
    assert (profile.every_days, profile.intended_weeks, profile.years) == (14, 26, 2)
    assert (profile.by_video, profile.by_phone, profile.in_person) == (True, True, False)
    assert profile.working_style == {"structure": 1}  # "very planned" is the other end of our scale
    seat = ann.memberships.get()
    assert (seat.role, seat.department, seat.left_out_at is not None) == ("mentee", "Finance", True)
    assert User.objects.get(email="bob@example.org").memberships.get().capacity == 2
    assert {(each.kind, str(each.other)) for each in Separation.objects.filter(one=ann)} == {
        ("line", "Bob"),
        ("apart", "Cy"),
    }


def test_nothing_is_half_brought_in(cast):
    it = sheet(cast, ANN, BOB, CY, ("Ed", "ed@example.org", "metee", *CY[3:]))
    people = User.objects.count()

    with pytest.raises(HasProblems):
        Arrival(it).bring_in(by=cast.chidi)
    assert (User.objects.count(), Membership.objects.filter(role="mentee").count()) == (people, 0)

    assert Arrival(it).bring_in(by=cast.chidi, leave_out=True) == 3
    with pytest.raises(AlreadyDone):
        Arrival(it).bring_in(by=cast.chidi, leave_out=True)


def test_an_error_in_the_middle_leaves_nothing_behind(cast, monkeypatch):
    it = sheet(cast, ANN, BOB, CY)
    people = User.objects.count()
    monkeypatch.setattr(Arrival, "write", lambda *args: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        Arrival(it).bring_in(by=cast.chidi)

    it.refresh_from_db()
    assert (User.objects.count(), it.is_waiting) == (people, True)


def test_who_has_an_account_but_is_no_member_is_invited_and_nothing_of_theirs_is_touched(cast):
    ann = UserFactory(name="Ann", email="ann@example.org")
    ann.profile.values.add(ValueFactory(name="Humour"))

    Arrival(sheet(cast, ANN, BOB, CY)).bring_in(by=cast.chidi)

    ann.refresh_from_db()
    assert (ann.name, ann.profile.years, ann.profile.seeks.count()) == ("Ann", None, 0)
    assert not ann.memberships.exists() and not Notice.objects.filter(person=ann).exists()
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role) == ("ann@example.org", "mentee")
    assert not User.objects.visible_to(cast.chidi).filter(pk=ann.pk).exists()
    invitation.accept(by=ann)
    assert ann.memberships.get().role == "mentee"


NOT_YET = ("Amara Okafor", "okafor@example.org", "mentor", "law", *CY[4:])


def test_who_has_not_joined_yet_is_kept_apart_from_the_day_they_join(cast):
    okafor = UserFactory(name="Amara Okafor", email="okafor@example.org")
    clara = ("Clara", "clara@example.org", "mentee", "law", *CY[4:16], "Amara Okafor", "", "")
    dirk = ("Dirk", "dirk@example.org", "mentee", "law", *CY[4:15], "Amara Okafor", "", "", "")
    eva = ("Eva", "eva@example.org", "mentee", "law", *CY[4:])
    theirs = (*NOT_YET[:16], "Eva", "", "")

    Arrival(sheet(cast, theirs, clara, dirk, eva)).bring_in(by=cast.chidi)

    kept = {(each.kind, str(each.one), str(each.other)) for each in Separation.objects.all()}
    assert kept == {
        ("apart", "Clara", "Amara Okafor"), ("line", "Dirk", "Amara Okafor"), ("apart", "Amara Okafor", "Eva"),
    }  # fmt: skip
    Invitation.objects.get().accept(by=okafor)
    assert not round_of(cast).rerun(by=cast.chidi).pairings.filter(mentor=okafor).exists()


def test_what_each_of_two_rows_of_one_person_says_keeps_them_apart(cast):
    as_mentor = ("Ann", "ann@example.org", "mentor", "law", *CY[4:16], "Cy", "", "")
    as_mentee = ("Ann", "ann@example.org", "mentee", "art", *CY[4:16], "Bob", "", "")

    Arrival(sheet(cast, as_mentor, as_mentee, BOB, CY)).bring_in(by=cast.chidi)

    assert {str(each.other) for each in Separation.objects.filter(one__name="Ann")} == {"Bob", "Cy"}


def test_a_pair_agreed_with_somebody_who_has_not_joined_yet_stands_once_they_have(cast):
    okafor = UserFactory(name="Amara Okafor", email="okafor@example.org")
    di = (*DI[:17], "Amara Okafor", "")

    Arrival(sheet(cast, NOT_YET, CY, di)).bring_in(by=cast.chidi)

    round_ = Round.objects.open().get()
    assert not round_.rerun(by=cast.chidi).pairings.filter(mentor=okafor).exists()
    Invitation.objects.get().accept(by=okafor)
    pair = round_.rerun(by=cast.chidi).pairings.get(mentor=okafor)
    assert (str(pair.mentee), pair.is_locked) == ("Di", True)


def test_who_is_a_member_already_keeps_their_profile_and_their_room(cast):
    leo = mentor(cast.programme, "Leo Marsh", "law", capacity=3)

    Arrival(sheet(cast, CY, ("Leo", leo.email, *BOB[2:15], "", *BOB[16:]))).bring_in(by=cast.chidi)

    seat = leo.memberships.get()
    assert (seat.capacity, seat.department, leo.profile.years) == (3, "Finance", None)
    assert not Notice.objects.filter(person=leo).exists()  # nothing is new for them


def test_a_member_who_gets_another_role_has_a_letter(cast):
    leo = mentor(cast.programme, "Leo Marsh", "law")

    Arrival(sheet(cast, CY, ("Leo", leo.email, "mentee", *CY[3:]))).bring_in(by=cast.chidi)

    assert set(leo.memberships.values_list("role", flat=True)) == {"mentor", "mentee"}
    assert Notice.objects.get(person=leo).kind == "sheets/mail/added"


def test_pairs_agreed_before_stand_in_the_round_and_the_record_says_who_brought_whom(cast):
    round_ = round_of(cast)

    Arrival(sheet(cast, CY, DI)).bring_in(by=cast.chidi)

    lock = Decision.objects.locks().get()
    assert (str(lock.mentee), str(lock.mentor)) == ("Di", "Cy")
    assert str(Change.objects.get(round=round_, kind="sheet")) == "brought in 2 people"


def test_where_no_round_is_open_agreed_pairs_open_one(cast):
    Arrival(sheet(cast, CY, DI)).bring_in(by=cast.chidi)

    assert Decision.objects.locks().get().round == Round.objects.open().get()


def test_only_a_coordinator_brings_in_and_only_where_a_safeguarding_person_is_named(cast):
    it = sheet(cast, CY, DI)
    with pytest.raises(NotYours):
        Arrival(it).bring_in(by=cast.amara)
    cast.programme.safeguarding_person = None
    cast.programme.save()
    with pytest.raises(NobodyNamed):
        Arrival(Sheet.objects.get(pk=it.pk)).bring_in(by=cast.chidi)


@pytest.mark.django_db(transaction=True)
def test_a_sheet_brought_in_twice_at_the_same_moment_comes_in_once(cast):
    it = sheet(cast, ANN, BOB, CY)
    twice = [Arrival(Sheet.objects.get(pk=it.pk)) for _ in range(2)]

    refused = together(*(lambda one=one: one.bring_in(by=cast.chidi) for one in twice))

    assert [type(one) for one in refused] == [AlreadyDone]
    assert User.objects.filter(email="ann@example.org").count() == 1


def test_the_page_brings_in_and_leads_on(client, cast):
    round_ = round_of(cast)
    it = sheet(cast, ANN, BOB, CY, ("Ed", "ed@example.org", "metee", *CY[3:]))
    client.force_login(cast.chidi)
    page = client.get(reverse("sheets:sheet", args=[it.pk])).content.decode()
    assert "1 row needs mending" in page and "metee" in page and "Bring in 3 people" in page

    refused = client.post(reverse("sheets:bring_in", args=[it.pk]), follow=True)
    assert "Some rows have problems" in refused.content.decode()
    done = client.post(reverse("sheets:bring_in", args=[it.pk]), {"leave_out": "on"})

    assert done.url == reverse("rounds:readiness", args=[round_.pk])
    assert "brought this sheet of 3 people into" in client.get(reverse("sheets:sheet", args=[it.pk])).content.decode()


def brought(client, it: Sheet) -> str:
    """What the page says once it is in."""
    page = client.post(reverse("sheets:bring_in", args=[it.pk]), {"leave_out": "on"}, follow=True)
    return " ".join(str(message) for message in page.context["messages"])


def test_the_page_says_who_was_new_who_is_updated_and_for_whom_nothing_changed(client, cast):
    round_ = round_of(cast)
    mentor(cast.programme, "Leo Marsh", "law")
    mentor(cast.programme, "Mia Lund", "law")
    UserFactory(email="okafor@example.org")
    leo, mia = ("Leo", "leo@example.org", *CY[2:]), ("Mia", "mia@example.org", *BOB[2:15], "", *BOB[16:])
    client.force_login(cast.chidi)

    assert brought(client, sheet(cast, CY, NOT_YET, leo, mia)) == (
        "2 new people are brought in or invited, and have letters. "
        "1 person was in the programme or invited already, and is updated. "
        "1 person was in the programme or invited already, and nothing changed for them."
    )
    assert str(Change.objects.get(round=round_, kind="sheet")) == "brought in 3 people"


def test_who_is_in_already_is_not_said_to_have_a_letter(client, cast):
    UserFactory(email="okafor@example.org")
    di = ("Di", "di@example.org", "mentee", *CY[3:16], "Cy", "Amara Okafor", "")
    Arrival(sheet(cast, CY, NOT_YET, di)).bring_in(by=cast.chidi)
    round_, letters = Round.objects.open().get(), Notice.objects.count()
    client.force_login(cast.chidi)

    said = brought(client, sheet(cast, CY, NOT_YET, di))

    assert said == "3 people were in the programme or invited already, and nothing changed for them."
    assert (Notice.objects.count(), Invitation.objects.count()) == (letters, 1)
    assert Change.objects.filter(round=round_, kind="sheet").count() == 1 and Decision.objects.count() == 1


def test_a_sheet_nobody_brings_in_is_thrown_away_after_thirty_days(cast, time_machine):
    waiting, done = sheet(cast, CY), sheet(cast, CY)
    Arrival(done).bring_in(by=cast.chidi)

    time_machine.move_to(timezone.now() + timedelta(days=29))
    call_command("forget_sheets")
    assert Sheet.objects.filter(pk=waiting.pk).exists()
    time_machine.move_to(timezone.now() + timedelta(days=2))
    call_command("forget_sheets")

    assert set(Sheet.objects.all()) == {done}


def test_a_sheet_can_be_thrown_away(client, cast):
    it = sheet(cast, ANN, BOB, CY)
    client.force_login(cast.chidi)

    client.post(reverse("sheets:drop", args=[it.pk]))

    assert not Sheet.objects.exists()
