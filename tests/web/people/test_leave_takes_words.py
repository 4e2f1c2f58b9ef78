"""Whoever leaves takes every private word and their address along: looked for in every column of every table."""

import zlib

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from alongside.web.cases.models import Case
from alongside.web.concerns.models import Concern
from alongside.web.feedback.models import Feedback
from alongside.web.goals.models import Goal, Progress, Review, Version
from alongside.web.meetings.models import Action, Meeting, Note, Preparation, Verdict
from alongside.web.mentorships.models import Agreement, Ending, Mentorship, Pause, Reflection, Wording
from alongside.web.notices.models import Notice
from alongside.web.people.models import Meaning, Personality, Subject, SubjectMeaning, User, Value
from alongside.web.programmes.models import Invitation, Membership, Programme
from alongside.web.proposals.models import Answer, Proposal
from alongside.web.requests.models import Request
from alongside.web.rounds.models import Change
from alongside.web.sheets.models import Sheet
from tests.factories.keys import key_for
from tests.factories.lives import check_in, hold, rate
from tests.factories.people import UserFactory
from tests.factories.programmes import ProgrammeFactory
from tests.factories.questions import answer, question_of
from tests.factories.sheets import csv_of, rows, uploaded

# A word written for nobody else, one that a partner or the programme was meant to read, and where they live.
PRIVATE, SHARED, ADDRESS = "heron-private", "sparrow-shared", "ben@example.org"

# Where the docs say that words stay: a partner's record, and what coordinators and safeguarding persons keep.
STAYS = {
    "announcements.Announcement.subject", "announcements.Announcement.words",
    "cases.Case.words", "concerns.Concern.text", "concerns.Concern.how_to_reach", "concerns.Concern.outcome",
    "feedback.Feedback.helped", "feedback.Feedback.change",
    "goals.Goal.title", "goals.Goal.why", "goals.Goal.measure", "goals.Goal.unit", "goals.Version.words",
    "goals.Progress.note", "goals.Review.note",
    "meetings.Meeting.place", "meetings.Action.text", "meetings.Note.body", "meetings.Preparation.questions",
    "meetings.Preparation.tried",
    "mentorships.Mentorship.asked_goal", "mentorships.Agreement.mentor_expects", "mentorships.Agreement.mentee_expects",
    "mentorships.Agreement.confidentiality", "mentorships.Agreement.how_feedback", "mentorships.Agreement.how_we_end",
    "mentorships.Wording.terms", "mentorships.Pause.reason",
    "mentorships.Reflection.helped", "mentorships.Reflection.differently",
    "requests.Request.goal", "requests.Request.why_you", "requests.Request.question", "requests.Request.answer",
    "requests.Request.reply",
    "notices.Notice.subject", "notices.Notice.body",
    "rounds.Change.why",
}  # fmt: skip
# Where the private word stands before, on top of those above that may be private, too.
GOES = {
    "people.User.email", "people.User.name", "people.User.time_zone", "people.User.password",
    "people.Profile.pronouns", "people.Profile.headline", "people.Profile.about", "people.Profile.wants",
    "people.Profile.helps", "people.Profile.working_style", "people.Profile.photo", "people.Value.name",
    "people.Subject.name", "people.Meaning.digest", "people.SubjectMeaning.digest", "people.Personality.answers",
    "programmes.Membership.department", "programmes.Invitation.email", "proposals.Proposal.reasons",
    "proposals.Proposal.what_for", "proposals.Proposal.note", "proposals.Proposal.withdrawn_why",
    "programmes.Answer.words", "programmes.Answer.chosen",
    "proposals.Answer.words", "meetings.Verdict.reasons", "sheets.Sheet.content",
    "pair_messages.Message.words",
    "notices.Notice.error", "notices.Notice.calendar",
    "calendars.Calendar.sealed", "calendars.Calendar.host", "people.Profile.room",
    "api.AccessKey.name",
}  # fmt: skip
# Nobody's words about themselves: what the site wrote, keys, and a programme's own papers.
NOBODYS = {
    "cases.Case.cause", "cases.Case.remedy", "checkins.CheckIn.items", "checkins.CheckIn.token",
    "checkins.Answer.item", "meetings.Rating.item", "meetings.Meeting.guide", "notices.Notice.kind",
    "notices.Notice.url", "notices.Notice.open_url", "notices.Notice.stop_url", "notices.Notice.second_button",
    "notices.Notice.second_url", "notices.Notice.second_open_url",
    "notices.Notice.button", "notices.Notice.questions", "people.Language.code", "people.Language.name",
    "people.Subject.theme", "people.Meaning.wants", "people.Meaning.helps", "people.Meaning.parts",
    "people.SubjectMeaning.vectors", "programmes.Invitation.token",
    "programmes.Programme.name", "programmes.Programme.about", "programmes.Programme.thresholds",
    "programmes.Holiday.name", "programmes.Question.text", "programmes.Question.choices",
    "programmes.Programme.matching", "readings.Reading.causes", "readings.Reading.findings",
    "readings.Reading.sources", "readings.Reading.engine_version", "readings.Reading.thresholds",
    "readings.Refit.weights",
    "rounds.Change.facts", "rounds.Run.problem", "rounds.Run.rules", "rounds.Run.fingerprint", "rounds.Run.facts",
    "rounds.Round.name", "rounds.Round.waited_on", "sheets.Sheet.name", "sheets.Sheet.columns", "sheets.Sheet.meant",
    "meetings.CalendarAddress.seed", "meetings.CalendarAddress.given",
    "calendars.Calendar.read_in", "calendars.Calendar.etag", "calendars.Calendar.last_modified",
    "calendars.Calendar.trouble",
    "api.AccessKey.starts", "api.AccessKey.digest",
}  # fmt: skip
TEXT = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)


def where(word: str) -> set[str]:
    """Every column of every table in which a word stands, Django's own tables too."""
    found = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            held = model._base_manager.values_list(field.attname, flat=True)
            if any(word.casefold() in as_text(value).casefold() for value in held):
                found.add(f"{model._meta.label}.{field.name}")
    return found


def as_text(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        packed = bytes(value)
        return (zlib.decompress(packed) if packed[:1] == b"x" else packed).decode(errors="replace")
    return str(value)


@pytest.fixture
def ended(cast) -> Mentorship:
    """Ben wrote wherever something can be written, once for himself and once for others; then it ended."""
    pair, programme, ben, amara = cast.mentorship, cast.programme, cast.ben, cast.amara
    everything_for_others(pair, ben)
    everything_for_oneself(pair, programme, ben, amara)
    everywhere_with_an_address(programme, ben, cast.chidi, amara)
    hold_the_numbers(pair, ben)
    pair.ended_at = timezone.now()
    pair.save()
    return pair


def everything_for_others(pair: Mentorship, ben: User) -> None:
    pair.asked_goal = SHARED
    pair.save()
    session = hold(pair, 8, place=SHARED)
    goal = Goal.objects.create(mentorship=pair, title=SHARED, why=SHARED, measure=SHARED, unit=SHARED, created_by=ben)
    Version.objects.create(goal=goal, number=1, words={"title": SHARED}, by=ben)
    Progress.objects.create(goal=goal, by=ben, value=0.5, note=SHARED)
    Review.objects.create(goal=goal, by=ben, note=SHARED)
    Action.objects.create(mentorship=pair, text=SHARED, owner=ben, added_by=ben)
    Note.objects.create(meeting=session, body=SHARED, saved_by=ben)
    Preparation.objects.create(meeting=session, person=ben, questions=SHARED, tried=SHARED)
    Feedback.objects.create(mentorship=pair, by=ben, shared_with="partner", helped=SHARED, change=SHARED)
    words = dict.fromkeys(("mentor_expects", "mentee_expects", "confidentiality", "how_feedback", "how_we_end"), SHARED)
    agreement = Agreement.objects.create(mentorship=pair, every_days=14, **words)
    Wording.objects.create(agreement=agreement, version=1, terms=words)
    Pause.objects.create(mentorship=pair, by=ben, reason=SHARED, resumed_at=timezone.now())
    Reflection.objects.create(mentorship=pair, person=ben, helped=SHARED, differently=SHARED, shared_with_partner=True)
    words = dict.fromkeys(("goal", "why_you", "question", "answer", "reply"), SHARED)
    between = {"programme": pair.programme, "mentee": ben, "mentor": pair.mentor, "mentorship": pair}
    Request.objects.create(**between, **words, state="accepted", expires_at=timezone.now())
    concern = {"programme": pair.programme, "mentorship": pair, "sent_to": pair.programme.safeguarding_person}
    Concern.objects.create(**concern, by=ben, text=SHARED, how_to_reach=SHARED, outcome=SHARED)
    Case.objects.create(mentorship=pair, owner=ben, words=SHARED, look_again_on=timezone.localdate())
    Change.objects.create(round=round_of_pair(pair), kind="note", by=ben, why=SHARED)
    Change.objects.create(round=round_of_pair(pair), kind="swapped", mentee=pair.mentor, facts={"other": str(ben)})
    said = f"{SHARED} {ben}, {ADDRESS}"
    pair.programme.announcements.create(by=ben, subject=said, words=said, sent_at=timezone.now(), queued_up_to=1)
    Notice.objects.create(person=pair.mentor, kind="goals/mail/set", subject=SHARED, body=SHARED)
    Ending.objects.create(mentorship=pair, reason="completed", by=ben)


def round_of_pair(pair: Mentorship):
    return pair.programme.rounds.first() or pair.programme.rounds.create(name="Spring")


def everything_for_oneself(pair: Mentorship, programme: Programme, ben: User, amara: User) -> None:
    session = hold(pair, 9)
    Note.objects.create(meeting=session, author=ben, body=PRIVATE, saved_by=ben)
    Verdict.objects.create(meeting=session, person=ben, answer="unsure", reasons=[PRIVATE])
    Feedback.objects.create(mentorship=pair, by=ben, shared_with="nobody", helped=PRIVATE, change=PRIVATE)
    pair.messages.create(by=ben, words=PRIVATE)
    programme.announcements.create(by=ben, subject=PRIVATE, words=PRIVATE)
    other = another_that_ended(programme, ben)
    Reflection.objects.create(mentorship=other, person=ben, helped=PRIVATE, differently=PRIVATE, worth=2)
    Concern.objects.create(
        programme=programme, mentorship=pair, by=ben, how_to_reach=PRIVATE, closed_at=timezone.now(), outcome="Spoke"
    )
    between = {"programme": programme, "expires_at": timezone.now(), "state": "declined"}
    Request.objects.create(mentee=ben, mentor=amara, goal=PRIVATE, why_you=PRIVATE, answer=PRIVATE, **between)
    Request.objects.create(mentee=amara, mentor=ben, goal="A talk", question=PRIVATE, reply=PRIVATE, **between)
    told = Proposal.objects.create(
        programme=programme, round=round_of_pair(pair), mentee=ben, mentor=amara, state="declined",
        reasons={"why": [PRIVATE]}, expires_at=timezone.now(), closed_at=timezone.now(),
    )  # fmt: skip
    Answer.objects.create(proposal=told, person=ben, says_yes=False, words=PRIVATE)
    Proposal.objects.create(
        programme=programme, by=pair.mentor, mentee=ben, mentor=UserFactory(), state="withdrawn",
        what_for=PRIVATE, note=PRIVATE, withdrawn_why=PRIVATE, expires_at=timezone.now(), closed_at=timezone.now(),
    )  # fmt: skip
    answer(question_of(programme, "Which site?"), ben, PRIVATE)
    answer(question_of(programme, "What else?", kind="text"), ben, PRIVATE)
    Membership.objects.filter(person=ben).update(department=PRIVATE)
    profile = ben.profile
    profile.pronouns = profile.headline = profile.about = profile.wants = profile.helps = PRIVATE
    profile.working_style, profile.room = {PRIVATE: 1}, f"https://meet.example.org/{PRIVATE}"
    ben.calendars.create(sealed=PRIVATE, host=PRIVATE)
    profile.save()
    profile.values.add(Value.objects.create(name=PRIVATE))
    for name, chosen in (("interests", profile.interests), ("seeks", profile.seeks), ("offers", profile.offers)):
        chosen.add(Subject.objects.create(name=f"{PRIVATE} {name}"))
    Meaning.objects.create(profile=profile, wants=b"", helps=b"", digest=PRIVATE, learned_at=timezone.now())
    offered = Subject.objects.get(name=f"{PRIVATE} offers")
    SubjectMeaning.objects.create(subject=offered, vectors=b"", digest=PRIVATE)
    Personality.objects.create(profile=profile, answers=[PRIVATE])
    key_for(ben, name=PRIVATE)
    Notice.objects.create(
        person=ben, kind="people/mail/x", subject=PRIVATE, body=PRIVATE, error=PRIVATE, calendar=PRIVATE
    )


def another_that_ended(programme: Programme, mentee: User) -> Mentorship:
    return Mentorship.objects.create(
        programme=programme, mentor=UserFactory(), mentee=mentee, agreed_every_days=14, ended_at=timezone.now()
    )


def everywhere_with_an_address(programme: Programme, ben: User, chidi: User, amara: User) -> None:
    EmailAddress.objects.create(user=ben, email=ADDRESS, verified=True, primary=True)
    elsewhere = ProgrammeFactory(name="Elsewhere")
    used = {"accepted_at": timezone.now(), "accepted_by": ben}
    Invitation.objects.create(programme=programme, email=ADDRESS, role="mentee", token="used", **used)
    Invitation.objects.create(programme=elsewhere, email=ADDRESS.upper(), role="mentor", token="open")
    table = rows(2)
    table[0][2] = ADDRESS.upper()
    uploaded(programme, chidi, csv_of(table))
    said = f"Write to Ben: {ADDRESS}, or {ADDRESS.upper()}."
    Notice.objects.create(person=amara, kind="sheets/mail/added", subject=f"Of {ADDRESS.title()}", body=said)
    kinds = ContentType.objects
    for row, said in (
        (ben, str(ben)),
        (ben.memberships.first(), f"{ben}, Mentee"),
        (Invitation.objects.get(token="used"), f"{ADDRESS}, Mentee"),
    ):
        LogEntry.objects.create(
            user=chidi, content_type=kinds.get_for_model(row), object_id=row.pk, object_repr=said, action_flag=CHANGE
        )


def hold_the_numbers(pair: Mentorship, ben: User) -> None:
    rate(pair.meetings.filter(state=Meeting.State.HELD).first(), ben, 1)
    check_in(pair, ben, 14, clear_goals=1)


def test_every_private_word_goes_and_the_address_with_it(cast, ended):
    assert where(PRIVATE)
    assert where(ADDRESS) >= {"people.User.email", "programmes.Invitation.email", "sheets.Sheet.content"}

    cast.ben.leave()

    assert where(PRIVATE) == set()
    assert where(ADDRESS) == set()
    assert {name for name in where("Ben Lindqvist") if name != "notices.Notice.body"} == set()


def test_what_others_were_meant_to_read_stays(cast, ended):
    cast.ben.leave()

    assert where(SHARED) == STAYS


def test_numbers_without_words_stay(cast, ended):
    cast.ben.leave()

    assert ended.meetings.filter(ratings__person=cast.ben, ratings__useful=1).exists()
    assert ended.checkins.get(person=cast.ben).answers.get().value == 1
    assert Verdict.objects.get(person=cast.ben).answer == "unsure"
    unshared = Reflection.objects.get(person=cast.ben, shared_with_partner=False)
    assert (unshared.worth, unshared.helped) == (2, "")


def test_an_invitation_to_an_address_that_is_the_same_in_capitals_only_stays(cast):
    kept = Invitation.objects.create(programme=cast.programme, email="dina@mail.org", role="mentee", token="kept")

    UserFactory(email="dina@maıl.org").leave()

    kept.refresh_from_db()
    assert kept.email == "dina@mail.org"


def test_of_a_waiting_sheet_only_their_own_row_goes(cast, ended):
    cast.ben.leave()

    (table,) = Sheet.objects.get().tables()
    assert [row.cells["E-mail address"] for row in table.rows] == ["person1@example.org"]


def test_wording_that_somebody_else_uses_stays(cast, ended):
    cast.amara.profile.values.add(Value.objects.get(name=PRIVATE))

    cast.ben.leave()

    assert where(PRIVATE) == {"people.Value.name"}


def test_how_to_reach_them_goes_when_their_concern_is_closed(cast, ended):
    cast.ben.leave()
    concern = Concern.objects.get(text=SHARED)

    concern.close(by=cast.efua, outcome="We spoke.")

    assert Concern.objects.get(pk=concern.pk).how_to_reach == ""


def test_every_column_that_can_hold_words_is_spoken_for():
    ours = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("alongside.")
        for field in model._meta.concrete_fields
        if isinstance(field, TEXT) and not field.choices
    }

    assert ours == STAYS | GOES | NOBODYS, (
        "Say here what becomes of it when somebody leaves, and in people/forgetting.py."
    )
