"""Holidays of a programme: who writes them, which days they may have, and who is told."""

from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from alongside.errors import Refused
from alongside.web.notices.models import Notice
from alongside.web.programmes.models import Holiday, Programme
from tests.factories.mentorships import MentorshipFactory
from tests.factories.programmes import MembershipFactory, ProgrammeFactory, rest


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def form(first: int, last: int, name: str = "Winter break", **more: str) -> dict[str, str]:
    return {"name": name, "starts_on": day(first).isoformat(), "ends_on": day(last).isoformat(), **more}


def write(cast, first: int, last: int, name: str = "Winter break") -> Holiday:
    return Holiday.objects.write(cast.programme, by=cast.chidi, name=name, starts_on=day(first), ends_on=day(last))


def change(cast, holiday: Holiday, first: int, last: int, name: str = "Winter break") -> None:
    holiday.change(by=cast.chidi, name=name, starts_on=day(first), ends_on=day(last))


def tell(days: int = 0) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        call_command("tell_holidays", stdout=StringIO())


def letters() -> list[tuple[str, str]]:
    return sorted((letter.kind.rpartition("/")[2], str(letter.person)) for letter in Notice.objects.all())


def test_a_coordinator_writes_one_and_everybody_in_the_programme_reads_it(client, cast):
    assert cast.mentorship
    client.force_login(cast.chidi)
    client.get(reverse("programmes:write_holiday", args=[cast.programme.pk]))
    answer = client.post(reverse("programmes:write_holiday", args=[cast.programme.pk]), form(5, 20))
    assert answer.status_code == 302

    holiday = Holiday.objects.get()
    assert (holiday.starts_on, holiday.ends_on, holiday.created_by) == (day(5), day(20), cast.chidi)
    client.force_login(cast.ben)
    for page in ("programmes:holidays", "programmes:programme"):
        page_of_programme = client.get(reverse(page, args=[cast.programme.pk])).content.decode()
        assert "Winter break" in page_of_programme and holiday.days in page_of_programme


def test_members_and_strangers_write_none(client, cast):
    assert cast.mentorship
    holiday = rest(cast.programme, 5, 20)
    for person in (cast.ben, cast.amara, cast.dana):
        client.force_login(person)
        assert (
            client.post(reverse("programmes:write_holiday", args=[cast.programme.pk]), form(30, 40)).status_code == 404
        )
        assert client.post(reverse("programmes:holiday", args=[holiday.pk]), form(5, 6)).status_code == 404
        assert client.post(reverse("programmes:remove_holiday", args=[holiday.pk])).status_code == 404
        with pytest.raises(Refused, match="Only a coordinator"):
            Holiday.objects.write(cast.programme, by=person, name="Mine", starts_on=day(30), ends_on=day(31))
        with pytest.raises(Refused, match="Only a coordinator"):
            holiday.remove(by=person)

    assert list(Holiday.objects.values_list("starts_on", "ends_on")) == [(day(5), day(20))]


def test_a_coordinator_of_another_programme_changes_none_here(client, cast):
    other = ProgrammeFactory()
    MembershipFactory(programme=other, person=cast.dana, role="coordinator")
    holiday = rest(cast.programme, 5, 20)
    client.force_login(cast.dana)

    assert client.get(reverse("programmes:holidays", args=[cast.programme.pk])).status_code == 404
    assert client.get(reverse("programmes:holiday", args=[holiday.pk])).status_code == 404


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (10, 9, "The last day comes before the first."),
        (10, 10 + 84, "A holiday lasts 12 weeks at most."),
        (-100, -90, "That is more than twelve weeks ago."),
        (1200, 1201, "That is too far away."),
        (25, 40, "has some of these days already"),
        (15, 35, "has some of these days already"),
        (22, 23, "has some of these days already"),
    ],
)
def test_days_that_cannot_be_are_refused_in_a_sentence_and_nothing_typed_is_lost(client, cast, first, last, sentence):
    client.force_login(cast.chidi)
    rest(cast.programme, 20, 30, name="Spring break")

    answer = client.post(reverse("programmes:write_holiday", args=[cast.programme.pk]), form(first, last, name="Mine"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page and 'value="Mine"' in page and day(first).isoformat() in page
    assert Holiday.objects.count() == 1


@pytest.mark.parametrize("typed", [{}, {"starts_on": "2026-13-40", "ends_on": "x"}, {"ends_on": "9999-12-31"}])
def test_strange_days_are_refused_kindly(client, cast, typed):
    client.force_login(cast.chidi)

    answer = client.post(reverse("programmes:write_holiday", args=[cast.programme.pk]), {"name": "x" * 81, **typed})

    assert answer.status_code == 422
    assert not Holiday.objects.exists()


def test_twelve_weeks_and_a_single_day_are_fine(cast):
    assert write(cast, 10, 10 + 83).pk
    assert write(cast, 100, 100).days.count(" to ") == 0


def test_the_next_one_may_begin_on_the_day_after(cast):
    write(cast, 10, 20)

    assert write(cast, 21, 25, name="And some days more").pk


def test_a_year_has_a_dozen_at_most(cast):
    new_year = date(timezone.localdate().year + 1, 1, 1)
    for week in range(12):
        first = new_year + timedelta(weeks=week)
        Holiday.objects.create(programme=cast.programme, name="A day", starts_on=first, ends_on=first)

    with pytest.raises(Refused, match="has 12 holidays already"):
        Holiday.objects.write(
            cast.programme,
            by=cast.chidi,
            name="One more",
            starts_on=new_year + timedelta(weeks=20),
            ends_on=new_year + timedelta(weeks=20),
        )


def test_the_database_keeps_its_days_in_order(cast):
    assert cast.programme
    with pytest.raises(IntegrityError), transaction.atomic():
        rest(cast.programme, 10, 9)
    rest(cast.programme, 10, 12)
    with pytest.raises(IntegrityError), transaction.atomic():
        rest(cast.programme, 10, 10)


def test_one_that_was_forgotten_can_be_written_afterwards_and_says_when(client, cast):
    write(cast, -30, -10)
    client.force_login(cast.chidi)

    page = client.get(reverse("programmes:holidays", args=[cast.programme.pk])).content.decode()

    assert "Gone by" in page and "written down on" in page


def test_one_that_is_over_stays_as_it_was(client, cast):
    holiday = rest(cast.programme, -20, -1)
    client.force_login(cast.chidi)

    assert client.get(reverse("programmes:holiday", args=[holiday.pk])).status_code == 302
    answer = client.post(reverse("programmes:holiday", args=[holiday.pk]), form(-20, 5))
    assert answer.status_code == 422 and "This holiday is over" in answer.content.decode()
    client.post(reverse("programmes:remove_holiday", args=[holiday.pk]))

    holiday.refresh_from_db()
    assert (holiday.starts_on, holiday.ends_on) == (day(-20), day(-1))


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [(-4, 10, "cannot come later"), (-5, -2, "at the earliest"), (-9, -7, "at the earliest")],
)
def test_days_that_have_gone_by_stay_a_holiday(client, cast, first, last, sentence):
    holiday = rest(cast.programme, -5, 10)
    client.force_login(cast.chidi)

    answer = client.post(reverse("programmes:holiday", args=[holiday.pk]), form(first, last))

    assert answer.status_code == 422 and sentence in answer.content.decode()
    with pytest.raises(Refused, match="has begun"):
        holiday.remove(by=cast.chidi)


@pytest.mark.parametrize(("first", "last"), [(-5, -1), (-5, 20), (-8, 10)])
def test_one_that_has_begun_can_end_sooner_or_later_or_have_begun_before(cast, first, last):
    holiday = rest(cast.programme, -5, 10)

    change(cast, holiday, first, last)

    holiday.refresh_from_db()
    assert (holiday.starts_on, holiday.ends_on) == (day(first), day(last))


def test_saved_again_as_it_was_nothing_is_told_or_read_anew(cast):
    assert cast.mentorship
    holiday = rest(cast.programme, 2, 20)
    tell()
    changed_at = Programme.objects.get(pk=cast.programme.pk).holidays_changed_at

    change(cast, holiday, 2, 20)
    tell()

    assert len(letters()) == 2
    assert Programme.objects.get(pk=cast.programme.pk).holidays_changed_at == changed_at


def test_on_its_first_day_it_can_still_be_taken_out(client, cast):
    holiday = rest(cast.programme, 0, 10)
    client.force_login(cast.chidi)

    client.post(reverse("programmes:remove_holiday", args=[holiday.pk]), {"seen": 1})

    assert not Holiday.objects.exists()


def test_two_coordinators_at_once_undo_nothing_of_each_other(client, cast):
    holiday = rest(cast.programme, 5, 20)
    client.force_login(cast.chidi)
    page = client.get(reverse("programmes:holiday", args=[holiday.pk]))
    drawn = page.context["form"]["drawn"].value()
    change(cast, Holiday.objects.get(), 5, 25)

    answer = client.post(reverse("programmes:holiday", args=[holiday.pk]), form(5, 20, name="Break", drawn=drawn))
    assert answer.status_code == 302
    holiday.refresh_from_db()
    assert (holiday.name, holiday.ends_on) == ("Break", day(25))

    answer = client.post(reverse("programmes:remove_holiday", args=[holiday.pk]), {"seen": 1}, follow=True)
    assert "Somebody has changed this holiday" in answer.content.decode()
    Holiday.objects.get().remove(by=cast.chidi)
    with pytest.raises(Refused, match="took this holiday out"):
        change(cast, holiday, 5, 9)


def test_pairs_are_told_three_days_before_and_once(cast):
    assert cast.mentorship
    MembershipFactory(programme=cast.programme)  # nothing of theirs is under way
    write(cast, 5, 20)

    tell()
    assert letters() == []
    tell(days=2)
    tell(days=3)

    assert letters() == [("holiday", "Amara Okafor"), ("holiday", "Ben Lindqvist")]
    assert "Winter break" in Notice.objects.first().body


def test_somebody_with_two_mentorships_gets_one_letter(cast):
    MentorshipFactory(programme=cast.programme, mentor=cast.mentorship.mentor)
    rest(cast.programme, 1, 5)

    tell()

    assert [name for _kind, name in letters()].count("Amara Okafor") == 1


def test_whoever_was_told_of_other_days_is_told_of_the_change_and_not_of_a_new_name(cast):
    assert cast.mentorship
    holiday = rest(cast.programme, 2, 20)
    tell()
    Notice.objects.all().delete()

    change(cast, holiday, 2, 20, name="Winter holidays")
    tell()
    assert letters() == []
    change(cast, holiday, 30, 40, name="Winter holidays")
    tell()

    assert letters() == [("holiday", "Amara Okafor"), ("holiday", "Ben Lindqvist")]
    assert "have changed" in Notice.objects.first().subject


def test_whoever_was_told_hears_that_it_is_off_and_nobody_else_does(cast):
    assert cast.mentorship
    told, untold = rest(cast.programme, 2, 20), rest(cast.programme, 40, 50, name="Spring break")
    tell()
    Notice.objects.all().delete()

    for holiday in (told, untold):
        Holiday.objects.get(pk=holiday.pk).remove(by=cast.chidi)

    assert letters() == [("holiday_off", "Amara Okafor"), ("holiday_off", "Ben Lindqvist")]


def test_one_that_is_over_is_told_to_nobody(cast):
    assert cast.mentorship
    write(cast, -20, -2)

    tell()

    assert letters() == []


def test_a_programme_is_on_holiday_on_its_first_and_last_day(cast):
    rest(cast.programme, 0, 3)

    found = [Programme.objects.on_holiday(day(days)).filter(pk=cast.programme.pk).count() for days in (-1, 0, 3, 4)]

    assert found == [0, 1, 1, 0]


def test_an_empty_calendar_says_what_a_holiday_is_for(client, cast):
    assert cast.mentorship
    for person, words in ((cast.chidi, "Write a holiday"), (cast.ben, "pause your mentorship")):
        client.force_login(person)
        page = client.get(reverse("programmes:holidays", args=[cast.programme.pk])).content.decode()
        assert "No holiday to come" in page and words in page
    assert "Write a holiday" not in page
