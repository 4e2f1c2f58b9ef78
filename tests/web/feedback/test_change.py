from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from alongside.web.feedback.models import Feedback, NotYours, TooLateToChange
from alongside.web.notices.models import Notice
from tests.factories.feedback import give_feedback


@pytest.fixture
def feedback(cast) -> Feedback:
    return give_feedback(cast.mentorship, cast.ben)


def change(client, person, feedback, **typed):
    client.force_login(person)
    words = {"helped": "Your questions", "change": "", "shared_with": "partner", **typed}
    return client.post(reverse("feedback:change", args=[feedback.key]), words)


def test_its_writer_says_it_otherwise_and_nobody_is_written_to_again(client, cast, feedback):
    assert change(client, cast.ben, feedback).status_code == 302

    feedback.refresh_from_db()
    assert feedback.helped == "Your questions"
    assert Notice.objects.filter(kind="feedback/mail/given").count() == 1


def test_chosen_for_the_wrong_reader_it_is_taken_from_them(client, cast, feedback):
    change(client, cast.ben, feedback, shared_with="coordinator")

    client.force_login(cast.amara)
    assert client.get(feedback.get_absolute_url()).status_code == 404
    # The letter to Amara had not gone out yet, and does not any more.
    assert [letter.person for letter in Notice.objects.all()] == [cast.chidi]


def test_a_letter_that_went_out_is_kept_in_the_list_of_letters(client, cast, feedback):
    call_command("send_notices")

    change(client, cast.ben, feedback, shared_with="nobody")

    assert [letter.person for letter in Notice.objects.all()] == [cast.amara]


def test_nobody_else_changes_it(client, cast, feedback):
    for person in (cast.amara, cast.chidi, cast.dana):
        assert change(client, person, feedback).status_code == 404
        with pytest.raises(NotYours, match="whoever wrote it"):
            feedback.rewrite(by=person, shared_with="nobody", helped="Nothing")

    feedback.refresh_from_db()
    assert feedback.helped == "Your drawing of the steps"


def test_after_a_day_or_after_thanks_it_stands(client, cast, feedback):
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        late = change(client, cast.ben, feedback)
        assert late.status_code == 422
        assert "for a day" in late.text
        assert "Change it" not in client.get(feedback.get_absolute_url()).text
    assert "Change it" in client.get(feedback.get_absolute_url()).text
    feedback.thank(by=cast.amara)

    with pytest.raises(TooLateToChange):
        feedback.rewrite(by=cast.ben, shared_with="nobody", helped="Nothing")


def test_it_cannot_be_emptied_and_what_was_typed_stays(client, cast, feedback):
    answer = change(client, cast.ben, feedback, helped=" ", change="")

    assert answer.status_code == 422
    assert "a few words are enough" in answer.text


def test_only_whoever_it_was_written_for_gives_thanks(cast, feedback):
    for person in (cast.ben, cast.chidi, cast.dana):
        with pytest.raises(NotYours, match="written for"):
            feedback.thank(by=person)

    feedback.refresh_from_db()
    assert feedback.thanked_at is None
