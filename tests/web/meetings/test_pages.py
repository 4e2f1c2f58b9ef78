from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.web.meetings.models import Contact
from tests.factories.meetings import ActionFactory, HeldMeetingFactory, MeetingFactory, PastMeetingFactory

OF_A_PAIR = ("list", "book", "record", "action_add")
OF_A_MEETING = ("meeting", "move", "cancel", "missed", "prepare", "notes", "private_notes", "rate", "calendar")
BUTTONS_OF_A_PAIR = ("log_contact",)
BUTTONS_OF_A_MEETING = ("held", "not_held", "put_back")
BUTTONS_OF_AN_ACTION = ("action_done", "action_drop", "action_reopen", "action_helped")


def urls(cast, names_of_pair, names_of_meeting) -> list[str]:
    meeting = MeetingFactory(mentorship=cast.mentorship)
    return [
        *(reverse(f"meetings:{name}", args=[cast.mentorship.pk]) for name in names_of_pair),
        *(reverse(f"meetings:{name}", args=[meeting.pk]) for name in names_of_meeting),
    ]


def test_the_pair_sees_every_page_and_nobody_else_does(client, cast):
    pages = urls(cast, OF_A_PAIR, OF_A_MEETING)

    for person, status in ((cast.amara, 200), (cast.ben, 200), (cast.chidi, 404), (cast.dana, 404), (cast.efua, 404)):
        client.force_login(person)
        assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, status)


def test_a_session_that_did_not_come_about_leads_to_the_next(client, cast):
    client.force_login(cast.ben)
    meeting = PastMeetingFactory(mentorship=cast.mentorship)
    book = reverse("meetings:book", args=[cast.mentorship.pk])
    assert book not in client.get(meeting.get_absolute_url()).text

    meeting.mark_not_held(by=cast.ben)

    page = client.get(meeting.get_absolute_url()).text
    assert book in page
    assert "both can read them before" not in page  # an agenda nobody made is not asked for afterwards


def test_preparing_the_next_one_leads_to_it_or_to_setting_a_time(client, cast):
    client.force_login(cast.ben)
    next_one = reverse("meetings:prepare_next", args=[cast.mentorship.pk])

    without = client.get(next_one, follow=True)
    assert without.redirect_chain[-1][0] == reverse("meetings:book", args=[cast.mentorship.pk])
    assert "Nothing is booked yet" in without.text
    coming = MeetingFactory(mentorship=cast.mentorship)
    assert client.get(next_one)["Location"] == reverse("meetings:prepare", args=[coming.pk])


def test_a_step_and_a_contact_can_be_found_again(client, cast):
    client.force_login(cast.ben)
    held = HeldMeetingFactory(mentorship=cast.mentorship)
    action = ActionFactory(mentorship=cast.mentorship, meeting=held)
    contact = Contact.objects.log(cast.mentorship, by=cast.ben, channel="phone")

    assert client.get(reverse("meetings:action", args=[action.pk]))["Location"] == held.get_absolute_url()
    where = client.get(reverse("meetings:contact", args=[contact.pk]))["Location"]
    page, _hash, anchor = where.partition("#")
    assert f'id="{anchor}"' in client.get(page).text


def test_what_is_cancelled_stands_among_what_was_and_not_ahead_of_it(client, cast):
    coming = MeetingFactory(mentorship=cast.mentorship, starts_at=timezone.now() + timedelta(days=20))
    coming.cancel(by=cast.ben, reason="illness")
    client.force_login(cast.ben)

    (entry,) = client.get(reverse("meetings:list", args=[cast.mentorship.pk])).context["past"]

    assert entry["on"] == timezone.localdate()


def test_nobody_else_presses_a_button(client, cast):
    pages = urls(cast, (*OF_A_PAIR[1:], *BUTTONS_OF_A_PAIR), (*OF_A_MEETING[1:-1], *BUTTONS_OF_A_MEETING))
    action = ActionFactory(mentorship=cast.mentorship)
    pages += [reverse(f"meetings:{name}", args=[action.pk]) for name in BUTTONS_OF_AN_ACTION]
    contact = Contact.objects.log(cast.mentorship, by=cast.ben, channel="phone")
    pages.append(reverse("meetings:take_contact_back", args=[contact.pk]))

    for person in (cast.chidi, cast.dana):
        client.force_login(person)
        assert {page: client.post(page).status_code for page in pages} == dict.fromkeys(pages, 404)
    client.logout()
    assert {client.post(page).status_code for page in pages} == {302}


def test_a_button_is_not_a_page(client, cast):
    pages = urls(cast, BUTTONS_OF_A_PAIR, BUTTONS_OF_A_MEETING[1:])  # "held" leads to the meeting, see test_mark.py
    client.force_login(cast.ben)

    assert {client.get(page).status_code for page in pages} == {405}


def fill(cast, n: int) -> None:
    now = timezone.now()
    for i in range(n):
        MeetingFactory(mentorship=cast.mentorship, starts_at=now + timedelta(days=2 + i))
        PastMeetingFactory(mentorship=cast.mentorship, starts_at=now - timedelta(days=1 + i))
        HeldMeetingFactory(mentorship=cast.mentorship, starts_at=now - timedelta(days=20 + i))
        HeldMeetingFactory(
            mentorship=cast.mentorship, state="missed", missed_by=cast.ben, starts_at=now - timedelta(days=40, hours=i)
        )
        Contact.objects.create(
            mentorship=cast.mentorship, by=cast.amara, channel="phone", happened_on=now.date() - timedelta(days=i)
        )
        ActionFactory(mentorship=cast.mentorship)
        ActionFactory(mentorship=cast.mentorship, done_at=now - timedelta(days=5))


@pytest.mark.parametrize("page", ["list", "meeting"])
def test_a_page_asks_the_database_the_same_however_many_rows(
    client, cast, page, django_assert_max_num_queries, django_assert_num_queries
):
    fill(cast, 1)
    meeting = cast.mentorship.meetings.filter(state="booked").first()
    url = reverse(f"meetings:{page}", args=[cast.mentorship.pk if page == "list" else meeting.pk])
    client.force_login(cast.ben)
    with django_assert_max_num_queries(25) as few:
        assert client.get(url).status_code == 200

    fill(cast, 6)

    with django_assert_num_queries(len(few)):
        assert client.get(url).status_code == 200


def test_the_list_shows_what_is_to_come_what_was_and_what_is_unmarked(client, cast):
    fill(cast, 1)
    client.force_login(cast.ben)

    page = client.get(reverse("meetings:list", args=[cast.mentorship.pk])).content.decode()

    for words in (
        "Did you meet?",
        "To come",
        "So far",
        "You could not come",
        "Spoke elsewhere (phone)",
        "Did it help?",
    ):
        assert words in page


def test_an_empty_list_says_what_will_be_there(client, cast):
    client.force_login(cast.ben)

    page = client.get(reverse("meetings:list", args=[cast.mentorship.pk])).content.decode()

    assert "Nothing is booked" in page
    assert reverse("meetings:book", args=[cast.mentorship.pk]) in page


def test_the_partners_clock_is_shown_beside_ones_own(client, cast):
    cast.amara.time_zone = "Asia/Tokyo"
    cast.amara.save()
    start = (timezone.now() + timedelta(days=2)).replace(hour=3, minute=0)
    meeting = MeetingFactory(mentorship=cast.mentorship, starts_at=start)
    client.force_login(cast.ben)

    assert "12:00 for Amara" in client.get(meeting.get_absolute_url()).content.decode()


def test_when_it_has_ended_it_can_be_read_and_not_changed(client, cast):
    fill(cast, 1)
    cast.mentorship.ended_at = timezone.now()
    cast.mentorship.save()
    client.force_login(cast.ben)

    for meeting in cast.mentorship.meetings.all():
        page = client.get(meeting.get_absolute_url()).content.decode()
        for label in ("Move", "Cancel the meeting", "Undo this mark", "Yes, we met", ">Done<"):
            assert label not in page
    assert client.get(reverse("meetings:list", args=[cast.mentorship.pk])).status_code == 200


def test_an_introduction_without_a_time_is_found_on_its_own_page(client, cast):
    offered = MeetingFactory(mentorship=cast.mentorship, kind="introduction", state="proposed")
    client.force_login(cast.ben)

    answer = client.get(offered.get_absolute_url())

    assert answer.url == reverse("meetings:introduce", args=[cast.mentorship.pk])
