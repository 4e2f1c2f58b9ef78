"""Walks the whole map of the site: a visitor is sent to sign in, and Dana, who shares nothing with anybody, gets 404.

So that no 404 comes from an address that never existed, each one is first shown to somebody who may see it.
"""

import copy
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from alongside.web.announcements.models.mute import key_to_stop
from alongside.web.api.models import AccessKey
from alongside.web.checkins.models import CheckIn
from alongside.web.concerns.models import Concern
from alongside.web.meetings.models import Action, Meeting, Slot
from alongside.web.meetings.spoken import opened_by, we_spoke
from alongside.web.mentorships.models import Ending
from alongside.web.people.models import User
from alongside.web.programmes.models import Membership, Programme
from alongside.web.proposals.models import Proposal
from alongside.web.requests.models import Request
from tests.factories.announcements import announced, draft
from tests.factories.cast import Cast
from tests.factories.keys import key_for
from tests.factories.lives import live_once_of_everything
from tests.factories.people import UserFactory
from tests.factories.programmes import next_cohort_of, rest
from tests.factories.questions import question_of
from tests.factories.rounds import mentee, mentor, round_of, run
from tests.factories.sheets import csv_of, uploaded
from tests.factories.sheets import rows as sheet_rows

# Open to everybody on purpose.
OPEN = {
    "home:front",
    "home:up",
    "readings:how",
    "checkins:answer",
    "checkins:answered",
    "meetings:spoken",
    "meetings:noted",
    "meetings:for_calendars",
    "programmes:accept_invitation",
    "layout:manifest",
    "layout:styles",
    "announcements:stop_mail",
    "api:reference",
    "api:openapi",
}
# The same for whoever is signed in: what the address names is nobody's.
FOR_EVERYBODY = {"meetings:guide"}
# Whoever is signed in has one of these of their own: nothing in the address names a row.
OURS = {"home", "coordination", "people", "programmes", "requests", "mentorships", "meetings", "goals", "checkins",
        "feedback", "messages", "concerns", "cases", "readings", "notices", "layout", "rounds", "proposals", "sheets",
        "reports", "announcements", "calendars", "api"}  # fmt: skip
# Below these nobody comes in by being signed in, only by a key (tests/web/api/test_every_route_is_guarded.py).
BY_KEY = {"api_v1"}


def addresses(patterns: list[Any], namespace: str = "", ours: set[str] = OURS) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every named address of ours, with the names of what it takes."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, pattern.namespace or namespace, ours)
        elif isinstance(pattern, URLPattern) and namespace in ours and pattern.name:
            yield f"{namespace}:{pattern.name}", tuple(pattern.pattern.converters)


ALL = sorted(set(addresses(get_resolver().url_patterns)))
OF_A_ROW = [(name, takes) for name, takes in ALL if takes and name not in OPEN | FOR_EVERYBODY]


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker) -> Iterator[tuple[Cast, dict[str, Any]]]:
    """The cast and their rows, made once for all tests of a file; each test takes back what it does to them."""
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around._from_testcase = True  # a verb that wants to be the outermost is so in life
        around.__enter__()
        cast = Cast()
        made = cast, rows_of(cast)
    yield made
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def stood(standing, db) -> tuple[Cast, dict[str, Any]]:
    """A test's own copy, so that what it learns of a row is not remembered of the next test's."""
    cast, rows = copy.deepcopy(standing)
    # Files are a test's own, as the folder they lie in is.
    cast.ben.profile.photo.save("ben.jpg", ContentFile(b"a photo"))
    return cast, rows


@pytest.fixture
def cast(stood) -> Cast:
    return stood[0]


@pytest.fixture
def rows(stood) -> dict[str, Any]:
    return stood[1]


def rows_of(cast: Cast) -> dict[str, Any]:
    """A row for every kind of address: by its namespace, or by its whole name where that differs."""
    mentorship = cast.mentorship
    live_once_of_everything(mentorship)
    Ending.objects.create(mentorship=mentorship, reason="completed", by=cast.ben)
    session = mentorship.meetings.filter(kind=Meeting.Kind.SESSION).first()
    introduction = mentorship.meetings.get(kind=Meeting.Kind.INTRODUCTION)
    slot = Slot.objects.create(meeting=introduction, starts_at=timezone.now(), offered_by=cast.ben)
    request = Request.objects.create(
        programme=cast.programme,
        mentee=cast.ben,
        mentor=cast.amara,
        goal="A goal",
        why_you="A reason",
        expires_at=timezone.now(),
    )
    concern = Concern.objects.create(
        programme=cast.programme, mentorship=mentorship, by=cast.ben, sent_to=cast.efua, text="Private"
    )
    case = mentorship.cases.create(owner=cast.chidi, words="Hello", look_again_on=timezone.localdate())
    action = Action.objects.get(mentorship=mentorship)
    round_ = round_of(cast)
    seeker, helper = mentee(cast.programme, "Lena Ruiz", "law"), mentor(cast.programme, "Leo Marsh", "law")
    pairing = run(round_).pairings.get(mentee=seeker)
    told = Proposal.objects.create(
        programme=cast.programme, round=round_, mentee=cast.ben, mentor=cast.amara, expires_at=timezone.now()
    )
    assert helper == pairing.mentor
    sheet = uploaded(cast.programme, cast.chidi, csv_of(sheet_rows(3)))
    link = opened_by(we_spoke(mentorship, cast.ben).open_url.split("/")[-2])
    assert link
    noted = SimpleNamespace(key=link.key, pk=link.seal(mentorship.contacts.get()))
    return {
        "mentorship_pk": mentorship,
        "slug": SimpleNamespace(pk="goal-workshop"),
        "home": mentorship,
        "mentorships": mentorship,
        "people": cast.ben,
        "programmes": cast.programme,
        "programmes:coordinators": Programme.objects.create(name="Autumn cohort"),
        **dict.fromkeys(
            ("programmes:invite_again", "reports:last_time", "reports:last_time_numbers"), next_cohort_of(cast)
        ),
        "programmes:membership": Membership.objects.get(person=cast.ben),
        "programmes:allow_again": Membership.objects.get(person=cast.ben),
        "programmes:mentor": Membership.objects.get(person=cast.amara),
        "requests": request,
        "requests:ask": Membership.objects.get(person=cast.amara),
        "meetings": session,
        "meetings:verdict": introduction,
        "meetings:pick": slot,
        "meetings:action": action,
        "meetings:contact": mentorship.contacts.get(),
        "meetings:action_done": action,
        "meetings:action_drop": action,
        "meetings:action_helped": action,
        "meetings:action_reopen": action,
        "meetings:take_contact_back": mentorship.contacts.get(),
        **dict.fromkeys(("meetings:spoken", "meetings:noted"), noted),
        "goals": mentorship.goals.get(),
        "goals:take_mark_back": mentorship.goals.get().progress.get(),
        "checkins": CheckIn.objects.filter(person=cast.ben).first(),
        "feedback": mentorship.feedback.get(),
        "messages": mentorship.messages.get(by=cast.ben),
        "concerns": concern,
        "cases": case,
        "rounds": round_,
        **dict.fromkeys(("rounds:pairing", "rounds:why_not", "rounds:lock", "rounds:forbid"), pairing),
        **dict.fromkeys(("rounds:lift", "rounds:give", "rounds:note"), pairing),
        "proposals": told,
        **dict.fromkeys(("proposals:of_round", "proposals:publish", "proposals:wait_list"), round_),
        **dict.fromkeys(("proposals:suggested", "proposals:by_hand"), cast.programme),
        **dict.fromkeys(
            ("proposals:choose", "proposals:propose"), Membership.objects.get(person=seeker, role="mentee")
        ),
        "other_pk": Membership.objects.get(person=helper, role="mentor"),
        "sheets": sheet,
        "sheets:upload": cast.programme,
        "reports": cast.programme,
        "programme_pk": cast.programme,
        "announcements": announced(cast),
        **dict.fromkeys((f"announcements:{name}" for name in ("draft", "change", "send_copy", "drop")), draft(cast)),
        "announcements:send": draft(cast),
        "api": key_of_ben(cast),
        "announcements:stop_mail": SimpleNamespace(key=key_to_stop(cast.programme, cast.ben)),
        **dict.fromkeys(("programmes:holiday", "programmes:remove_holiday"), rest(cast.programme, 5, 9)),
        **dict.fromkeys(
            (f"programmes:{verb}question" for verb in ("", "move_", "retire_", "bring_back_")),
            question_of(cast.programme),
        ),
    }


def key_of_ben(cast: Any) -> AccessKey:
    key_for(cast.ben)
    return AccessKey.objects.get(person=cast.ben)


def address_of(name: str, takes: tuple[str, ...], rows: dict[str, Any]) -> str:
    namespace = name.partition(":")[0]
    kwargs = {}
    for taken in takes:
        row = rows.get(taken, rows.get(name, rows.get(namespace)))
        assert row is not None, f"{name} takes {taken}; say in this test which row that is"
        kwargs[taken] = row.key if taken == "key" else row.pk
    return reverse(name, kwargs=kwargs)


def answers(client, person: User | None, address: str) -> tuple[int, int]:
    """What a person is answered to looking, and to sending an empty form."""
    client.logout()
    if person:
        client.force_login(person)
    return client.get(address).status_code, client.post(address).status_code


def test_a_visitor_is_sent_to_sign_in(client, rows):
    """In one walk: a visitor changes nothing that the next address could miss."""
    let_in = []
    for name, takes in ((n, t) for n, t in ALL if n not in OPEN):
        address = address_of(name, takes, rows)
        for answer in (client.get(address), client.post(address)):
            sent_away = answer.status_code == 302 and answer.url.startswith(reverse("account_login"))
            if not sent_away and answer.status_code != 405:
                let_in.append((name, answer.status_code))

    assert let_in == []


@pytest.mark.parametrize(("name", "takes"), OF_A_ROW)
def test_a_stranger_finds_nothing_where_somebody_finds_something(client, cast, rows, name, takes):
    address = address_of(name, takes, rows)

    assert set(answers(client, cast.dana, address)) <= {404, 405}
    owner = UserFactory(is_superuser=True)
    # All five are asked, though one who finds something is enough: a page that breaks for any of them fails here.
    found = [answers(client, person, address) for person in (cast.ben, cast.amara, cast.chidi, cast.efua, owner)]
    assert any(status not in (404, 405) for pair in found for status in pair), (name, found)


@pytest.mark.parametrize("name", [n for n, t in ALL if not t and n not in OPEN])
def test_a_page_of_ones_own_answers_whoever_is_signed_in(client, cast, rows, name):
    for person in (cast.dana, cast.ben, cast.amara, cast.chidi, cast.efua):
        assert all(status < 500 for status in answers(client, person, reverse(name)))


@pytest.mark.parametrize(("name", "takes"), [(n, t) for n, t in ALL if n in FOR_EVERYBODY])
def test_what_is_for_everybody_answers_whoever_is_signed_in(client, cast, rows, name, takes):
    for person in (cast.dana, cast.ben, cast.amara, cast.chidi, cast.efua):
        assert answers(client, person, address_of(name, takes, rows))[0] == 200


# Everything about one mentorship stands in these.
OF_A_MENTORSHIP = {
    "home", "mentorships", "meetings", "goals", "feedback", "messages", "readings", "cases", "coordination",
}  # fmt: skip


def test_from_every_page_of_a_mentorship_a_worry_is_one_tap_away(client, cast, rows):
    raising, pages, without = reverse("concerns:raise", args=[cast.mentorship.pk]), 0, []
    for name, takes in ((n, t) for n, t in OF_A_ROW if n.partition(":")[0] in OF_A_MENTORSHIP):
        for person in (cast.ben, cast.amara, cast.chidi):
            client.force_login(person)
            answer = client.get(address_of(name, takes, rows))
            if answer.status_code == 200 and "<html" in answer.content.decode():
                pages += 1
                if raising not in answer.content.decode():
                    without.append((name, person))

    assert without == []
    assert pages > 50


ROUTES = sorted(set(addresses(get_resolver().url_patterns, ours=BY_KEY)))


def test_no_route_of_the_api_opens_to_a_browser(client, cast, rows):
    assert ROUTES
    for person in (None, cast.ben, cast.amara, cast.chidi):
        for name, takes in ROUTES:
            address = reverse(f"api:{name}", kwargs=dict.fromkeys(takes, cast.mentorship.pk))
            assert set(answers(client, person, address)) <= {401, 405}, name
