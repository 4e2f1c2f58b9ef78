import io
from datetime import time

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from alongside.web.people.models import Profile, Subject, Value
from tests.factories.photos import bomb, photo, upload

PAGE = reverse("people:profile")


@pytest.fixture
def ben(client, cast):
    client.force_login(cast.ben)
    return cast.ben


def saved(person) -> Profile:
    return Profile.objects.get(person=person)


def test_everything_typed_is_kept(client, ben, filled_form):
    answer = client.post(PAGE, filled_form)

    assert answer.status_code == 302
    profile = saved(ben)
    assert profile.headline == "Engineer who wants to teach"
    assert {value.name for value in profile.values.all()} == {"Courage", "Craft", "Long walks"}
    assert {subject.name for subject in profile.seeks.all()} == {"Public speaking", "Stage fright"}
    assert profile.working_style == {"structure": 2, "candour": 5, "pace": 3}
    assert [language.name for language in profile.languages.all()] == ["English", "Swedish"]
    assert (profile.by_video, profile.by_phone, profile.in_person, profile.by_email) == (True, False, True, False)
    assert (profile.every_days, profile.intended_weeks) == (14, 0)
    assert profile.person.time_zone == "Europe/Stockholm"


def test_the_page_shows_again_what_was_saved(client, ben, filled_form):
    client.post(PAGE, filled_form)

    page = client.get(PAGE).content.decode()

    assert "I build bridges." in page
    assert 'value="Long walks"' in page
    assert 'value="Bicycles, Bread"' in page
    assert page.count(" checked") == 2 + 1 + 8 + 3 + 2 + 2  # values, subject, style, hours, channels, rhythm and length


def test_saving_twice_changes_nothing(client, ben, filled_form):
    for _time in range(2):
        client.post(PAGE, filled_form)

    assert saved(ben).values.count() == 3
    assert Value.objects.filter(name="Long walks").count() == 1


def test_hours_that_touch_become_one(client, ben, filled_form):
    client.post(PAGE, filled_form)

    rows = list(saved(ben).hours.values_list("weekday", "starts", "ends"))
    assert rows == [(0, time(17), time(22)), (2, time(9), time(12))]


def test_hours_of_ones_own_stay_when_no_box_was_touched(client, ben, filled_form):
    profile = saved(ben)
    profile.keep_hours([(4, time(18, 30), time(19, 45))])
    filled_form["hours"] = []

    client.post(PAGE, filled_form)

    assert profile.hours.get().starts == time(18, 30)


def test_own_wording_finds_a_shipped_word(client, ben, filled_form):
    filled_form["offers_own"] = "PUBLIC speaking"

    client.post(PAGE, filled_form)

    assert saved(ben).offers.get().is_shipped
    assert Subject.objects.filter(name__iexact="public speaking").count() == 1


def test_six_values_are_one_too_many_and_nothing_typed_is_lost(client, ben, filled_form):
    filled_form["values_own"] = "One, Two, Three, Four"

    answer = client.post(PAGE, filled_form)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Please keep to five values" in page
    assert "One, Two, Three, Four" in page
    assert "I build bridges." in page
    assert not saved(ben).headline


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "../../etc/passwd"),
        ("style_structure", "9"),
        ("every_days", "3"),
        ("hours", ["9-evening"]),
        ("languages", ["tlh-x"]),
        ("values", ["999999"]),
        ("values_own", "x" * 61),
        ("seeks_own", ",".join(f"own {n}" for n in range(11))),
        ("headline", "x" * 141),
        ("name", "a\0b"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(client, ben, filled_form, field, value):
    answer = client.post(PAGE, filled_form | {field: value})

    assert answer.status_code == 422
    assert answer.context["form"].errors[field]


def test_a_photo_is_kept_small_upright_and_without_its_story(client, ben, filled_form):
    answer = client.post(PAGE, filled_form | {"new_photo": upload(photo(1600, 1200, exif=True))})

    assert answer.status_code == 302
    kept = saved(ben).photo
    assert "me at home" not in kept.name
    with kept.storage.open(kept.name) as file:
        data = file.read()
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.size == (640, 640)
        assert not picture.getexif()
        # It lay on its side: what was the left half is the upper half now.
        assert picture.getpixel((320, 60))[1] < 60
        assert picture.getpixel((320, 600))[1] > 200
    assert b"Secret camera" not in data


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("PNG", "RGB"), ("WEBP", "RGB"), ("GIF", "RGB")])
def test_other_kinds_of_pictures_are_taken(client, ben, filled_form, kind, mode):
    picture = upload(photo(300, 200, kind, mode=mode))

    assert client.post(PAGE, filled_form | {"new_photo": picture}).status_code == 302


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.7 not a picture", "not a photo we can open"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "not a photo we can open"),
        (photo()[:3000], "not a photo we can open"),
        (bomb(), "too many pixels"),
        (b"\xff\xd8\xff" + b"\0" * 50 * 1024 * 1024, "This file is 50 MB"),
    ],
    ids=["pdf", "svg", "cut off", "bomb", "50 MB"],
)
def test_what_is_no_photo_is_refused_with_a_sentence(client, ben, filled_form, data, sentence):
    answer = client.post(PAGE, filled_form | {"new_photo": upload(data)})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not saved(ben).photo


def test_a_new_photo_takes_the_place_of_the_old_file(client, ben, filled_form):
    client.post(PAGE, filled_form | {"new_photo": upload(photo())})
    first = saved(ben).photo.name

    client.post(PAGE, filled_form | {"new_photo": upload(photo(300, 300))})
    assert not default_storage.exists(first)

    second = saved(ben).photo.name
    client.post(PAGE, filled_form | {"drop_photo": "on"})
    assert not saved(ben).photo
    assert not default_storage.exists(second)


def test_the_page_asks_a_fixed_number_of_questions(client, ben, filled_form, django_assert_max_num_queries):
    client.post(PAGE, filled_form)

    with django_assert_max_num_queries(34):
        client.get(PAGE)
