"""A next cohort begun by mistake: taken back as long as nobody could miss it."""

import pytest
import time_machine
from django.utils import timezone

from alongside.web.notices.models import Notice
from alongside.web.programmes.models import Programme, Role
from alongside.web.programmes.next_cohort import ALONG, BEHIND, take_back
from alongside.web.programmes.refusals import NotYours, StillNeeded
from tests.factories.programmes import InvitationFactory, MembershipFactory, ProgrammeFactory
from tests.factories.questions import question_of
from tests.factories.rounds import round_of
from tests.web.programmes.cohorts import begun, last_of, page


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2027-05-10T09:00:00Z", tick=True):
        yield


@pytest.fixture
def last(cast) -> Programme:
    return last_of(cast)


def test_one_begun_by_mistake_is_taken_back_as_if_it_had_not_been(client, cast, last):
    question_of(last)
    before = rows_of(last)
    client.force_login(cast.chidi)
    made = begun(last, cast.chidi)
    assert "Take it back" in client.get(made.get_absolute_url()).content.decode()

    answered = client.post(page("take_back_cohort", made))

    assert answered.url == last.get_absolute_url()
    assert not Programme.objects.filter(pk=made.pk).exists()
    assert rows_of(last) == before


def rows_of(programme: Programme) -> dict[str, int]:
    return {name: getattr(programme, name).count() for name in {*ALONG, *BEHIND} - {"refit"}}


def test_who_read_that_it_is_set_up_reads_that_it_is_not_and_nobody_else_does(cast, last):
    read, unread = (MembershipFactory(programme=last, role=Role.COORDINATOR).person for _each in range(2))
    made = begun(last, cast.chidi)
    Notice.objects.filter(person=read).update(sent_at=timezone.now())

    take_back(made, by=cast.chidi)

    told = Notice.objects.filter(kind="programmes/mail/next_cohort_off").values_list("person", flat=True)
    assert set(told) == {read.pk, cast.efua.pk}
    assert not unread.notices.exists()


@pytest.mark.parametrize(
    "somebody",
    [
        lambda made: InvitationFactory(programme=made),
        lambda made: MembershipFactory(programme=made),
        lambda made: MembershipFactory(programme=made, left_at=timezone.now()),
        lambda made: ProgrammeFactory(follows=made),
    ],
)
def test_once_somebody_is_in_it_or_asked_it_stays(client, cast, last, somebody):
    made = begun(last, cast.chidi)
    somebody(made)
    client.force_login(cast.chidi)

    assert "Take it back" not in client.get(made.get_absolute_url()).content.decode()
    refused = client.post(page("take_back_cohort", made), follow=True)

    assert "so it stays" in refused.content.decode()
    assert Programme.objects.filter(pk=made.pk).exists()


def test_no_other_programme_is_taken_back_and_nobody_else_takes_one_back(client, cast, last):
    with pytest.raises(StillNeeded):
        take_back(last, by=cast.chidi)
    made = begun(last, cast.chidi)
    for person in (cast.efua, cast.ben, cast.dana):
        client.force_login(person)
        assert client.post(page("take_back_cohort", made)).status_code == 404
        with pytest.raises(NotYours):
            take_back(made, by=person)


def test_what_a_coordinator_has_begun_there_keeps_it_and_is_said(cast, last):
    cast.programme = begun(last, cast.chidi)
    round_of(cast)

    with pytest.raises(StillNeeded, match="or something is begun"):
        take_back(cast.programme, by=cast.chidi)


def test_who_wants_no_announcements_by_email_cannot_be_read_from_it(cast, last):
    dana = MembershipFactory(programme=last, person=cast.dana, role=Role.COORDINATOR).person
    made = begun(last, cast.chidi)
    made.mutes.create(person=dana)

    take_back(made, by=cast.chidi)

    assert not Programme.objects.filter(pk=made.pk).exists()
