import numpy as np
from django.core.management import call_command

from alongside.web.people import meaning
from alongside.web.people.meaning import unpacked, vectors
from alongside.web.people.models import Meaning, Profile
from tests.factories.people import UserFactory


def profile(**words) -> Profile:
    made = UserFactory().profile
    Profile.objects.filter(pk=made.pk).update(**words)
    made.refresh_from_db()
    return made


def test_texts_that_mean_the_same_lie_close_together_also_in_two_languages():
    wish, near, far = (
        np.array(unpacked(one))
        for one in vectors(["Quiero hablar mejor en público", "Helps people speak in public", "Water pipes and pumps"])
    )

    assert wish @ near > 0.35 > 0.15 > wish @ far
    assert vectors(["", "x"])[0] == b"" and not unpacked(b"")


def test_a_profile_is_read_once_when_it_is_saved(db, monkeypatch):
    mine = profile(wants="Lead my first team", helps="")
    call_command("learn_meanings")
    first = Meaning.objects.get(profile=mine)
    assert len(bytes(first.wants)) == 1024 and bytes(first.helps) == b""
    monkeypatch.setattr(meaning, "encoder", None)  # from here on nothing may be read again

    mine.years = 7
    mine.save()
    call_command("learn_meanings")

    assert Meaning.objects.get(profile=mine).learned_at > first.learned_at
    assert not Meaning.objects.all().stale().exists()


def test_new_words_are_read_again(db):
    mine = profile(wants="Lead my first team")
    Meaning.objects.learn()
    before = bytes(Meaning.objects.get(profile=mine).wants)
    mine.wants = "Bake bread"
    mine.save()

    assert Meaning.objects.learn() == 1

    assert bytes(Meaning.objects.get(profile=mine).wants) != before
    assert Meaning.objects.learn() == 0
