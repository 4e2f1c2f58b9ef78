from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from alongside.web.concerns.models import AlreadyClosed, Concern, NobodyToHandTo, NotForYou
from alongside.web.notices.models import Notice
from alongside.web.programmes.models import Role
from tests.factories.concerns import raise_concern
from tests.factories.people import UserFactory
from tests.factories.programmes import MembershipFactory


@pytest.fixture
def concern(cast):
    """Ben's, with Efua, who has read it."""
    concern = raise_concern(cast.mentorship, cast.ben)
    concern.see(by=cast.efua)
    return concern


@pytest.fixture
def femi(cast, concern):
    """Named after it was sent to Efua."""
    femi = UserFactory(name="Femi Ade")
    name(cast, femi)
    return femi


def name(cast, person):
    cast.programme.safeguarding_person = person
    cast.programme.save()


def hand_on(client, concern, to):
    return client.post(reverse("concerns:hand_on", args=[concern.key]), {"to": to.pk})


def letters(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def test_the_one_who_has_it_hands_it_on_to_the_one_named_now(client, cast, concern, femi):
    client.force_login(cast.efua)
    assert "Hand it on to Femi Ade" in client.get(concern.get_absolute_url()).text

    assert hand_on(client, concern, femi).url == reverse("concerns:list")

    concern.refresh_from_db()
    assert (concern.sent_to, concern.seen_at) == (femi, None)
    assert client.get(concern.get_absolute_url()).status_code == 404
    client.force_login(femi)
    assert client.get(concern.get_absolute_url()).status_code == 200
    assert letters(femi) == ["concerns/mail/raised"]


def test_whoever_raised_it_is_told_without_details_and_sees_who_has_it(client, cast, concern, femi):
    client.force_login(cast.ben)
    before = client.get(concern.get_absolute_url()).text
    assert "It is with Efua Mensah" in before and "Write to Femi Ade yourself" in before

    concern.hand_on(by=cast.efua, to=femi)

    letter = Notice.objects.get(person=cast.ben)
    assert letter.kind == "concerns/mail/moved" and letter.url.endswith(concern.get_absolute_url())
    for private in ("Efua", "Femi", "Amara", "Something was said", "concern", "Spring cohort"):
        assert private not in letter.subject + letter.body
    after = client.get(concern.get_absolute_url()).text
    assert "It is with Femi Ade" in after and "It has not been read yet" in after and "Efua" not in after


@pytest.mark.parametrize("who", ["ben", "amara", "chidi", "femi"])
def test_nobody_else_hands_it_on(cast, concern, femi, who):
    with pytest.raises(NotForYou):
        concern.hand_on(by=femi if who == "femi" else getattr(cast, who), to=femi)


@pytest.mark.parametrize("who", ["dana", "efua", "ben", "amara", None])
def test_it_goes_to_the_one_named_and_to_nobody_else(cast, concern, femi, who):
    with pytest.raises(NobodyToHandTo):
        concern.hand_on(by=cast.efua, to=getattr(cast, who) if who else None)


def test_whoever_is_named_after_the_page_was_opened_does_not_get_it_by_mistake(client, cast, concern, femi):
    name(cast, cast.chidi)
    client.force_login(cast.efua)

    page = client.post(reverse("concerns:hand_on", args=[concern.key]), {"to": femi.pk}, follow=True).text

    assert "Somebody else has been named meanwhile" in page
    concern.refresh_from_db()
    assert concern.sent_to == cast.efua


def test_a_closed_one_stays_where_it_is(client, cast, concern, femi):
    concern.close(by=cast.efua, outcome="We spoke")
    client.force_login(cast.efua)

    assert "Hand it on" not in client.get(concern.get_absolute_url()).text
    with pytest.raises(AlreadyClosed):
        concern.hand_on(by=cast.efua, to=femi)


def test_it_never_goes_to_whoever_raised_it_nor_to_one_of_the_two(client, cast):
    MembershipFactory(programme=cast.programme, person=cast.dana, role=Role.COORDINATOR)
    concern = raise_concern(cast.mentorship, cast.dana)
    client.force_login(cast.efua)

    for person in (cast.dana, cast.amara, cast.ben):
        name(cast, person)
        assert "Hand it on" not in client.get(concern.get_absolute_url()).text
        with pytest.raises(NobodyToHandTo):
            concern.hand_on(by=cast.efua, to=person)
    name(cast, cast.dana)
    again = raise_concern(cast.mentorship, cast.dana)
    call_command("remind_concerns")
    again.refresh_from_db()
    assert again.sent_to is None
    assert letters(cast.dana) == []


def test_reminders_go_to_the_one_who_has_it(cast, concern, femi):
    concern.hand_on(by=cast.efua, to=femi)

    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        call_command("remind_concerns")

    assert letters(femi) == ["concerns/mail/raised", "concerns/mail/unseen"]
    assert letters(cast.efua) == ["concerns/mail/raised"]


def test_whoever_raised_it_hears_when_one_that_nobody_could_read_finds_somebody(cast, concern, femi):
    cast.efua.is_active = False
    cast.efua.save()
    name(cast, None)
    waiting = raise_concern(cast.mentorship, cast.ben)
    call_command("remind_concerns")
    assert letters(cast.ben) == []

    name(cast, femi)
    call_command("remind_concerns")
    call_command("remind_concerns")

    assert letters(cast.ben) == ["concerns/mail/moved"] * 2
    assert set(Concern.objects.kept_by(femi)) == {waiting, concern}


@pytest.mark.parametrize("to", ["", "x", "9" * 30, "-1", "²"])
def test_strange_input_hands_nothing_on(client, cast, concern, femi, to):
    client.force_login(cast.efua)

    assert client.post(reverse("concerns:hand_on", args=[concern.key]), {"to": to}).status_code == 302
    concern.refresh_from_db()
    assert concern.sent_to == cast.efua
