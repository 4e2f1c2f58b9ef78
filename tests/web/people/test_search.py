from types import SimpleNamespace

import pytest

from alongside.web.people.fold import Fold, fold
from alongside.web.people.models import Profile
from tests.factories.people import ProfileFactory, SubjectFactory, UserFactory, ValueFactory


def found(text: str) -> set[str]:
    return {str(profile) for profile in Profile.objects.search(text)}


@pytest.fixture
def people(db):
    elodie = UserFactory(name="Élodie Müller", profile=None)
    profile = ProfileFactory(
        person=elodie, headline="Leads a team of bakers", about="From Łódź, 100% at home in ovens."
    )
    profile.values.add(ValueFactory(name="Curiosity"))
    profile.offers.add(SubjectFactory(name="Public speaking"))
    profile.interests.add(SubjectFactory(name="Speaking clearly"))
    UserFactory(name="Борис Иванов")
    UserFactory(name="Ben Plain")


@pytest.mark.parametrize(
    "text",
    ["elodie", "ÉLODIE", "muller", "Müller élodie", "lodz", "baker", "curiosity", "public SPEAKING", "bakers speaking"],
)
def test_words_are_found_without_capitals_and_accents(people, text):
    assert found(text) == {"Élodie Müller"}


def test_other_alphabets_have_capitals_too(people):
    assert found("БОРИС") == {"Борис Иванов"}


def test_every_word_must_be_found(people):
    assert found("elodie plumber") == set()


def test_no_words_find_everybody(people):
    assert len(found("  ")) == 3


@pytest.mark.parametrize("text", ["%", "_", "100%", "' OR 1=1 --", "\\", '"', "a" * 5000, "x " * 500])
def test_odd_characters_are_only_characters(people, text):
    assert found(text) == ({"Élodie Müller"} if text in ("%", "100%") else set())


def test_a_profile_that_matches_twice_is_found_once(people):
    assert Profile.objects.search("speaking").count() == 1


def test_letters_made_of_two_parts_fold_like_whole_ones():
    assert fold("Mu\u0308ller") == fold("Müller") == "muller"


def test_postgresql_finds_the_letters_of_a_plain_sentence_at_the_front_of_its_table():
    """It looks each letter up from the front: through a thousand in vain for every "e", a search takes a minute."""
    compiler = SimpleNamespace(compile=lambda expression: ("about", ()))
    _sql, (table, instead) = Fold("about").as_postgresql(compiler, None)
    sentence = "we looked at last time's step first, and it held."

    places = [table.index(letter) for letter in sentence]

    assert sum(places) / len(places) < 20
    assert "".join(instead[place] for place in places) == sentence == fold(sentence)
