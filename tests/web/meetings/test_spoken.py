"""One of the two says from a letter, without signing in, that they spoke."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import signing
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.web.meetings import spoken
from alongside.web.meetings.models import Contact
from alongside.web.meetings.spoken import we_spoke
from alongside.web.mentorships.models import Mentorship, Pause, Stage
from alongside.web.messages.models import Message
from alongside.web.notices.models import Notice
from alongside.web.people.download import own_data
from alongside.web.readings.models import Reading
from alongside.web.readings.telling import SETTLED_BY_A_WORD, tell
from tests.factories.checkins import ask
from tests.factories.lives import hold
from tests.factories.meetings import PastMeetingFactory
from tests.factories.mentorships import MentorshipFactory
from tests.post_office import text_of

PHONE = {"channel": "phone"}


@pytest.fixture
def link(cast):
    """The address in a letter to Ben."""
    return we_spoke(cast.mentorship, cast.ben).open_url


def press(client, link, **typed):
    return client.post(link, {"happened_on": timezone.localdate().isoformat(), **PHONE, **typed})


def test_one_tap_says_that_they_spoke_today_and_needs_no_sign_in(client, cast, link):
    shown = client.get(link)
    today = timezone.localdate().isoformat()
    form = shown.context["form"]
    assert f'value="{today}"' in shown.text and form["channel"].value() == "phone"

    answer = client.post(link, {"happened_on": today, "channel": "phone"})

    contact = Contact.objects.get()
    said = (contact.mentorship, contact.by, contact.channel, contact.happened_on)
    assert said == (cast.mentorship, cast.ben, "phone", timezone.localdate())
    assert answer.status_code == 302
    assert "Thank you" in client.get(answer.url).text


def test_a_mail_scanner_that_follows_every_link_says_nothing(client, cast, link):
    noted = press(client, link).url
    before = list(Contact.objects.values())

    for address in (link, noted):
        assert client.get(address).status_code == client.head(address).status_code == 200
        assert client.get(address, PHONE).status_code == 200

    assert list(Contact.objects.values()) == before


def test_the_browser_has_to_have_seen_the_page(cast, link):
    assert Client(enforce_csrf_checks=True).post(link, PHONE).status_code == 403
    assert not Contact.objects.exists()


def test_pressed_twice_it_is_one_contact_and_one_page(client, cast, link):
    assert press(client, link).url == press(client, link).url
    assert Contact.objects.count() == 1


def test_today_is_todays_date_where_the_reader_lives(client, cast, link, time_machine):
    cast.ben.time_zone = "Pacific/Auckland"
    cast.ben.save()
    time_machine.move_to(datetime(2026, 11, 28, 18, tzinfo=UTC), tick=False)
    Mentorship.objects.update(began_on=datetime(2026, 10, 1).date())
    here = we_spoke(cast.mentorship, cast.ben).open_url

    assert 'value="2026-11-29"' in client.get(here).text
    press(client, here, happened_on="2026-11-29")
    assert str(Contact.objects.get().happened_on) == "2026-11-29"
    assert client.post(here, {**PHONE, "happened_on": "2026-11-30"}).status_code == 422


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"happened_on": "2999-01-01"}, "is still to come"),
        ({"happened_on": "1999-01-01"}, "before your mentorship began"),
        ({"happened_on": "yesterday"}, "Please write a date."),
        ({"happened_on": ""}, "Please fill this in."),
        ({"happened_on": "0001-01-01"}, "before your mentorship began"),
        ({"channel": "pigeon"}, "one of those that are offered"),
        ({"channel": ""}, "Please fill this in."),
        ({"happened_on": "\x00", "channel": "\x00"}, "Please write a date."),
    ],
)
def test_what_cannot_be_is_answered_with_a_sentence_and_stays_in_the_form(client, cast, link, typed, sentence):
    answer = press(client, link, **typed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Contact.objects.exists()
    day = typed.get("happened_on", "")
    assert "\x00" in day or day in answer.text


def test_it_is_taken_back_on_the_next_page_and_can_be_said_anew(client, cast, link):
    noted = press(client, link).url
    assert "Take it back" in client.get(noted).text

    answer = client.post(noted, follow=True)

    assert not Contact.objects.exists()
    assert "Taken back" in answer.text and link in answer.text
    assert client.post(noted, follow=True).status_code == 200  # pressed twice
    press(client, link)
    assert Contact.objects.count() == 1


def test_what_the_other_has_written_down_already_is_not_taken_back_from_here(client, cast, link):
    Contact.objects.log(cast.mentorship, by=cast.amara, channel="phone")
    noted = press(client, link).url

    assert "Thank you" in client.get(noted).text
    assert "Take it back" not in client.get(noted).text
    assert "Only whoever wrote this down can take it back." in client.post(noted).text
    assert Contact.objects.get().by == cast.amara


def test_the_letter_that_came_in_between_shows_nothing_of_what_was_said_by_the_link(client, cast, link):
    press(client, link, channel="in_person")

    again = client.get(link)

    assert "Thank you" not in again.text
    assert again.context["form"]["channel"].value() == "phone" and again.text.count(" checked") == 1


def test_both_sides_are_read_again(client, cast, link):
    Reading.objects.take(Mentorship.objects.all())
    assert not Reading.objects.waiting("mentor").exists()

    press(client, link)

    assert all(list(Reading.objects.waiting(side)) == [cast.mentorship] for side in ("mentor", "mentee", "coordinator"))


# ── Whom it opens for, and for how long ──────────────────────────────────────────────────────────────────────────────
def test_it_acts_for_one_person_in_one_mentorship(client, cast, link):
    other = MentorshipFactory(programme=cast.programme, mentee=cast.ben)

    press(client, link)
    press(client, we_spoke(cast.mentorship, cast.amara).open_url, channel="video")
    press(client, we_spoke(other, other.mentor).open_url)

    said = {(each.mentorship, each.by) for each in Contact.objects.all()}
    assert said == {(cast.mentorship, cast.ben), (cast.mentorship, cast.amara), (other, other.mentor)}


@pytest.mark.parametrize(("days", "status"), [(29, 200), (31, 410)])
def test_it_opens_for_thirty_days(client, cast, link, time_machine, days, status):
    noted = press(client, link).url
    time_machine.move_to(timezone.now() + timedelta(days=days))

    assert client.get(link).status_code == client.get(noted).status_code == status
    press(client, link, channel="video")
    client.post(noted)
    assert Contact.objects.filter(channel="video").exists() == (status == 200)
    assert Contact.objects.filter(channel="phone").exists() == (status == 410)


@pytest.mark.parametrize("change", [{"ended_at": timezone.now(), "stage": Stage.ENDED}, {"began_on": None}])
def test_it_ends_with_the_mentorship(client, cast, link, change):
    noted = press(client, link).url
    Mentorship.objects.update(**change)

    assert client.get(link).status_code == client.get(noted).status_code == 410
    assert press(client, link, channel="video").status_code == client.post(noted).status_code == 410
    assert Contact.objects.get().channel == "phone"


def test_old_and_ended_look_the_same(client, cast, link, time_machine):
    Mentorship.objects.update(ended_at=timezone.now())
    ended = client.get(link).text
    Mentorship.objects.update(ended_at=None)
    time_machine.move_to(timezone.now() + timedelta(days=40))

    assert client.get(link).text == ended


def test_in_a_pause_they_may_have_spoken_all_the_same(client, cast, link):
    cast.mentorship.pause(by=cast.amara, until=timezone.localdate() + timedelta(days=9))

    assert press(client, link).status_code == 302


def test_it_opens_nothing_for_somebody_who_may_not_sign_in_any_more(client, cast, link):
    noted = press(client, link).url
    cast.ben.is_active = False
    cast.ben.save()

    assert {client.get(link).status_code, client.post(noted).status_code, press(client, link).status_code} == {404}
    assert Contact.objects.count() == 1


def test_a_key_of_somebody_else_or_made_up_opens_nothing(client, cast, link):
    key = link.split("/")[3]
    name, at, signature = key.split("~")
    dana = spoken.signer().sign_object([cast.mentorship.pk, cast.dana.pk])
    nobody = spoken.signer().sign_object([10**9, cast.ben.pk])
    another_kind = signing.TimestampSigner(sep="~", salt="another").sign_object([cast.mentorship.pk, cast.ben.pk])
    amaras = spoken.we_spoke(cast.mentorship, cast.amara).open_url.split("/")[3].split("~")[0]

    for made_up in (
        "x", "é", "%00", "~~", key[:-1], f"{name}~{at}~", f"{amaras}~{at}~{signature}", dana, nobody, another_kind,
    ):  # fmt: skip
        assert client.get(f"/meetings/spoken/{made_up}/").status_code == 404, made_up
    assert client.get(link).status_code == 200


def test_only_what_this_link_wrote_down_is_taken_back_by_it(client, cast, link):
    by_hand = Contact.objects.log(cast.mentorship, by=cast.ben, channel="video")
    seal = press(client, link).url.rstrip("/").rpartition("/")[2]
    another = spoken.we_spoke(cast.mentorship, cast.amara).open_url

    for made_up in (str(by_hand.pk), f"{by_hand.pk}~{seal.split('~')[1]}", "x", "~"):
        assert client.post(f"{link}{made_up}/").status_code == 404
    assert client.post(f"{another}{seal}/").status_code == 404
    assert Contact.objects.count() == 2


# ── What it shows ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_whoever_was_sent_the_letter_learns_no_more_than_it_says(client, cast, link):
    hold(cast.mentorship, 30)
    Contact.objects.log(cast.mentorship, by=cast.amara, channel="video")
    noted = press(client, link).url
    too_early = press(client, link, happened_on="1999-01-01")

    for page in (client.get(link).text, client.get(noted).text, too_early.text):
        for secret in (
            "Okafor", "Lindqvist", "Ben", "Spring cohort", "example.org", str(cast.mentorship.began_on.year - 1),
            cast.mentorship.began_on.strftime("%-d %B"), "So far", "active",
        ):  # fmt: skip
            assert secret not in page, secret


@pytest.mark.parametrize("who", ["ben", "amara"])
def test_whoever_of_the_two_is_signed_in_says_it_where_they_always_do(client, cast, link, who):
    client.force_login(getattr(cast, who))

    answer = client.get(link)

    page = reverse("meetings:list", args=[cast.mentorship.pk])
    assert answer["Location"] == f"{page}#spoke"
    assert 'id="spoke"' in client.get(page).text


def test_somebody_else_who_is_signed_in_there_reads_what_the_letter_opens(client, cast, link):
    client.force_login(cast.dana)

    assert client.get(link).status_code == 200
    press(client, link)
    assert Contact.objects.get().by == cast.ben


def test_a_worry_is_one_tap_away(client, cast, link):
    noted, raising = press(client, link).url, reverse("concerns:raise", args=[cast.mentorship.pk])

    assert raising in client.get(link).text and raising in client.get(noted).text
    Mentorship.objects.update(ended_at=timezone.now())
    assert raising in client.get(link).text


# ── The letters that hold it ─────────────────────────────────────────────────────────────────────────────────────────
def noticed(cast) -> Notice:
    assert cast.mentorship
    Reading.objects.take(Mentorship.objects.all(), audiences=["mentee"])
    Reading.objects.update(level="watch")
    tell(timezone.localdate())
    return Notice.objects.get(kind="readings/mail/noticed")


def test_a_letter_about_silence_holds_it_and_is_settled_by_it(client, cast, post_office):
    hold(cast.mentorship, 7)
    letter = noticed(cast)
    assert "been a while" in letter.body and letter.second_button == "We spoke"
    call_command("send_notices")
    (sent,) = post_office.letters
    link = next(word for word in text_of(sent).split() if "/spoken/" in word)
    html = sent.get_body(("html",)).get_content()

    assert link in html and html.index("See what it rests on") < html.index(link)
    assert press(client, link.partition(":8000")[2]).status_code == 302

    Reading.objects.take(Mentorship.objects.all())
    rules = {one["rule"] for reading in Reading.objects.all() for one in reading.findings}
    assert "rhythm.quiet" not in rules


def test_the_letter_of_those_who_never_met_is_settled_by_it_too(client, cast):
    letter = noticed(cast)
    assert "have not had a first session" in letter.body
    path = letter.second_open_url.partition(":8000")[2]

    press(client, path)

    Reading.objects.take(Mentorship.objects.all(), audiences=["mentee"])
    assert "rhythm.never_started" not in {one["rule"] for one in Reading.objects.get().findings}


def quiet(pair):
    hold(pair, 7)


def never_started(pair):
    pass


def unanswered(pair):
    hold(pair, 40)
    for days in (14, 13, 12):
        at = timezone.now() - timedelta(days=days)
        Message.objects.create(mentorship=pair, by=pair.mentor, words="Tuesday?", written_at=at)


def not_restarted(pair):
    hold(pair, 20)
    starts_at, ends_at = (timezone.now() - timedelta(days=days) for days in (35, 24))
    Pause.objects.create(mentorship=pair, by=pair.mentor, starts_at=starts_at, until=ends_at.date(), resumed_at=ends_at)


def rules_of(pair) -> set[str]:
    Reading.objects.take(Mentorship.objects.all(), audiences=["mentee"])
    return {one["rule"] for one in Reading.objects.get(audience="mentee").findings}


@pytest.mark.parametrize("live", [quiet, never_started, unanswered, not_restarted], ids=lambda live: live.__name__)
def test_whatever_its_letters_tell_of_goes_away_with_it(client, cast, link, live):
    rule = f"rhythm.{live.__name__}"
    live(cast.mentorship)
    assert rule in rules_of(cast.mentorship) & SETTLED_BY_A_WORD

    press(client, link)

    assert rule not in rules_of(cast.mentorship)


def test_these_are_all_of_them():
    assert {
        f"rhythm.{live.__name__}" for live in (quiet, never_started, unanswered, not_restarted)
    } == SETTLED_BY_A_WORD


def test_a_letter_about_something_else_holds_none(cast):
    hold(cast.mentorship, 49)
    hold(cast.mentorship, 55)

    letter = noticed(cast)

    assert "while" not in letter.subject + letter.body
    assert (letter.second_button, letter.second_url, letter.second_open_url) == ("", "", "")
    assert "We spoke" not in letter.body


def test_the_letter_that_asks_whether_they_met_and_a_check_in_hold_it(cast):
    meeting = PastMeetingFactory(mentorship=cast.mentorship)
    meeting.ask_after()
    ask(cast.mentorship, cast.ben)

    letters = Notice.objects.exclude(second_open_url="").order_by("kind", "pk")

    held_by = [(letter.kind, letter.person) for letter in letters]
    asked = "meetings/mail/did_you_meet"
    assert held_by == [("checkins/mail/asked", cast.ben), (asked, cast.amara), (asked, cast.ben)]
    for letter in letters:
        assert spoken.opened_by(letter.second_open_url.split("/")[-2]).person == letter.person


def test_the_key_stands_in_the_letter_and_nowhere_else(client, cast):
    ask(cast.mentorship, cast.ben)
    letter = Notice.objects.get()
    key = letter.second_open_url.split("/")[-2]
    client.force_login(cast.ben)

    page = client.get(reverse("notices:list")).text

    assert key not in page and f'{letter.second_url}">We spoke' in page
    assert key not in str(own_data(cast.ben))
