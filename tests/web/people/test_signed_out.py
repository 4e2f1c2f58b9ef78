from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

PASSWORD = "seven quiet herons"
NOT_DONE = "You were signed out before this could be done. Please press it again."


@pytest.fixture
def ben(cast):
    cast.ben.set_password(PASSWORD)
    cast.ben.save()
    EmailAddress.objects.create(user=cast.ben, email=cast.ben.email, verified=True, primary=True)
    return cast.ben


def sign_in(client, person, way):
    return client.post(way, {"login": person.email, "password": PASSWORD, "next": came_from(way)}, follow=True)


def came_from(way: str) -> str:
    return parse_qs(urlsplit(way).query)["next"][0]


def test_a_button_pressed_after_the_sign_in_ran_out_leads_back_to_its_page(client, cast, ben):
    page = reverse("meetings:list", args=[cast.mentorship.pk])
    spoke = reverse("meetings:log_contact", args=[cast.mentorship.pk])

    answer = client.post(spoke, {"channel": "phone"}, headers={"Referer": f"http://testserver{page}?from=home"})
    assert came_from(answer.url) == f"{page}?from=home"
    assert "You were signed out." in client.get(answer.url).content.decode()
    back = sign_in(client, ben, answer.url)

    assert back.status_code == 200
    assert back.redirect_chain == [(f"{page}?from=home", 302)]
    assert NOT_DONE in back.content.decode()
    assert NOT_DONE not in client.get(page).content.decode()


@pytest.mark.parametrize("referer", [None, "https://elsewhere.example.org/meetings/", "nonsense"])
def test_where_the_browser_does_not_say_the_page_one_comes_home(client, cast, ben, referer):
    headers = {"Referer": referer} if referer else {}

    answer = client.post(reverse("meetings:log_contact", args=[cast.mentorship.pk]), headers=headers)

    assert came_from(answer.url) == reverse("home:home")


def test_a_page_that_was_only_opened_is_opened_after_signing_in_without_a_word(client, cast, ben):
    page = reverse("meetings:list", args=[cast.mentorship.pk])

    answer = client.get(page, headers={"Referer": "http://testserver/home/"})
    back = sign_in(client, ben, answer.url)

    assert back.redirect_chain == [(page, 302)]
    assert NOT_DONE not in back.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_part_of_a_page_gets_no_sign_in_page_but_the_way_to_it(client, cast, method):
    page = f"http://testserver{reverse('goals:set', args=[cast.mentorship.pk])}"
    part = reverse("goals:hint", args=[cast.mentorship.pk])

    answer = getattr(client, method)(part, headers={"HX-Request": "true", "Referer": page})

    assert (answer.status_code, answer.content) == (401, b"")
    assert came_from(answer.headers["HX-Redirect"]) == reverse("goals:set", args=[cast.mentorship.pk])
    assert not answer.cookies


def test_whoever_is_signed_in_meets_none_of_it(client, cast):
    client.force_login(cast.ben)

    answer = client.get(reverse("goals:hint", args=[cast.mentorship.pk]), headers={"HX-Request": "true"})

    assert answer.status_code == 200
