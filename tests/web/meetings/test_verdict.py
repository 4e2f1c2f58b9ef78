from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from alongside.errors import Refused
from alongside.web.meetings.models import Meeting, Verdict
from alongside.web.mentorships.models import Mentorship, Stage
from alongside.web.notices.models import Notice
from tests.factories.mentorships import NewMentorshipFactory, agree_to_go_on, meet

ENDED = "This introduction did not lead to a mentorship"


def stage(cast) -> str:
    return Mentorship.objects.get(pk=cast.new_mentorship.pk).stage


def letters(kind: str) -> list[Notice]:
    return list(Notice.objects.filter(kind=f"mentorships/mail/{kind}").order_by("pk"))


@pytest.mark.parametrize("answers", [("good", "good"), ("good", "unsure"), ("unsure", "unsure")])
def test_two_who_want_to_go_on_get_an_agreement_to_write(cast, answers):
    meeting = meet(cast.new_mentorship)

    meeting.give_verdict(by=cast.amara, answer=answers[0])
    meeting.give_verdict(by=cast.ben, answer=answers[1])

    assert stage(cast) == Stage.INTRODUCED
    assert [letter.person for letter in letters("agreement_open")] == [cast.amara, cast.ben]
    assert Mentorship.objects.get().agreement.version == 1


def answer_both(meeting, cast, answers) -> None:
    """Amara's answer, then Ben's; None is none."""
    for person, answer in zip((cast.amara, cast.ben), answers, strict=True):
        if answer:
            meeting.give_verdict(by=person, answer=answer)


def follow_up(*, days: float) -> None:
    """The worker's run, so many days from now."""
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        call_command("follow_up_introductions", stdout=StringIO())


NOT_GOING_ON = [
    ("not_a_fit", "good"),
    ("good", "not_a_fit"),
    ("not_a_fit", "not_a_fit"),
    ("unsure", "not_a_fit"),
    ("not_a_fit", None),
    ("good", None),
    (None, None),
]


@pytest.mark.parametrize("answers", NOT_GOING_ON)
def test_no_answer_ends_it_before_the_two_weeks_are_over(cast, answers):
    answer_both(meet(cast.new_mentorship, days_ago=0), cast, answers)

    for day in (0, 1, 4, 8, 13):
        follow_up(days=day)
        assert stage(cast) == Stage.INTRODUCED
    assert not letters("introduction_ended")


@pytest.mark.parametrize("answers", NOT_GOING_ON)
def test_whatever_was_answered_it_ends_on_the_same_morning_in_the_same_words(cast, answers):
    answer_both(meet(cast.new_mentorship, days_ago=0), cast, answers)
    morning = Mentorship.objects.get().answers_close_at

    with time_machine.travel(morning - timedelta(minutes=1), tick=False):
        call_command("follow_up_introductions", stdout=StringIO())
        assert stage(cast) == Stage.INTRODUCED
    with time_machine.travel(morning, tick=False):
        call_command("follow_up_introductions", stdout=StringIO())
        assert stage(cast) == Stage.ENDED

    mine, theirs = letters("introduction_ended")
    assert {mine.person, theirs.person} == {cast.amara, cast.ben}
    assert (mine.subject, mine.body) == (theirs.subject, theirs.body)
    assert mine.send_after == theirs.send_after
    assert Mentorship.objects.get().ending.by is None


def test_that_morning_hangs_on_when_they_said_that_they_had_met_alone(cast):
    meet(cast.new_mentorship, days_ago=40)
    Mentorship.objects.update(introduced_at=timezone.now())

    follow_up(days=13)
    assert stage(cast) == Stage.INTRODUCED
    follow_up(days=15)
    assert stage(cast) == Stage.ENDED


@pytest.mark.parametrize("answers", [("not_a_fit", "good"), ("good", "not_a_fit")])
def test_the_letter_leads_the_mentee_to_the_other_mentors_whoever_said_what(cast, answers):
    answer_both(meet(cast.new_mentorship), cast, answers)

    follow_up(days=15)

    mentors = reverse("programmes:mentors", args=[cast.programme.pk])
    assert {letter.person: letter.url.endswith(mentors) for letter in letters("introduction_ended")} == {
        cast.amara: False,
        cast.ben: True,
    }


@pytest.mark.parametrize("answer", ["good", "unsure", "not_a_fit"])
def test_nothing_happens_before_both_have_answered_whatever_the_first_says(client, cast, answer):
    meeting = meet(cast.new_mentorship)
    before = Notice.objects.count()

    meeting.give_verdict(by=cast.amara, answer=answer)

    assert stage(cast) == Stage.INTRODUCED
    assert Notice.objects.count() == before


def look(client, cast, person) -> str:
    """Every page of an introduction as one person sees it, without what changes with each request."""
    client.force_login(person)
    meeting = Meeting.objects.get()
    pages = (
        reverse("meetings:introduce", args=[cast.new_mentorship.pk]),
        reverse("meetings:verdict", args=[meeting.pk]),
        reverse("mentorships:list"),
        reverse("home:home"),
        reverse("home:mentorship", args=[cast.new_mentorship.pk]),
    )
    return "\n".join(without_token(client.get(page).content.decode()) for page in pages)


def without_token(html: str) -> str:
    return "\n".join(line for line in html.splitlines() if "csrf" not in line.lower())


@pytest.mark.parametrize("answer", ["good", "unsure", "not_a_fit"])
def test_whether_the_partner_has_answered_and_what_changes_no_page(client, cast, answer):
    meeting = meet(cast.new_mentorship)
    before = look(client, cast, cast.ben)

    meeting.give_verdict(by=cast.amara, answer=answer)

    assert look(client, cast, cast.ben) == before


@pytest.mark.parametrize("own", ["good", "unsure", "not_a_fit"])
@pytest.mark.parametrize("end", [False, True])
def test_ones_own_answer_shows_nothing_of_the_others_now_nor_after_the_end(client, cast, own, end):
    meeting = meet(cast.new_mentorship)
    seen = set()
    for theirs in (None, "not_a_fit", "stop", *(["good"] if own == "not_a_fit" else [])):
        undo = transaction.savepoint()
        if theirs == "stop":
            cast.new_mentorship.end(by=cast.amara, reason="")
        elif theirs:
            meeting.give_verdict(by=cast.amara, answer=theirs)
        client.force_login(cast.ben)
        answer = client.post(reverse("meetings:verdict", args=[meeting.pk]), {"answer": own}, follow=True)
        if end:
            follow_up(days=14)
        kinds = list(Notice.objects.filter(person=cast.ben).values_list("kind", "subject", "body"))
        seen.add((without_token(answer.content.decode()), look(client, cast, cast.ben), str(kinds)))
        transaction.savepoint_rollback(undo)

    assert len(seen) == 1


@pytest.mark.parametrize("before", [None, "good", "not_a_fit"])
def test_not_going_further_after_they_met_counts_as_ones_answer_and_ends_nothing_now(client, cast, before):
    meeting = meet(cast.new_mentorship)
    if before:
        meeting.give_verdict(by=cast.amara, answer=before)
    client.force_login(cast.amara)

    answer = client.post(reverse("mentorships:end", args=[cast.new_mentorship.pk]), follow=True)

    assert "Your answer is in" in answer.content.decode()
    assert Verdict.objects.get(person=cast.amara).answer == "not_a_fit"
    meeting.give_verdict(by=cast.ben, answer="good")
    assert stage(cast) == Stage.INTRODUCED
    assert not letters("introduction_ended")


def test_not_going_further_ends_it_at_once_before_they_met_and_once_the_agreement_is_open(cast):
    cast.new_mentorship.end(by=cast.amara, reason="")
    assert stage(cast) == Stage.ENDED

    other = NewMentorshipFactory(programme=cast.programme)
    agree_to_go_on(other)
    other.end(by=other.mentee, reason="")
    assert not Mentorship.objects.get(pk=other.pk).is_open


def test_until_it_is_decided_a_programme_is_not_left_and_the_refusal_says_until_when(cast):
    meet(cast.new_mentorship, days_ago=0)
    mentorship = Mentorship.objects.get()
    mentorship.end(by=cast.ben, reason="")
    membership = cast.ben.memberships.get()

    with pytest.raises(Refused, match=f"it ends on {mentorship.answers_close_at:%-d %B}"):
        membership.leave(by=cast.ben)

    follow_up(days=15)
    membership.leave(by=cast.ben)
    assert not membership.is_current


def test_a_coordinator_may_end_it_at_once(cast):
    meet(cast.new_mentorship)

    Mentorship.objects.get().end(by=cast.chidi, reason="")

    assert stage(cast) == Stage.ENDED
    assert [letter.subject for letter in letters("introduction_ended")] == [ENDED, ENDED]


def test_a_verdict_twice_is_refused(client, cast):
    meeting = meet(cast.new_mentorship)
    meeting.give_verdict(by=cast.amara, answer="good")
    client.force_login(cast.amara)

    answer = client.post(reverse("meetings:verdict", args=[meeting.pk]), {"answer": "not_a_fit"})

    assert answer.status_code == 422
    assert "already given your answer" in answer.content.decode()
    assert Verdict.objects.get().answer == "good"


def test_a_verdict_before_they_have_met_is_refused(cast):
    meeting = meet(cast.new_mentorship)
    Meeting.objects.update(state=Meeting.State.BOOKED)

    with pytest.raises(Refused, match="once you two have met"):
        meeting.give_verdict(by=cast.amara, answer="good")


def test_an_answer_that_is_none_is_refused_beside_its_field(client, cast):
    meeting = meet(cast.new_mentorship)
    client.force_login(cast.amara)

    answer = client.post(reverse("meetings:verdict", args=[meeting.pk]), {"answer": "superb"})

    assert answer.status_code == 422
    assert not Verdict.objects.exists()


def test_only_the_two_give_verdicts(client, cast):
    meeting = meet(cast.new_mentorship)
    url = reverse("meetings:verdict", args=[meeting.pk])

    for person, status in ((cast.amara, 200), (cast.ben, 200), (cast.chidi, 404), (cast.dana, 404)):
        client.force_login(person)
        assert client.get(url).status_code == status
    with pytest.raises(Refused):
        meeting.give_verdict(by=cast.chidi, answer="good")


def test_whoever_has_not_answered_is_reminded_once_after_three_days(cast):
    meeting = meet(cast.new_mentorship, days_ago=3)
    meeting.give_verdict(by=cast.amara, answer="not_a_fit")

    call_command("follow_up_introductions")
    call_command("follow_up_introductions")

    assert [notice.person for notice in Notice.objects.filter(kind="meetings/mail/intro_verdict_reminder")] == [
        cast.ben
    ]


@pytest.mark.parametrize("answers", NOT_GOING_ON)
def test_after_a_week_coordinators_learn_only_that_it_waits_whatever_was_answered(cast, answers):
    answer_both(meet(cast.new_mentorship, days_ago=7), cast, answers)

    follow_up(days=0)
    follow_up(days=0)

    (letter,) = letters("introduction_waits")
    assert letter.person == cast.chidi
    assert "answered" not in letter.body


def test_an_introduction_that_is_answered_is_left_alone(cast):
    meeting = meet(cast.new_mentorship, days_ago=30)
    for person in (cast.amara, cast.ben):
        meeting.give_verdict(by=person, answer="good")

    call_command("follow_up_introductions")

    assert stage(cast) == Stage.INTRODUCED
    assert timezone.now() > meeting.ends_at


def test_the_day_it_ends_is_not_said_to_count_from_a_meeting_that_was_told_of_late(client, cast):
    meeting = meet(cast.new_mentorship, days_ago=3)
    Mentorship.objects.filter(pk=cast.new_mentorship.pk).update(introduced_at=timezone.now())
    client.force_login(cast.ben)

    said = " ".join(client.get(reverse("meetings:verdict", args=[meeting.pk])).content.decode().split())

    assert f"it ends on {Mentorship.objects.get().answers_close_at:%-d %B}, whatever was said" in said
