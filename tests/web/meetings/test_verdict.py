from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from alongside.errors import Refused
from alongside.web.meetings.models import Meeting, Verdict
from alongside.web.mentorships.models import Mentorship, Stage
from alongside.web.notices.models import Notice
from tests.factories.mentorships import meet

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


@pytest.mark.parametrize(
    "answers", [("not_a_fit", "good"), ("good", "not_a_fit"), ("not_a_fit", "not_a_fit"), ("unsure", "not_a_fit")]
)
def test_not_a_fit_from_either_ends_it_in_the_same_words_at_the_same_moment(cast, answers):
    meeting = meet(cast.new_mentorship)

    meeting.give_verdict(by=cast.amara, answer=answers[0], reasons=["style"])
    meeting.give_verdict(by=cast.ben, answer=answers[1])

    mine, theirs = letters("introduction_ended")
    assert {mine.person, theirs.person} == {cast.amara, cast.ben}
    assert (mine.subject, mine.body) == (theirs.subject, theirs.body)
    assert abs(mine.send_after - theirs.send_after) < timedelta(seconds=1)
    assert Mentorship.objects.get().ending.by is None


@pytest.mark.parametrize("answers", [("not_a_fit", "good"), ("good", "not_a_fit")])
def test_the_letter_leads_the_mentee_to_the_other_mentors_whoever_said_what(cast, answers):
    meeting = meet(cast.new_mentorship)

    meeting.give_verdict(by=cast.amara, answer=answers[0])
    meeting.give_verdict(by=cast.ben, answer=answers[1])

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
    found = [client.get(page).content.decode() for page in pages]
    return "\n".join(line for html in found for line in html.splitlines() if "csrf" not in line.lower())


@pytest.mark.parametrize("answer", ["good", "unsure", "not_a_fit"])
def test_whether_the_partner_has_answered_and_what_changes_no_page(client, cast, answer):
    meeting = meet(cast.new_mentorship)
    before = look(client, cast, cast.ben)

    meeting.give_verdict(by=cast.amara, answer=answer)

    assert look(client, cast, cast.ben) == before


def test_after_the_end_the_pages_are_the_same_whoever_said_not_a_fit(client, cast):
    seen = []
    for answers in (("good", "not_a_fit"), ("not_a_fit", "not_a_fit")):
        Mentorship.objects.filter(pk=cast.new_mentorship.pk).update(stage="proposed", ended_at=None)
        Meeting.objects.all().delete()
        meeting = meet(cast.new_mentorship)
        meeting.give_verdict(by=cast.ben, answer=answers[1])
        meeting.give_verdict(by=cast.amara, answer=answers[0])
        client.force_login(cast.ben)
        html = client.get(reverse("meetings:introduce", args=[cast.new_mentorship.pk])).content.decode()
        assert ENDED in html
        seen.append([line for line in html.splitlines() if "csrf" not in line.lower()])
        Mentorship.objects.get().ending.delete()

    assert seen[0] == seen[1]


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


def test_after_two_weeks_coordinators_learn_only_that_it_waits(cast):
    meeting = meet(cast.new_mentorship, days_ago=14)
    meeting.give_verdict(by=cast.amara, answer="good")

    call_command("follow_up_introductions")
    call_command("follow_up_introductions")

    (letter,) = letters("introduction_waits")
    assert letter.person == cast.chidi
    assert "answered" not in letter.body


def test_after_four_weeks_it_ends_in_the_same_words(cast):
    meeting = meet(cast.new_mentorship, days_ago=28)
    meeting.give_verdict(by=cast.amara, answer="good")

    call_command("follow_up_introductions")

    assert stage(cast) == Stage.ENDED
    assert [letter.subject for letter in letters("introduction_ended")] == [ENDED, ENDED]


def test_an_introduction_that_is_answered_is_left_alone(cast):
    meeting = meet(cast.new_mentorship, days_ago=30)
    for person in (cast.amara, cast.ben):
        meeting.give_verdict(by=person, answer="good")

    call_command("follow_up_introductions")

    assert stage(cast) == Stage.INTRODUCED
    assert timezone.now() > meeting.ends_at
