"""The owner sees whether letters went, and not that somebody did something in private."""

from pathlib import Path

import pytest
from django.urls import reverse

import alongside.web
from alongside.web.notices.admin import PRIVATE
from tests.factories.concerns import raise_concern
from tests.factories.notices import NoticeFactory
from tests.factories.people import UserFactory

LIST = reverse("admin:notices_notice_changelist")


@pytest.fixture
def owner(client, db):
    owner = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(owner)
    return owner


def page_of(client, notice):
    return client.get(reverse("admin:notices_notice_change", args=[notice.pk])).status_code


@pytest.mark.parametrize(
    ("kind", "is_shown"),
    [
        ("meetings/mail/booked", True),
        ("mentorships/mail/begun", True),
        ("concerns/mail/raised", False),
        ("concerns/mail/moved", False),
        ("checkins/mail/reminded", False),
        ("meetings/mail/intro_verdict_reminder", False),
        ("feedback/mail/given", False),
        ("calendars/mail/unreadable", False),
    ],
)
def test_a_letter_is_listed_filtered_and_opened_unless_its_kind_tells_something_private(client, owner, kind, is_shown):
    notice = NoticeFactory(kind=kind)

    for address in (LIST, f"{LIST}?kind={kind}"):
        page = client.get(address)
        assert [each.pk for each in page.context["cl"].result_list] == ([notice.pk] if is_shown else [])
        assert (f"{notice.kind}</td>" in page.text) == is_shown
    assert (kind in client.get(LIST).text) == is_shown
    assert page_of(client, notice) == (200 if is_shown else 302)


def test_a_concern_leaves_no_trace_in_the_administration(client, cast, owner):
    before = client.get(LIST).context["cl"].result_count

    raise_concern(cast.mentorship, cast.ben)

    page = client.get(LIST)
    assert page.context["cl"].result_count == page.context["cl"].full_result_count == before
    assert "concerns" not in page.text


def test_every_private_kind_is_one_that_is_written():
    web = Path(alongside.web.__file__).parent
    kinds = ["/".join(path.relative_to(web).parts[2:]) for path in web.glob("*/templates/*/mail/*.txt")]

    assert all(any(kind.startswith(beginning) for kind in kinds) for beginning in PRIVATE)
