import pytest
from django.urls import reverse

from alongside.web.programmes.models import Programme, Separation
from alongside.web.programmes.rules import Rules
from alongside.web.rounds.models import Change
from alongside.web.rounds.refusals import MovedOn, NothingToUndo
from tests.factories.mentorships import MentorshipFactory
from tests.factories.rounds import mentee, mentor, pairs, round_of, run


def change(cast, **rules):
    return cast.round.change_rules(by=cast.chidi, rules=Rules.read({**cast.round.programme.rules.kept(), **rules}))


def test_weights_change_who_is_matched(cast, law_and_art):
    cast.leo.profile.values.set([])
    for one, name in ((cast.lena, "Fun"), (cast.abe, "Fun"), (cast.ana, "Order"), (cast.leo, "Order")):
        one.profile.values.add(one.profile.values.model.objects.get_or_create(name=name)[0])

    change(cast, weights={"values": 4, "topics": 0})

    assert pairs(run(cast.round)) == {"Lena": "Abe", "Ana": "Leo"}


def test_hard_rules_hold_only_where_they_are_on(law_and_art):
    cast = law_and_art
    cast.programme.memberships.filter(person__in=[cast.lena, cast.leo]).update(department="Finance")
    assert pairs(run(cast.round))["Lena"] == "Leo"

    change(cast, own_department=True)

    assert pairs(run(cast.round))["Lena"] == "Abe"


@pytest.mark.parametrize(
    ("kind", "rule"),
    [("line", {"own_line": False}), ("again", {"never_again": False}), ("apart", None), ("asked", None)],
)
def test_who_is_kept_apart_is_not_matched_and_only_some_of_it_can_be_switched_off(law_and_art, kind, rule):
    cast = law_and_art
    Separation.objects.keep_apart(cast.programme, cast.leo, cast.lena, kind=kind, by=cast.chidi)
    assert pairs(run(cast.round))["Lena"] == "Abe"

    change(cast, **(rule or {"own_line": False, "never_again": False, "shared_language": False, "hours": 0}))

    assert pairs(run(cast.round))["Lena"] == ("Leo" if rule else "Abe")


def test_who_was_paired_before_is_not_paired_again_unless_the_rule_is_off(law_and_art):
    cast = law_and_art
    before = MentorshipFactory(programme=cast.programme, mentor=cast.leo, mentee=cast.lena)
    before.end(by=cast.lena, reason="completed")
    before.ending.reflect(by=cast.lena, wants_another=True)
    assert pairs(run(cast.round))["Lena"] == "Abe"

    change(cast, never_again=False)

    assert pairs(run(cast.round))["Lena"] == "Leo"


def test_a_language_and_hours_in_common_are_asked_for(cast):
    from tests.factories.rounds import round_of

    round_ = round_of(cast)
    mentor(cast.programme, "Leo Marsh", "law", speaks=["en"], hours=[(0, 9, 12)])
    mentee(cast.programme, "Lena Ruiz", "law", speaks=["de"], hours=[(0, 9, 12)])
    mentee(cast.programme, "Ana Kovac", "law", speaks=["en"], hours=[(0, 11, 12)])
    assert pairs(run(round_)) == {"Lena": None, "Ana": "Leo"}

    cast.round = round_
    change(cast, hours=2)

    assert pairs(run(round_)) == {"Lena": None, "Ana": None}


def test_modes_coverage_and_spread_are_asked_of_the_library(law_and_art):
    cast = law_and_art
    cast.leo.memberships.update(capacity=3)
    change(cast, mode="stable")
    assert run(cast.round).facts["mode"] == "stable"
    change(cast, mode="fairest", spread="much")
    assert run(cast.round).facts["most"] == 1
    cast.abe.memberships.all().delete()
    change(cast, mode="total", coverage="no_weak", weights={"topics": 4})

    assert pairs(run(cast.round)) == {"Lena": "Leo", "Ana": None}


def test_a_change_of_rules_is_recorded_in_words_and_can_be_taken_back(law_and_art):
    cast = law_and_art

    change(cast, weights={"values": 3}, own_department=True)

    noted = Change.objects.get(kind="rules")
    assert noted.details == [
        "Values: counts more than usual (was: as usual)",
        "Not within a department: yes (was: no)",
    ]
    assert change(cast) is None
    cast.round.undo(by=cast.chidi)
    cast.programme.refresh_from_db()
    assert cast.programme.rules == Rules()


def test_rules_that_were_changed_again_are_not_taken_back(law_and_art):
    cast = law_and_art
    change(cast, own_department=True)
    cast.programme.matching = {"hours": 4}
    cast.programme.save()
    cast.round.programme.refresh_from_db()

    with pytest.raises(NothingToUndo, match="changed again"):
        cast.round.undo(by=cast.chidi)


@pytest.fixture
def window(client, law_and_art):
    """Open the rules: what a browser would send when nothing is touched."""
    client.force_login(law_and_art.chidi)

    def opened():
        form = client.get(reverse("rounds:rules", args=[law_and_art.round.pk])).context["form"]
        untouched = {name: value for name, value in form.standing().items() if value != "False"}
        return untouched | {"drawn": form["drawn"].value()}

    return opened


def test_what_one_coordinator_changed_stands_when_another_saves_a_page_from_before(client, law_and_art, window):
    cast, address = law_and_art, reverse("rounds:rules", args=[law_and_art.round.pk])
    early = window()
    first = {name: value for name, value in window().items() if name != "shared_language"}
    client.post(address, first | {"counts_values": "4", "hours": "2", "opposites": ["pace"]})

    client.post(address, early | {"coverage": "no_weak"})

    cast.programme.refresh_from_db()
    assert cast.programme.rules == Rules(
        weights={"values": 4}, opposites=("pace",), hours=2, shared_language=False, coverage="no_weak"
    )
    newest = Change.objects.filter(kind="rules").first()
    assert newest.details == [
        "If only a weak pair is left: Rather let somebody wait than make a weak pair (was: Everybody who can have a "
        "mentor gets one)"
    ]


def test_a_rule_that_both_changed_is_asked_once(client, law_and_art, window):
    cast, address = law_and_art, reverse("rounds:rules", args=[law_and_art.round.pk])
    early = window()
    client.post(address, window() | {"counts_values": "4"})

    refused = client.post(address, early | {"counts_values": "0"})

    cast.programme.refresh_from_db()
    assert refused.status_code == 422 and cast.programme.rules == Rules(weights={"values": 4})
    assert "This was changed elsewhere meanwhile and now is “very much”." in refused.content.decode()
    again = early | {"counts_values": "0", "drawn": refused.context["form"]["drawn"].value()}
    assert client.post(address, again).status_code == 302
    cast.programme.refresh_from_db()
    assert cast.programme.rules == Rules(weights={"values": 0})


def test_a_preview_of_a_page_from_before_names_only_what_was_changed_on_it(client, law_and_art, window):
    cast = law_and_art
    early = window()
    change(cast, own_department=True)

    preview = client.post(reverse("rounds:preview", args=[cast.round.pk]), early | {"hours": "4"})

    assert preview.context["differences"] == ["Shared hours a week, at least: 4 (was: 1)"]


def test_rules_made_from_others_than_stand_are_not_kept(law_and_art):
    cast = law_and_art
    change(cast, own_department=True)

    with pytest.raises(MovedOn, match="at the same moment"):
        cast.round.change_rules(by=cast.chidi, rules=Rules(hours=4), seen=Rules())

    cast.programme.refresh_from_db()
    assert cast.programme.rules == Rules(own_department=True)


def test_whatever_is_kept_is_read_as_rules():
    for odd in (None, [], {"weights": [], "hours": "x", "mode": 3}, {"weights": {"values": 99, "x": 1, "style": "3"}}):
        assert Rules.read(odd) == Rules()
    assert Rules.read(Rules(weights={"values": 0}, opposites=("pace",), hours=4).kept()) == Rules(
        weights={"values": 0}, opposites=("pace",), hours=4
    )


def test_temperament_counts_only_where_a_programme_asks_for_it_and_never_much(law_and_art):
    programme = law_and_art.programme
    assert "personality" not in {one.key for one in Rules().weighing(programme).criteria}
    programme.asks_personality = True

    assert Rules().weighing(programme).share("personality") == 0
    assert not Rules(weights={"personality": 3}).too_much_personality(programme)
    assert Rules(weights={"personality": 4, "goals": 0, "values": 0, "topics": 0}).too_much_personality(programme)


def test_rules_that_were_changed_while_a_programme_is_saved_stand(cast):
    form = Programme.objects.get(pk=cast.programme.pk)
    round_of(cast).change_rules(by=cast.chidi, rules=Rules(hours=4))

    form.name = "Summer cohort"
    form.keep()

    kept = Programme.objects.get(pk=cast.programme.pk)
    assert (kept.name, kept.rules) == ("Summer cohort", Rules(hours=4))
