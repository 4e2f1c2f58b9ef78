import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.web.meetings.errors import NoteMoved
from alongside.web.meetings.models import Meeting, Note
from tests.factories.meetings import MeetingFactory

HTMX = {"HX-Request": "true"}


@pytest.fixture
def meeting(cast) -> Meeting:
    return MeetingFactory(mentorship=cast.mentorship)


def save(client, person, meeting, body, version=0, which="shared", headers=HTMX, **more):
    client.force_login(person)
    name = "meetings:private_notes" if which == "private" else "meetings:notes"
    typed = {f"{which}-body": body, f"{which}-version": version, **more}
    return client.post(reverse(name, args=[meeting.pk]), typed, headers=headers)


def test_both_write_the_shared_notes(client, cast, meeting):
    assert save(client, cast.ben, meeting, "First").status_code == 200
    assert save(client, cast.amara, meeting, "First\nSecond", version=1).status_code == 200

    note = Note.objects.get(meeting=meeting)
    assert (note.body, note.version, note.saved_by, note.author) == ("First\nSecond", 2, cast.amara, None)


def test_saving_while_typing_answers_with_the_new_version_only(client, cast, meeting):
    answer = save(client, cast.ben, meeting, "First").content.decode()

    assert 'name="shared-version" value="1"' in answer
    assert "Saved" in answer
    assert "<textarea" not in answer
    assert "<html" not in answer


def test_the_two_buttons_that_save_say_which_notes(client, cast, meeting):
    client.force_login(cast.ben)

    page = client.get(meeting.get_absolute_url()).content.decode()

    for which in ("(shared)", "(my own)"):
        assert page.count(f'Save notes<span class="for-screen-readers"> {which}</span>') == 1


def test_words_saved_meanwhile_are_never_overwritten(client, cast, meeting):
    save(client, cast.amara, meeting, "Amara wrote this")

    refused = save(client, cast.ben, meeting, "Ben wrote that", version=0)

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Amara wrote this" in page
    assert 'name="shared-version" value="0"' in page
    assert Note.objects.get(meeting=meeting).body == "Amara wrote this"


def test_what_two_wrote_at_once_is_put_together(client, cast, meeting):
    save(client, cast.ben, meeting, "Agenda\n")
    save(client, cast.amara, meeting, "Dear both\nAgenda\n", version=1, **{"shared-base": "Agenda\n"})

    answer = save(client, cast.ben, meeting, "Agenda\nDone\n", version=1, **{"shared-base": "Agenda\r\n"})

    note = Note.objects.get(meeting=meeting)
    assert answer.status_code == 200
    assert (note.body, note.version) == ("Dear both\nAgenda\nDone\n", 3)
    # The box holds what Ben sent until js/notes.js has put the rest into it; a save before that is put together again.
    assert 'name="shared-version" value="1"' in answer.text
    assert '<template data-news data-version="3">Dear both\nAgenda\nDone\n</template>' in answer.text
    again = {"shared-base": "Agenda\nDone\n"}
    assert save(client, cast.ben, meeting, "Agenda\nDone\nReally\n", version=1, **again).status_code == 200
    assert Note.objects.get(meeting=meeting).body == "Dear both\nAgenda\nDone\nReally\n"


def test_where_both_changed_the_same_words_each_is_shown_both(client, cast, meeting):
    save(client, cast.ben, meeting, "We meet on Tuesday.")
    base = {"shared-base": "We meet on Tuesday."}
    save(client, cast.amara, meeting, "We meet on Wednesday.", version=1, **base)

    refused = save(client, cast.ben, meeting, "We never meet.", version=1, **base)

    assert refused.status_code == 422
    assert "We meet on Wednesday." in refused.text
    assert Note.objects.get(meeting=meeting).body == "We meet on Wednesday."


def test_texts_that_together_are_too_long_are_not_cut(client, cast, meeting):
    save(client, cast.amara, meeting, "a" * 15_000)

    assert save(client, cast.ben, meeting, "b" * 15_000, **{"shared-base": ""}).status_code == 422
    assert Note.objects.get(meeting=meeting).body == "a" * 15_000


def test_the_page_hears_of_news_and_of_nothing_else(client, cast, meeting):
    save(client, cast.amara, meeting, "Amara wrote this")
    client.force_login(cast.ben)
    notes = reverse("meetings:notes", args=[meeting.pk])

    assert client.get(notes, {"shared-version": "1"}, headers=HTMX).status_code == 204
    news = client.get(notes, {"shared-version": "0"}, headers=HTMX)
    assert '<template data-news data-version="1">Amara wrote this</template>' in news.text
    client.force_login(cast.dana)
    assert client.get(notes, {"shared-version": "0"}, headers=HTMX).status_code == 404


def test_without_javascript_both_texts_are_on_the_page(client, cast, meeting):
    save(client, cast.amara, meeting, "Amara wrote this")

    refused = save(client, cast.ben, meeting, "Ben wrote that", headers={})

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Amara wrote this" in page
    assert "Ben wrote that</textarea>" in page


def test_both_can_be_kept(client, cast, meeting):
    save(client, cast.amara, meeting, "Amara wrote this")

    answer = save(client, cast.ben, meeting, "Ben wrote that", headers={}, keep_both="1")

    assert answer.status_code == 302
    assert Note.objects.get(meeting=meeting).body == "Amara wrote this\n\nBen wrote that"


def test_kept_is_what_belongs_together_and_neither_private_notes_nor_those_of_another_meeting(client, cast, meeting):
    save(client, cast.ben, MeetingFactory(mentorship=cast.mentorship), "Another day")
    save(client, cast.amara, meeting, "Amara's secret", which="private")
    save(client, cast.ben, meeting, "Ben's secret", which="private")
    save(client, cast.amara, meeting, "Amara wrote this")

    save(client, cast.ben, meeting, "Ben wrote that", headers={}, keep_both="1")
    save(client, cast.ben, meeting, "Another secret", which="private", headers={}, keep_both="1")

    kept = dict(Note.objects.filter(meeting=meeting).values_list("author", "body"))
    assert kept == {
        None: "Amara wrote this\n\nBen wrote that",
        cast.amara.pk: "Amara's secret",
        cast.ben.pk: "Ben's secret\n\nAnother secret",
    }


def test_the_same_words_again_change_nothing(cast, meeting):
    for _ in range(2):
        Note.objects.shared(meeting).write(by=cast.ben, body="Same", version=0)

    assert Note.objects.get(meeting=meeting).version == 1


def test_ones_own_other_window_is_not_overwritten_either(cast, meeting):
    Note.objects.private(meeting, cast.ben).write(by=cast.ben, body="In one window", version=0)

    with pytest.raises(NoteMoved):
        Note.objects.private(meeting, cast.ben).write(by=cast.ben, body="In another", version=0)


def test_line_ends_of_a_browser_are_no_change(client, cast, meeting):
    save(client, cast.ben, meeting, "One\r\nTwo")

    assert Note.objects.get(meeting=meeting).body == "One\nTwo"


def test_private_notes_are_ones_own(client, cast, meeting):
    save(client, cast.ben, meeting, "Ben's secret", which="private")
    save(client, cast.amara, meeting, "Amara's secret", which="private")

    client.force_login(cast.amara)
    for url in (meeting.get_absolute_url(), reverse("meetings:private_notes", args=[meeting.pk])):
        page = client.get(url).content.decode()
        assert "Amara&#x27;s secret" in page
        assert "Ben&#x27;s secret" not in page


def test_when_it_has_ended_shared_notes_rest_and_ones_own_do_not(client, cast, meeting):
    save(client, cast.ben, meeting, "Together")
    cast.mentorship.ended_at = timezone.now()
    cast.mentorship.save()

    assert save(client, cast.ben, meeting, "Afterwards", version=1).status_code == 422
    assert save(client, cast.ben, meeting, "For me", which="private").status_code == 200
    client.force_login(cast.amara)
    assert "Together" in client.get(meeting.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("body", "version"), [("x" * 20_001, 0), ("Fine", ""), ("Fine", -1), ("Fine", "one")])
def test_what_cannot_be_saved_is_refused_and_kept_in_the_box(client, cast, meeting, body, version):
    refused = save(client, cast.ben, meeting, body, version, headers={})

    assert refused.status_code == 422
    assert body in refused.content.decode()
    assert not Note.objects.exists()
