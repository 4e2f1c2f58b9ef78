"""Where a meeting is: the place they gave, one's usual room, a room of their own; and changing it."""

from datetime import timedelta

import icalendar
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from alongside.errors import Refused
from alongside.web.meetings import calendar
from alongside.web.meetings.models import CalendarAddress, Change, Meeting
from alongside.web.meetings.room import room_of
from alongside.web.mentorships.models import Agreement
from alongside.web.mentorships.refusals import Overtaken
from alongside.web.notices.models import Notice
from alongside.web.people.models.person import check_room
from alongside.web.readings.records import relationships
from tests.factories.meetings import HeldMeetingFactory, MeetingFactory
from tests.factories.mentorships import MentorshipFactory, NewMentorshipFactory
from tests.together import together

ROOM = "https://meet.example.org/{room}?lobby=1"


@pytest.fixture
def rooms(settings) -> None:
    settings.VIDEO_ROOM = ROOM


@pytest.fixture
def meeting(cast) -> Meeting:
    return MeetingFactory(mentorship=cast.mentorship)


def text(client, person, meeting) -> str:
    client.force_login(person)
    return " ".join(client.get(meeting.get_absolute_url()).content.decode().split())


def location(meeting, cast) -> str:
    return str(icalendar.Calendar.from_ical(calendar.entry(meeting, to=cast.ben)).walk("VEVENT")[0]["location"])


def test_without_a_pattern_there_are_no_rooms(client, cast, meeting):
    assert room_of(cast.mentorship) == meeting.where == ""
    assert location(meeting, cast) == "video"
    assert "Join the call" not in text(client, cast.ben, meeting)


def test_each_pair_has_a_room_of_its_own_that_nobody_can_guess(cast, rooms, settings):
    other = MentorshipFactory(programme=cast.programme, mentor=cast.amara)
    mine, theirs = room_of(cast.mentorship), room_of(other)

    name = mine.removeprefix("https://meet.example.org/").removesuffix("?lobby=1")
    assert len(name) == 24 and name.isalnum() and name.islower()
    assert mine != theirs
    assert room_of(cast.mentorship) == mine, "The same each time."
    check_room(mine)
    settings.SECRET_KEY = "another"
    assert room_of(cast.mentorship) != mine, "It hangs on what only this site knows."


def test_a_room_on_the_hosts_own_network_is_opened_by_the_button_too(client, cast, meeting, settings):
    settings.VIDEO_ROOM = "https://jitsi:8443/{room}"

    assert meeting.link == room_of(cast.mentorship)
    assert f'href="{room_of(cast.mentorship)}" rel="noreferrer noopener"' in text(client, cast.ben, meeting)


def test_it_stands_on_the_page_in_letters_and_in_calendars(client, cast, rooms, soon):
    room = room_of(cast.mentorship)
    made = Meeting.objects.book(
        cast.mentorship, by=cast.ben, starts_at=soon, ends_at=soon + timedelta(hours=1), channel="video"
    )

    letter = Notice.objects.get(person=cast.amara, kind="meetings/mail/booked")
    assert room in letter.body
    assert location(made, cast) == room
    assert room in CalendarAddress.objects.turn_on(cast.ben).look().replace("\r\n ", "")
    for person in (cast.ben, cast.amara):
        assert f'href="{room}" rel="noreferrer noopener" target="_blank">Join the call' in text(client, person, made)
    assert made.place == "", "It stands in no row."


def test_a_place_that_somebody_gave_stands_before_it(client, cast, rooms):
    given = MeetingFactory(mentorship=cast.mentorship, place="https://other.example.org/ours")

    assert given.where == "https://other.example.org/ours"
    assert room_of(cast.mentorship) not in text(client, cast.ben, given)


@pytest.mark.parametrize("channel", ["phone", "in_person", "email"])
def test_whoever_does_not_meet_by_video_needs_no_room(cast, rooms, channel):
    assert MeetingFactory(mentorship=cast.mentorship, channel=channel).where == ""


def test_what_is_over_has_no_room(cast, rooms):
    assert HeldMeetingFactory(mentorship=cast.mentorship).where == ""
    assert MeetingFactory(mentorship=cast.mentorship, state="cancelled").where == ""


def test_an_introduction_has_one_too(client, cast, rooms, soon):
    pair = NewMentorshipFactory(programme=cast.programme, mentor=cast.amara, mentee=cast.ben)
    introduction = Meeting.objects.propose_introduction(pair, by=cast.amara, slots=[soon])
    introduction.pick(introduction.slots.get(), by=cast.ben)

    client.force_login(cast.ben)
    page = client.get(reverse("meetings:introduce", args=[pair.pk])).content.decode()
    assert f'href="{room_of(pair)}"' in page
    assert room_of(pair) in Notice.objects.get(person=cast.amara, kind="meetings/mail/intro_booked").body


SAFE = ["https://meet.example.org/ours", "https://meet.example.org:8443/a?b=c#d"]
UNSAFE = [
    "http://meet.example.org/ours", "javascript:alert(1)", "JaVaScRiPt://x.example/%0aalert(1)", "data:text/html,x",
    "//meet.example.org", "meet.example.org", "https://", "https:/ours", "ftp://meet.example.org/", "my office",
    'https://x.example/" onclick="x',
]  # fmt: skip


@pytest.mark.parametrize("room", SAFE)
def test_a_link_by_https_is_a_room(cast, room):
    check_room(room)
    assert MeetingFactory(mentorship=cast.mentorship, place=f" {room} ").link == room


@pytest.mark.parametrize("room", UNSAFE)
def test_nothing_else_is_and_nothing_else_is_opened_by_a_button(client, cast, room):
    with pytest.raises(ValidationError):
        check_room(room)
    given = MeetingFactory(mentorship=cast.mentorship, place=room)
    html = text(client, cast.amara, given)
    assert "Join the call" not in html
    assert 'href="javascript' not in html.lower() and 'href="data' not in html.lower()
    assert 'onclick="x' not in html


def test_words_around_a_link_stay_words(client, cast):
    given = MeetingFactory(mentorship=cast.mentorship, place="Zoom https://zoom.example.org/j/1, code 7")

    html = text(client, cast.ben, given)

    assert given.link == ""
    assert 'href="https://zoom.example.org/j/1"' in html and "code 7" in html


def filled_in(client, person, cast) -> str:
    client.force_login(person)
    return client.get(reverse("meetings:book", args=[cast.mentorship.pk])).context["form"]["place"].value() or ""


def test_ones_usual_room_is_filled_in_first_where_one_meets_by_video(client, cast):
    HeldMeetingFactory(mentorship=cast.mentorship, place="https://last.example.org/")
    assert filled_in(client, cast.ben, cast) == "https://last.example.org/"

    cast.ben.profile.room = "https://meet.example.org/ben"
    cast.ben.profile.save()

    assert filled_in(client, cast.ben, cast) == "https://meet.example.org/ben"
    assert filled_in(client, cast.amara, cast) == "https://last.example.org/"
    Meeting.objects.update(channel="in_person", place="Café Heron")
    assert filled_in(client, cast.ben, cast) == "Café Heron"


def test_before_the_first_session_it_is_how_they_agreed_to_meet(client, cast):
    cast.ben.profile.room = "https://meet.example.org/ben"
    cast.ben.profile.save()
    Agreement.objects.create(mentorship=cast.mentorship, every_days=14, channel="phone")

    assert filled_in(client, cast.ben, cast) == "", "A room is no place for a call by phone."
    page = client.get(reverse("meetings:book", args=[cast.mentorship.pk]))
    assert page.context["form"]["channel"].value() == "phone"


def test_it_is_filled_in_for_an_introduction(client, cast):
    pair = NewMentorshipFactory(programme=cast.programme, mentor=cast.amara, mentee=cast.ben)
    cast.ben.profile.room = "https://meet.example.org/ben"
    cast.ben.profile.save()
    client.force_login(cast.ben)

    form = client.get(reverse("meetings:introduce", args=[pair.pk])).context["form"]

    assert form["place"].value() == "https://meet.example.org/ben"


def test_nobody_reads_it_on_the_profile(client, cast):
    cast.ben.profile.room = "https://meet.example.org/ben"
    cast.ben.profile.save()
    assert cast.mentorship
    for person in (cast.ben, cast.amara, cast.chidi):
        client.force_login(person)
        assert "meet.example.org" not in client.get(cast.ben.get_absolute_url()).content.decode()


# ── Another place ─────────────────────────────────────────────────────────────
def test_both_get_a_letter_and_both_calendars_know(cast, meeting):
    before = meeting.changes.count()

    meeting.meet_at(by=cast.ben, channel="phone", place=" 555 0100 ")

    meeting.refresh_from_db()
    assert (meeting.channel, meeting.place) == ("phone", "555 0100")
    letters = Notice.objects.filter(kind="meetings/mail/elsewhere")
    assert {letter.person for letter in letters} == {cast.ben, cast.amara}
    theirs = letters.get(person=cast.amara)
    assert "Ben changed where you two meet" in theirs.body and "555 0100" in theirs.body
    [event] = icalendar.Calendar.from_ical(theirs.calendar).walk("VEVENT")
    assert (event["sequence"], str(event["location"])) == (before + 1, "555 0100")


def test_a_place_is_one_line_whatever_was_sent(client, cast, meeting):
    client.force_login(cast.ben)
    sent = {"channel": "phone", "place": "555\r\n\n0100\vSign in at https://x.example.org"}

    client.post(reverse("meetings:where", args=[meeting.pk]), sent | {"seen": meeting.newest_change})

    meeting.refresh_from_db()
    assert meeting.place == "555 0100 Sign in at https://x.example.org"
    assert f"\n\n{meeting.place}" in Notice.objects.get(person=cast.amara, kind="meetings/mail/elsewhere").body


def test_the_same_place_again_is_no_change(cast, meeting):
    meeting.meet_at(by=cast.ben, channel="phone", place="555 0100")
    meeting.meet_at(by=cast.ben, channel="phone", place="555 0100")

    assert meeting.changes.filter(kind=Change.Kind.PLACED).count() == 1
    assert Notice.objects.count() == 2


def test_a_reminder_with_the_old_place_is_not_sent(cast, meeting):
    meeting.remind()
    meeting.meet_at(by=cast.ben, channel="phone", place="555 0100")

    assert not Notice.objects.filter(kind="meetings/mail/reminder").exists()


def test_it_is_no_move_to_whoever_reads_the_mentorship(cast, meeting):
    def events() -> list[str]:
        [it] = relationships(type(cast.mentorship).objects.filter(pk=cast.mentorship.pk))
        return [str(event) for event in vars(it).values()] if hasattr(it, "__dict__") else [repr(it)]

    before = events()
    meeting.meet_at(by=cast.ben, channel="video", place="https://better.example.org/")

    assert events() == before


def test_what_was_changed_meanwhile_is_shown_first(client, cast, meeting):
    seen = meeting.newest_change
    meeting.meet_at(by=cast.amara, channel="phone", place="555 0100")

    with pytest.raises(Overtaken):
        meeting.meet_at(by=cast.ben, channel="phone", place="555 0199", seen=seen)

    client.force_login(cast.ben)
    sent = {"channel": "phone", "place": "555 0199", "seen": seen}
    answer = client.post(reverse("meetings:where", args=[meeting.pk]), sent)
    assert answer.status_code == 422 and "555 0199" in answer.content.decode()


def test_the_page_changes_it_for_the_two_and_for_nobody_else(client, cast, meeting):
    where = reverse("meetings:where", args=[meeting.pk])
    assert f'href="{where}"' in text(client, cast.ben, meeting)

    sent = {"channel": "in_person", "place": "Café Heron", "seen": meeting.newest_change}
    done = client.post(where, sent, follow=True).content.decode()

    assert "Changed. Both calendars know." in done and "Café Heron" in done
    for other in (cast.chidi, cast.dana):
        client.force_login(other)
        assert client.get(where).status_code == client.post(where, sent).status_code == 404


@pytest.mark.parametrize("bad", [{"channel": "pigeon", "place": ""}, {"channel": "video", "place": "x" * 301}])
def test_what_cannot_be_is_refused_and_nothing_is_lost(client, cast, meeting, bad):
    client.force_login(cast.ben)

    answer = client.post(reverse("meetings:where", args=[meeting.pk]), {**bad, "seen": meeting.newest_change})

    assert answer.status_code == 422
    assert bad["place"] in answer.content.decode()


def test_over_or_cancelled_it_stays_where_it_was(cast, meeting):
    meeting.cancel(by=cast.ben, reason="other")
    with pytest.raises(Refused):
        meeting.meet_at(by=cast.ben, channel="phone", place="")

    held = MeetingFactory(mentorship=cast.mentorship, starts_at=timezone.now() - timedelta(days=1))
    with pytest.raises(Refused):
        held.meet_at(by=cast.ben, channel="phone", place="")


@pytest.mark.django_db(transaction=True)
def test_changed_by_both_at_once_one_after_the_other():
    from tests.factories.cast import Cast

    cast = Cast()
    made = MeetingFactory(mentorship=cast.mentorship)
    mine, theirs = Meeting.objects.get(pk=made.pk), Meeting.objects.get(pk=made.pk)
    seen = made.newest_change

    refused = together(
        lambda: mine.meet_at(by=cast.ben, channel="phone", place="1", seen=seen),
        lambda: theirs.meet_at(by=cast.amara, channel="phone", place="2", seen=seen),
    )

    assert len(refused) == 1
    assert made.changes.filter(kind=Change.Kind.PLACED).count() == 1
