from datetime import datetime, timedelta

import pytest
from django.utils import timezone


@pytest.fixture
def soon() -> datetime:
    """The day after tomorrow at a round hour."""
    return (timezone.now() + timedelta(days=2)).replace(minute=0, second=0, microsecond=0)
