import pytest

from tests.factories.rounds import mentee, mentor, round_of, run


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


@pytest.fixture
def board(client, law_and_art):
    """Chidi at the board, matched once."""
    run(law_and_art.round)
    client.force_login(law_and_art.chidi)
    return law_and_art
