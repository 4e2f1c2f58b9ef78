"""Coordinators are shown what the programme says it shows, from when it said so and as long as it does."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice
from alongside.web.programmes.models import Role
from alongside.web.readings.models import Reading
from tests.factories.lives import check_in, hold, rate
from tests.factories.programmes import MembershipFactory

LOW = {"raise_problems": 1, "timely_replies": 1, "shared_outlook": 1, "be_myself": 1, "choose_again": 1}


def answer_badly(mentorship, *days):
    for day in days:
        rate(hold(mentorship, day), mentorship.mentee, 1)
        check_in(mentorship, mentorship.mentee, day, **LOW)


def choose(client, cast, **shown):
    """What Chidi does on the programme's page."""
    client.force_login(cast.chidi)
    page = reverse("programmes:edit", args=[cast.programme.pk])
    fields = {k: v for k, v in client.get(page).context["form"].initial.items() if v not in (None, False)}
    fields = {k: v for k, v in fields.items() if not k.startswith("shows_")}
    assert client.post(page, {**fields, **shown}).status_code == 302


def read_changed():
    call_command("read_mentorships", "--changed", stdout=StringIO())


def read_by_coordinators(mentorship):
    newest = mentorship.readings.for_coordinators().order_by("-on").first()
    return newest.level, newest.risk, newest.findings


@pytest.fixture
def answered(cast) -> Mentorship:
    """Ben has answered badly for weeks while nothing was shown; it has been read."""
    answer_badly(cast.mentorship, 5, 19, 33, 47)
    call_command("read_mentorships", stdout=StringIO())
    return cast.mentorship


def test_an_answer_given_before_it_was_shown_stays_closed_and_a_later_one_is_shown(client, cast, answered):
    closed = read_by_coordinators(answered)

    choose(client, cast, shows_checkins="on", shows_ratings="on", shows_verdicts="on")
    read_changed()
    assert read_by_coordinators(answered) == closed

    with time_machine.travel(timezone.now() + timedelta(days=30)):
        days = [(timezone.localdate() - answered.began_on).days - back for back in (16, 2)]
        answer_badly(answered, *days)
        answered.note_event()
        read_changed()
        later = {source["row"] for source in answered.readings.for_coordinators().latest("on").sources.values()}
    early = {f"checkin:{each.pk}" for each in answered.checkins.all() if each.answered_at < closed_until(cast)}
    assert {row for row in later if row.startswith("checkin:")}
    assert not later & early


def closed_until(cast):
    cast.programme.refresh_from_db()
    return cast.programme.checkins_shown_since


def test_switching_off_takes_it_from_the_pages_within_the_minute(client, cast):
    hidden = Mentorship.objects.get(pk=cast.mentorship.pk)
    choose(client, cast, shows_checkins="on")
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        for back in (28, 14, 2):
            check_in(hidden, cast.ben, (timezone.localdate() - hidden.began_on).days - back, **LOW)
        hidden.note_event()
        read_changed()
        shown = read_by_coordinators(hidden)

        choose(client, cast)
        assert [list(Reading.objects.waiting(one)) for one in ("mentor", "mentee", "coordinator")] == [[], [], [hidden]]
        read_changed()

        assert not Reading.objects.waiting("coordinator").exists()
        after = read_by_coordinators(hidden)
        assert after != shown
        hidden.checkins.all().delete()
        Reading.objects.take(Mentorship.objects.select_related("programme"), on=timezone.localdate())
        assert read_by_coordinators(hidden) == after


def test_switching_off_and_on_again_opens_nothing_from_before(client, cast, answered):
    choose(client, cast, shows_checkins="on")
    first = closed_until(cast)
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        choose(client, cast)
        assert closed_until(cast) is None
        choose(client, cast, shows_checkins="on")
        assert closed_until(cast) >= first + timedelta(days=30)


def test_another_change_of_the_programme_moves_nothing(client, cast, answered):
    choose(client, cast, shows_checkins="on")
    read_changed()
    first, letters = closed_until(cast), Notice.objects.count()

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        choose(client, cast, shows_checkins="on", name="Summer cohort")

    assert closed_until(cast) == first
    assert Notice.objects.count() == letters
    assert not Reading.objects.waiting("coordinator").exists()


def test_what_was_kept_of_an_ended_mentorship_is_read_again_on_its_last_day(client, cast):
    mentorship = cast.mentorship
    choose(client, cast, shows_checkins="on")
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        for back in (28, 14, 2):
            check_in(mentorship, cast.ben, (timezone.localdate() - mentorship.began_on).days - back, **LOW)
        mentorship.note_event()
        read_changed()
        mentorship.end(by=cast.ben, reason="no_fault")
        shown = read_by_coordinators(mentorship)
        sides = list(mentorship.readings.exclude(audience="coordinator").values("audience", "risk", "read_at"))
        days = set(mentorship.readings.values_list("on", flat=True))
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        choose(client, cast)
        read_changed()

    assert read_by_coordinators(mentorship) != shown
    assert set(mentorship.readings.values_list("on", flat=True)) == days
    assert list(mentorship.readings.exclude(audience="coordinator").values("audience", "risk", "read_at")) == sides
    assert not Reading.objects.last_words().exists()


def test_every_member_gets_one_letter_when_more_is_shown_and_none_when_less_is(client, cast, answered):
    MembershipFactory(programme=cast.programme, person=cast.ben, role=Role.MENTOR)
    gone = MembershipFactory(programme=cast.programme, left_at=timezone.now()).person
    away = MembershipFactory(programme=cast.programme, person__is_active=False).person

    choose(client, cast, shows_checkins="on", shows_ratings="on")

    told = [letter.person for letter in Notice.objects.filter(kind="programmes/mail/shown")]
    assert sorted(person.name for person in told) == ["Amara Okafor", "Ben Lindqvist", "Chidi Eze"]
    assert not {gone, away, cast.dana} & set(told)
    body = Notice.objects.filter(kind="programmes/mail/shown").first().body
    assert "answers to check-ins" in body and "ratings of sessions" in body and "verdicts" not in body
    choose(client, cast)
    assert Notice.objects.filter(kind="programmes/mail/shown").count() == 3


def test_nobody_dates_it_back(cast):
    cast.programme.checkins_shown_since = timezone.now() - timedelta(days=300)

    cast.programme.keep()

    assert closed_until(cast) >= timezone.now() - timedelta(minutes=1)
