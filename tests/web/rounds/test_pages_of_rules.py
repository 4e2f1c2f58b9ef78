import re

from alongside.web.people.models import Personality
from alongside.web.programmes.models import Membership, Separation
from alongside.web.programmes.rules import Rules
from alongside.web.rounds.models import Change
from tests.factories.people import SubjectFactory, UserFactory
from tests.factories.rounds import pairs, run
from tests.web.rounds.places import at, of, page


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


def test_save_beside_a_preview_keeps_the_rules(client, board):
    previewed = client.post(at("preview", board), said_in(counts_topics="0")).content.decode()

    form = re.search(r'<form method="post"[^>]* data-busy[^>]*>', previewed).group()
    client.post(re.search(r' action="([^"]*)"', form).group(1), said_in(counts_topics="0"))

    board.programme.refresh_from_db()
    assert board.programme.rules.step("topics") == 0


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
