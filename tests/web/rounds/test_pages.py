import csv
import io
import re

from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook

from alongside.web.notices.models import Notice
from alongside.web.rounds.board import shown
from alongside.web.rounds.models import Round, Run
from tests.factories.people import UserFactory
from tests.factories.rounds import mentee, round_of, run
from tests.web.rounds.places import at, of, page


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


def test_a_round_with_nobody_in_it_offers_people_before_matching(client, cast):
    empty = round_of(cast)
    client.force_login(cast.chidi)

    said = page(client, empty.get_absolute_url())
    assert reverse("rounds:readiness", args=[empty.pk]) in said
    assert reverse("rounds:run", args=[empty.pk]) not in said
    ready = page(client, reverse("rounds:readiness", args=[empty.pk]))
    assert reverse("programmes:invite", args=[cast.programme.pk]) in ready
    assert reverse("sheets:upload", args=[cast.programme.pk]) in ready

    mentee(cast.programme, "Lena Ruiz", "law")
    assert reverse("rounds:run", args=[empty.pk]) in page(client, empty.get_absolute_url())


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

    over = client.get(at("progress", cast), headers={"HX-Request": "true"})
    assert over.status_code == 286 and "See the result" in over.content.decode()  # htmx asks no more
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


def test_each_page_of_a_round_has_a_title_of_its_own(client, board):
    pages = ("readiness", "rules", "round", "compare", "record", "close")
    addresses = [at(name, board) for name in pages]
    addresses += [reverse(f"proposals:{name}", args=[board.round.pk]) for name in ("of_round", "publish")]
    titles = [re.search(r"<title>(.*?)</title>", page(client, address)) for address in addresses]

    said = [title[1] for title in titles if title]
    assert len(set(said)) == len(addresses), said
    assert all(" · Spring round · " in title and not title.startswith(" ·") for title in said)


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
