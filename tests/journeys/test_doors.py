"""The pages before signing in."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    "path",
    ["/", "/account/login/", "/account/signup/", "/account/login/code/", "/account/password/reset/", "/readings/how/"],
)
def test_a_visitor_finds_each_door_open_to_everybody(visitor, path):
    stranger = visitor()

    stranger.go(path)

    stranger.check_page()


def test_an_address_that_is_not_there_says_so_kindly(visitor):
    stranger = visitor()

    stranger.go("/nowhere/")
    stranger.broken.clear()  # the browser notes the 404 itself

    stranger.check_page()
    assert "There is nothing here" in stranger.page.inner_text("h1")
