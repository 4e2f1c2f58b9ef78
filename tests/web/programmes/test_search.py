"""Mentors are found by what somebody means: how well is measured here, on bios of the usual length."""

import pytest
from django.urls import reverse

from alongside.web.people import meaning
from alongside.web.people.models import Meaning, Profile, SubjectMeaning
from alongside.web.programmes.models import Role
from alongside.web.programmes.search import words_of
from tests.factories.finding import HASTY, MISTYPED, NONSENSE, WANTED, mentors_of
from tests.factories.people import SubjectFactory, UserFactory, ValueFactory
from tests.factories.programmes import MembershipFactory, ProgrammeFactory


@pytest.fixture
def look(cast, client):
    """Ben types something; the mentors of the first page."""
    MembershipFactory(programme=cast.programme, person=cast.ben, role=Role.MENTEE)
    client.force_login(cast.ben)

    def found(text, **more):
        page = client.get(reverse("programmes:mentors", args=[cast.programme.pk]), {"q": text, **more})
        found.page, found.directory = page.content.decode(), page.context["directory"]
        return [one.membership.person.first_name for one in found.directory.found]

    return found


def test_synonyms_and_other_languages_find_who_is_meant(cast, look):
    mentors_of(cast.programme)

    firsts = {text: (look(text) or [""])[0] for text in WANTED}

    missed = {text: first for text, first in firsts.items() if first != WANTED[text]}
    assert len(missed) <= 0.1 * len(WANTED), missed


def test_words_that_were_mistyped_find_who_is_meant(cast, look):
    mentors_of(cast.programme)

    assert {text: (look(text) or [""])[0] for text in MISTYPED} == MISTYPED


def test_nonsense_finds_nobody(cast, look):
    mentors_of(cast.programme)

    assert {text: names for text in NONSENSE if (names := look(text))} == {}
    assert "Nobody wrote about this, or about anything close to it" in look.page


def test_names_come_first_then_words_then_meaning(cast, look):
    seats = mentors_of(cast.programme, ["Alba", "Bram", "Kofi"])
    named = UserFactory(name="Public Speaking-Jones")
    MembershipFactory(programme=cast.programme, person=named, role=Role.MENTOR)
    Profile.objects.filter(person=seats["Kofi"].person).update(about="I am no friend of public speaking.")

    assert look("public speaking")[:3] == ["Public", "Bram", "Kofi"]


def test_whoever_says_every_word_is_found_however_far_the_meaning(cast, look):
    seats = mentors_of(cast.programme, ["Alba", "Bram"])
    Profile.objects.filter(person=seats["Alba"].person).update(about="My cat is called Xerxes.")
    seats["Alba"].person.profile.values.add(ValueFactory(name="Wonder"))

    assert look("xerxes cat") == ["Alba"]
    assert look("wonder") == ["Alba"]
    assert "Named what you wrote: wonder." in look.page


def test_the_page_says_why_somebody_is_found(cast, look):
    mentors_of(cast.programme, ["Alba", "Bram", "Liv"])

    look("stage fright")
    assert "Close to what you wrote: helps with public speaking." in look.page
    assert "Nobody wrote it like this." in look.page and "Close in meaning" not in look.page
    look("save energy in my town")
    assert "Close to what you wrote: “I help towns use less energy and plant more trees.”" in look.page
    look("more trees")
    assert "Says what you wrote: “I help towns use less energy and plant more trees.”" in look.page
    look("public speaking")
    assert "Helps with what you wrote: public speaking." in look.page
    look("plant rehearse")
    assert "stands in their profile" not in look.page
    look("trees Liv")
    assert "Each word you wrote stands in their profile." in look.page


def test_a_heading_parts_what_was_written_from_what_was_meant(cast, look):
    seats = mentors_of(cast.programme, ["Alba", "Bram", "Liv"])
    Profile.objects.filter(person=seats["Liv"].person).update(about="I had stage fright once.")

    assert look("stage fright") == ["Liv", "Bram"]

    assert look.page.index("Liv Example") < look.page.index("Close in meaning") < look.page.index("Bram Example")
    assert "Names and words as you wrote them first" in look.page


def test_what_was_read_otherwise_is_said(cast, look):
    mentors_of(cast.programme, ["Bram"])

    assert look(HASTY) == ["Bram"]

    assert f"Nobody is found by “{HASTY}”. These are for “public speaking”." in look.page


def test_words_are_mended_by_what_is_said_in_this_programme_alone(cast, look):
    elsewhere = MembershipFactory(programme=ProgrammeFactory(), role=Role.MENTOR, person=UserFactory(name="Xanthippe"))
    elsewhere.person.profile.offers.add(SubjectFactory(name="Zymurgy"))
    mentors_of(cast.programme, ["Alba"])

    assert look("zymurgi") == look("xantippe") == []
    assert look.directory.search.mended == "xantippe"


def test_words_that_changed_since_they_were_read_are_not_quoted(cast, look):
    seats = mentors_of(cast.programme, ["Liv"])
    Profile.objects.filter(person=seats["Liv"].person).update(helps="I like cake.")

    assert look("save energy in my town") == ["Liv"]

    assert "cake" not in look.page and "plant more trees" not in look.page


def test_whoever_wrote_nothing_is_found_by_their_subjects(cast, look):
    person = UserFactory(name="Quiet Example")
    person.profile.offers.add(SubjectFactory(name="Public speaking"))
    MembershipFactory(programme=cast.programme, person=person, role=Role.MENTOR)
    Meaning.objects.learn()

    assert look("hablar en público") == ["Quiet"]


def test_facets_narrow_what_was_found_and_count_it(cast, look):
    seats = mentors_of(cast.programme)
    value = ValueFactory(name="Courage")
    seats["Bram"].person.profile.values.add(value)
    everybody = look("speaking in public")

    assert look("speaking in public", values=value.pk) == ["Bram"]
    assert len(everybody) >= 1
    assert look("accounting", values=value.pk) == []
    assert "Take away a filter" in look.page


def test_without_the_encoder_words_are_still_found(cast, look, monkeypatch):
    mentors_of(cast.programme, ["Alba", "Bram"])
    monkeypatch.setattr(meaning, "is_installed", lambda: False)
    monkeypatch.setattr(meaning, "encoder", None)

    assert look("rehearse") == ["Bram"]
    assert look("hablar en público") == []
    assert look("Albba") == ["Alba"]


def test_without_the_encoder_the_worker_reads_nothing(cast, monkeypatch):
    monkeypatch.setattr("alongside.web.people.models.meaning.is_installed", lambda: False)
    monkeypatch.setattr(meaning, "encoder", None)

    assert Meaning.objects.learn() == 0


def test_a_search_is_read_once_and_few_are_kept(cast, look, monkeypatch):
    mentors_of(cast.programme, ["Bram"])
    look("speaking to a crowd")
    monkeypatch.setattr(meaning, "encoder", None)  # from here on nothing may be read again

    assert look("  speaking  to a crowd ") == ["Bram"]
    assert meaning.read.cache_info().maxsize == meaning.KEPT


def test_one_or_two_letters_mean_nothing_by_themselves(cast, look):
    mentors_of(cast.programme, ["Alba"])

    assert meaning.meant("x y") is None and meaning.meant("?!…") is None
    assert look("zq") == []


def test_capitals_do_not_change_what_is_meant(cast, look):
    mentors_of(cast.programme, ["Bram", "Goran"])

    assert look("HABLAR EN PÚBLICO")[:1] == ["Bram"]


def test_subjects_are_read_once_and_go_with_the_subject(db):
    subject = SubjectFactory(name="Public speaking")
    UserFactory().profile.offers.add(subject)
    assert SubjectMeaning.objects.learn() == 1
    assert SubjectMeaning.objects.learn() == 0
    first = SubjectMeaning.objects.get()
    assert len(bytes(first.vectors)) > 2 * meaning.SIZE  # with what else people call it

    subject.name = "Bread"
    subject.save()
    assert SubjectMeaning.objects.learn() == 1
    assert len(bytes(SubjectMeaning.objects.get().vectors)) == 2 * meaning.SIZE
    subject.delete()
    assert not SubjectMeaning.objects.exists()


def test_profiles_read_before_there_were_parts_are_read_again_once(db):
    mine, blank = UserFactory().profile, UserFactory().profile
    Profile.objects.filter(pk=mine.pk).update(helps="I bake. I brew.")
    Meaning.objects.learn()
    Meaning.objects.update(parts=None)

    assert Meaning.objects.learn() == 2
    assert Meaning.objects.learn() == 0

    assert len(bytes(Meaning.objects.get(profile=mine).parts)) == 2 * 2 * meaning.SIZE
    assert bytes(Meaning.objects.get(profile=blank).parts) == b""


@pytest.mark.parametrize(
    ("text", "words"), [("Team, please!", ["team", "please"]), ("???", ["???"]), ("C++ C#", ["c", "c"]), ("  ", [])]
)
def test_words_are_bare_of_marks_unless_there_is_nothing_else(text, words):
    assert words_of(text) == words
