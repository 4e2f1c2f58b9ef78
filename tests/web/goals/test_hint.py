import pytest
from django.urls import reverse

from alongside.web.goals.starters import STARTERS


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Without a measure and a date"),
        ({"due_on": "2030-01-01"}, "Without a measure you could not tell"),
        ({"measure": "Talks given"}, "Without a date there is no day"),
        ({"measure": "Talks given", "due_on": "2030-01-01"}, "It has a measure and a date"),
    ],
)
def test_the_hint_says_what_is_missing(client, cast, typed, sentence):
    client.force_login(cast.ben)

    assert sentence in client.get(reverse("goals:hint", args=[cast.mentorship.pk]), typed).content.decode()


def test_without_htmx_the_hint_stands_in_the_form(client, cast):
    client.force_login(cast.ben)

    page = client.get(reverse("goals:set", args=[cast.mentorship.pk])).content.decode()

    assert "Without a measure and a date" in page
    assert reverse("goals:starters", args=[cast.mentorship.pk]) in page


def test_each_starter_fills_a_form_that_can_be_saved(client, cast):
    client.force_login(cast.ben)
    address = reverse("goals:set", args=[cast.mentorship.pk])

    for slug in STARTERS:
        initial = client.get(address, {"starter": slug}).context["form"].initial
        assert client.post(address, initial).status_code == 302


def test_an_unknown_starter_is_an_empty_form(client, cast):
    client.force_login(cast.ben)

    assert client.get(reverse("goals:set", args=[cast.mentorship.pk]), {"starter": "x"}).status_code == 200
