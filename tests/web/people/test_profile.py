import io
import re
from datetime import time

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from alongside.web.people.models import Profile, Subject, Value
from alongside.web.programmes.models import Role
from tests.factories.photos import bomb, photo, upload
from tests.factories.programmes import MembershipFactory

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


def test_a_name_stands_on_one_line(client, ben, filled_form):
    client.post(PAGE, filled_form | {"name": " Bo\nBcc: evil@example.org\r\n Berg "})

    assert saved(ben).person.name == "Bo Bcc: evil@example.org Berg"


def test_the_page_shows_again_what_was_saved(client, ben, filled_form):
    client.post(PAGE, filled_form)

    page = client.get(PAGE).content.decode()

    assert "I build bridges." in page
    assert 'value="Long walks"' in page
    assert 'value="Bicycles, Bread"' in page
    # Values, subject, style, languages, hours, channels, rhythm and length.
    assert page.count(" checked") == 2 + 1 + 8 + 2 + 3 + 2 + 2


def test_a_second_window_undoes_nothing_it_did_not_touch(client, ben, filled_form):
    client.post(PAGE, filled_form)
    drawn = client.get(PAGE).context["form"]["drawn"].value()
    elsewhere = {"headline": "Bridges", "values": [], "hours": ["1-evening"], "channels": ["phone"], "style_pace": ""}
    client.post(PAGE, filled_form | elsewhere | {"languages": ["en"], "interests_own": "Bread", "drawn": drawn})

    as_drawn = filled_form | {"values_own": "Long walks", "interests_own": "Bicycles, Bread", "drawn": drawn}
    answer = client.post(PAGE, as_drawn | {"about": "New words."})

    profile = saved(ben)
    assert answer.status_code == 302
    assert (profile.about, profile.headline) == ("New words.", "Bridges")
    assert {row.name for row in profile.interests.all()} == {"Bread"}
    assert [language.name for language in profile.languages.all()] == ["English"]
    assert (profile.by_video, profile.by_phone) == (False, True)
    assert "pace" not in profile.working_style
    assert list(profile.hours.values_list("weekday", flat=True)) == [1]


def test_what_was_changed_in_two_windows_is_said_beside_it(client, ben, filled_form):
    client.post(PAGE, filled_form)
    drawn = client.get(PAGE).context["form"]["drawn"].value()
    client.post(PAGE, filled_form | {"headline": "Bridges", "drawn": drawn})

    refused = client.post(PAGE, filled_form | {"headline": "Tunnels", "drawn": drawn})

    assert refused.status_code == 422
    assert "now is “Bridges”" in refused.content.decode()
    assert 'value="Tunnels"' in refused.content.decode()
    again = refused.context["form"]["drawn"].value()
    assert client.post(PAGE, filled_form | {"headline": "Tunnels", "drawn": again}).status_code == 302
    assert saved(ben).headline == "Tunnels"


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
    assert re.search(r'Please look at:\s*<a href="#values">Values</a>\s*</p>', page)
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


def test_a_photo_beside_a_fault_elsewhere_is_asked_for_again(client, ben, filled_form):
    answer = client.post(PAGE, filled_form | {"new_photo": upload(photo()), "headline": "x" * 141})

    assert answer.status_code == 422
    assert "This photo is fine. Please choose it once more" in answer.content.decode()


@pytest.mark.parametrize("name", ["Portuguese", "português", "PT", " portuguese "])
def test_a_language_is_known_by_its_name_in_english_in_itself_and_by_its_code(client, ben, filled_form, name):
    client.post(PAGE, filled_form | {"languages": [], "languages_own": f"Icelandic, {name}"})

    assert [language.code for language in saved(ben).languages.all()] == ["is", "pt"]
    form = client.get(PAGE).context["form"]
    assert {"is", "pt"} <= {code for code, _name in form.fields["languages"].choices}


def test_a_language_nobody_knows_is_refused_and_what_was_typed_stays(client, ben, filled_form):
    answer = client.post(PAGE, filled_form | {"languages_own": "French, Klingonese"})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "We know no language called “Klingonese”" in page
    assert 'value="French, Klingonese"' in page


def sides(client) -> list[tuple[str, bool]]:
    return [(str(one.line), one.is_open) for one in client.get(PAGE).context["form"].sections() if one.can_fold]


def test_ones_own_side_comes_first_and_the_other_is_folded_while_it_is_empty(client, cast, ben):
    assert sides(client) == [("For mentees.", True), ("For mentors.", True)]
    Profile.objects.filter(person=ben).update(helps="Bread")
    assert sides(client) == [("For mentees.", False), ("For mentors.", True)]

    MembershipFactory(programme=cast.programme, person=cast.ben, role=Role.MENTOR)
    assert sides(client) == [("For mentors.", True), ("For mentees.", False)]

    Profile.objects.filter(person=ben).update(wants="A second career")
    assert sides(client) == [("For mentors.", True), ("For mentees.", True)]


def test_a_fault_in_the_folded_side_opens_it(client, cast, ben, filled_form):
    MembershipFactory(programme=cast.programme, person=cast.ben, role=Role.MENTEE)

    form = client.post(PAGE, filled_form | {"helps": "x" * 2001}).context["form"]

    assert [section.is_open for section in form.sections() if section.can_fold] == [True, True]


def test_every_part_says_who_sees_it_and_only_once_that_it_may_be_left_out(client, ben):
    page = client.get(PAGE)
    form = page.context["form"]

    told_apart = {
        "drawn",
        "drop_photo",
        "time_zone",
        *(name for name in form.fields if name.endswith("_own")),
        "interests_own",
        "room",
    }
    assert "Nobody sees it here" in str(form.fields["room"].help_text)
    told_above = {name for name in form.fields if name.startswith("style_")}
    for name in set(form.fields) - told_apart - told_above:
        assert "our programmes see" in str(form.fields[name].help_text), name
    assert "(optional)" not in page.content.decode()
    assert "Only your name is needed" in page.content.decode()


def test_the_page_asks_a_fixed_number_of_questions(client, ben, filled_form, django_assert_max_num_queries):
    client.post(PAGE, filled_form)

    with django_assert_max_num_queries(34):
        client.get(PAGE)
