import pytest

import alongside


def test_both_libraries_open_from_the_front_door():
    from alongside.health import assess
    from alongside.matching import match

    assert alongside.assess is assess
    assert alongside.match is match


def test_what_is_not_there_is_said_so():
    with pytest.raises(AttributeError, match="no attribute 'score'"):
        _ = alongside.score
