"""A programme is edited by several coordinators: none undoes what another saved."""

import pytest
from django.urls import reverse

from alongside.web.programmes.models import Role
from tests.factories.programmes import MembershipFactory, shows


@pytest.fixture
def window(client, cast):
    """Open the page for editing; what a browser would send when nothing in it is touched."""
    url = reverse("programmes:edit", args=[cast.programme.pk])

    def opened(person):
        client.force_login(person)
        form = client.get(url).context["form"]
        untouched = {name: value for name, value in form.standing().items() if value != "False"}
        return untouched | {"drawn": form["drawn"].value()}

    return opened


@pytest.fixture
def save(client, cast):
    def sent(person, page, **typed):
        client.force_login(person)
        page = {name: value for name, value in (page | typed).items() if value is not None}
        return client.post(reverse("programmes:edit", args=[cast.programme.pk]), page)

    return sent


@pytest.fixture
def femi(cast):
    """A second coordinator."""
    return MembershipFactory(programme=cast.programme, role=Role.COORDINATOR).person


def test_what_one_coordinator_saved_stands_when_another_saves_a_page_from_before(cast, femi, window, save):
    shows(cast.programme, "ratings")
    early = window(femi)
    save(cast.chidi, window(cast.chidi), shows_ratings=None, shows_verdicts="on", planned_weeks="40")

    answer = save(femi, early, name="Summer cohort")

    cast.programme.refresh_from_db()
    now = cast.programme
    assert answer.status_code == 302
    assert (now.name, now.planned_weeks, now.shows_ratings, now.shows_verdicts) == ("Summer cohort", 40, False, True)


def test_what_both_changed_is_said_once_and_the_words_typed_are_kept(cast, femi, window, save):
    early = window(femi)
    save(cast.chidi, window(cast.chidi), name="Autumn cohort", planned_weeks="40")

    refused = save(femi, early, name="Summer cohort")

    html = refused.content.decode()
    assert refused.status_code == 422
    assert "This was changed elsewhere meanwhile and now is “Autumn cohort”." in html
    assert 'value="Summer cohort"' in html and 'value="40"' in html

    form = refused.context["form"]
    assert save(femi, early, name="Summer cohort", planned_weeks="40", drawn=form["drawn"].value()).status_code == 302
    cast.programme.refresh_from_db()
    assert (cast.programme.name, cast.programme.planned_weeks) == ("Summer cohort", 40)


def test_one_window_saves_twice_and_takes_a_switch_back(cast, window, save):
    for typed, stands in (("on", True), (None, False)):
        save(cast.chidi, window(cast.chidi), shows_checkins=typed)

        cast.programme.refresh_from_db()
        assert cast.programme.shows_checkins is stands


@pytest.mark.parametrize("drawn", [None, "", "nonsense", "[]", "{}"])
def test_without_what_the_page_was_drawn_with_all_that_is_sent_holds(cast, window, save, drawn):
    answer = save(cast.chidi, window(cast.chidi), name="Summer cohort", drawn=drawn)

    cast.programme.refresh_from_db()
    assert (answer.status_code, cast.programme.name) == (302, "Summer cohort")


def test_asking_for_temperament_is_a_switch_on_the_page_and_stays_as_it_was(client, cast, window, save):
    cast.programme.asks_personality = True
    cast.programme.save()
    client.force_login(cast.chidi)
    page = client.get(reverse("programmes:edit", args=[cast.programme.pk])).content.decode()
    assert 'name="asks_personality"' in page

    for typed, stands in (("on", True), (None, False)):
        save(cast.chidi, window(cast.chidi), asks_personality=typed)

        cast.programme.refresh_from_db()
        assert cast.programme.asks_personality is stands
