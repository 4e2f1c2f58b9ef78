"""A programme's own questions in its matching: what may be looked at, what it does to pairs, and what is said of it."""

import pytest
from django.urls import reverse

from alongside.web.programmes.found import fits, in_full
from alongside.web.programmes.models import Membership, Programme
from alongside.web.programmes.rules import COUNTED, Rules
from tests.factories.questions import answer, question_of
from tests.factories.rounds import pairs, run


@pytest.fixture
def sites(law_and_art):
    """Lena and Abe are in Oslo, Ana and Leo in Lagos: by topics it would be the other way round."""
    cast = law_and_art
    cast.site = question_of(cast.programme, read_by="members")
    for person, place in ((cast.lena, "Oslo"), (cast.abe, "Oslo"), (cast.ana, "Lagos"), (cast.leo, "Lagos")):
        answer(cast.site, person, place)
    return cast


def count(cast, how: str, question=None):
    """Let the answers to a question count."""
    programme = Programme.objects.get(pk=cast.programme.pk)
    kept = {**programme.rules.kept(), "answers": {str((question or cast.site).pk): how}}
    cast.round.refresh_from_db()
    changed = cast.round.change_rules(by=cast.chidi, rules=Rules.read(kept, programme.comparable))
    cast.programme = Programme.objects.get(pk=cast.programme.pk)
    cast.round = cast.programme.rounds.get()
    return changed


TOPICS = {"Lena": "Leo", "Ana": "Abe"}
PLACES = {"Lena": "Abe", "Ana": "Leo"}


@pytest.mark.parametrize(("how", "whom"), [("must", PLACES), ("must_other", TOPICS), ("no", TOPICS), ("other", TOPICS)])
def test_an_answer_rules_out_or_not(sites, how, whom):
    count(sites, how)

    assert pairs(run(sites.round)) == whom


def test_the_same_answer_counts_in_favour_but_is_no_must(sites):
    for person in (sites.leo, sites.abe):
        person.profile.offers.set(sites.leo.profile.offers.all())
    count(sites, "same")
    assert pairs(run(sites.round)) == PLACES

    count(sites, "other")
    assert pairs(run(sites.round)) == TOPICS


def test_who_has_not_answered_is_not_ruled_out(sites):
    sites.leo.programme_answers.all().delete()
    sites.ana.programme_answers.update(words="", chosen=[])
    count(sites, "must")

    assert pairs(run(sites.round)) == TOPICS


@pytest.mark.parametrize("closed", [{"read_by": "coordinators"}, {"asked_of": "mentee"}, {"kind": "several"}])
def test_only_what_both_answer_with_one_choice_and_everybody_reads_is_looked_at(client, sites, closed):
    """A pair would tell each of the two what the other answered for coordinators only."""
    other = question_of(sites.programme, "Another?", **{"read_by": "members", **closed})
    for person, place in ((sites.lena, "Oslo"), (sites.abe, "Oslo"), (sites.leo, "Lagos")):
        answer(other, person, place)

    assert count(sites, "must", other) is None
    assert pairs(run(sites.round)) == TOPICS
    client.force_login(sites.chidi)
    shown = client.get(reverse("rounds:rules", args=[sites.round.pk])).content.decode()
    assert f"answers_{sites.site.pk}" in shown and f"answers_{other.pk}" not in shown


@pytest.mark.parametrize("verb", ["retire", "narrow"])
def test_one_that_may_not_be_looked_at_any_more_stops_counting(sites, verb):
    count(sites, "must")
    assert pairs(run(sites.round)) == PLACES
    if verb == "retire":
        sites.site.retire(by=sites.chidi)
    else:
        sites.site.change(by=sites.chidi, read_by="coordinators")

    sites.round = type(sites.round).objects.get(pk=sites.round.pk)
    assert pairs(run(sites.round)) == TOPICS


def test_temperament_weighs_no_more_when_a_question_beside_it_is_retired(sites):
    """Else whom somebody is paired with would tell what they answered about themselves in private."""
    Programme.objects.filter(pk=sites.programme.pk).update(asks_personality=True)
    programme = Programme.objects.get(pk=sites.programme.pk)
    weights = {**{one.key: 0 for one in COUNTED}, "interests": 2, "rhythm": 1, "personality": 1}
    kept = {"weights": weights, "answers": {str(sites.site.pk): "same"}}
    rules = Rules.read(kept, programme.comparable)
    assert not rules.too_much_personality(programme)

    sites.site.retire(by=sites.chidi)

    left = Rules.read(rules.kept(), Programme.objects.get(pk=programme.pk).comparable)
    assert left.too_much_personality(programme)
    assert left.weighing(programme).share("personality") == pytest.approx(0.2)


def test_a_coordinator_sets_it_on_the_page_of_rules_and_takes_it_back(client, sites):
    client.force_login(sites.chidi)
    page = reverse("rounds:rules", args=[sites.round.pk])
    form = client.get(page).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False, [])}
    client.post(page, {**typed, f"answers_{sites.site.pk}": "must"})

    assert Programme.objects.get(pk=sites.programme.pk).rules.answers == {str(sites.site.pk): "must"}
    (change,) = sites.round.changes.filter(kind="rules")
    assert change.facts["differences"] == ["“Which site do you work at?”: only the same answer (was: does not count)"]
    type(sites.round).objects.get(pk=sites.round.pk).undo(by=sites.chidi)
    assert Programme.objects.get(pk=sites.programme.pk).rules.answers == {}


def test_the_page_says_whom_it_would_move_before_anything_is_kept(client, sites):
    run(sites.round)
    client.force_login(sites.chidi)
    form = client.get(reverse("rounds:rules", args=[sites.round.pk])).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False, [])}
    would = client.post(reverse("rounds:preview", args=[sites.round.pk]), {**typed, f"answers_{sites.site.pk}": "must"})

    assert {str(move.mentee): str(move.after) for move in would.context["preview"].moves} == {
        "Lena Ruiz": "Abe Frost", "Ana Kovac": "Leo Marsh",
    }  # fmt: skip
    assert Programme.objects.get(pk=sites.programme.pk).rules.answers == {}


def test_an_answer_that_is_given_later_is_seen_by_the_next_run(sites):
    count(sites, "must")
    assert pairs(run(sites.round)) == PLACES
    for person, place in ((sites.lena, "Lagos"), (sites.ana, "Oslo")):
        (mine,) = person.programme_answers.all()
        mine.delete()
        answer(sites.site, person, place)

    assert pairs(run(sites.round)) == TOPICS


def test_the_reason_is_said_to_the_two_in_words(sites):
    count(sites, "same")
    seats = Membership.objects.mentors().filter(person=sites.abe)
    (found,) = in_full(seats, sites.programme, sites.lena)

    assert "You both answered “Oslo” to “Which site do you work at?”." in found.why


def test_the_directory_says_what_the_rules_rule_out_and_puts_it_last(sites):
    count(sites, "must")
    seats = Membership.objects.mentors().filter(programme=sites.programme)
    told = {one.membership.person.first_name: one.ruled_out for one in in_full(seats, sites.programme, sites.lena)}
    fit = fits(sites.lena, seats, sites.programme)

    assert told["Abe"] == ""
    assert "it asks for the same answer to “Which site do you work at?”" in told["Leo"]
    assert fit[sites.abe.pk] > fit[sites.leo.pk]


def test_why_not_somebody_else_names_the_question(client, sites):
    count(sites, "must")
    made = run(sites.round).pairings.get(mentee=sites.lena)
    client.force_login(sites.chidi)
    shown = client.get(reverse("rounds:why_not", args=[made.pk]), {"mentor": sites.leo.pk}).content.decode()

    assert "answered “Which site do you work at?” differently" in shown


def test_rules_kept_before_there_were_questions_are_the_same_as_ever(cast):
    assert "answers" not in Rules().kept()
    assert Rules.read({"answers": {"7": "must"}}).answers == {}
    for strange in (None, [], "x", {"7": ["must"]}, {"7": "x"}, {"7": 1}):
        assert Rules.read({"answers": strange}, {"7": "Where?"}) == Rules()
