import pytest

from tests.factories.rounds import mentee, mentor, publish, round_of


@pytest.fixture
def proposed(cast):
    """Leo is proposed to Lena, and Ivo waits, for law has one place. Abe is proposed to Ana."""
    programme = cast.programme
    cast.leo = mentor(programme, "Leo Marsh", "law")
    cast.abe = mentor(programme, "Abe Frost", "art")
    cast.lena = mentee(programme, "Lena Ruiz", "law", speaks=["en"])
    cast.ana = mentee(programme, "Ana Kovac", "art")
    cast.round = round_of(cast)
    publish(cast.round, cast.chidi)
    cast.ivo = mentee(programme, "Ivo Berg", "law")
    cast.lenas = cast.programme.proposals.get(mentee=cast.lena)
    cast.anas = cast.programme.proposals.get(mentee=cast.ana)
    return cast


@pytest.fixture
def here(cast):
    """Leo mentors in law, Abe in art; Lena looks for law. Nobody has opened a round. Chidi coordinates."""
    assert cast.chidi
    cast.leo = mentor(cast.programme, "Leo Marsh", "law")
    cast.abe = mentor(cast.programme, "Abe Frost", "art")
    cast.lena = mentee(cast.programme, "Lena Ruiz", "law")
    return cast
