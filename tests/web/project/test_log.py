"""No line of the log holds a key that opens a page without signing in."""

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter

from alongside.web.meetings.models import CalendarAddress
from alongside.web.project.settings import LOGGING
from tests.factories.checkins import ask

KEY = "only-for-whoever-got-the-letter"
# By itself it opens nothing: whose key it is.
NO_SECRET = {"uidb36": "1"}


def opened_by_a_key(patterns: list, space: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every address that takes something other than the number or the key of a row, with what it takes.

    A row's key (UUID) opens nothing by itself: whoever comes has to be signed in, as somebody who may see the row.
    A slug is the name of something that everybody who is signed in may read.
    """
    for pattern in patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace != "admin":
            yield from opened_by_a_key(pattern.url_patterns, pattern.namespace or space)
        elif isinstance(pattern, URLPattern):
            taken = {
                name: NO_SECRET.get(name, KEY)
                for name in pattern.pattern.regex.groupindex
                if not isinstance(pattern.pattern.converters.get(name), (IntConverter, UUIDConverter))
                and name != "slug"
            }
            if taken:
                yield f"{space}:{pattern.name}".lstrip(":"), taken


ADDRESSES = dict(opened_by_a_key(get_resolver().url_patterns))


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the site's one handler writes meanwhile."""
    (console,) = [one for one in logging.getLogger().handlers if one.get_name() == "console"]
    written = io.StringIO()
    before = console.setStream(written)
    yield written
    console.setStream(before)


def test_the_addresses_with_a_key_are_known():
    assert set(ADDRESSES) == {
        "checkins:answer",
        "checkins:answered",
        "meetings:spoken",
        "meetings:noted",
        "meetings:for_calendars",
        "announcements:stop_mail",
        "programmes:accept_invitation",
        "account_confirm_email",
        "account_reset_password_from_key",
    }


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_refused_call_is_written_down_without_its_key(db, log, name):
    address = reverse(name, kwargs=ADDRESSES[name])

    # Mail programs stop letters without our token: there it is the key that is refused.
    by_mail = name == "announcements:stop_mail"
    assert Client(enforce_csrf_checks=True).post(address).status_code == (404 if by_mail else 403)
    assert Client().get(f"/mistyped{address}").status_code == 404

    lines = log.getvalue().splitlines()
    assert [line.partition("django.")[2].split()[0] for line in lines] == [
        "request:" if by_mail else "security.csrf:",
        "request:",
    ]
    assert all("…" in line and KEY not in line for line in lines)


def test_a_wrong_answer_to_a_check_in_leaves_its_key_out(cast, log):
    checkin = ask(cast.mentorship, cast.ben)
    address = reverse("checkins:answer", args=[checkin.token])

    assert Client().post(address, {checkin.items[0]: "9"}).status_code == 422
    assert Client().get(address).status_code == 200

    assert "Unprocessable Entity: /check-ins/answer/…/" in log.getvalue()
    assert checkin.token not in log.getvalue()


def test_what_a_calendar_reads_is_written_down_without_its_key(cast, log):
    path = "/" + CalendarAddress.objects.turn_on(cast.ben).address.split("/", 3)[3]

    assert Client().post(path).status_code == 405
    CalendarAddress.objects.turn_off(cast.ben)
    assert Client().get(path).status_code == 404

    key = path.rpartition("/")[2].removesuffix(".ics")
    lines = log.getvalue().splitlines()
    assert all("/meetings/for-calendars/…" in line and key not in line for line in lines)
    assert "Not Found" in lines[-1]


def test_a_failure_that_names_the_address_leaves_its_key_out(log):
    try:
        raise RuntimeError(f"at /check-ins/answer/{KEY}/thanks/")
    except RuntimeError:
        logging.getLogger("django.request").exception("Internal Server Error: %s", f"/check-ins/answer/{KEY}/")

    assert "RuntimeError: at /check-ins/answer/…/thanks/" in log.getvalue()
    assert KEY not in log.getvalue()


def test_an_ordinary_address_stays_as_it_is(db, log):
    assert Client().get("/meetings/12/nowhere/").status_code == 404

    assert "Not Found: /meetings/12/nowhere/" in log.getvalue()


def test_there_is_no_other_way_into_the_log(settings):
    assert set(LOGGING["handlers"]) == {"console"}
    assert not any(logging.getLogger(name).handlers for name in ("django", "django.server"))
    root = Path(__file__).parents[3]
    for file in ("scripts/run", "Dockerfile"):
        assert "--no-access-log" in (root / file).read_text(), "The server's own log knows nothing of keys."


def test_what_the_organisation_sends_somebody_back_with_is_in_no_line(log):
    back = reverse("organisation:back")

    logging.getLogger("django.server").warning('"GET %s?code=%s&state=%s HTTP/1.1" 200', back, KEY, KEY)

    assert KEY not in log.getvalue()
    assert f"{back}?… HTTP/1.1" in log.getvalue()
