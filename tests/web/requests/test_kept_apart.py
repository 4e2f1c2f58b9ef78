"""Two who are not to be paired: neither suggested nor asked, and nobody reads who wished it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice
from alongside.web.programmes.models import Role, Separation
from alongside.web.requests.models import Request
from alongside.web.requests.refusals import Closed
from tests.factories.programmes import MembershipFactory
from tests.factories.requests import RequestFactory
from tests.factories.rounds import mentee, mentor, publish, round_of

WORDS = {"goal": "Lead a team", "why_you": "You have done it", "every_days": 14}
NOT_NOW = "Amara cannot be asked just now."


@pytest.fixture
def seat(cast):
    MembershipFactory(programme=cast.programme, person=cast.ben, role=Role.MENTEE)
    return MembershipFactory(programme=cast.programme, person=cast.amara, role=Role.MENTOR)


def keep_apart(cast, kind: str, by) -> Separation:
    return Separation.objects.keep_apart(cast.programme, cast.ben, cast.amara, kind=kind, by=by)


@pytest.mark.parametrize("kind", ["apart", "asked"])
def test_a_request_is_refused_as_if_the_mentor_were_away(client, cast, seat, kind):
    keep_apart(cast, kind, by=cast.chidi if kind == "apart" else cast.amara)
    client.force_login(cast.ben)
    address = reverse("requests:ask", args=[seat.pk])

    before, answer = client.get(address).content.decode(), client.post(address, WORDS)

    assert NOT_NOW in before and "why_you" not in before
    assert answer.status_code == 422 and NOT_NOW in answer.content.decode()
    assert not Request.objects.exists()
    Separation.objects.all().delete()
    seat.go_away(by=cast.amara, until=None)
    assert NOT_NOW in client.get(address).content.decode()


def test_the_directory_and_the_page_do_not_show_what_the_mentor_wished(client, cast, seat):
    client.force_login(cast.ben)
    pages = [reverse("programmes:mentors", args=[cast.programme.pk]), reverse("programmes:mentor", args=[seat.pk])]
    before = [client.get(page).content.decode().partition("<main")[2] for page in pages]

    keep_apart(cast, "asked", by=cast.amara)

    assert [client.get(page).content.decode().partition("<main")[2] for page in pages] == before


def test_who_wished_it_may_ask_themselves_and_then_it_comes_about(client, cast, seat):
    keep_apart(cast, "asked", by=cast.ben)
    client.force_login(cast.ben)

    client.post(reverse("requests:ask", args=[seat.pk]), WORDS)
    Request.objects.get().accept(by=cast.amara)

    assert Mentorship.objects.get().mentee == cast.ben
    assert not Separation.objects.exists()  # they have thought better of it


@pytest.mark.parametrize("kind", ["apart", "asked"])
def test_parted_while_a_request_is_open_it_runs_out_and_is_not_accepted(client, cast, kind):
    asked = RequestFactory(programme=cast.programme, mentor=cast.amara, mentee=cast.ben)
    keep_apart(cast, kind, by=cast.chidi if kind == "apart" else cast.ben)
    client.force_login(cast.amara)

    page = client.post(reverse("requests:accept", args=[asked.pk]), follow=True).content.decode()
    call_command("expire_requests")

    assert "This request is closed: expired." in page
    assert not Mentorship.objects.exists()
    asked.refresh_from_db()
    assert asked.state == "expired"
    letters = Notice.objects.values_list("kind", flat=True)
    assert set(letters) == {"requests/mail/expired_mentor", "requests/mail/expired_mentee"}


def test_a_mentor_may_say_yes_to_a_request_from_before_their_own_wish(cast):
    asked = RequestFactory(programme=cast.programme, mentor=cast.amara, mentee=cast.ben)
    keep_apart(cast, "asked", by=cast.amara)

    asked.accept(by=cast.amara)

    assert Mentorship.objects.exists()


def test_the_coordinators_word_stands_over_the_mentees_change_of_mind(cast, seat):
    asked = RequestFactory(programme=cast.programme, mentor=cast.amara, mentee=cast.ben)
    wish = keep_apart(cast, "asked", by=cast.ben)
    Separation.objects.filter(pk=wish.pk).update(at=asked.asked_at - timedelta(days=9))
    assert not Request.objects.parted().exists()
    keep_apart(cast, "apart", by=cast.chidi)

    with pytest.raises(Closed, match="expired"):
        asked.accept(by=cast.amara)


@pytest.mark.parametrize("kind", ["apart", "asked", "line", "again"])
def test_nobody_kept_apart_is_suggested_after_a_no(cast, seat, kind):
    other = mentor(cast.programme, "Mia Free")
    asked = RequestFactory(programme=cast.programme, mentee=cast.ben)
    assert {one.person for one in asked.suggestions()} == {cast.amara, other}

    keep_apart(cast, kind, by=cast.chidi if kind != "asked" else cast.ben)
    asked.decline(by=asked.mentor, reason="no_room")

    assert [one.person for one in asked.suggestions()] == [other]
    letter = Notice.objects.get(kind="requests/mail/declined")
    assert "Mia Free" in letter.body and "Amara" not in letter.body


@pytest.mark.parametrize("ticked", [True, False])
def test_after_a_proposal_that_came_to_nothing_suggestions_are_the_same_with_and_without_the_wish(cast, ticked):
    lena = mentee(cast.programme, "Lena Ruiz", "law")
    leo = mentor(cast.programme, "Leo Marsh", "law")
    publish(round_of(cast), cast.chidi)
    cast.programme.proposals.get().decline(by=leo, reason="hours", keep_apart=ticked)
    asked = RequestFactory(programme=cast.programme, mentee=lena)

    assert leo.memberships.with_load().with_room(timezone.localdate()).exists()
    assert asked.suggestions() == []
