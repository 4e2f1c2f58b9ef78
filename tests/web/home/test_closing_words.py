"""The page of a mentorship that has ended: what the two share with each other at the end, and nothing else of it."""

import pytest

from tests.factories.mentorships import AgreementFactory


@pytest.fixture
def ended(cast):
    AgreementFactory(mentorship=cast.mentorship)
    ending = cast.mentorship.end(by=cast.ben, reason="completed")
    ending.reflect(by=cast.ben, helped="Your questions", differently="Meet sooner", shared_with_partner=True)
    ending.reflect(by=cast.amara, helped="Between me and my diary")
    return cast.mentorship


def shown(client, cast, person) -> str:
    client.force_login(person)
    return client.get(cast.mentorship.get_absolute_url()).content.decode()


def test_both_read_what_was_shared_and_whose_it_is(client, cast, ended):
    theirs, own = shown(client, cast, cast.amara), shown(client, cast, cast.ben)

    assert "Ben shares with you" in theirs and "You share with Amara" in own
    for page in (theirs, own):
        assert "Your questions" in page and "Meet sooner" in page


def test_what_was_not_shared_stands_on_neither_page(client, cast, ended):
    for person in (cast.amara, cast.ben):
        page = shown(client, cast, person)
        assert "Between me and my diary" not in page and "Amara shares with you" not in page


def test_a_coordinator_reads_none_of_it(client, cast, ended):
    assert "Your questions" not in shown(client, cast, cast.chidi)


def test_once_an_ending_is_taken_back_they_wait_for_the_next(client, cast, ended):
    cast.mentorship.refresh_from_db()
    cast.mentorship.reopen(by=cast.ben)

    assert "Your questions" not in shown(client, cast, cast.ben)


def test_a_tick_without_words_is_no_word(client, cast, ended):
    ended.reflections.filter(person=cast.ben).update(helped="", differently="")

    assert "shares with you" not in shown(client, cast, cast.amara)


def test_what_was_written_for_nobody_while_it_went_on_again_is_not_shown_at_the_next_ending(client, cast, ended):
    cast.mentorship.refresh_from_db()
    cast.mentorship.reopen(by=cast.ben)
    cast.mentorship.keep_closing_words(by=cast.ben, helped="To nobody yet")
    cast.mentorship.end(by=cast.ben, reason="completed")

    assert "To nobody yet" not in shown(client, cast, cast.amara)
