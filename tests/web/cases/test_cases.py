import pytest
from django.urls import reverse

from alongside.web.cases.models import AlreadyClosed, Case


@pytest.fixture
def case(cast) -> Case:
    return Case.objects.have_a_word(
        cast.mentorship,
        by=cast.chidi,
        to=[cast.amara, cast.ben],
        subject="How are you?",
        words="I would like to help.",
        cause="communication",
        remedy="book_next_now",
    )


def test_a_coordinator_says_that_it_helped(client, cast, case):
    client.force_login(cast.chidi)

    client.post(reverse("cases:close", args=[case.pk]), {"outcome": "helped"})

    case.refresh_from_db()
    assert (case.outcome, case.closed_by) == ("helped", cast.chidi)


def test_saying_so_twice_is_refused_with_a_sentence(cast, case):
    case.close(by=cast.chidi, outcome="helped")

    with pytest.raises(AlreadyClosed, match="already said"):
        case.close(by=cast.chidi, outcome="not")


@pytest.mark.parametrize("outcome", ["", "splendid"])
def test_an_answer_that_is_none_changes_nothing(client, cast, case, outcome):
    client.force_login(cast.chidi)

    client.post(reverse("cases:close", args=[case.pk]), {"outcome": outcome})

    case.refresh_from_db()
    assert case.closed_at is None


def test_a_case_is_the_coordinators_own_note(client, cast, case):
    for person, status in ((cast.chidi, 200), (cast.amara, 404), (cast.ben, 404), (cast.dana, 404)):
        client.force_login(person)
        assert client.get(case.get_absolute_url()).status_code == status


def test_the_list_shows_the_words_had_and_is_empty_for_others(client, cast, case):
    client.force_login(cast.chidi)
    assert "Amara Okafor" in client.get(reverse("cases:list")).content.decode()

    client.force_login(cast.ben)
    assert "No words had yet" in client.get(reverse("cases:list")).content.decode()
