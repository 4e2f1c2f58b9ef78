"""My record: one's own mentorships in days and counts, for nobody else, with partners named only as one chooses."""

import csv
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from alongside.web.home.record import Record
from alongside.web.mentorships.models import Ending
from alongside.web.programmes.models import Role
from tests.factories.meetings import HeldMeetingFactory, MeetingFactory
from tests.factories.mentorships import MentorshipFactory, NewMentorshipFactory
from tests.factories.people import UserFactory
from tests.factories.programmes import MembershipFactory, ProgrammeFactory

PAGE, SHEET = reverse("home:record"), reverse("home:record_sheet")


def at(year: int, month: int, day: int) -> datetime:
    return timezone.make_aware(datetime(year, month, day, 10))


def held(mentorship, when: datetime, minutes: int, **more):
    return HeldMeetingFactory(
        mentorship=mentorship,
        starts_at=when,
        ends_at=when + timedelta(minutes=60),
        held_minutes=minutes,
        **more,
    )


def ended(mentorship, when: datetime, reason: str = "completed"):
    Ending.objects.create(mentorship=mentorship, reason=reason, by=mentorship.mentee, at=when)
    mentorship.keep_end("ended", when)


@pytest.fixture
def life(cast):
    """Amara mentors Ben since 2025, and had Mina in an earlier programme; there is more that is not counted."""
    first = ProgrammeFactory(name="First steps")
    mina = UserFactory(name="Mina Sadeghi")
    earlier = MentorshipFactory(programme=first, mentor=cast.amara, mentee=mina, began_on=date(2024, 2, 1))
    held(earlier, at(2024, 3, 1), 45)
    ended(earlier, at(2024, 11, 30), reason="illness")
    cast.mentorship.began_on = date(2025, 9, 1)
    cast.mentorship.save()
    held(cast.mentorship, at(2025, 12, 30), 60)
    held(cast.mentorship, at(2026, 1, 10), 50)
    held(cast.mentorship, at(2025, 8, 20), 30, kind="introduction")
    MeetingFactory(mentorship=cast.mentorship)
    MeetingFactory(mentorship=cast.mentorship, state="cancelled", starts_at=at(2026, 2, 1), ends_at=at(2026, 2, 2))
    cast.mentorship.contacts.create(by=cast.ben, channel="phone", happened_on=date(2026, 1, 20))
    NewMentorshipFactory(programme=cast.programme, mentor=cast.amara, mentee=UserFactory(name="Nobody Yet"))
    cast.mina, cast.earlier = mina, earlier
    return cast


def record(person, query: str = "") -> Record:
    return Record(person, QueryDict(query))


def told(person, query: str = "") -> list[tuple]:
    return [
        (line.mentorship.programme.name, line.role, line.partner, line.sessions, line.minutes, line.spoke)
        for line in record(person, query).lines
    ]


def test_it_lists_ones_mentorships_by_programme_with_what_was_held(life):
    assert told(life.amara) == [
        ("Spring cohort", "mentor", "BL", 2, 110, 1),
        ("First steps", "mentor", "MS", 1, 45, 0),
    ]
    assert record(life.amara).total == "2 mentorships · 3 sessions · 2 h 35 min"


def test_a_mentee_has_theirs(life):
    assert told(life.ben) == [("Spring cohort", "mentee", "AO", 2, 110, 1)]


def test_within_a_programme_the_first_to_begin_stands_first(life):
    later = MentorshipFactory(
        programme=life.programme, mentor=life.amara, mentee=UserFactory(name="Zed Late"), began_on=date(2026, 3, 1)
    )

    assert [line.mentorship for line in record(life.amara).lines] == [life.mentorship, later, life.earlier]


def test_dates_are_those_on_which_it_began_and_ended(life):
    running, earlier = record(life.amara).lines

    assert (running.began_on, running.ended_on) == (date(2025, 9, 1), None)
    assert (earlier.began_on, earlier.ended_on) == (date(2024, 2, 1), date(2024, 11, 30))


@pytest.mark.parametrize(
    ("year", "lines"),
    [
        ("2024", [("First steps", "mentor", "MS", 1, 45, 0)]),
        ("2025", [("Spring cohort", "mentor", "BL", 1, 60, 0)]),
        ("2026", [("Spring cohort", "mentor", "BL", 1, 50, 1)]),
    ],
)
def test_one_year_counts_what_was_held_in_it(life, year, lines):
    assert told(life.amara, f"year={year}") == lines


@pytest.mark.parametrize("query", ["year=1999", "year=x", "year=²", "year=" + "9" * 50, "names=x\x00", ""])
def test_what_is_no_year_or_no_way_to_name_somebody_shows_all_with_initials(client, life, query):
    assert len(told(life.amara, query)) == 2
    client.force_login(life.amara)
    assert client.get(f"{PAGE}?{query}").status_code == 200


def test_a_session_on_new_years_eve_belongs_to_the_year_on_the_readers_clock(client, life):
    held(life.mentorship, datetime.fromisoformat("2025-12-31T23:30:00+00:00"), 20)
    life.amara.time_zone = "Asia/Tokyo"
    life.amara.save()
    client.force_login(life.amara)

    assert client.get(PAGE, {"year": "2026"}).context["record"].lines[0].sessions == 2


def test_what_was_held_on_new_years_eve_of_a_mentorship_that_began_next_morning_elsewhere_is_not_lost(life):
    life.mentorship.began_on, life.amara.time_zone = date(2026, 1, 1), "America/New_York"
    life.mentorship.save()
    life.amara.save()
    life.mentorship.meetings.all().delete()
    life.mentorship.contacts.all().delete()
    life.mentorship.contacts.create(by=life.amara, channel="phone", happened_on=date(2025, 12, 31))

    assert told(life.amara, "year=2025") == [("Spring cohort", "mentor", "BL", 0, 0, 1)]


def test_two_ways_to_speak_on_one_day_are_one_day(life):
    for channel, day in (("email", date(2026, 1, 20)), ("email", date(2026, 1, 21))):
        life.mentorship.contacts.create(by=life.amara, channel=channel, happened_on=day)

    assert told(life.ben) == [("Spring cohort", "mentee", "AO", 2, 110, 2)]


# ── Whom it names ─────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("names", "shown"), [("", "BL"), ("initials", "BL"), ("none", ""), ("full", "Ben Lindqvist")])
def test_partners_are_named_as_one_chooses_and_in_initials_at_first(client, life, names, shown):
    client.force_login(life.amara)

    page = client.get(PAGE, {"names": names}).content.decode()
    sheet = client.get(SHEET, {"names": names}).content.decode("utf-8-sig")

    assert ("Ben Lindqvist" in page) == ("Ben Lindqvist" in sheet) == (names == "full")
    assert next(csv.DictReader(StringIO(sheet)))["With"] == shown


def test_after_a_partner_has_left_it_still_tells_of_the_mentorship(client, life):
    life.mina.leave()

    assert told(life.amara)[1] == ("First steps", "mentor", "Someone who left", 1, 45, 0)
    client.force_login(life.amara)
    assert "Mina" not in client.get(PAGE, {"names": "full"}).content.decode()


def test_a_partner_whose_account_the_owner_has_shut_stands_as_anybody_does(life):
    life.mina.is_active = False
    life.mina.save()

    assert [line[2] for line in told(life.amara)] == ["BL", "MS"]


# ── Who sees it ───────────────────────────────────────────────────────────────
def test_a_coordinator_sees_their_own_alone(client, life):
    client.force_login(life.chidi)

    page = client.get(PAGE, {"names": "full", "person": life.amara.pk}).content.decode()

    assert "Here will stand what you did" in page
    assert "Ben Lindqvist" not in page and "Amara Okafor" not in page
    assert len(client.get(SHEET).content.decode("utf-8-sig").splitlines()) == 1


def test_a_coordinator_who_mentors_has_only_what_they_mentored(life):
    MembershipFactory(programme=life.programme, person=life.mina, role=Role.COORDINATOR)

    assert told(life.mina) == [("First steps", "mentee", "AO", 1, 45, 0)]


def test_no_answer_rating_reason_or_level_is_in_it(client, life):
    session = life.mentorship.meetings.filter(kind="session", state="held").first()
    client.force_login(life.amara)
    before = bare(client.get(PAGE, {"names": "full"}).content.decode())

    session.ratings.create(person=life.ben, useful=1)
    life.mentorship.feedback.create(by=life.ben, helped="Nothing at all", shared_with="nobody")
    life.mentorship.readings.create(audience="mentor", on=timezone.localdate(), level="attend", risk=0.9)
    Ending.objects.filter(mentorship=life.earlier).update(reason="no_fault")

    after = bare(client.get(PAGE, {"names": "full"}).content.decode())
    assert after == before
    assert "Illness" not in after


def bare(html: str) -> list[str]:
    return [line for line in html.splitlines() if "csrf" not in line.lower()]


# ── The page, the sheet ───────────────────────────────────────────────────────
def test_the_page_says_what_it_rests_on_and_leads_to_the_same_sheet(client, life):
    client.force_login(life.amara)

    page = client.get(PAGE, {"names": "none", "year": "2025"}).content.decode()

    assert "According to what both wrote down in" in page
    assert f"{SHEET}?names=none&amp;year=2025" in page
    assert "1 mentorship · 1 session · 1 h" in page


def test_the_sheet_has_a_row_for_each(client, life):
    client.force_login(life.amara)

    answer = client.get(SHEET)

    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert answer["Content-Disposition"].startswith("attachment") and "no-store" in answer["Cache-Control"]
    assert rows[1:] == [
        ["Spring cohort", "mentor", "BL", "2025-09-01", "", "2", "110", "1"],
        ["First steps", "mentor", "MS", "2024-02-01", "2024-11-30", "1", "45", "0"],
    ]


def test_a_programme_named_like_a_formula_is_plain_text_in_the_sheet(client, life):
    life.programme.name = "=1+1"
    life.programme.save()
    client.force_login(life.amara)

    assert "'=1+1" in client.get(SHEET).content.decode("utf-8-sig")


def test_a_year_with_none_says_so(client, life):
    ended(life.mentorship, at(2026, 5, 1))
    life.earlier.began_on = date(2022, 1, 1)
    life.earlier.save()
    Ending.objects.filter(mentorship=life.earlier).update(at=at(2022, 6, 1))
    life.earlier.keep_end("ended", at(2022, 6, 1))
    client.force_login(life.amara)

    assert "No mentorship of yours ran in this year." in client.get(PAGE, {"year": "2024"}).content.decode()


def test_account_and_list_of_mentorships_lead_to_it(client, life):
    client.force_login(life.amara)

    for address in (reverse("people:settings"), reverse("mentorships:list")):
        assert f'href="{PAGE}"' in client.get(address).content.decode()
