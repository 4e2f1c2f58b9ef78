import pytest
from django.urls import reverse

from alongside.web.people.completeness import HINTS
from alongside.web.people.models import Profile
from tests.factories.people import ProfileFactory

HINT = reverse("people:hint")


@pytest.fixture
def as_ben(client, cast):
    client.force_login(cast.ben)
    return client


def test_an_empty_profile_lacks_everything(db):
    assert len(ProfileFactory().missing()) == len(HINTS)


def test_a_filled_profile_lacks_only_a_photo(as_ben, cast, filled_form):
    as_ben.post(reverse("people:profile"), filled_form)

    assert [hint.field for hint in Profile.objects.get(person=cast.ben).missing()] == ["photo"]


def test_the_hint_follows_what_is_typed_and_saves_nothing(as_ben, cast, filled_form):
    before = as_ben.post(HINT, {"name": "Ben"}).content.decode()
    after = as_ben.post(HINT, filled_form).content.decode()

    assert "Say in one line who you are" in before
    assert "Say in one line who you are" not in after
    assert "Add a photo" in after
    assert Profile.objects.get(person=cast.ben).headline == ""


def test_a_hint_is_only_the_hint(as_ben, filled_form):
    assert "<html" not in as_ben.post(HINT, filled_form).content.decode()


def test_faulty_fields_do_not_stop_the_hint(as_ben, filled_form):
    answer = as_ben.post(HINT, filled_form | {"time_zone": "Mars", "name": ""})

    assert answer.status_code == 200
