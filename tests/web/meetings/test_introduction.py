import zoneinfo
from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.errors import Refused
from alongside.web.meetings.models import Meeting
from alongside.web.notices.models import Notice
from tests.factories.meetings import MeetingFactory
from tests.factories.mentorships import MentorshipFactory, meet

OFFER = {"minutes": "30", "channel": "video", "place": ""}


def in_days(days: float) -> datetime:
    return (timezone.now() + timedelta(days=days)).replace(second=0, microsecond=0)


def offer(cast, *days: float, by=None) -> Meeting:
    return Meeting.objects.propose_introduction(
        cast.new_mentorship, by=by or cast.amara, slots=[in_days(day) for day in days]
    )


def page(cast) -> str:
    return reverse("meetings:introduce", args=[cast.new_mentorship.pk])


def test_a_mentor_offers_times_and_the_mentee_gets_a_letter_on_their_own_clock(client, cast):
    cast.ben.time_zone = "Asia/Tokyo"
    cast.ben.save()
    client.force_login(cast.amara)

    client.post(page(cast), {**OFFER, "first": in_days(2).strftime("%Y-%m-%dT12:00"), "instead_of": "0"})

    letter = Notice.objects.get(kind="meetings/mail/intro_offered")
    assert letter.person == cast.ben
    assert "21:00" in letter.body


def test_a_mentee_picks_a_time_and_both_get_it_for_their_calendars(client, cast):
    meeting = offer(cast, 2, 3)
    slot = meeting.slots.last()
    client.force_login(cast.ben)

    client.post(reverse("meetings:pick", args=[cast.new_mentorship.pk, slot.pk]))

    meeting.refresh_from_db()
    assert (meeting.state, meeting.starts_at) == ("booked", slot.starts_at)
    letters = Notice.objects.filter(kind="meetings/mail/intro_booked")
    assert {letter.person for letter in letters} == {cast.amara, cast.ben}
    assert all("METHOD:REQUEST" in letter.calendar for letter in letters)


def test_one_does_not_pick_ones_own_time(cast):
    meeting = offer(cast, 2)

    with pytest.raises(Refused, match="yourself"):
        meeting.pick(meeting.slots.get(), by=cast.amara)


def test_a_time_is_picked_once(cast):
    meeting = offer(cast, 2, 3)
    first, second = meeting.slots.all()
    meeting.pick(first, by=cast.ben)

    with pytest.raises(Refused, match="agreed already"):
        meeting.pick(second, by=cast.ben)


def test_the_other_side_offers_others_instead(cast):
    offer(cast, 2, 3)

    meeting = offer(cast, 5, by=cast.ben)

    assert [slot.offered_by for slot in meeting.slots.all()] == [cast.ben]
    assert Meeting.objects.count() == 1


def test_a_time_that_was_taken_back_meanwhile_is_refused_with_a_sentence(cast):
    meeting = offer(cast, 2)
    gone = meeting.slots.get()
    offer(cast, 4)

    with pytest.raises(Refused, match="no longer offered"):
        meeting.pick(gone, by=cast.ben)


def test_picking_a_time_that_was_replaced_leads_to_the_new_ones(client, cast):
    gone = offer(cast, 2).slots.get()
    offer(cast, 4)
    url = reverse("meetings:pick", args=[cast.new_mentorship.pk, gone.pk])
    client.force_login(cast.ben)

    answer = client.post(url, follow=True)

    assert answer.redirect_chain == [(page(cast), 302)]
    assert "That time is no longer offered. Look at the new ones." in answer.content.decode()
    assert "Pick this time" in answer.content.decode()
    client.force_login(cast.dana)
    assert client.post(url).status_code == 404


def test_a_time_of_an_introduction_that_was_called_off_is_no_longer_offered(cast):
    meeting = offer(cast, 2)
    meeting.cancel(by=cast.amara, reason="other")

    with pytest.raises(Refused, match="no longer offered"):
        meeting.pick(meeting.slots.get(), by=cast.ben)


def test_two_who_offer_at_the_same_time_do_not_overwrite_each_other(client, cast):
    offer(cast, 2)
    client.force_login(cast.ben)

    answer = client.post(page(cast), {**OFFER, "first": in_days(3).strftime("%Y-%m-%dT12:00"), "instead_of": "0"})

    assert answer.status_code == 422
    assert "has just offered times" in answer.content.decode()


@pytest.fixture
def elsewhere(cast):
    """Amara meets Dana in two days, when Ben does not know of it."""
    pair = MentorshipFactory(mentor=cast.amara, mentee=cast.dana)
    return MeetingFactory(mentorship=pair, starts_at=in_days(2))


def test_offering_a_time_at_which_one_meets_somebody_else_is_a_warning_that_may_be_overruled(client, cast, elsewhere):
    def offered(by, **more):
        client.force_login(by)
        when = timezone.localtime(in_days(2), zoneinfo.ZoneInfo(by.time_zone)).strftime("%Y-%m-%dT%H:%M")
        return client.post(page(cast), {**OFFER, "first": when, **more})

    mine, theirs = offered(cast.amara), offered(cast.ben)

    assert "You meet Dana at that time. Choose another time, or offer it all the same." in mine.content.decode()
    assert "Amara is not free at that time" in theirs.content.decode()
    assert "Dana" not in theirs.content.decode()
    assert (mine.status_code, theirs.status_code, Meeting.objects.introductions().count()) == (422, 422, 0)
    assert offered(cast.ben, anyway="on").status_code == 302


def test_picking_a_time_at_which_one_meets_somebody_else_takes_a_second_word(client, cast, elsewhere):
    clashing, _free = offer(cast, 2, 3).slots.all()
    client.force_login(cast.ben)
    html = client.get(page(cast)).content.decode()
    assert html.count("Amara is not free at that time") == html.count("Pick it all the same") == 1
    assert "Dana" not in html

    url = reverse("meetings:pick", args=[cast.new_mentorship.pk, clashing.pk])
    refused = client.post(url, follow=True).content.decode()
    assert "Amara is not free at that time. Pick another time, or pick it all the same." in refused
    assert Meeting.objects.introductions().get().state == "proposed"

    client.post(url, {"anyway": "on"})
    assert Meeting.objects.introductions().get().starts_at == clashing.starts_at


def test_who_offered_a_time_reads_that_they_meet_somebody_else_then(client, cast, elsewhere):
    offer(cast, 2, 3)
    client.force_login(cast.amara)

    assert client.get(page(cast)).content.decode().count("You meet Dana at that time") == 1


def test_a_time_that_is_filled_in_clashes_with_nothing(client, cast, time_machine):
    time_machine.move_to(datetime(2026, 3, 2, 7, tzinfo=UTC), tick=False)
    for person in (cast.amara, cast.ben):
        person.profile.keep_hours([(weekday, time(9), time(12)) for weekday in range(7)])
    client.force_login(cast.ben)
    url = page(cast)
    first = client.get(url).context["form"].initial["first"]

    MeetingFactory(mentorship=MentorshipFactory(mentor=cast.amara, mentee=cast.dana), starts_at=first)

    form = client.get(url).context["form"]
    assert form.initial["first"] == first + timedelta(days=1)
    assert form.initial["third"]


@pytest.mark.parametrize(
    ("days", "why"),
    [((), "at least one"), ((1, 2, 3, 4), "Three times are enough"), ((2, 2), "same time twice"), ((3, -1), "is past")],
)
def test_times_are_one_to_three_different_and_to_come(cast, days, why):
    with pytest.raises(Refused, match=why):
        offer(cast, *days)


def test_a_time_that_has_passed_since_it_was_offered_is_not_picked(cast, time_machine):
    meeting = offer(cast, 2, 4)
    first, second = meeting.slots.order_by("starts_at")
    time_machine.move_to(first.starts_at)

    with pytest.raises(Refused, match="That time is past"):
        meeting.pick(first, by=cast.ben)
    meeting.pick(second, by=cast.ben)

    assert Meeting.objects.get().starts_at == second.starts_at


def test_once_a_time_is_agreed_no_others_are_offered(cast):
    meeting = offer(cast, 2)
    meeting.pick(meeting.slots.get(), by=cast.ben)

    with pytest.raises(Refused, match="Cancel that one first"):
        offer(cast, 5)


@pytest.mark.parametrize(("zone", "is_said"), [("Asia/Tokyo", True), ("UTC", False)])
def test_the_partners_clock_stands_beside_a_time_only_where_it_shows_another(client, cast, zone, is_said):
    cast.amara.time_zone = zone
    cast.amara.save()
    meeting = offer(cast, 2)
    client.force_login(cast.ben)
    offered = client.get(page(cast)).content.decode()
    meeting.pick(meeting.slots.get(), by=cast.ben)
    agreed = client.get(page(cast)).content.decode()

    assert ("for Amara:" in offered, "for Amara:" in agreed) == (is_said, is_said)


def test_a_time_that_the_clock_skips_is_refused_beside_its_field(client, cast, time_machine):
    time_machine.move_to(datetime(2026, 3, 20, 12, tzinfo=UTC))
    cast.amara.time_zone = "Europe/Berlin"
    cast.amara.save()
    client.force_login(cast.amara)

    answer = client.post(page(cast), {**OFFER, "first": "2026-03-29T02:30"})

    assert answer.status_code == 422
    assert "02:30 does not exist" in answer.content.decode()
    assert 'value="2026-03-29T02:30"' in answer.content.decode()


def test_a_time_that_comes_twice_means_the_first(cast, client, time_machine):
    time_machine.move_to(datetime(2026, 10, 20, 12, tzinfo=UTC))
    cast.amara.time_zone = "Europe/Berlin"
    cast.amara.save()
    client.force_login(cast.amara)

    client.post(page(cast), {**OFFER, "first": "2026-10-25T02:30"})

    slot = Meeting.objects.get().slots.get()
    assert slot.starts_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_past_time_is_refused_and_what_was_typed_stays(client, cast):
    client.force_login(cast.amara)

    answer = client.post(page(cast), {**OFFER, "first": "2020-01-01T10:00", "place": "Room 4"})

    assert answer.status_code == 422
    assert "past" in answer.content.decode()
    assert "Room 4" in answer.content.decode()


def test_the_partners_time_is_shown_beside(client, cast):
    cast.ben.time_zone = "Asia/Tokyo"
    cast.ben.save()
    meeting = offer(cast, 2)
    client.force_login(cast.amara)

    html = client.get(page(cast)).content.decode()

    theirs = meeting.slots.get().starts_at.astimezone(zoneinfo.ZoneInfo("Asia/Tokyo"))
    assert f"{theirs:%H:%M} (Asia/Tokyo)" in html


def test_a_typed_time_is_told_on_the_partners_clock(client, cast):
    cast.ben.time_zone = "Asia/Tokyo"
    cast.ben.save()
    client.force_login(cast.amara)
    url = reverse("meetings:partner_time", args=[cast.new_mentorship.pk])

    assert "19:00 (Asia/Tokyo)" in client.get(url, {"second": "2026-12-01T10:00"}).content.decode()
    assert "Please write a day and a time" in client.get(url, {"first": "soon"}).content.decode()


def test_no_more_times_after_they_have_met(cast):
    meet(cast.new_mentorship)

    with pytest.raises(Refused, match="met already"):
        offer(cast, 2)


def test_after_an_introduction_that_did_not_happen_times_are_offered_again(cast):
    meeting = offer(cast, 2)
    meeting.pick(meeting.slots.get(), by=cast.ben)
    Meeting.objects.update(state=Meeting.State.NOT_HELD)

    again = offer(cast, 5)

    assert again.pk != meeting.pk


def test_only_the_two_open_the_introduction(client, cast):
    slot = offer(cast, 2).slots.get()

    for person, status in ((cast.amara, 200), (cast.ben, 200), (cast.chidi, 404), (cast.dana, 404)):
        client.force_login(person)
        assert client.get(page(cast)).status_code == status
    assert client.post(reverse("meetings:pick", args=[cast.new_mentorship.pk, slot.pk])).status_code == 404


def test_times_that_suit_both_stand_in_the_form_until_some_are_offered(client, cast):
    for person in (cast.amara, cast.ben):
        person.profile.keep_hours([(weekday, time(9), time(12)) for weekday in range(7)])
    client.force_login(cast.ben)
    page = reverse("meetings:introduce", args=[cast.new_mentorship.pk])

    answer = client.get(page)
    assert "These times suit you both" in answer.content.decode()
    sent = {name: answer.context["form"][name].value().strftime("%Y-%m-%dT%H:%M") for name in ("first", "second")}
    assert client.post(page, {**sent, "minutes": 30, "channel": "video"}).status_code == 302

    assert Meeting.objects.get().slots.count() == 2
    assert "These times suit you both" not in client.get(page).content.decode()


def test_offering_other_times_keeps_how_long_and_where(client, cast):
    Meeting.objects.propose_introduction(
        cast.new_mentorship, by=cast.amara, slots=[in_days(2)], minutes=45, channel="in_person", place="Room 4"
    )

    for person in (cast.amara, cast.ben):
        client.force_login(person)
        form = client.get(page(cast)).context["form"]
        kept = [form[name].value() for name in ("first", "minutes", "channel", "place")]
        assert kept == [None, 45, "in_person", "Room 4"]


def test_without_hours_in_both_profiles_the_form_is_empty(client, cast):
    cast.amara.profile.keep_hours([(0, time(9), time(12))])
    client.force_login(cast.ben)

    answer = client.get(reverse("meetings:introduce", args=[cast.new_mentorship.pk]))

    assert not answer.context["form"]["first"].value()
