"""Paused or on holiday: one word for both, of many and of one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.web.mentorships.models import Mentorship, Stage
from tests.factories.mentorships import MentorshipFactory
from tests.factories.programmes import ProgrammeFactory, rest


@pytest.mark.parametrize(
    ("stage", "holiday", "rests"),
    [
        (Stage.ACTIVE, None, False),
        (Stage.AGREED, None, False),
        (Stage.PAUSED, None, True),
        (Stage.ACTIVE, (-1, 1), True),
        (Stage.ACTIVE, (0, 0), True),
        (Stage.PAUSED, (0, 0), True),
        (Stage.ACTIVE, (1, 2), False),
        (Stage.ACTIVE, (-2, -1), False),
    ],
)
def test_one_rests_as_the_many_do(cast, stage, holiday, rests):
    today = timezone.localdate()
    pair = MentorshipFactory(programme=cast.programme, stage=stage)
    if holiday:
        rest(cast.programme, *holiday)
    rest(ProgrammeFactory(), -3, 3)

    assert pair.is_resting(today) == rests
    assert (pair not in Mentorship.objects.not_resting(today)) == rests


def test_two_holidays_on_one_day_name_a_mentorship_once(cast):
    today = timezone.localdate()
    awake = MentorshipFactory()
    assert cast.mentorship
    rest(cast.programme, -1, 1)
    rest(cast.programme, 0, 2)

    assert list(Mentorship.objects.not_resting(today)) == [awake]
    assert Mentorship.objects.not_resting(today + timedelta(days=3)).count() == 2
