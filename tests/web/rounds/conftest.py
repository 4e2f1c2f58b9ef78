import pytest

from tests.factories.rounds import mentee, mentor, round_of


@pytest.fixture
def law_and_art(cast):
    """Two mentees and two mentors: Lena and Leo know law, Ana and Abe know art. Chidi has opened a round."""
    programme = cast.programme
    cast.leo = mentor(programme, "Leo Marsh", "law")
    cast.abe = mentor(programme, "Abe Frost", "art")
    cast.lena = mentee(programme, "Lena Ruiz", "law")
    cast.ana = mentee(programme, "Ana Kovac", "art")
    cast.round = round_of(cast)
    return cast
