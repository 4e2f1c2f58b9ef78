"""Stop what has not gone out: whole before it began, the rest afterwards."""

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.web.announcements.models import BATCH, KIND, Announcement, Mute, Reader, announcement
from alongside.web.announcements.refusals import GoneOut, Overtaken
from alongside.web.notices.models import Notice
from alongside.web.programmes.refusals import NotYours
from tests.factories.announcements import announced, draft, queue, sent
from tests.factories.notices import NoticeFactory, delivered
from tests.factories.people import UserFactory
from tests.factories.programmes import MembershipFactory
from tests.web.announcements.test_large import join


def test_before_it_begins_it_is_taken_back_whole_and_is_a_draft_again(client, cast):
    assert cast.mentorship
    made = draft(cast)
    made.send(by=cast.chidi)
    client.force_login(cast.chidi)
    assert "Take it back" in client.get(made.get_absolute_url()).text

    answer = client.post(reverse("announcements:stop", args=[made.pk]), follow=True)

    assert "nobody has it" in answer.text
    made.refresh_from_db()
    assert (made.is_draft, made.words) == (True, draft(cast).words)
    Announcement.objects.sent().update(sent_at=timezone.now())
    assert queue() == "" and not Notice.objects.exists()


def test_the_button_of_before_sends_nothing_that_was_taken_back(cast):
    assert cast.mentorship
    made = draft(cast)
    made.send(by=cast.chidi, version=1)
    made.stop(by=cast.chidi)

    with pytest.raises(Overtaken):
        made.send(by=cast.chidi, version=1)
    made.send(by=cast.chidi, version=2)

    assert not made.is_draft


def test_on_its_way_the_rest_is_stopped_and_what_has_gone_stays(client, cast, monkeypatch):
    monkeypatch.setattr(announcement, "BATCH", 10)
    assert cast.mentorship
    join(cast, 28)
    made, other = sent(cast), NoticeFactory(person=cast.ben)
    made.queue_batch()
    delivered()
    made.queue_batch()
    gone = set(made.readers.order_by("person").values_list("person", flat=True)[:10])
    client.force_login(cast.chidi)
    assert "Stop sending" in client.get(made.get_absolute_url()).text

    answer = client.post(reverse("announcements:stop", args=[made.pk]), follow=True)

    assert "Stopped. 10 people have it." in answer.text
    assert set(Reader.objects.values_list("person", flat=True)) == gone
    assert set(Notice.objects.filter(kind=KIND).values_list("person", flat=True)) == gone
    assert Notice.objects.filter(pk=other.pk).exists()
    made.refresh_from_db()
    assert made.queue_batch() == 0


def test_the_number_that_have_it_does_not_tell_who_wants_no_e_mail(cast):
    assert cast.mentorship
    Mute.objects.choose(cast.programme, cast.amara, by_mail=False)
    made = announced(cast)

    made.stop(by=cast.chidi)

    assert (made.reached, made.readers.count()) == (0, 0)


def test_what_everybody_has_cannot_be_stopped(client, cast):
    assert cast.mentorship
    made = announced(cast)
    delivered()
    client.force_login(cast.chidi)

    assert "Stop sending" not in client.get(made.get_absolute_url()).text
    assert "nothing left to stop" in client.post(reverse("announcements:stop", args=[made.pk]), follow=True).text
    with pytest.raises(GoneOut):
        made.stop(by=cast.chidi)
    assert made.readers.count() == 2


def test_stopped_twice_it_is_stopped_once_and_said(cast):
    assert cast.mentorship
    made = announced(cast)
    made.stop(by=cast.chidi)

    with pytest.raises(GoneOut, match="stopped already"):
        made.stop(by=cast.chidi)


@pytest.mark.parametrize("has_begun", [True, False])
def test_a_colleague_may_stop_it_and_whoever_wrote_it_gets_a_letter(client, cast, has_begun):
    assert cast.mentorship
    colleague = UserFactory(name="Gita Rao")
    MembershipFactory(programme=cast.programme, person=colleague, role="coordinator")
    made = announced(cast) if has_begun else draft(cast)
    if not has_begun:
        made.send(by=cast.chidi)
    client.force_login(colleague)

    answer = client.post(reverse("announcements:stop", args=[made.pk]), follow=True)

    assert answer.status_code == 200 and ("Chidi Eze has it as a draft again" in answer.text) is not has_begun
    (letter,) = Notice.objects.all()
    assert (letter.person, letter.kind) == (cast.chidi, "announcements/mail/stopped")
    assert letter.subject == "Gita Rao has stopped your announcement"
    assert ("draft of yours again" in letter.body) is not has_begun


def test_members_stop_nothing(client, cast):
    assert cast.mentorship
    made = announced(cast)
    for person in (cast.ben, cast.amara, cast.dana):
        client.force_login(person)
        assert client.post(reverse("announcements:stop", args=[made.pk])).status_code == 404
        with pytest.raises(NotYours):
            made.stop(by=person)

    assert Notice.objects.filter(kind=KIND).count() == 2 < BATCH
