from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from alongside.web.feedback.models import Feedback
from alongside.web.meetings.models import Note
from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice
from alongside.web.people.models import CannotLeave, User
from alongside.web.people.photo import clean_photo
from alongside.web.programmes.models import Role
from alongside.web.requests.models import Request
from tests.factories.lives import hold
from tests.factories.mentorships import meet
from tests.factories.notices import NoticeFactory
from tests.factories.photos import photo, upload
from tests.factories.programmes import MembershipFactory
from tests.together import together

LEAVE, DATA = reverse("people:leave"), reverse("people:download")


def test_who_leaves_is_gone_and_the_partners_record_stays(client, cast, ended):
    meeting = hold(ended, 9)
    shared = Note.objects.create(meeting=meeting, body="What we said", saved_by=cast.ben)
    Note.objects.create(meeting=meeting, author=cast.ben, body="Only for me", saved_by=cast.ben)
    Feedback.objects.create(mentorship=ended, by=cast.ben, shared_with="nobody", helped="Secret")
    kept = Feedback.objects.create(mentorship=ended, by=cast.ben, shared_with="partner", helped="Thank you")
    EmailAddress.objects.create(user=cast.ben, email=cast.ben.email, verified=True)
    NoticeFactory(person=cast.ben)
    file = upload(photo())
    cast.ben.profile.keep_photo(clean_photo(file, file.size))
    path = cast.ben.profile.photo.name
    client.force_login(cast.ben)

    answer = client.post(LEAVE, {"sure": "on"}, follow=True)

    assert "Your account is closed" in answer.content.decode()
    gone = User.objects.get(pk=cast.ben.pk)
    assert (str(gone), gone.is_active, gone.has_usable_password()) == ("Someone who left", False, False)
    assert "ben" not in gone.email
    assert not default_storage.exists(path)
    assert not gone.notices.exists()
    assert not EmailAddress.objects.filter(user=gone).exists()
    assert list(Note.objects.filter(meeting=meeting)) == [shared]
    assert list(Feedback.objects.filter(by=gone)) == [kept]
    assert ended.meetings.exists()
    assert not gone.memberships.filter(left_at=None).exists()


def test_all_other_browsers_are_signed_out_too(client, cast):
    client.force_login(cast.dana)

    cast.dana.leave()

    assert client.get(reverse("people:settings")).status_code == 302


def test_open_requests_are_withdrawn_and_kindly_declined(cast):
    words = {"programme": cast.programme, "goal": "A talk", "why_you": "You speak well", "every_days": 14}
    later = timezone.now() + timedelta(days=7)
    made = Request.objects.create(mentee=cast.dana, mentor=cast.amara, expires_at=later, **words)
    received = Request.objects.create(mentee=cast.ben, mentor=cast.dana, expires_at=later, **words)

    cast.dana.leave()

    made.refresh_from_db()
    received.refresh_from_db()
    assert (made.state, received.state) == (Request.State.WITHDRAWN, Request.State.DECLINED)


def test_the_address_is_free_again(client, cast):
    cast.dana.leave()

    assert User.objects.create_user("dana@example.org", name="Dana again")


def test_a_running_mentorship_is_ended_first(client, cast):
    assert cast.mentorship
    client.force_login(cast.ben)

    answer = client.post(LEAVE, {"sure": "on"})

    assert answer.status_code == 422
    assert "still in a mentorship with Amara Okafor" in answer.content.decode()
    assert User.objects.get(pk=cast.ben.pk).is_active


def test_an_undecided_introduction_keeps_nobody_here_and_ends_with_them(client, cast):
    meet(cast.new_mentorship).give_verdict(by=cast.ben, answer="not_a_fit")
    client.force_login(cast.ben)

    client.post(LEAVE, {"sure": "on"})

    assert not User.objects.get(pk=cast.ben.pk).is_active
    assert not Mentorship.objects.get(pk=cast.new_mentorship.pk).is_open
    assert [letter.person for letter in Notice.objects.all()] == [cast.amara]


def test_without_the_tick_nothing_happens(client, cast):
    client.force_login(cast.dana)

    assert client.post(LEAVE, {}).status_code == 422
    assert User.objects.get(pk=cast.dana.pk).is_active


def test_the_last_coordinator_and_the_safeguarding_person_hand_over_first(cast):
    with pytest.raises(CannotLeave, match="Nobody else coordinates Spring cohort"):
        cast.chidi.leave()
    with pytest.raises(CannotLeave, match="safeguarding person of Spring cohort"):
        cast.efua.leave()

    MembershipFactory(programme=cast.programme, person=cast.amara, role=Role.COORDINATOR)
    cast.chidi.leave()

    assert not User.objects.get(pk=cast.chidi.pk).is_active


@pytest.mark.django_db(transaction=True)
def test_of_two_coordinators_who_leave_at_the_same_moment_one_stays(cast):
    femi = MembershipFactory(programme=cast.programme, role=Role.COORDINATOR).person

    refused = together(cast.chidi.leave, femi.leave)

    assert ["Nobody else coordinates Spring cohort" in str(one) for one in refused] == [True]
    assert cast.programme.memberships.current().filter(role=Role.COORDINATOR).count() == 1
