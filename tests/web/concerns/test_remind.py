from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from alongside.web.concerns.models import Concern
from alongside.web.notices.models import Notice
from alongside.web.programmes.models import Programme, Role
from tests.factories.concerns import raise_concern
from tests.factories.mentorships import MentorshipFactory
from tests.factories.programmes import MembershipFactory


def letters(kind):
    return Notice.objects.filter(kind=f"concerns/mail/{kind}")


def remind(days):
    with time_machine.travel(timezone.now() + timedelta(days=days, minutes=1)):
        call_command("remind_concerns")


@pytest.fixture
def unnamed(cast):
    """The cast's mentorship in a programme that has named nobody."""
    cast.programme.safeguarding_person = None
    cast.programme.save()
    return cast.mentorship


def test_a_letter_a_day_while_nobody_has_read_it(cast):
    raise_concern(cast.mentorship, cast.ben)

    for days in (0, 1, 1.5, 2.1):
        remind(days)

    assert [letter.person for letter in letters("unseen")] == [cast.efua, cast.efua]


@pytest.mark.parametrize("verb", ["see", "close"])
def test_no_letter_once_it_was_read_or_closed(cast, verb):
    concern = raise_concern(cast.mentorship, cast.ben)
    getattr(concern, verb)(by=cast.efua, **({"outcome": "We spoke"} if verb == "close" else {}))

    remind(2)

    assert not letters("unseen").exists()


def test_without_a_named_person_the_form_says_so_and_shows_whom_to_ask(client, cast, unnamed):
    client.force_login(cast.ben)

    page = client.get(reverse("concerns:raise", args=[unnamed.pk])).content.decode()

    assert "has named no safeguarding person" in page
    assert "chidi@example.org" in page


def test_a_concern_waits_until_somebody_is_named(client, cast, unnamed):
    concern = raise_concern(unnamed, cast.ben)
    assert not Notice.objects.exists()
    client.force_login(cast.ben)
    assert "It is kept" in client.get(concern.get_absolute_url()).content.decode()
    client.force_login(cast.chidi)
    assert client.get(concern.get_absolute_url()).status_code == 404

    cast.programme.safeguarding_person = cast.efua
    cast.programme.save()
    call_command("remind_concerns")
    call_command("remind_concerns")

    concern.refresh_from_db()
    assert concern.sent_to == cast.efua
    assert [letter.person for letter in letters("raised")] == [cast.efua]


def test_a_named_person_who_is_one_of_the_two_never_gets_it(client, cast):
    cast.programme.safeguarding_person = cast.amara
    cast.programme.save()

    concern = raise_concern(cast.mentorship, cast.ben)
    call_command("remind_concerns")

    concern.refresh_from_db()
    assert concern.sent_to is None
    assert not Concern.objects.visible_to(cast.amara).exists()
    assert [letter.person for letter in letters("nobody")] == [cast.chidi]


def test_coordinators_are_asked_daily_to_name_somebody_whether_or_not_a_concern_was_raised(cast, unnamed):
    for days in (0, 0.5, 1.1):
        remind(days)
    without = letters("nobody").count()
    raise_concern(unnamed, cast.ben)
    remind(1.2)

    assert without == 2
    assert letters("nobody").first().url.endswith(reverse("programmes:edit", args=[cast.programme.pk]))
    assert letters("nobody").count() == 2


def test_nobody_is_asked_where_somebody_is_named(cast):
    assert cast.mentorship

    call_command("remind_concerns")

    assert not letters("nobody").exists()


@pytest.mark.parametrize("names", [("Tech", "Careers: Tech"), ("Careers: Tech", "Tech"), ("Tech", "Tech")])
def test_each_programme_that_names_nobody_has_its_own_letter_whatever_it_is_called(cast, names):
    for name in names:
        programme = MembershipFactory(programme__name=name, person=cast.chidi, role=Role.COORDINATOR).programme
        MentorshipFactory(programme=programme)

    for days in (0, 0.5):
        remind(days)

    asked = {reverse("programmes:edit", args=[one.pk]) for one in Programme.objects.coordinated_by(cast.chidi)}
    told = [letter.url for letter in letters("nobody")]
    assert len(told) == 2
    assert all(any(url.endswith(page) for page in asked) for url in told) and len(set(told)) == 2


@pytest.mark.parametrize("verb", ["see", "close"])
def test_no_letter_to_who_looks_while_the_letters_are_written(cast, verb):
    concern = raise_concern(cast.mentorship, cast.ben)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        (late,) = Concern.objects.unseen(timezone.now())
        getattr(concern, verb)(by=cast.efua, **({"outcome": "We spoke"} if verb == "close" else {}))
        late.remind()

    assert not letters("unseen").exists()
