"""Signed in, a check-in is answered at an address that ends with the sign-in."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from alongside.web.notices.models import Notice
from tests.factories.checkins import ask

moving = import_module("alongside.web.checkins.migrations.0002_letters_alone_hold_keys")


@pytest.fixture
def checkin(cast):
    return ask(cast.mentorship, cast.ben)


@pytest.fixture
def page(checkin):
    return checkin.get_absolute_url()


def answers(checkin):
    return dict(checkin.answers.values_list("item", "value"))


def test_the_form_is_filled_in_and_kept_at_its_own_address(client, checkin, page):
    first, second, third = checkin.items
    client.force_login(checkin.person)

    shown = client.get(page)
    tapped = client.post(page, {first: "4"}, headers={"HX-Request": "true"})
    kept = client.post(page, {first: "4", second: "2", third: ""}, follow=True)

    assert shown.status_code == 200 and f'hx-post="{page}"' in shown.text
    assert "Kept so far" in tapped.text
    assert answers(checkin) == {first: 4, second: 2}
    assert kept.redirect_chain == [(reverse("checkins:thanks", args=[checkin.pk]), 302)]
    assert f'href="{page}"' in kept.content.decode()
    assert all(checkin.token not in answer.content.decode() for answer in (shown, tapped, kept))


def test_an_answer_that_is_none_of_the_five_is_refused(client, checkin, page):
    client.force_login(checkin.person)

    assert client.post(page, {checkin.items[0]: "9"}).status_code == 422
    assert answers(checkin) == {}


def test_after_signing_out_no_page_one_was_on_shows_the_answers(client, checkin, page):
    client.force_login(checkin.person)
    pages = [page, reverse("checkins:thanks", args=[checkin.pk])]
    assert all("no-store" in client.get(address)["Cache-Control"] for address in pages)
    client.logout()

    for address in pages:
        assert "/account/login/" in client.get(address)["Location"]
        assert "/account/login/" in client.post(address, {checkin.items[0]: "1"})["Location"]
    assert answers(checkin) == {}


def test_a_letter_opened_while_signed_in_goes_on_at_that_address_with_the_answer_chosen(client, cast, checkin, page):
    item, form = checkin.items[0], reverse("checkins:answer", args=[checkin.token])
    client.force_login(cast.ben)

    assert client.get(form)["Location"] == page
    tapped = client.get(form, {item: "4"}, follow=True)

    assert tapped.redirect_chain == [(f"{page}?{item}=4", 302)]
    assert tapped.context["form"][item].value() == "4"
    client.force_login(cast.dana)
    assert client.get(form).status_code == 200  # whoever holds the letter, as before


def test_a_closed_one_takes_no_answer(client, cast, checkin, page):
    client.force_login(cast.ben)
    ask(cast.mentorship, cast.ben)

    client.post(page, {checkin.items[0]: "5"})

    assert client.post(page, {}, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert answers(checkin) == {}


def test_a_letter_written_before_loses_its_key_where_it_is_shown_and_keeps_it_where_it_is_sent(checkin):
    after, here = Notice.objects.values().get(), SimpleNamespace(connection=connection)
    moving.move_back(apps, here)
    before = Notice.objects.values().get()
    moving.move_keys(apps, here)

    assert before["url"].endswith(f"/check-ins/answer/{checkin.token}/") and before["open_url"] == ""
    assert before["questions"][0]["urls"][3].endswith(f"/{checkin.token}/?{checkin.items[0]}=4")
    assert Notice.objects.values().get() == after
