from collections.abc import Iterator

import pytest

from tests.calendar_elsewhere import Elsewhere, open_elsewhere


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    with open_elsewhere() as server:
        yield server
