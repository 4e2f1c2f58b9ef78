"""One day for all reports, and two cohorts for those that look at both."""

import pytest
import time_machine

from alongside.web.programmes.models import Programme
from tests.web.reports.cohorts import last_of, this_of


@pytest.fixture(autouse=True)
def _one_day():
    with time_machine.travel("2026-11-15T12:00:00Z", tick=False):
        yield


@pytest.fixture
def last(cast) -> Programme:
    return last_of(cast)


@pytest.fixture
def this(cast, last) -> Programme:
    return this_of(cast, last)
