import csv
import io
import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook

from alongside.web.notices.models import Notice
from alongside.web.people.models import Personality
from alongside.web.programmes.models import Membership, Separation
from alongside.web.programmes.rules import Rules
from alongside.web.rounds.board import shown
from alongside.web.rounds.models import Change, Decision, Round, Run
from tests.factories.people import SubjectFactory, UserFactory, ValueFactory
from tests.factories.rounds import mentee, pairs, run


@pytest.fixture
def board(client, law_and_art):
    """Chidi at the board, matched once."""
    run(law_and_art.round)
    client.force_login(law_and_art.chidi)
    return law_and_art


def at(where, cast, **query):
    return reverse(f"rounds:{where}", args=[cast.round.pk]) + (
        "?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else ""
    )


def pair(cast, mentor_):
    return {"by": cast.chidi, "mentee": cast.lena, "mentor": mentor_}


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def of(cast, person):
    return cast.round.current_run.pairings.get(mentee=person)


def test_a_round_is_opened_on_the_page_and_leads_to_readiness(client, cast):
    client.force_login(cast.chidi)
    assert "No round is open" in page(client, reverse("rounds:list"))

    answer = client.post(reverse("rounds:begin"), {"programme": cast.programme.pk, "name": "Spring"})

    made = Round.objects.get()
    assert answer.url == reverse("rounds:readiness", args=[made.pk])
    assert "Nobody is here to be matched yet" in page(client, answer.url)
    assert "Spring" in page(client, reverse("rounds:list"))
    again = client.post(reverse("rounds:begin"), {"programme": cast.programme.pk, "name": "Again"})
    assert again.status_code == 422


def test_who_coordinates_nothing_finds_no_matching(client, cast):
    for person in (cast.amara, cast.dana):
        client.force_login(person)
        assert client.get(reverse("rounds:list")).status_code == 404
        assert client.get(reverse("rounds:begin")).status_code == 404


def test_readiness_counts_places_subjects_gaps_and_who_cannot_be_matched(client, law_and_art):
    cast = law_and_art
    mentee(cast.programme, "Ida Lund", "law", "welding", speaks=["fi"])
    for person in (cast.leo, cast.abe):
        person.profile.languages.set(["en"])
    client.force_login(cast.chidi)

    said = page(client, at("readiness", cast))

    assert "1 place is missing" in said
    assert "Nobody can be matched with 1 mentee" in said and "share no language" in said
    assert "5 profiles leave something open" in said
    assert re.search(r"welding.*?nobody offers it", said, re.S)


def test_who_is_incomplete_gets_one_kind_letter(client, law_and_art, time_machine):
    time_machine.move_to("2026-03-02 12:00Z", tick=False)
    cast = law_and_art
    client.force_login(cast.chidi)

    client.post(at("remind", cast), {"person": cast.lena.pk})
    letter = Notice.objects.get()
    assert (
        letter.person == cast.lena and "Choose what you hold dear" in letter.body and "Choose a few" not in letter.body
    )
    answer = client.post(at("remind", cast), follow=True)
    assert Notice.objects.count() == 4 and "3 kind letters" in answer.content.decode()
    answer = client.post(at("remind", cast), follow=True)
    assert Notice.objects.count() == 4 and "Nobody was written to" in answer.content.decode()
    time_machine.move_to("2026-03-06 12:00Z", tick=False)
    client.post(at("remind", cast))

    assert Notice.objects.count() == 8


def test_a_run_is_asked_for_and_its_page_says_how_far_it_is(client, law_and_art):
    cast = law_and_art
    client.force_login(cast.chidi)
    client.post(at("run", cast))
    assert "It begins in a moment" in page(client, at("round", cast))
    Run.objects.update(state="working", progress=40)
    told = client.get(at("progress", cast), headers={"HX-Request": "true"})
    assert 'value="40"' in told.content.decode() and "Comparing everybody" in told.content.decode()
    Run.objects.update(state="waiting")

    call_command("match_rounds")

    assert client.get(at("progress", cast), headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert client.get(at("progress", cast)).status_code == 302
    assert "Lena Ruiz with Leo Marsh" in page(client, at("round", cast))


def test_a_run_that_could_not_be_done_says_why(client, law_and_art):
    cast = law_and_art
    cast.programme.memberships.filter(role="mentor").delete()
    client.force_login(cast.chidi)
    client.post(at("run", cast))
    call_command("match_rounds")

    assert "No mentor has room just now." in page(client, at("round", cast))


def test_the_board_shows_people_and_reasons_and_never_a_percentage(client, board):
    said = page(client, at("round", board))

    assert "Lena Ruiz with Leo Marsh" in said and "Leo Marsh can help with law." in said
    assert "No other matching by these rules fits better in all" in said
    for address in (at("round", board), of(board, board.lena).get_absolute_url(), at("compare", board)):
        assert not re.search(r"\d ?%", page(client, address))


def test_the_board_is_filtered_and_paged_and_answers_htmx_with_the_list_alone(client, board):
    for number in range(30):
        mentee(board.programme, f"Una{number:02} Berg", "law")
    board.round.lock_pair(by=board.chidi, mentee=board.lena, mentor=board.leo)
    run(board.round)

    assert page(client, at("round", board)).count('class="row"') == 25
    assert "Lena Ruiz" in page(client, at("round", board, show="locked")) and "Ana" not in page(
        client, at("round", board, show="locked")
    )
    assert "Una05" in page(client, at("round", board, name="una05")) and "Una06" not in page(
        client, at("round", board, name="una05")
    )
    assert page(client, at("round", board, show="left")).count("left over") > 20
    assert "Every mentor with room has somebody" in page(client, at("round", board, show="idle"))
    part = client.get(at("round", board, show="left"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part and 'id="found"' in part
    assert page(client, at("round", board, show="x", fit="y", order="z", page="999", **{"with": "9" * 30}))


def test_two_results_stand_side_by_side(client, board):
    assert "nothing to compare with yet" in page(client, at("compare", board))
    board.round.lock_pair(by=board.chidi, mentee=board.lena, mentor=board.abe)
    run(board.round)

    said = page(client, at("compare", board))

    assert "2 mentees have moved" in said and "Run 1" in said
    assert re.search(r"Lena Ruiz.*?Leo Marsh.*?Abe Frost", said, re.S)
    assert "Before: Leo Marsh" in page(client, at("round", board, show="moved"))


def test_a_result_says_when_something_has_changed_since(client, board):
    assert "have changed since this result" not in page(client, at("round", board))

    mentee(board.programme, "Ivo Berg", "law")

    assert "have changed since this result" in page(client, at("round", board))


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


def said_in(rules=None, **more):
    """The rules as the form sends them."""
    kept = (rules or Rules()).kept()
    sent = {f"counts_{key}": str((rules or Rules()).step(key)) for key in (
        "goals", "values", "topics", "style", "interests", "experience", "hours", "rhythm", "length", "channels",
        "languages",
    )}  # fmt: skip
    sent |= {
        name: "on"
        for name in ("own_line", "own_department", "shared_language", "never_again", "left_out_first")
        if kept[name]
    }
    return {
        **sent,
        **{name: kept[name] for name in ("hours", "mode", "coverage", "spread")},
        "opposites": kept["opposites"],
        **more,
    }


def test_other_rules_are_previewed_beside_the_form_and_kept_only_when_saved(client, board):
    for one, name in ((board.lena, "Chess"), (board.abe, "Chess"), (board.ana, "Film"), (board.leo, "Film")):
        one.profile.interests.add(SubjectFactory(name=name))
    run(board.round)
    sent = said_in(counts_interests="4", counts_topics="0")

    part = client.post(at("preview", board), sent, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in part
    assert "2 mentees would have another mentor." in part and "Interests: counts very much" in part
    assert re.search(r"Lena Ruiz</strong>: Leo Marsh → Abe Frost", part)
    assert not Change.objects.filter(kind="rules").exists()
    whole = client.post(at("preview", board), sent)  # without htmx the same, as a page
    assert whole.status_code == 200 and "2 mentees would have another mentor." in whole.content.decode()
    client.post(at("rules", board), {**sent, "why": "Interests first this time"})
    board.round.refresh_from_db()
    assert pairs(board.round.current_run) == {"Lena": "Abe", "Ana": "Leo"}
    assert Change.objects.get(kind="rules").why == "Interests first this time"


def test_who_is_kept_apart_stands_with_the_rules_and_can_be_allowed_again(client, board):
    apart = Separation.objects.keep_apart(board.programme, board.lena, board.leo, kind="line", by=board.chidi)
    wish = Separation.objects.keep_apart(board.programme, board.ana, board.leo, kind="asked", by=board.ana)
    said = page(client, at("rules", board))
    assert "1 pair kept apart" in said and "in one reporting line" in said

    for one in (apart, wish):
        client.post(at("allow", board), {"separation": one.pk})

    assert list(Separation.objects.all()) == [wish]
    assert str(Change.objects.get(kind="allowed")) == "let Lena Ruiz and Leo Marsh be paired again"


def test_somebody_who_has_not_come_in_stands_on_no_list_of_who_is_kept_apart(client, board):
    stranger = UserFactory(name="Name of an account elsewhere")
    Separation.objects.keep_apart(board.programme, board.lena, stranger, kind="apart", by=board.chidi)
    assert "Name of an account elsewhere" not in page(client, at("rules", board))

    Membership.objects.enter(board.programme, stranger, "mentor")
    assert "Name of an account elsewhere" in page(client, at("rules", board))


def test_rules_that_leave_nothing_to_count_are_refused(client, board):
    nothing = {key: "0" for key in said_in() if key.startswith("counts_")}

    answer = client.post(at("rules", board), said_in(**nothing))

    assert answer.status_code == 422 and "Let at least one thing count." in answer.content.decode()
    assert client.post(at("preview", board), said_in(mode="x"), headers={"HX-Request": "true"}).status_code == 422


def test_temperament_is_asked_and_counted_only_where_the_programme_says_so_and_never_put_into_words(client, board):
    assert "Temperament" not in page(client, at("rules", board))
    board.programme.asks_personality = True
    board.programme.save()
    for person, step in ((board.lena, 5), (board.abe, 5), (board.leo, 1), (board.ana, 1)):
        Personality.objects.keep(person.profile, [step] * 20)
    sent = said_in(counts_personality="4")
    assert "Temperament" in page(client, at("rules", board))

    much = client.post(
        at("rules", board),
        {**sent, **{key: "0" for key in sent if key.startswith("counts_")}, "counts_personality": "4"},
    )
    client.post(at("rules", board), sent)

    assert "a fifth of the whole at most" in much.content.decode()
    board.programme.refresh_from_db()
    assert board.programme.rules.step("personality") == 4
    for person in (board.lena, board.ana):
        board.round.refresh_from_db()
        said = page(client, of(board, person).get_absolute_url())
        assert "temperament" not in said.lower() and "extraversion" not in said


def test_the_fit_of_a_few_is_no_number_that_moves_with_one_pair():
    """It would tell what somebody answered about their temperament to whoever changes their own answers and looks."""
    few, many = {"pairs": 4, "mean": 0.61, "worst": 0.52}, {"pairs": 5, "mean": 0.61, "worst": 0.52}

    assert (shown("mean", few), shown("worst", few)) == (None, "good")
    assert (shown("mean", many), shown("worst", many)) == (61, "good")
    assert shown("worst", {"pairs": 0, "worst": None}) is None


def test_the_result_goes_out_as_a_sheet(client, board):
    mentee(board.programme, "=cmd() Berg", "law")
    run(board.round)

    answer = client.get(at("export", board, **{"as": "csv"}))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    book = load_workbook(io.BytesIO(client.get(at("export", board)).content))

    assert rows[0][:4] == ["Mentee", "Mentee's page", "Mentor", "Mentor's page"]
    by_name = {row[0]: row for row in rows}
    assert by_name["Ana Kovac"][2] == "Abe Frost" and "art" in by_name["Ana Kovac"][5]
    assert by_name["Ana Kovac"][3].endswith(board.abe.get_absolute_url())
    assert "@" not in answer.content.decode()  # nobody's address goes out with it
    assert "'=cmd() Berg" in by_name  # no spreadsheet runs it
    assert next(book.active.iter_rows())[0].value == "Mentee"
    assert client.get(at("export", board, **{"as": "exe"})).status_code == 404


def test_a_closed_round_can_be_read_and_not_changed(client, board):
    assert "Close this round?" in page(client, at("close", board))
    client.post(at("close", board))

    for name in ("round", "readiness", "rules", "record", "compare"):
        assert page(client, at(name, board))
    answer = client.post(at("run", board), follow=True)
    assert "is closed" in answer.content.decode()
    assert "Undo" not in page(client, at("round", board))


def test_the_bar_leads_coordinators_to_matching_and_nobody_else(client, board):
    assert reverse("rounds:list") in page(client, reverse("home:home"))
    client.force_login(UserFactory())
    assert reverse("rounds:list") not in page(client, reverse("home:home"))
