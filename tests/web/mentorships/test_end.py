from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.errors import Refused
from alongside.web.meetings.models import Meeting
from alongside.web.mentorships.models import Ending, Mentorship, Stage
from alongside.web.notices.models import Notice
from alongside.web.programmes.models import Membership, Separation
from tests.factories.mentorships import MentorshipFactory


def book(mentorship: Mentorship, days: int = 3) -> Meeting:
    start = timezone.now() + timedelta(days=days)
    return Meeting.objects.create(mentorship=mentorship, starts_at=start, ends_at=start + timedelta(hours=1))


def letters(kind: str) -> list[Notice]:
    return list(Notice.objects.filter(kind=kind).order_by("pk"))


def test_ending_takes_future_meetings_out_of_both_calendars(client, cast):
    meeting = book(cast.mentorship)
    client.force_login(cast.ben)

    client.post(reverse("mentorships:end", args=[cast.mentorship.pk]), {"reason": "no_time"})

    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.CANCELLED
    cancelled = [letter for letter in Notice.objects.all() if "METHOD:CANCEL" in letter.calendar]
    assert {letter.person for letter in cancelled} == {cast.amara, cast.ben}
    assert Mentorship.objects.get().stage == Stage.ENDED


def test_the_partner_reads_a_success_and_no_other_reason(client, cast):
    for reason, is_told in (("early_met", True), ("no_fault", False)):
        mentorship = MentorshipFactory(programme=cast.programme, mentee=cast.ben)
        words = str(Ending.Reason(reason).label)

        mentorship.end(by=cast.ben, reason=reason)

        client.force_login(mentorship.mentor)
        html = client.get(reverse("mentorships:reflect", args=[mentorship.pk])).content.decode()
        letter = Notice.objects.get(kind="mentorships/mail/ended", person=mentorship.mentor)
        assert (words in html) == (words in letter.body) == is_told


def test_before_the_agreement_whoever_ends_it_is_named_nowhere(client, cast):
    client.force_login(cast.ben)

    client.post(reverse("mentorships:end", args=[cast.new_mentorship.pk]))

    mine, theirs = letters("mentorships/mail/introduction_ended")
    assert mine.body == theirs.body
    assert "Ben" not in mine.body and "Amara" not in mine.body
    ending = Ending.objects.get()
    assert (ending.by, ending.reason) == (None, "introduction")


def test_an_ending_twice_is_refused(client, cast):
    cast.mentorship.end(by=cast.amara, reason="completed")
    client.force_login(cast.ben)

    answer = client.post(reverse("mentorships:end", args=[cast.mentorship.pk]), {"reason": "no_time"})

    assert answer.status_code == 422
    assert "already ended" in answer.content.decode()
    assert Ending.objects.get().reason == "completed"


def test_an_ending_wants_one_of_the_reasons(client, cast):
    client.force_login(cast.ben)

    for reason in ("", "boredom", "introduction"):
        answer = client.post(reverse("mentorships:end", args=[cast.mentorship.pk]), {"reason": reason})
        assert answer.status_code == 422
    assert Mentorship.objects.get().is_open


def test_the_two_and_a_coordinator_end_it_and_a_stranger_does_not(client, cast):
    url = reverse("mentorships:end", args=[cast.mentorship.pk])

    for person, status in ((cast.amara, 200), (cast.ben, 200), (cast.chidi, 200), (cast.dana, 404)):
        client.force_login(person)
        assert client.get(url).status_code == status
    with pytest.raises(Refused):
        cast.mentorship.end(by=cast.dana, reason="completed")


def test_ending_a_pause_ends_the_pause(cast):
    cast.mentorship.pause(by=cast.ben, until=timezone.localdate() + timedelta(days=9))

    cast.mentorship.end(by=cast.ben, reason="moved")

    assert cast.mentorship.pauses.get().resumed_at


# Taking it back.


def test_whoever_ended_it_takes_it_back_within_a_day(client, cast):
    cast.mentorship.end(by=cast.ben, reason="no_time")
    client.force_login(cast.ben)

    client.post(reverse("mentorships:reopen", args=[cast.mentorship.pk]))

    assert Mentorship.objects.get().is_open
    assert not Ending.objects.exists()


def test_the_partner_does_not_take_it_back(client, cast):
    cast.mentorship.end(by=cast.ben, reason="no_time")
    client.force_login(cast.amara)

    client.post(reverse("mentorships:reopen", args=[cast.mentorship.pk]))

    assert not Mentorship.objects.get().is_open


def test_private_closing_words_do_not_show_by_a_missing_button_and_outlast_the_reopening(client, cast):
    ending = cast.mentorship.end(by=cast.amara, reason="no_fault")
    client.force_login(cast.amara)
    page, reopen = (reverse(f"mentorships:{name}", args=[cast.mentorship.pk]) for name in ("reflect", "reopen"))

    ending.reflect(by=cast.ben, helped="Only for me", wants_another=True)
    assert reopen in client.get(page).text
    client.post(reopen)
    again = Mentorship.objects.get()

    assert again.is_open
    kept = again.reflections.get()
    assert (kept.helped, kept.wants_another) == ("Only for me", False)


def test_closing_words_that_the_partner_shared_let_the_ending_stand(client, cast):
    ending = cast.mentorship.end(by=cast.amara, reason="no_fault")
    client.force_login(cast.amara)
    page, reopen = (reverse(f"mentorships:{name}", args=[cast.mentorship.pk]) for name in ("reflect", "reopen"))

    ending.reflect(by=cast.ben, helped="Thank you", shared_with_partner=True)

    assert reopen not in client.get(page).text
    with pytest.raises(Refused, match="built on it"):
        Mentorship.objects.get().reopen(by=cast.amara)


def test_after_a_day_it_stays_ended(cast, time_machine):
    time_machine.move_to(timezone.now())
    cast.mentorship.end(by=cast.ben, reason="no_time")
    time_machine.shift(timedelta(hours=25))

    with pytest.raises(Refused, match="24 hours"):
        Mentorship.objects.get().reopen(by=cast.ben)


def test_it_is_not_taken_back_when_the_place_is_given_away(cast):
    Membership.objects.filter(person=cast.mentorship.mentor).update(capacity=1)
    cast.mentorship.end(by=cast.ben, reason="no_time")
    MentorshipFactory(programme=cast.programme, mentor=cast.amara)

    with pytest.raises(Refused, match="no room"):
        Mentorship.objects.get(pk=cast.mentorship.pk).reopen(by=cast.ben)


@pytest.mark.parametrize(("who", "by"), [("amara", "chidi"), ("ben", "ben"), ("ben", "chidi")])
def test_it_is_not_taken_back_when_one_of_the_two_has_left_the_programme(client, cast, who, by):
    cast.mentorship.end(by=cast.amara, reason="no_fault")
    seat, by = getattr(cast, who).memberships.get(), getattr(cast, by)
    seat.leave(by=by) if seat.person == by else seat.remove(by=by)
    client.force_login(cast.amara)

    page = client.post(reverse("mentorships:reopen", args=[cast.mentorship.pk]), follow=True).content.decode()

    assert "One of you has left Spring cohort, so this mentorship stays ended." in page
    assert not Mentorship.objects.get().is_open


def test_it_is_not_taken_back_when_the_two_are_kept_apart_since(cast):
    cast.mentorship.end(by=cast.amara, reason="no_fault")
    Separation.objects.keep_apart(cast.programme, cast.ben, cast.amara, kind="apart", by=cast.chidi)

    with pytest.raises(Refused, match="Write to a coordinator"):
        Mentorship.objects.get().reopen(by=cast.amara)


def test_what_runs_is_not_taken_up_again_and_nor_is_what_began_anew(cast):
    with pytest.raises(Refused, match="has not ended"):
        cast.mentorship.reopen(by=cast.ben)
    cast.mentorship.end(by=cast.ben, reason="no_time")
    MentorshipFactory(mentor=cast.amara, mentee=cast.ben)
    MentorshipFactory(programme=cast.programme, mentor=cast.amara, mentee=cast.ben)

    with pytest.raises(Refused, match="another mentorship open"):
        Mentorship.objects.get(pk=cast.mentorship.pk).reopen(by=cast.ben)


def test_another_mentorship_of_one_of_them_or_elsewhere_stands_in_nobodys_way(cast):
    assert cast.mentorship
    Membership.objects.filter(person=cast.amara).update(capacity=3)
    MentorshipFactory(programme=cast.programme, mentor=cast.amara)
    MentorshipFactory(programme=cast.programme, mentee=cast.ben)
    MentorshipFactory(mentor=cast.amara, mentee=cast.ben)
    cast.mentorship.end(by=cast.ben, reason="no_time")

    cast.mentorship.reopen(by=cast.ben)

    assert Mentorship.objects.get(pk=cast.mentorship.pk).is_open


def test_an_introduction_that_ended_is_not_taken_back(cast):
    cast.new_mentorship.end(by=cast.ben, reason="")

    with pytest.raises(Refused):
        Mentorship.objects.get().reopen(by=cast.ben)


def test_what_waits_to_be_said_about_a_mentorship_goes_with_it_and_the_ending_with_its_taking_back(cast):
    cast.mentorship.pause(by=cast.ben, until=timezone.localdate() + timedelta(days=9))
    cast.mentorship.resume(by=cast.ben)
    assert kinds() == {"resumed"}

    ending = cast.mentorship.end(by=cast.ben, reason="no_time")
    ending.reflect(by=cast.amara, helped="Being asked", wants_another=True)
    assert kinds() == {"ended", "wants_another"}

    Mentorship.objects.get().reopen(by=cast.ben)
    assert kinds() == {"reopened"}


def kinds() -> set[str]:
    return {kind.rpartition("/")[2] for kind in Notice.objects.values_list("kind", flat=True)}
