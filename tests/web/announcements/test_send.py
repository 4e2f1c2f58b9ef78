"""Send an announcement: once, to whom it is for, each alone, and never more often than people read."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from alongside.web.announcements.models import BEGINS_AFTER, KIND, MOST_A_DAY, Announcement, Reader
from alongside.web.announcements.refusals import NobodyThere, NoDraft, Overtaken, SaidBefore, TooMany
from alongside.web.notices.models import Notice
from alongside.web.programmes.models import Membership
from alongside.web.programmes.refusals import NotYours
from tests.factories.announcements import TYPED, announced, draft, queue, sent
from tests.factories.people import UserFactory
from tests.factories.programmes import MembershipFactory, ProgrammeFactory


def had_it() -> set[str]:
    return {letter.person.name for letter in Notice.objects.filter(kind=KIND)}


def test_written_previewed_and_sent_it_reaches_everybody_but_its_writer(client, cast, time_machine):
    time_machine.move_to(timezone.now())
    assert cast.mentorship
    client.force_login(cast.chidi)
    answer = client.post(reverse("announcements:write", args=[cast.programme.pk]), TYPED)
    made = Announcement.objects.get()
    assert answer.url == reverse("announcements:draft", args=[made.pk])

    page = client.get(answer.url).text
    assert "It goes to 2 people" in page and "Dear Amara," in page and "Send it to 2 people" in page
    assert '<a href="https://example.org/how"' in page
    assert not Notice.objects.exists()

    client.post(reverse("announcements:send", args=[made.pk]), {"seen": made.version})
    assert queue() == "" and not Notice.objects.exists()  # it can be taken back for five minutes
    time_machine.shift(BEGINS_AFTER + timedelta(seconds=1))
    queue()

    assert had_it() == {"Amara Okafor", "Ben Lindqvist"}
    made.refresh_from_db()
    assert (made.reached, made.readers.count()) == (2, 2)


def test_each_letter_names_one_person_and_answers_go_to_the_coordinator(cast):
    assert cast.mentorship
    announced(cast)

    call_command("send_notices")

    assert {tuple(letter.to) for letter in mail.outbox} == {(cast.amara.email,), (cast.ben.email,)}
    for letter in mail.outbox:
        assert (letter.cc, letter.bcc) == ([], [])
        assert letter.reply_to == ["Chidi Eze <chidi@example.org>"]
        other = cast.ben if letter.to == [cast.amara.email] else cast.amara
        whole = letter.message().as_string() + letter.body + str(letter.alternatives)
        assert other.first_name not in whole and other.email not in whole
        assert '<a href="https://example.org/how"' in str(letter.alternatives[0][0])


@pytest.mark.parametrize(("greets", "begins"), [(True, "Dear Ben,"), (False, "Look back together.")])
def test_the_first_name_is_put_in_by_the_greeting_alone(cast, greets, begins):
    assert cast.mentorship
    announced(cast, greets=greets, words="Look back together. {{ to.name }} %(name)s {name}")

    body = Notice.objects.get(kind=KIND, person=cast.ben).body
    assert body.startswith(begins)
    assert "{{ to.name }} %(name)s {name}" in body
    assert body.count("Ben") == greets


def test_sent_twice_from_two_windows_it_goes_once(client, cast):
    assert cast.mentorship
    made = draft(cast)
    client.force_login(cast.chidi)

    answers = [client.post(reverse("announcements:send", args=[made.pk]), {"seen": 1}) for _twice in range(2)]
    Announcement.objects.update(sent_at=timezone.now() - BEGINS_AFTER)
    queue()
    queue()

    assert {answer.url for answer in answers} == {made.get_absolute_url()}
    assert Notice.objects.filter(kind=KIND).count() == 2


def test_a_window_that_shows_older_words_sends_nothing(client, cast):
    assert cast.mentorship
    made = draft(cast)
    made.change(by=cast.chidi, **TYPED | {"words": "Something else"})
    client.force_login(cast.chidi)

    answer = client.post(reverse("announcements:send", args=[made.pk]), {"seen": 1}, follow=True)

    assert "changed in another window" in answer.text and "Something else" in answer.text
    made.refresh_from_db()
    assert made.is_draft
    with pytest.raises(Overtaken):
        made.send(by=cast.chidi, version=1)


def test_the_same_words_to_the_same_people_are_refused_for_a_day(cast, time_machine):
    time_machine.move_to(timezone.now())
    assert cast.mentorship
    draft(cast).send(by=cast.chidi)

    with pytest.raises(SaidBefore):
        draft(cast).send(by=cast.chidi)
    draft(cast, audience="mentors").send(by=cast.chidi)
    time_machine.shift(timedelta(days=1, seconds=1))
    draft(cast).send(by=cast.chidi)

    assert Announcement.objects.sent().count() == 3


def test_a_day_has_so_many_and_the_next_is_kept(client, cast):
    assert cast.mentorship
    for number in range(MOST_A_DAY):
        draft(cast, subject=f"Number {number}").send(by=cast.chidi)
    made = draft(cast)
    client.force_login(cast.chidi)

    answer = client.post(reverse("announcements:send", args=[made.pk]), follow=True)

    assert "send it tomorrow" in answer.text
    assert Announcement.objects.drafts(cast.chidi).get() == made
    with pytest.raises(TooMany):
        made.send(by=cast.chidi)


def test_to_a_group_with_nobody_in_it_nothing_is_sent(client, cast):
    assert cast.chidi
    made = draft(cast, audience="mentors")
    client.force_login(cast.chidi)

    assert "nobody in this group" in client.get(reverse("announcements:draft", args=[made.pk])).text
    assert "nobody in this group" in client.post(reverse("announcements:send", args=[made.pk]), follow=True).text
    with pytest.raises(NobodyThere):
        made.send(by=cast.chidi)


@pytest.mark.parametrize("who", ["amara", "ben", "efua", "dana"])
def test_nobody_but_a_coordinator_writes_or_sends(client, cast, who):
    assert cast.mentorship
    person, made = getattr(cast, who), draft(cast)
    client.force_login(person)

    assert client.get(reverse("announcements:write", args=[cast.programme.pk])).status_code == 404
    assert client.post(reverse("announcements:write", args=[cast.programme.pk]), TYPED).status_code == 404
    for name in ("send", "change", "drop", "send_copy", "stop"):
        assert client.post(reverse(f"announcements:{name}", args=[made.pk])).status_code == 404
    with pytest.raises(NotYours):
        Announcement.objects.write(cast.programme, by=person, **TYPED)
    with pytest.raises(NotYours):
        made.send(by=person)
    assert Announcement.objects.get().is_draft


def test_whoever_coordinates_no_longer_sends_no_draft_of_before(cast):
    assert cast.mentorship
    made = draft(cast)
    Membership.objects.filter(person=cast.chidi).update(left_at=timezone.now())

    with pytest.raises(NotYours):
        made.send(by=cast.chidi)


def test_a_colleague_neither_reads_nor_sends_a_draft(client, cast):
    assert cast.mentorship
    colleague = UserFactory(name="Gita Rao")
    MembershipFactory(programme=cast.programme, person=colleague, role="coordinator")
    made = draft(cast)
    client.force_login(colleague)

    assert client.get(reverse("announcements:draft", args=[made.pk])).status_code == 404
    assert made.subject not in client.get(reverse("announcements:list", args=[cast.programme.pk])).text
    with pytest.raises(NotYours):
        made.send(by=colleague)


def test_a_copy_comes_to_its_writer_alone_and_once_as_the_letter_will_read(client, cast):
    assert cast.mentorship
    made = draft(cast)
    client.force_login(cast.chidi)

    for _twice in range(2):
        client.post(reverse("announcements:send_copy", args=[made.pk]))

    copy = Notice.objects.get()
    assert (copy.person, copy.subject) == (cast.chidi, made.subject)
    assert copy.body.startswith("Dear Chidi,") and made.words in copy.body
    assert copy.stop_url == ""
    made.refresh_from_db()
    assert made.is_draft


def test_what_was_sent_is_no_draft_any_more(client, cast):
    assert cast.mentorship
    made = sent(cast)
    client.force_login(cast.chidi)

    for name in ("draft", "change"):
        assert client.get(reverse(f"announcements:{name}", args=[made.pk])).url == made.get_absolute_url()
    for verb in (made.drop, made.send_copy):
        with pytest.raises(NoDraft):
            verb(by=cast.chidi)
    with pytest.raises(NoDraft):
        made.change(by=cast.chidi, **TYPED)
    assert Announcement.objects.get().words == made.words


def test_a_draft_that_is_thrown_away_is_gone_in_every_window(client, cast):
    assert cast.mentorship
    made = draft(cast)
    client.force_login(cast.chidi)

    client.post(reverse("announcements:drop", args=[made.pk]))

    assert not Announcement.objects.exists()
    assert client.post(reverse("announcements:send", args=[made.pk])).status_code == 404
    with pytest.raises(NoDraft):
        made.send(by=cast.chidi)


def test_members_of_another_programme_hear_nothing(cast):
    assert cast.mentorship
    other = ProgrammeFactory()
    MembershipFactory(programme=other, person=cast.dana)

    announced(cast)

    assert not Reader.objects.filter(person=cast.dana).exists()
    assert "Dana Stranger" not in had_it()
