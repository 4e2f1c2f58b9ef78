"""Whoever closes their account takes the words of requests that led nowhere with them, out of the letters too."""

import pytest
from django.urls import reverse

from alongside.web.notices.models import Notice
from alongside.web.programmes.models import Role
from alongside.web.requests.models import Request
from tests.factories.notices import delivered
from tests.factories.programmes import MembershipFactory

LETTERS = reverse("notices:list")
WORDS = {"goal": "Zebras and how to draw them", "why_you": "You draw horses"}


@pytest.fixture
def request_(cast):
    for person, role in ((cast.ben, Role.MENTEE), (cast.amara, Role.MENTOR)):
        MembershipFactory(programme=cast.programme, person=person, role=role)
    request = Request.objects.ask(programme=cast.programme, mentee=cast.ben, mentor=cast.amara, every_days=14, **WORDS)
    delivered()
    return request


def letters_of(person):
    return " ".join(Notice.objects.filter(person=person).values_list("body", flat=True))


def test_what_a_mentee_asked_goes_from_the_mentors_letters(client, cast, request_):
    request_.ask_more(by=cast.amara, question="Since when?")
    request_.answer_more(by=cast.ben, answer="Since the circus came")
    assert all(words in letters_of(cast.amara) for words in (*WORDS.values(), "circus"))

    cast.ben.leave()

    client.force_login(cast.amara)
    page = client.get(LETTERS).text
    assert "What stood here went with whoever wrote it." in page
    assert not any(words in page + letters_of(cast.amara) for words in (*WORDS.values(), "circus"))


def test_what_a_mentor_said_goes_from_the_mentees_letters(cast, request_):
    request_.ask_more(by=cast.amara, question="Since when?")
    request_.remind()
    delivered()
    request_.answer_more(by=cast.ben, answer="Since the circus came")
    request_.decline(by=cast.amara, reason="other", reply="Ask the painter")
    assert all(words in letters_of(cast.ben) for words in ("Since when?", "Ask the painter"))

    cast.amara.leave()

    assert not any(words in letters_of(cast.ben) for words in ("Since when?", "Ask the painter"))


def test_letters_about_other_requests_stay(cast, request_):
    other = cast.dana
    MembershipFactory(programme=cast.programme, person=other, role=Role.MENTEE)
    Request.objects.ask(
        programme=cast.programme, mentee=other, mentor=cast.amara, goal="A talk", why_you="You speak", every_days=14
    )

    cast.ben.leave()

    assert "A talk" in letters_of(cast.amara)


def test_the_words_of_a_request_that_led_to_a_mentorship_stay(cast, request_):
    mentorship = request_.accept(by=cast.amara) or request_.mentorship
    mentorship.end(by=cast.ben, reason="completed")

    cast.ben.leave()

    assert WORDS["goal"] in letters_of(cast.amara)
