"""Write a draft and change it: starters, bad input, and two windows."""

import pytest
from django.urls import reverse

from alongside.web.announcements.models import LONGEST, Announcement
from alongside.web.announcements.starters import STARTERS
from tests.factories.announcements import TYPED, announced, draft


def write(client, cast, **typed: object):
    client.force_login(cast.chidi)
    return client.post(reverse("announcements:write", args=[cast.programme.pk]), TYPED | typed)


@pytest.mark.parametrize("slug", STARTERS)
def test_a_starter_fills_the_form_with_the_name_of_the_programme(client, cast, slug):
    client.force_login(cast.chidi)

    page = client.get(reverse("announcements:write", args=[cast.programme.pk]), {"starter": slug})

    form = page.context["form"]
    assert "Spring cohort" in form["subject"].value()
    assert len(form["words"].value()) > 100 and "%(" not in form["words"].value()
    assert form["audience"].value() == STARTERS[slug].audience
    assert not Announcement.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"subject": ""}, "Please fill this in"),
        ({"words": " \n "}, "Please fill this in"),
        ({"subject": "a" * 151}, "150"),
        ({"words": "a" * (LONGEST + 1)}, str(LONGEST)),
        ({"words": "x\x00y"}, "cannot be kept"),
        ({"audience": "x"}, "not one of those"),
    ],
)
def test_what_cannot_be_sent_is_said_and_what_was_typed_stays(client, cast, typed, sentence):
    answer = write(client, cast, **typed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert ("Look back together." in answer.text) is ("words" not in typed)
    assert not Announcement.objects.exists()


def test_a_subject_stays_on_one_line(client, cast):
    write(client, cast, subject="One\r\nBcc: all@example.org")

    assert Announcement.objects.get().subject == "One Bcc: all@example.org"


def test_a_draft_is_changed_and_its_number_goes_up(client, cast):
    made = draft(cast)
    client.force_login(cast.chidi)

    answer = client.post(reverse("announcements:change", args=[made.pk]), TYPED | {"words": "Other words"})

    assert answer.url == reverse("announcements:draft", args=[made.pk])
    made.refresh_from_db()
    assert (made.words, made.version) == ("Other words", 2)


def test_of_two_windows_the_second_is_told_once_and_loses_nothing(client, cast):
    made = draft(cast)
    client.force_login(cast.chidi)
    address = reverse("announcements:change", args=[made.pk])
    drawn = client.get(address).context["form"]["drawn"].value()
    made.change(by=cast.chidi, **TYPED | {"words": "Of the first window"})

    answer = client.post(address, TYPED | {"words": "Of the second", "drawn": drawn})

    assert answer.status_code == 422
    assert "changed elsewhere" in answer.text and "Of the second" in answer.text
    made.refresh_from_db()
    assert made.words == "Of the first window"
    client.post(address, TYPED | {"words": "Of the second", "drawn": answer.context["form"]["drawn"].value()})
    made.refresh_from_db()
    assert made.words == "Of the second"


def test_what_is_typed_while_it_goes_out_is_shown_again_and_not_sent(client, cast):
    made = draft(cast)
    assert cast.mentorship
    client.force_login(cast.chidi)
    made.send(by=cast.chidi)

    answer = client.post(reverse("announcements:change", args=[made.pk]), TYPED | {"words": "Too late"})

    assert answer.url == made.get_absolute_url()
    made.refresh_from_db()
    assert made.words == TYPED["words"]


def test_a_new_one_begins_with_the_words_of_one_before(client, cast):
    assert cast.mentorship
    made = announced(cast)
    client.force_login(cast.chidi)
    address = reverse("announcements:write", args=[cast.programme.pk])

    assert client.get(address, {"like": made.pk}).context["form"]["words"].value() == made.words
    assert client.get(address, {"like": "9" * 30}).status_code == 200
