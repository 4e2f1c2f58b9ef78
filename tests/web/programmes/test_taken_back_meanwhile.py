"""A next cohort is taken back in the very moment in which somebody hangs something on it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from alongside.errors import Refused
from alongside.web.announcements.models import Announcement
from alongside.web.programmes.last_time import Group, LastTime
from alongside.web.programmes.models import Holiday, Membership, Programme, Question, Role
from alongside.web.programmes.next_cohort import NextCohort, take_back
from alongside.web.programmes.refusals import StillNeeded
from alongside.web.rounds.models import Round
from alongside.web.sheets.models import Sheet
from tests.factories.announcements import TYPED
from tests.factories.cast import Cast
from tests.factories.programmes import InvitationFactory
from tests.together import together
from tests.web.programmes.cohorts import begun, last_of, page

TODAY = timezone.localdate()
DAYS = {"starts_on": TODAY + timedelta(days=40), "ends_on": TODAY + timedelta(days=50)}
ASKED = {"text": "What do you do?", "kind": "text", "choices": [], "asked_of": "both", "is_required": False}


def open_cohort(cast) -> Programme:
    made = begun(last_of(cast), cast.chidi)
    Programme.objects.filter(pk=made.pk).update(joining="open", starts_on=None, ends_on=None)
    return Programme.objects.get(pk=made.pk)


@pytest.fixture
def made(cast) -> Programme:
    return open_cohort(cast)


HUNG_ON_IT = {
    "a member": lambda made, cast: made.join(by=cast.dana, room={"mentee": 1}),
    "an invitation": lambda made, cast: made.invite(by=cast.chidi, addresses=["d@example.org"], role="mentee"),
    "an invitation by name": lambda made, cast: LastTime(made, cast.chidi).invite(
        Group.MENTORS, by=cast.chidi, chosen=Membership.objects.mentors().values_list("pk", flat=True)
    ),
    "other rules": lambda made, cast: made.keep(),
    "a holiday": lambda made, cast: Holiday.objects.write(made, by=cast.chidi, name="Break", **DAYS),
    "a question": lambda made, cast: Question.objects.write(made, by=cast.chidi, read_by="coordinators", **ASKED),
    "a round": lambda made, cast: Round.objects.begin(made, by=cast.chidi, name="First"),
    "an announcement": lambda made, cast: Announcement.objects.write(made, by=cast.chidi, **TYPED),
    "a sheet": lambda made, cast: Sheet.objects.upload(
        made, by=cast.chidi, file=SimpleUploadedFile("sheet.csv", b"name,email\nDee,d@example.org\n")
    ),
    "a next one": lambda made, cast: NextCohort(made, "Another", TODAY + timedelta(days=400)).begin(by=cast.chidi),
}


@pytest.mark.parametrize("what", HUNG_ON_IT)
def test_whoever_has_it_open_still_hangs_nothing_on_what_is_gone(cast, made, what):
    take_back(Programme.objects.get(pk=made.pk), by=cast.chidi)

    with pytest.raises(Refused):
        HUNG_ON_IT[what](made, cast)

    assert not Programme.objects.filter(pk=made.pk).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", HUNG_ON_IT)
def test_either_it_is_there_and_stays_or_it_is_gone_and_a_sentence_says_so(what):
    cast = Cast()
    made = open_cohort(cast)

    refused = together(lambda: take_back(made, by=cast.chidi), lambda: HUNG_ON_IT[what](made, cast))

    is_kept = any(isinstance(one, StillNeeded) for one in refused)
    assert Programme.objects.filter(pk=made.pk).exists() == is_kept


@pytest.mark.django_db(transaction=True)
def test_who_joins_just_now_reads_it_on_the_page():
    cast = Cast()
    made, answers = open_cohort(cast), []
    dana, chidi = Client(), Client()
    dana.force_login(cast.dana)
    chidi.force_login(cast.chidi)

    together(
        lambda: chidi.post(page("take_back_cohort", made)),
        lambda: answers.append(dana.post(page("join", made), {"as_mentee": 1})),
    )

    if Programme.objects.filter(pk=made.pk).exists():
        assert answers[0].status_code == 302
    else:
        assert answers[0].status_code in {404, 422}


@pytest.mark.django_db(transaction=True)
def test_a_yes_to_an_invitation_is_never_lost_for_where_somebody_is_asked_it_stays():
    cast = Cast()
    made = open_cohort(cast)
    invitation = InvitationFactory(programme=made, email=cast.dana.email)

    refused = together(lambda: take_back(made, by=cast.chidi), lambda: invitation.accept(by=cast.dana))

    assert len(refused) == 1
    assert made.memberships.filter(person=cast.dana, role=Role.MENTEE).exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_take_it_back_at_once_take_it_back():
    cast = Cast()
    made, answers = open_cohort(cast), []
    chidi = [Client(), Client()]
    for each in chidi:
        each.force_login(cast.chidi)

    together(*(lambda each=each: answers.append(each.post(page("take_back_cohort", made))) for each in chidi))

    assert {answer.status_code for answer in answers} <= {302, 404}
    assert not Programme.objects.filter(pk=made.pk).exists()
