from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alongside.health import ENGINE_VERSION
from alongside.health.calibrate import calibrate
from alongside.web.mentorships.models import Ending, Mentorship
from alongside.web.programmes.models import Programme
from alongside.web.readings.management.commands.calibrate_programme import Command, begun, in_words
from alongside.web.readings.models import Reading, Refit
from tests.factories.lives import at, hold
from tests.factories.mentorships import MentorshipFactory
from tests.factories.people import UserFactory
from tests.factories.programmes import MembershipFactory, ProgrammeFactory

EACH = 64  # so many ended early, and so many came to their end


def run(*args: object) -> str:
    out = StringIO()
    call_command("calibrate_programme", *args, stdout=out)
    return out.getvalue()


def live(programme: Programme, mentor, mentee, *, days: int, last_met: int, reason: str) -> Mentorship:
    """Met every two weeks until some day, and ended on another."""
    began_on = timezone.localdate() - timedelta(days=400)
    it = Mentorship(
        programme=programme, mentor=mentor, mentee=mentee, stage="ended", began_on=began_on, planned_weeks=26
    )
    it.ended_at = at(days, it)
    it.save()
    for day in range(3, last_met + 1, 14):
        hold(it, day)
    Ending.objects.create(mentorship=it, reason=reason, at=it.ended_at)
    return it


@pytest.fixture
def programme(db) -> Programme:
    """In which pairs that fall silent end early, and others stay."""
    programme, mentor = ProgrammeFactory(name="Long ago"), UserFactory()
    MembershipFactory(programme=programme, person=mentor, role="mentor")
    for number in range(EACH):
        mentee = UserFactory()
        live(programme, mentor, mentee, days=84 + number % 5, last_met=45 + number % 3 * 14, reason="no_time")
        live(programme, mentor, mentee, days=182, last_met=171 - number % 4 * 14, reason="completed")
    return programme


def test_it_says_what_a_refit_is_worth_and_changes_nothing(programme):
    said = run(programme.pk)

    assert f"{2 * EACH} mentorships, {EACH} of them ended early." in said
    assert "It is better than what ships." in said
    assert not Refit.objects.exists()


def test_kept_it_counts_from_the_next_reading_and_can_be_forgotten(programme):
    running = MentorshipFactory(programme=programme, began_on=timezone.localdate() - timedelta(days=90))
    hold(running, 10)
    elsewhere = MentorshipFactory(began_on=running.began_on)
    hold(elsewhere, 10)
    both = Mentorship.objects.filter(pk__in=[running.pk, elsewhere.pk]).select_related("programme")

    def read(of: Mentorship) -> Reading:
        Reading.objects.take(both, on=timezone.localdate())
        return Reading.objects.get(mentorship=of, audience="coordinator")

    before, stranger = read(running), read(elsewhere)
    assert "Kept: Long ago is read with it" in run(programme.pk, "--keep")
    after = read(running)

    assert before.engine_version == ENGINE_VERSION
    assert after.engine_version == f"{ENGINE_VERSION}, own weights"
    assert after.risk != before.risk
    assert after.thresholds == {"attend_risk": programme.refit.attend_risk} != before.thresholds == {}
    assert read(elsewhere).risk == stranger.risk
    assert read(elsewhere).engine_version == ENGINE_VERSION

    run(programme.pk, "--forget")
    assert (read(running).risk, read(running).engine_version) == (before.risk, ENGINE_VERSION)


def test_a_line_that_the_programme_set_itself_wins(programme):
    run(programme.pk, "--keep")

    limits = programme.refit.limits({"attend_risk": 0.2, "quiet_watch_intervals": 2.0})

    assert (limits.attend_risk, limits.quiet_watch_intervals) == (0.2, 2.0)


def test_weights_that_the_engine_cannot_read_any_more_count_no_longer(programme):
    refit = Refit.objects.create(
        programme=programme, weights={"risk": {"moon": [[], [0]]}}, attend_risk=0.9, mentorships=1, endings=1
    )
    running = MentorshipFactory(programme=programme)
    Reading.objects.take(Mentorship.objects.filter(pk=running.pk).select_related("programme"), on=timezone.localdate())

    reading = Reading.objects.get(mentorship=running, audience="coordinator")
    assert refit.known is None
    assert reading.engine_version == ENGINE_VERSION
    assert reading.thresholds == {}


def test_too_few_endings_and_no_such_programme_are_refused_in_a_sentence(cast):
    assert cast.mentorship

    with pytest.raises(CommandError, match="There are 0 early endings and 0 others"):
        run(cast.programme.pk)
    with pytest.raises(CommandError, match="There is no programme 99999"):
        run(99999)


def test_what_is_no_better_is_not_kept(programme):
    found = calibrate(begun(programme))
    worse = replace(found, ece=found.ece[::-1])

    assert "It is no better than what ships." in in_words(worse)
    with pytest.raises(CommandError, match="So it was not kept"):
        Command().keep(programme, worse)
    assert not Refit.objects.exists()


def test_reading_many_programmes_takes_as_many_queries_as_reading_one(programme):
    run(programme.pk, "--keep")

    def queries(mentorships) -> int:
        with CaptureQueriesContext(connection) as caught:
            Reading.objects.take(mentorships.select_related("programme"), on=timezone.localdate())
        return len(caught)

    one = MentorshipFactory(programme=programme)
    MentorshipFactory.create_batch(3)
    assert queries(Mentorship.objects.running()) == queries(Mentorship.objects.filter(pk=one.pk))
