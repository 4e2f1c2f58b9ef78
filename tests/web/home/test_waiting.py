"""What waits for one person, as their home page begins."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from alongside.web.cases.models import Case
from alongside.web.goals.models import Assent
from alongside.web.home.waiting import waiting_for
from alongside.web.meetings.models import Meeting
from alongside.web.mentorships.models import Mentorship
from alongside.web.readings.models import Reading
from tests.factories.checkins import ask
from tests.factories.concerns import raise_concern
from tests.factories.feedback import give_feedback
from tests.factories.lives import hold, set_goal
from tests.factories.meetings import ActionFactory, PastMeetingFactory
from tests.factories.mentorships import agree_to_go_on
from tests.factories.programmes import MembershipFactory, rest


def texts(person) -> list[str]:
    return [one.text for one in waiting_for(person)]


def read(mentorship: Mentorship, **levels: str) -> None:
    Reading.objects.take(Mentorship.objects.select_related("programme"), on=timezone.localdate())
    for audience, level in levels.items():
        Reading.objects.filter(audience=audience).update(level=level)


def test_the_pair_sees_first_what_was_noticed_each_on_their_own_page(cast):
    hold(cast.mentorship, 7)
    read(cast.mentorship, mentee="watch", mentor="steady", coordinator="attend")

    assert "You and Amara: It has been a while" in texts(cast.ben)
    assert texts(cast.amara) == []
    assert texts(cast.chidi) == ["One pair could use a word from you"]


def test_a_coordinator_is_led_to_whom_nobody_looks_after_yet_and_later_to_whether_it_helped(cast):
    hold(cast.mentorship, 7)
    read(cast.mentorship, mentee="steady", mentor="steady", coordinator="attend")
    (waits,) = waiting_for(cast.chidi)
    assert waits.url == reverse("coordination:today")

    case = Case.objects.note_a_word(cast.mentorship, by=cast.chidi, words="I called Ben.", cause="", remedy="")
    assert texts(cast.chidi) == []

    Case.objects.update(look_again_on=timezone.localdate())
    (waits,) = waiting_for(cast.chidi)
    assert waits.text == "Did your word with Amara and Ben help?"
    assert waits.url == case.get_absolute_url()
    another = MembershipFactory(programme=cast.programme, role="coordinator").person
    assert texts(another) == []


def test_of_their_own_mentorship_a_coordinator_learns_nothing_by_what_waits(cast):
    MembershipFactory(programme=cast.programme, person=cast.amara, role="coordinator")
    hold(cast.mentorship, 7)
    read(cast.mentorship, mentee="steady", mentor="steady", coordinator="attend")

    assert texts(cast.amara) == []


def test_a_concern_waits_for_the_safeguarding_person_alone_until_it_is_read(client, cast):
    concern = raise_concern(cast.mentorship, cast.ben)

    first = waiting_for(cast.efua)[0]
    assert (first.text, first.url) == ("Somebody has asked for you", concern.get_absolute_url())
    for other in (cast.ben, cast.amara, cast.chidi):
        assert "Somebody has asked for you" not in texts(other)
    client.force_login(cast.efua)
    assert "Somebody has asked for you" in client.get(reverse("home:home")).content.decode()
    client.post(reverse("concerns:see", args=[concern.key]))
    assert texts(cast.efua) == []


def test_nothing_is_asked_of_a_pair_that_is_paused(cast):
    hold(cast.mentorship, 7)
    read(cast.mentorship, mentee="attend")
    goal = set_goal(cast.mentorship, 1)
    type(goal).objects.update(next_review_on=timezone.localdate())
    Assent.objects.all().delete()
    ask(cast.mentorship, cast.ben)
    ActionFactory(mentorship=cast.mentorship, due_on=timezone.localdate())
    ActionFactory(mentorship=cast.mentorship, done_at=timezone.now() - timedelta(days=4))
    assert len(texts(cast.ben)) == 6

    cast.mentorship.pause(by=cast.ben, until=timezone.localdate() + timedelta(days=20))

    assert texts(cast.ben) == []
    cast.mentorship.resume(by=cast.ben)
    assert len(texts(cast.ben)) == 6


def test_what_became_of_a_meeting_is_asked_in_a_pause_too(cast):
    PastMeetingFactory(mentorship=cast.mentorship)

    cast.mentorship.pause(by=cast.ben, until=timezone.localdate() + timedelta(days=20))

    assert [text.partition(" on ")[0] for text in texts(cast.ben)] == ["Did you meet Amara"]


def test_a_goal_whose_day_has_come_leads_to_its_review(cast):
    goal = set_goal(cast.mentorship, 1)
    type(goal).objects.update(next_review_on=timezone.localdate())

    (one,) = waiting_for(cast.amara)

    assert (one.text, one.url) == ("Time to look again at “Give a talk”", reverse("goals:review", args=[goal.pk]))


def test_feedback_waits_until_it_is_thanked_for_and_only_for_its_reader(cast):
    feedback = give_feedback(cast.mentorship, cast.amara)
    give_feedback(cast.mentorship, cast.amara, "nobody")

    assert texts(cast.ben) == ["Amara has written feedback for you"]
    assert texts(cast.amara) == []
    feedback.thank(by=cast.ben)
    assert texts(cast.ben) == []


def test_whether_a_step_helped_is_asked_of_its_owner(cast):
    ActionFactory(
        mentorship=cast.mentorship, owner=cast.ben, text="Ask two people", done_at=timezone.now() - timedelta(days=4)
    )

    assert texts(cast.ben) == ["Did it help? Ask two people"]
    assert texts(cast.amara) == []


def test_after_an_ending_one_may_look_back_until_one_has(cast):
    ending = cast.mentorship.end(by=cast.ben, reason="completed")
    assert texts(cast.ben) == ["Look back on your mentorship with Amara"]

    ending.reflect(by=cast.ben, helped="Being asked")

    assert texts(cast.ben) == []
    assert texts(cast.amara) == ["Look back on your mentorship with Ben"]


def test_words_of_an_ending_that_was_taken_back_are_no_look_at_the_next_one(cast, time_machine):
    time_machine.move_to(timezone.now())
    cast.mentorship.end(by=cast.amara, reason="no_time").reflect(by=cast.ben, helped="Only for me")
    time_machine.shift(60)
    again = Mentorship.objects.get()
    again.reopen(by=cast.amara)
    again.end(by=cast.amara, reason="no_time")

    assert texts(cast.ben) == ["Look back on your mentorship with Amara"]


def test_a_new_version_of_an_agreement_waits_for_the_other(cast):
    agreement = agree_to_go_on(cast.new_mentorship)
    for person in (cast.amara, cast.ben):
        agreement.sign(by=person, version=1)
    assert "Read and sign your agreement with Ben" not in texts(cast.amara)

    agreement.change(by=cast.ben, every_days=28)
    agreement.sign(by=cast.ben, version=2)

    assert "Read and sign your agreement with Ben" in texts(cast.amara)
    assert "Read and sign your agreement with Amara" not in texts(cast.ben)


def test_a_time_is_to_be_found_by_the_side_whose_turn_it_is(cast):
    assert cast.new_mentorship
    assert texts(cast.amara) == ["Find a time to meet Ben"]
    slots = [timezone.now() + timedelta(days=2)]
    Meeting.objects.propose_introduction(cast.new_mentorship, by=cast.amara, slots=slots)

    assert texts(cast.amara) == []
    assert texts(cast.ben) == ["Find a time to meet Amara"]

    Meeting.objects.propose_introduction(cast.new_mentorship, by=cast.ben, slots=slots)
    assert texts(cast.amara) == ["Find a time to meet Ben"]
    assert texts(cast.ben) == []


def test_what_hangs_on_a_rhythm_is_not_asked_in_a_holiday(cast):
    hold(cast.mentorship, 7)
    read(cast.mentorship, mentee="attend")
    goal = set_goal(cast.mentorship, 1)
    type(goal).objects.update(next_review_on=timezone.localdate())
    ask(cast.mentorship, cast.ben)
    assert len(texts(cast.ben)) == 3

    rest(cast.programme, -2, 0)

    assert texts(cast.ben) == []
