"""A coordinator who closes their account: drafts go, what is under way stops, what members have stays theirs."""

from alongside.web.announcements.models import KIND, Announcement, Mute
from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from tests.factories.announcements import announced, draft, queue, sent
from tests.factories.notices import delivered
from tests.factories.people import UserFactory
from tests.factories.programmes import MembershipFactory


def leave(cast) -> None:
    MembershipFactory(programme=cast.programme, person=UserFactory(), role="coordinator")
    cast.chidi.leave()


def test_what_members_have_stays_without_the_name_and_drafts_go(client, cast):
    assert cast.mentorship
    made = announced(cast, words="Write to me.\n\nCHIDI EZE, chidi@example.org")
    delivered()
    draft(cast)

    leave(cast)

    kept = Announcement.objects.get()
    assert (kept.pk, kept.stopped_at) == (made.pk, None)
    assert kept.words == f"Write to me.\n\nSomeone who left, left-{cast.chidi.pk}@left.invalid"
    client.force_login(cast.ben)
    page = client.get(made.get_absolute_url()).text
    assert "Someone who left wrote this" in page and "Chidi" not in page


def test_other_words_and_addresses_that_hold_the_name_stay(cast):
    assert cast.mentorship
    words = "I will be away, goodwill to all. Write to mrwill@example.org, or to will@example.org. Will"
    made = announced(cast, words=words)
    delivered()
    User.objects.filter(pk=cast.chidi.pk).update(name="Will", email="will@example.org")
    cast.chidi.refresh_from_db()

    leave(cast)

    made.refresh_from_db()
    there = f"left-{cast.chidi.pk}@left.invalid"
    assert made.words == (
        f"I will be away, goodwill to all. Write to mrwill@example.org, or to {there}. Someone who left"
    )


def test_what_has_not_gone_out_goes_to_nobody_any_more(cast):
    assert cast.mentorship
    waits, not_begun = announced(cast), sent(cast, subject="Not begun")

    leave(cast)

    waits.refresh_from_db()
    assert (waits.reached, waits.stopped_by) == (0, None) and waits.stopped_at
    assert not Announcement.objects.filter(pk=not_begun.pk).exists()
    assert queue() == "" and not Notice.objects.filter(kind=KIND).exists()


def test_a_wish_for_no_e_mail_goes_with_its_account(cast):
    cast.mentorship.end(by=cast.ben, reason="completed")
    Mute.objects.choose(cast.programme, cast.ben, by_mail=False)

    cast.ben.leave()

    assert not Mute.objects.exists()
