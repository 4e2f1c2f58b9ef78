import pytest
from django.urls import reverse

from alongside.web.concerns.models import AlreadyClosed, NotForYou
from tests.factories.concerns import raise_concern


@pytest.fixture
def concern(cast):
    return raise_concern(cast.mentorship, cast.ben)


def test_whoever_raised_it_sees_that_it_was_read(client, cast, concern):
    client.force_login(cast.ben)
    assert "It has not been read yet" in client.get(concern.get_absolute_url()).content.decode()

    concern.see(by=cast.efua)

    assert "It was read on" in client.get(concern.get_absolute_url()).content.decode()


def test_opening_the_page_is_not_yet_reading_it(client, cast, concern):
    client.force_login(cast.efua)

    client.get(concern.get_absolute_url())

    concern.refresh_from_db()
    assert concern.seen_at is None


def test_seen_keeps_its_first_time(cast, concern):
    concern.see(by=cast.efua)
    first = concern.seen_at

    concern.see(by=cast.efua)

    assert concern.seen_at == first


def test_whoever_raised_it_reads_what_was_done(client, cast, concern):
    client.force_login(cast.efua)
    client.post(reverse("concerns:close", args=[concern.key]), {"outcome": "We spoke with both"})
    client.force_login(cast.ben)

    assert "We spoke with both" in client.get(concern.get_absolute_url()).content.decode()


@pytest.mark.parametrize("outcome", ["", "   "])
def test_closing_wants_a_word(client, cast, concern, outcome):
    client.force_login(cast.efua)

    assert client.post(reverse("concerns:close", args=[concern.key]), {"outcome": outcome}).status_code == 422
    assert client.get(reverse("concerns:close", args=[concern.key])).url == concern.get_absolute_url()
    concern.refresh_from_db()
    assert concern.closed_at is None


def test_it_is_closed_once(cast, concern):
    concern.close(by=cast.efua, outcome="We spoke")

    with pytest.raises(AlreadyClosed):
        concern.close(by=cast.efua, outcome="We spoke again")


def test_whoever_raised_it_does_not_close_it(cast, concern):
    with pytest.raises(NotForYou):
        concern.close(by=cast.ben, outcome="Nothing")
