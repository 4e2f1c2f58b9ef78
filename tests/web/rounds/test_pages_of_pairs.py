import re

import pytest
from django.urls import reverse

from alongside.web.programmes.rules import Rules
from alongside.web.rounds.models import Change, Decision
from tests.factories.people import ValueFactory
from tests.factories.rounds import mentee, pairs, run
from tests.web.rounds.places import at, of, page, pair


def test_a_pair_opens_to_its_reasons_and_who_was_next(client, board):
    said = page(client, of(board, board.lena).get_absolute_url())

    assert "Leo Marsh can help with law." in said
    assert "Who was next" in said and "Abe Frost does not offer help with law." in said
    assert "Has in this result" in said and "Ana Kovac" in said
    assert "Why not Abe?" in said


def test_why_not_somebody_and_what_would_follow(client, board):
    pairing = of(board, board.lena)

    told = page(client, reverse("rounds:why_not", args=[pairing.pk]) + f"?mentor={board.abe.pk}")

    assert "Lena Ruiz fits Leo Marsh as well or better." in told
    assert "2 mentees would have another mentor." in told
    assert "Pair Lena with Abe" in told and "Swap with Ana" in told
    part = client.get(
        reverse("rounds:why_not", args=[pairing.pk]) + f"?mentor={board.abe.pk}", headers={"HX-Request": "true"}
    ).content.decode()
    assert "<html" not in part and "Swap with Ana" in part


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda cast: cast.round.forbid_pair(**pair(cast, cast.abe)), "were ruled out for this round"),
        (lambda cast: cast.programme.memberships.filter(person__in=[cast.lena, cast.abe]).update(department="Law")
         and cast.round.change_rules(by=cast.chidi, rules=Rules(own_department=True)), "both work in Law"),
        (lambda cast: cast.abe.memberships.get().go_away(by=cast.abe, until=None), "has no room just now"),
        (lambda cast: cast.round.lock_pair(**pair(cast, cast.leo)), "was set with Leo Marsh by hand"),
    ],
)  # fmt: skip
def test_every_kind_of_why_not_has_its_sentence(client, board, change, why):
    change(board)
    run(board.round)

    told = page(client, reverse("rounds:why_not", args=[of(board, board.lena).pk]) + f"?mentor={board.abe.pk}")

    assert why in told


def test_why_not_is_answered_for_somebody_who_has_stopped_looking_since(client, board):
    pairing = of(board, board.lena)
    board.lena.memberships.get().go_away(by=board.lena, until=None)

    told = page(client, reverse("rounds:why_not", args=[pairing.pk]) + f"?mentor={board.abe.pk}")

    assert "Lena Ruiz is not looking for a mentor just now." in told
    assert "Pair Lena with Abe" not in told


def test_a_mentor_who_is_wanted_by_others_more_is_explained_by_them(client, board):
    ivo = mentee(board.programme, "Ivo Berg", "law")
    board.leo.profile.values.add(ValueFactory(name="Care"))
    board.lena.profile.values.add(ValueFactory(name="Care"))
    run(board.round)
    pairing = of(board, ivo)
    assert pairing.mentor is None

    said = page(client, pairing.get_absolute_url())
    told = page(client, reverse("rounds:why_not", args=[pairing.pk]) + f"?mentor={board.leo.pk}")

    assert "every place there is taken" in said
    assert re.search(r"Leo Marsh&#x27;s places went to (Lena Ruiz|Ana Kovac)\.", told)


def test_locking_ruling_out_and_swapping_on_the_page_match_the_rest_at_once(client, board):
    pairing = of(board, board.lena)
    client.post(reverse("rounds:lock", args=[pairing.pk]), {"why": "They asked"})
    assert Decision.objects.locks().get().mentor == board.leo
    board.round.refresh_from_db()
    client.post(reverse("rounds:lift", args=[of(board, board.lena).pk]))
    board.round.refresh_from_db()

    answer = client.post(
        reverse("rounds:give", args=[of(board, board.lena).pk]), {"mentor": board.abe.pk, "swap": "1"}, follow=True
    )

    board.round.refresh_from_db()
    assert pairs(board.round.current_run) == {"Lena": "Abe", "Ana": "Leo"}
    said = answer.content.decode()
    assert "You swapped the mentors of Lena Ruiz and Ana Kovac. The rest is matched again." in said
    client.post(at("undo", board))
    board.round.refresh_from_db()
    assert pairs(board.round.current_run) == {"Lena": "Leo", "Ana": "Abe"}
    client.post(reverse("rounds:forbid", args=[of(board, board.lena).pk]), {"for_good": "on"})
    board.round.refresh_from_db()
    assert pairs(board.round.current_run) == {"Lena": "Abe", "Ana": "Leo"}
    assert "Undo" in page(client, at("round", board))


def test_undo_takes_back_what_the_page_named_or_nothing(client, board):
    board.round.lock_pair(**pair(board, board.leo))
    early = {"change": re.search(r'name="change" value="(\d+)"', page(client, at("round", board)))[1]}
    board.round.note(by=board.chidi, words="A note is no change", mentee=board.lena)
    later = board.round.forbid_pair(by=board.chidi, mentee=board.ana, mentor=board.leo)

    answer = client.post(at("undo", board), early, follow=True)

    said = answer.content.decode()
    assert "nothing is taken back" in said and f'name="change" value="{later.pk}"' in said
    assert not Change.objects.exclude(undone_at=None).exists() and Decision.objects.standing().count() == 2
    client.post(at("undo", board), {"change": later.pk})
    client.post(at("undo", board), {"change": later.pk})  # pressed twice
    assert str(Change.objects.exclude(undone_at=None).get()) == "ruled out Ana Kovac with Leo Marsh"
    client.post(at("undo", board), early)
    assert not Decision.objects.standing().exists()


def test_what_is_refused_by_hand_says_so_and_changes_nothing(client, board):
    board.abe.memberships.update(capacity=0)

    answer = client.post(reverse("rounds:give", args=[of(board, board.lena).pk]), {"mentor": board.abe.pk}, follow=True)

    assert "Abe Frost has no room just now." in answer.content.decode()
    assert not Decision.objects.exists()


def test_nobody_but_a_coordinator_reaches_a_pairing(client, board):
    pairing = of(board, board.lena)
    for person in (board.leo, board.lena, board.dana):
        client.force_login(person)
        for name in ("pairing", "why_not", "lock", "forbid", "lift", "give", "note"):
            address = reverse(f"rounds:{name}", args=[pairing.pk])
            assert {client.get(address).status_code, client.post(address).status_code} <= {404, 405}
    assert not Decision.objects.exists()


def test_a_note_is_kept_and_read_on_the_pair_and_in_the_record(client, board):
    client.post(reverse("rounds:note", args=[of(board, board.lena).pk]), {"words": "Near Leeds, if possible"})
    client.post(reverse("rounds:note", args=[of(board, board.lena).pk]), {"words": ""})

    assert Change.objects.filter(kind="note").count() == 1
    for address in (of(board, board.lena).get_absolute_url(), at("record", board)):
        assert "Near Leeds, if possible" in page(client, address)
