import pytest
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse


def test_a_page_that_is_not_there_says_so_with_the_way_back(client, db):
    answer = client.get("/nowhere/")

    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()


def test_a_form_that_was_open_too_long_says_that_nothing_was_saved(db, cast):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.ben)

    answer = strict.post("/account/logout/")

    assert answer.status_code == 403
    assert "Nothing was saved" in answer.content.decode()


def test_an_address_that_only_takes_what_a_button_sends_has_a_way_on(client, cast):
    client.force_login(cast.ben)
    spoke = reverse("meetings:log_contact", args=[cast.mentorship.pk])

    answer = client.get(spoke)

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "There is nothing to open here" in answer.content.decode()
    assert client.head(spoke).status_code == 405


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "405", "429", "500"])
def test_every_error_page_can_be_drawn_without_a_request(code, db):
    assert "<h1>" in get_template(f"{code}.html").render({})


def test_the_page_of_a_broken_server_asks_the_database_nothing(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        get_template("500.html").render({})


def test_every_answer_forbids_inline_scripts_and_frames(client, db):
    policy = client.get("/").headers["Content-Security-Policy"]

    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
