import pytest
from django.urls import reverse

from alongside.web.people.models import User
from alongside.web.people.photo import clean_photo
from tests.factories.people import ProfileFactory, SubjectFactory, ValueFactory
from tests.factories.photos import photo, upload


def page_of(client, viewer, person):
    client.force_login(viewer)
    return client.get(reverse("people:person", args=[person.pk]))


def give_photo(person) -> None:
    file = upload(photo())
    person.profile.keep_photo(clean_photo(file, file.size))


def test_people_of_one_programme_see_each_other_and_a_stranger_finds_nothing(client, cast):
    assert cast.mentorship

    for viewer, status in ((cast.ben, 200), (cast.amara, 200), (cast.chidi, 200), (cast.dana, 404)):
        assert page_of(client, viewer, cast.amara).status_code == status


def test_a_visitor_is_asked_to_sign_in(client, cast):
    answer = client.get(reverse("people:person", args=[cast.amara.pk]))

    assert answer.status_code == 302
    assert "/account/login/" in answer["Location"]


def test_the_page_shows_what_the_person_wrote_and_never_the_address(client, cast):
    assert cast.mentorship
    profile = cast.amara.profile
    profile.headline, profile.working_style = "Leads a bakery", {"candour": 1, "pace": 3}
    profile.save()
    profile.values.add(ValueFactory(name="Patience"))
    profile.offers.add(SubjectFactory(name="Delegating"))

    page = page_of(client, cast.ben, cast.amara).content.decode()

    for words in ("Leads a bakery", "Patience", "Delegating", "say it straight"):
        assert words in page
    assert cast.amara.email not in page


def test_words_of_a_person_are_words_only(client, cast):
    cast.amara.profile.about = "<script>alert(1)</script>"
    cast.amara.profile.save()

    assert "<script>alert" not in page_of(client, cast.amara, cast.amara).content.decode()


def test_the_page_asks_a_fixed_number_of_questions(client, cast, django_assert_max_num_queries):
    for n in range(8):
        cast.amara.profile.values.add(ValueFactory(name=f"Value {n}"))
        cast.amara.profile.interests.add(SubjectFactory(name=f"Subject {n}"))
    client.force_login(cast.amara)

    with django_assert_max_num_queries(14):
        client.get(reverse("people:person", args=[cast.amara.pk]))


def test_a_photo_is_shown_to_who_may_see_the_person(client, cast):
    assert cast.mentorship
    give_photo(cast.amara)
    address = reverse("people:photo", args=[cast.amara.pk])

    client.force_login(cast.ben)
    answer = client.get(address)

    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "private" in answer["Cache-Control"]
    assert "max-age=3600" in answer["Cache-Control"]
    client.force_login(cast.dana)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("lost", [True, False], ids=["file lost", "no photo"])
def test_without_a_photo_there_is_none(client, cast, lost):
    if lost:
        give_photo(cast.amara)
        cast.amara.profile.photo.storage.delete(cast.amara.profile.photo.name)
    client.force_login(cast.amara)

    assert client.get(reverse("people:photo", args=[cast.amara.pk])).status_code == 404


def test_who_has_no_profile_yet_gets_one_by_opening_it(client, cast):
    cast.dana.profile.delete()
    client.force_login(cast.dana)

    assert client.get(reverse("people:profile")).status_code == 200
    assert ProfileFactory._meta.model.objects.filter(person=cast.dana).exists()


def test_a_mentors_page_leads_to_what_one_has_in_common_with_them(client, cast):
    seat = cast.mentorship.mentor.memberships.get(role="mentor")
    leads = reverse("programmes:mentor", args=[seat.pk])

    assert leads in page_of(client, cast.ben, cast.amara).content.decode()
    assert leads not in page_of(client, cast.amara, cast.amara).content.decode()
    assert "in common, as a mentor" not in page_of(client, cast.amara, cast.ben).content.decode()


def test_words_run_the_way_their_letters_do(client, cast):
    assert cast.mentorship
    cast.amara.profile.about = "مرحبا، اسمي ليلى.\n\nI bake <b>bread</b>."
    cast.amara.profile.save()

    page = page_of(client, cast.ben, cast.amara).content.decode()

    assert '<p dir="auto">مرحبا، اسمي ليلى.</p>' in page
    assert '<p dir="auto">I bake &lt;b&gt;bread&lt;/b&gt;.</p>' in page


@pytest.mark.parametrize(("name", "first"), [("Müller, Jürgen", "Müller"), ("Hana Sato", "Hana"), (",", ",")])
def test_nobody_is_greeted_with_a_comma(name, first):
    assert User(name=name).first_name == first
