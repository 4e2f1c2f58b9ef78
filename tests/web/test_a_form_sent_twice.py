"""A button pressed twice is taken once: each form that makes something of words, sent two times and four at once."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.web.announcements.models import Announcement
from alongside.web.cases.models import Case
from alongside.web.concerns.models import Concern
from alongside.web.feedback.models import Feedback
from alongside.web.goals.models import Goal, Progress, Review
from alongside.web.meetings.models import Action, Meeting
from alongside.web.mentorships.models import Pause
from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.programmes.models import Holiday, Invitation, Membership, Programme, Question
from alongside.web.proposals.models import Proposal
from alongside.web.requests.models import Request
from alongside.web.rounds.models import Change
from tests.factories.announcements import TYPED, draft
from tests.factories.cast import Cast
from tests.factories.lives import set_goal
from tests.factories.people import UserFactory
from tests.factories.programmes import MembershipFactory, next_cohort_of
from tests.factories.rounds import mentee, mentor, round_of, run

NEXT_MONTH = timedelta(days=30)


class Form(NamedTuple):
    """Who sends what where, and what it makes: once, with so many letters."""

    by: User
    address: str
    typed: dict[str, Any]
    makes: "QuerySet[Any]"
    letters: int = 0


def of_pair(name: str, cast: Cast) -> str:
    return reverse(name, args=[cast.mentorship.pk])


def give_feedback(cast: Cast) -> Form:
    typed = {"helped": "Your questions", "change": "", "shared_with": "partner"}
    return Form(cast.ben, of_pair("feedback:give", cast), typed, Feedback.objects.all(), 1)


def write_a_message(cast: Cast) -> Form:
    pair = cast.mentorship
    return Form(cast.ben, reverse("messages:write", args=[pair.pk]), {"words": "Tuesday?"}, pair.messages.all(), 1)


def raise_concern(cast: Cast) -> Form:
    return Form(cast.ben, of_pair("concerns:raise", cast), {"text": "I am worried"}, Concern.objects.all(), 1)


def have_a_word(cast: Cast) -> Form:
    typed = {"to": ["mentor", "mentee"], "subject": "Hello", "words": "How is it going?"}
    return Form(cast.chidi, of_pair("coordination:write", cast), typed, Case.objects.all(), 2)


def note_a_word(cast: Cast) -> Form:
    return Form(cast.chidi, of_pair("coordination:spoke", cast), {"words": "On the phone"}, Case.objects.all())


def ask_coordinators(cast: Cast) -> Form:
    letters = Notice.objects.filter(kind="coordination/mail/asked")
    return Form(cast.ben, of_pair("coordination:ask", cast), {"words": "May we meet less?"}, letters, 1)


def set_a_goal(cast: Cast) -> Form:
    due_on = (timezone.localdate() + NEXT_MONTH).isoformat()
    typed = {"title": "Give a talk", "measure": "Talks", "baseline": "0", "target": "2.50", "due_on": due_on}
    return Form(cast.ben, of_pair("goals:set", cast), typed, Goal.objects.all(), 1)


def mark_progress(cast: Cast) -> Form:
    goal = set_goal(cast.mentorship, 1)
    return Form(
        cast.ben, reverse("goals:progress", args=[goal.pk]), {"percent": 40, "note": "Half"}, Progress.objects.all()
    )


def mark_earlier_progress(cast: Cast) -> Form:
    form = mark_progress(cast)
    return form._replace(typed={**form.typed, "on": (timezone.localdate() - timedelta(days=3)).isoformat()})


def review_a_goal(cast: Cast) -> Form:
    goal, again_on = set_goal(cast.mentorship, 1), timezone.localdate() + NEXT_MONTH
    typed = {"note": "It stays", "next_review_on": again_on.isoformat()}
    return Form(cast.ben, reverse("goals:review", args=[goal.pk]), typed, Review.objects.all())


def promise_a_step(cast: Cast) -> Form:
    typed = {"text": "Outline the talk", "owner": cast.ben.pk}
    return Form(cast.ben, of_pair("meetings:action_add", cast), typed, Action.objects.all())


def write_down_a_session(cast: Cast) -> Form:
    when = (timezone.localtime() - timedelta(days=2)).strftime("%Y-%m-%dT10:00")
    typed = {"starts_at": when, "minutes": 40, "channel": "video"}
    return Form(cast.amara, of_pair("meetings:record", cast), typed, Meeting.objects.all())


def ask_a_mentor(cast: Cast) -> Form:
    fola = UserFactory(name="Fola Ade")
    for person, role in ((cast.ben, "mentee"), (fola, "mentor")):
        Membership.objects.filter(person=person).delete()
        MembershipFactory(programme=cast.programme, person=person, role=role, capacity=2)
    seat = Membership.objects.get(person=fola)
    typed = {"goal": "A talk", "why_you": "You give good ones", "every_days": 14}
    return Form(cast.ben, reverse("requests:ask", args=[seat.pk]), typed, Request.objects.all(), 1)


def note_in_a_round(cast: Cast) -> Form:
    round_, lena = round_of(cast), mentee(cast.programme, "Lena Ruiz", "law")
    assert mentor(cast.programme, "Leo Marsh", "law")
    pairing = run(round_).pairings.get(mentee=lena)
    notes = Change.objects.filter(kind="note")
    return Form(cast.chidi, reverse("rounds:note", args=[pairing.pk]), {"words": "Ask her first"}, notes)


def invite(cast: Cast) -> Form:
    assert cast.chidi
    typed = {"addresses": "new@example.org", "role": "mentee"}
    return Form(cast.chidi, reverse("programmes:invite", args=[cast.programme.pk]), typed, Invitation.objects.all())


def begin_a_programme(cast: Cast) -> Form:
    owner = User.objects.create_superuser("owner@example.org", "a few words in a row", name="Owner")
    page = Client()
    page.force_login(owner)
    shown = page.get(reverse("programmes:new")).context["form"]
    typed = {field.html_name: value for field in shown if (value := field.value()) not in (None, False)}
    typed |= {"name": "Autumn cohort", "coordinators": "carla@example.org"}
    return Form(owner, reverse("programmes:new"), typed, Programme.objects.filter(name="Autumn cohort"))


def write_a_holiday(cast: Cast) -> Form:
    first = timezone.localdate() + NEXT_MONTH
    typed = {"name": "Spring break", "starts_on": first.isoformat(), "ends_on": first.isoformat()}
    address = reverse("programmes:write_holiday", args=[cast.programme.pk])
    return Form(cast.chidi, address, typed, Holiday.objects.all())


def write_a_question(cast: Cast) -> Form:
    typed = {"text": "Which site?", "kind": "one", "choices": "Oslo\nLagos", "asked_of": "both", "read_by": "members"}
    address = reverse("programmes:write_question", args=[cast.programme.pk])
    return Form(cast.chidi, address, typed, Question.objects.all())


def begin_the_next_cohort(cast: Cast) -> Form:
    typed = {"name": "Next year", "starts_on": (timezone.localdate() + NEXT_MONTH).isoformat()}
    address = reverse("programmes:begin_next_cohort", args=[cast.programme.pk])
    return Form(cast.chidi, address, typed, Programme.objects.exclude(follows=None), 1)


def ask_last_times_mentors(cast: Cast) -> Form:
    assert cast.mentorship
    made = next_cohort_of(cast)
    typed = {"group": "mentors", "seat": cast.programme.memberships.get(person=cast.amara).pk}
    return Form(cast.chidi, reverse("programmes:invite_again", args=[made.pk]), typed, Invitation.objects.all())


def write_to_members(cast: Cast) -> Form:
    assert cast.mentorship
    address = reverse("announcements:write", args=[cast.programme.pk])
    return Form(cast.chidi, address, TYPED, Announcement.objects.all())


def send_a_copy(cast: Cast) -> Form:
    copies = Notice.objects.filter(kind="announcements/mail/copy")
    return Form(cast.chidi, reverse("announcements:send_copy", args=[draft(cast).pk]), {}, copies, 1)


def pause_while_away(cast: Cast) -> Form:
    assert cast.mentorship
    seat = Membership.objects.get(person=cast.amara)
    until = (timezone.localdate() + NEXT_MONTH).isoformat()
    typed = {"capacity": 1, "is_away": "on", "paused_until": until, "pauses": "on"}
    return Form(cast.amara, reverse("programmes:membership", args=[seat.pk]), typed, Pause.objects.all(), 1)


def propose_by_hand(cast: Cast) -> Form:
    assert cast.chidi
    lena, leo = mentee(cast.programme, "Lena Ruiz", "law"), mentor(cast.programme, "Leo Marsh", "law")
    seats = [person.memberships.get().pk for person in (lena, leo)]
    return Form(cast.chidi, reverse("proposals:propose", args=seats), {"note": "Hello both"}, Proposal.objects.all())


FORMS = [
    give_feedback, write_a_message, raise_concern, have_a_word, note_a_word, ask_coordinators, set_a_goal,
    mark_progress, mark_earlier_progress, review_a_goal, promise_a_step, write_down_a_session, ask_a_mentor,
    note_in_a_round, invite, begin_a_programme,
    write_a_holiday, pause_while_away, write_a_question, write_to_members, send_a_copy, propose_by_hand,
    begin_the_next_cohort, ask_last_times_mentors,
]  # fmt: skip


@pytest.mark.parametrize("prepare", FORMS, ids=lambda prepare: prepare.__name__)
def test_the_same_form_twice_is_taken_once_and_answered_alike(client, cast, prepare: Callable[[Cast], Form]):
    form = prepare(cast)
    before = Notice.objects.count()
    client.force_login(form.by)

    first, second = (client.post(form.address, form.typed) for _twice in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert form.makes.count() == 1
    assert Notice.objects.count() - before == form.letters


# A second one is refused or known, however late.
ONCE_A_DAY = {
    ask_a_mentor, invite, mark_earlier_progress, write_down_a_session, write_a_holiday, pause_while_away,
    write_a_question, propose_by_hand, begin_the_next_cohort, ask_last_times_mentors,
}  # fmt: skip


@pytest.mark.parametrize("prepare", [one for one in FORMS if one not in ONCE_A_DAY], ids=lambda one: one.__name__)
def test_after_a_minute_the_same_words_are_news(client, cast, time_machine, prepare):
    time_machine.move_to(timezone.now())
    form = prepare(cast)
    client.force_login(form.by)

    client.post(form.address, form.typed)
    time_machine.shift(timedelta(seconds=61))
    client.post(form.address, form.typed)

    assert form.makes.count() == 2


@pytest.mark.parametrize(
    ("prepare", "other"),
    [
        (give_feedback, {"shared_with": "nobody"}),
        (write_a_message, {"words": "Or Wednesday?"}),
        (raise_concern, {"text": "I am worried, and it is urgent"}),
        (note_a_word, {"words": "In the corridor"}),
        (ask_coordinators, {"words": "Or more often?"}),
        (set_a_goal, {"target": "3"}),
        (mark_progress, {"percent": 45}),
        (review_a_goal, {"next_review_on": (timezone.localdate() + 2 * NEXT_MONTH).isoformat()}),
        (promise_a_step, {"text": "Give the talk"}),
        (write_down_a_session, {"starts_at": (timezone.localtime() - timedelta(days=2)).strftime("%Y-%m-%dT14:00")}),
        (write_to_members, {"audience": "mentors"}),
        (note_in_a_round, {"words": "She said yes"}),
    ],
)
def test_other_words_are_news_at_once(client, cast, prepare, other):
    form = prepare(cast)
    client.force_login(form.by)

    client.post(form.address, form.typed)
    client.post(form.address, form.typed | other)

    assert form.makes.count() == 2


def test_the_same_word_to_the_other_of_the_two_reaches_them(client, cast):
    form = have_a_word(cast)
    client.force_login(cast.chidi)

    for reader in ("mentor", "mentee", "mentee"):
        client.post(form.address, form.typed | {"to": [reader]})

    letters = Notice.objects.filter(kind="cases/mail/word").order_by("pk")
    assert [letter.person for letter in letters] == [cast.amara, cast.ben]
    assert Case.objects.count() == 1


def test_what_was_let_go_meanwhile_can_be_promised_anew(client, cast):
    form = promise_a_step(cast)
    client.force_login(cast.ben)

    client.post(form.address, form.typed)
    Action.objects.get().drop(by=cast.ben)
    client.post(form.address, form.typed)

    assert Action.objects.open().count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("prepare", FORMS, ids=lambda prepare: prepare.__name__)
def test_four_at_once_are_taken_once(prepare):
    form = prepare(Cast())
    before, gate, answers = Notice.objects.count(), threading.Barrier(4), []

    def send(browser: Client) -> None:
        gate.wait()
        answers.append(browser.post(form.address, form.typed).status_code)
        connection.close()

    browsers = [Client() for _each in range(4)]
    for browser in browsers:
        browser.force_login(form.by)
    threads = [threading.Thread(target=send, args=[browser]) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert answers == [302] * 4
    assert form.makes.count() == 1
    assert Notice.objects.count() - before == form.letters
