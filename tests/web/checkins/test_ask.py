from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alongside.web.checkins.models import CheckIn, ask_due, ask_some, next_items
from alongside.web.mentorships.items import FIT, ITEMS
from alongside.web.mentorships.models import Mentorship, Stage
from alongside.web.notices.models import Notice
from tests.factories.checkins import ask
from tests.factories.mentorships import MentorshipFactory
from tests.factories.programmes import rest
from tests.post_office import open_post_office, text_of
from tests.together import together


def run(days: float = 0):
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        call_command("ask_checkins")


def test_both_sides_are_asked_and_only_once_a_day(cast):
    assert cast.mentorship

    run()
    run()

    assert {checkin.person for checkin in CheckIn.objects.all()} == {cast.amara, cast.ben}
    assert CheckIn.objects.count() == 2
    assert Notice.objects.filter(kind="checkins/mail/asked").count() == 2


def test_the_rhythm_is_the_programmes(cast):
    assert cast.mentorship
    for days in (0, 13, 14):
        run(days)

    assert CheckIn.objects.filter(person=cast.ben).count() == 2


def test_after_ninety_days_it_is_monthly(cast):
    Mentorship.objects.filter(pk=cast.mentorship.pk).update(began_on=timezone.localdate() - timedelta(days=100))
    for days in (0, 14, 29, 30):
        run(days)

    assert CheckIn.objects.filter(person=cast.ben).count() == 2


def test_nobody_is_asked_before_the_rhythm_has_come_round_once(cast):
    Mentorship.objects.filter(pk=cast.mentorship.pk).update(began_on=timezone.localdate() - timedelta(days=13))
    run()
    assert not CheckIn.objects.exists()

    run(1)

    assert CheckIn.objects.count() == 2


@pytest.mark.parametrize("state", [{"stage": Stage.PAUSED}, {"ended_at": timezone.now()}, {"began_on": None}])
def test_nobody_is_asked_while_nothing_runs(cast, state):
    Mentorship.objects.filter(pk=cast.mentorship.pk).update(**state)

    run()

    assert not CheckIn.objects.exists()


def test_the_next_one_closes_the_one_before(cast):
    first = ask(cast.mentorship)

    second = ask(cast.mentorship)

    first.refresh_from_db()
    assert not first.is_open
    assert second.is_open
    assert first.token != second.token
    assert len(second.token) >= 43


def test_one_reminder_after_three_days_and_no_second(cast):
    assert cast.mentorship
    run()
    for days in (2, 3.01, 4, 5):
        run(days)

    assert Notice.objects.filter(kind="checkins/mail/reminded", person=cast.ben).count() == 1


def test_no_reminder_once_answered(cast):
    ask(cast.mentorship).answer({})

    run(4)

    assert not Notice.objects.filter(kind="checkins/mail/reminded", person=cast.ben).exists()


def test_an_ending_closes_what_was_asked(cast):
    checkin = ask(cast.mentorship)
    Mentorship.objects.filter(pk=cast.mentorship.pk).update(ended_at=timezone.now())

    run()

    checkin.refresh_from_db()
    assert checkin.closed_at is not None


def test_the_letter_links_to_each_answer_and_says_nothing_of_the_partner(cast, settings):
    checkin = ask(cast.mentorship)

    with open_post_office(settings) as office:
        call_command("send_notices")

    (letter,) = office.to("ben@example.org")
    page = letter.get_body(("html",)).get_content()
    for item in checkin.items:
        answer = f"{settings.SITE_URL}/check-ins/answer/{checkin.token}/?{item}=4"
        assert f"4: {answer}" in text_of(letter)
        assert ITEMS[item].worded_for("mentee") in text_of(letter)
        # To be tapped with a thumb: the number is the link, and no address stands in the way.
        assert f'<a href="{answer}"' in page
        assert f">{answer}" not in page
    assert "Amara" in text_of(letter)


def test_the_letter_can_be_answered_from_the_list_of_letters(client, cast):
    checkin = ask(cast.mentorship)
    client.force_login(cast.ben)

    page = client.get(reverse("notices:list")).text

    assert f"{checkin.get_absolute_url()}?{checkin.items[0]}=4" in page
    assert checkin.token not in page


def test_fit_is_asked_from_weeks_two_six_and_sixteen(cast):
    began, asked = cast.mentorship.began_on, []
    for day in (14, 28, 42, 56, 70, 84, 112, 142):
        asked.append(next_items(cast.mentorship, began + timedelta(days=day), [name for it in asked for name in it]))

    fit = [sum(name in FIT for name in items) for items in asked]
    assert fit == [3, 2, 3, 2, 0, 0, 3, 2]


def test_before_week_two_no_fit_is_asked(cast):
    items = next_items(cast.mentorship, cast.mentorship.began_on + timedelta(days=7), [])

    assert len(items) == 3
    assert not set(items) & set(FIT)


def test_in_a_year_every_item_has_its_turn(cast):
    began, asked = cast.mentorship.began_on, []
    for day in range(14, 365, 14):
        items = next_items(cast.mentorship, began + timedelta(days=day), asked)
        assert len(set(items)) == 3
        asked += items

    assert set(asked) == set(ITEMS)


def test_what_falls_due_in_a_holiday_is_asked_on_the_first_day_after_it(cast):
    assert cast.mentorship
    rest(cast.programme, 0, 20)

    for days in (0, 20):
        run(days)
    assert not CheckIn.objects.exists()
    run(21)

    assert CheckIn.objects.count() == 2


def test_nobody_is_reminded_of_one_in_a_holiday(cast):
    ask(cast.mentorship, cast.ben)
    rest(cast.programme, 2, 6)

    run(4)
    assert not Notice.objects.filter(kind="checkins/mail/reminded").exists()
    run(7)

    assert Notice.objects.filter(kind="checkins/mail/reminded", person=cast.ben).count() == 1


def test_no_reminder_for_who_answers_while_the_letters_are_written(cast):
    asked = ask(cast.mentorship)
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        late = CheckIn.objects.filter(pk=asked.pk)
        asked.answer({})
        assert late.remind(timezone.now()) == 0

    assert not Notice.objects.filter(kind="checkins/mail/reminded").exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_moment_ask_each_side_once(cast):
    assert cast.mentorship

    together(*(lambda: ask_due(timezone.localdate()) for _ in range(2)))

    assert CheckIn.objects.filter(closed_at=None).count() == CheckIn.objects.count() == 2
    assert Notice.objects.filter(kind="checkins/mail/asked").count() == 2


@pytest.mark.parametrize("state", [{"stage": Stage.PAUSED}, {"stage": Stage.ENDED, "ended_at": timezone.now()}])
def test_nobody_is_asked_where_it_paused_or_ended_this_very_moment(cast, state):
    seen = [cast.mentorship.pk]
    Mentorship.objects.update(**state)

    assert ask_some(seen, timezone.localdate()) == 0
    assert not CheckIn.objects.exists()


def test_nobody_is_asked_where_a_pause_or_a_holiday_began_this_very_moment(cast):
    today = timezone.localdate()
    seen = [cast.mentorship.pk]
    holiday = rest(cast.programme, 0, 2)
    assert ask_some(seen, today) == 0
    holiday.delete()

    Mentorship.objects.update(stage=Stage.PAUSED)
    assert ask_some(seen, today) == 0

    Mentorship.objects.update(stage=Stage.ACTIVE)
    assert ask_some(seen, today) == 2


def test_many_are_asked_and_reminded_in_as_many_queries_as_few(cast):
    def queries(days: float) -> int:
        with CaptureQueriesContext(connection) as asked:
            run(days)
        return len(asked)

    assert cast.mentorship
    few = [queries(0), queries(4), queries(4), queries(14)]

    for pair in MentorshipFactory.create_batch(6, programme=cast.programme):
        assert pair.is_running
    Mentorship.objects.update(began_on=timezone.localdate() - timedelta(weeks=8))
    CheckIn.objects.all().delete()
    many = [queries(0), queries(4), queries(4), queries(14)]

    assert CheckIn.objects.filter(closed_at=None).count() == CheckIn.objects.exclude(reminded_at=None).count() == 14
    assert many == few


def test_more_than_are_asked_at_a_time_are_all_asked(cast, monkeypatch):
    monkeypatch.setattr("alongside.web.checkins.models.AT_A_TIME", 2)
    assert cast.mentorship
    MentorshipFactory.create_batch(4, programme=cast.programme)

    run()
    assert CheckIn.objects.count() == 10
    run(4)

    assert Notice.objects.filter(kind="checkins/mail/reminded").count() == 10
