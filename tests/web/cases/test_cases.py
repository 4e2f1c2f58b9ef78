from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from alongside.web.cases.models import After, AlreadyClosed, Case
from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice
from alongside.web.programmes.models import Role
from alongside.web.readings.models import Reading
from tests.factories.meetings import HeldMeetingFactory, MeetingFactory
from tests.factories.mentorships import MentorshipFactory
from tests.factories.people import UserFactory
from tests.factories.programmes import MembershipFactory


@pytest.fixture
def case(cast) -> Case:
    return Case.objects.have_a_word(
        cast.mentorship,
        by=cast.chidi,
        to=[cast.amara, cast.ben],
        subject="How are you?",
        words="I would like to help.",
        cause="communication",
        remedy="book_next_now",
    )


def test_a_coordinator_says_that_it_helped(client, cast, case):
    client.force_login(cast.chidi)

    client.post(reverse("cases:close", args=[case.pk]), {"outcome": "helped"})

    case.refresh_from_db()
    assert (case.outcome, case.closed_by) == ("helped", cast.chidi)


def test_saying_so_twice_is_refused_with_a_sentence(cast, case):
    case.close(by=cast.chidi, outcome="helped")

    with pytest.raises(AlreadyClosed, match="already said"):
        case.close(by=cast.chidi, outcome="not")


@pytest.mark.parametrize("outcome", ["", "splendid"])
def test_an_answer_that_is_none_changes_nothing(client, cast, case, outcome):
    client.force_login(cast.chidi)

    client.post(reverse("cases:close", args=[case.pk]), {"outcome": outcome})

    case.refresh_from_db()
    assert case.closed_at is None


def test_a_case_is_the_coordinators_own_note(client, cast, case):
    for person, status in ((cast.chidi, 200), (cast.amara, 404), (cast.ben, 404), (cast.dana, 404)):
        client.force_login(person)
        assert client.get(case.get_absolute_url()).status_code == status


def test_the_list_shows_the_words_had_and_is_empty_for_coordinators_of_another_programme(client, cast, case):
    client.force_login(cast.chidi)
    assert "Amara Okafor" in client.get(reverse("cases:list")).content.decode()

    client.force_login(MembershipFactory(role=Role.COORDINATOR).person)
    assert "No words had yet" in client.get(reverse("cases:list")).content.decode()


def test_its_page_says_what_it_was_about_and_what_was_to_be_tried(client, cast, case):
    client.force_login(cast.chidi)

    page = client.get(case.get_absolute_url()).text

    for words in ("Communication", "Book the next one now", "I would like to help.", "Chidi Eze looks after it"):
        assert words in page


def test_what_happened_since_is_counted_from_the_day_of_the_word(cast, case):
    HeldMeetingFactory(mentorship=cast.mentorship, starts_at=timezone.now() - timedelta(days=9))
    before = After.of(case)
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        held = HeldMeetingFactory(mentorship=cast.mentorship, starts_at=timezone.now() - timedelta(days=2))
        coming = MeetingFactory(mentorship=cast.mentorship, starts_at=timezone.now() + timedelta(days=3))
        Reading.objects.take(Mentorship.objects.select_related("programme"), on=timezone.localdate())
        after = After.of(case)

    assert (before.sessions, before.level, before.next_meeting) == (0, "", "")
    assert after.sessions == 1
    assert after.last_session == f"{held.starts_at:%-d %B}"
    assert after.next_meeting == f"{coming.starts_at:%-d %B}"
    assert after.level


def test_only_what_happened_with_this_pair_stands_beside_the_word(cast):
    other = MentorshipFactory(programme=cast.programme)
    words = {"by": cast.chidi, "words": "We spoke", "cause": "", "remedy": ""}
    Reading.objects.take([cast.mentorship], on=timezone.localdate() - timedelta(days=1))
    Reading.objects.take([other], on=timezone.localdate())
    Reading.objects.filter(mentorship=other).update(level="attend")
    Reading.objects.filter(mentorship=cast.mentorship).update(level="early")

    theirs, own = Case.objects.note_a_word(other, **words), Case.objects.note_a_word(cast.mentorship, **words)

    assert (own.level_before, theirs.level_before) == ("early", "attend")
    assert (After.of(own).level, After.of(theirs).level) == ("early", "attend")


def test_a_closed_case_keeps_what_had_happened_until_then(cast, case):
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        case.close(by=cast.chidi, outcome="not")
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        HeldMeetingFactory(mentorship=cast.mentorship, starts_at=timezone.now() - timedelta(days=2))

        assert After.of(case).sessions == 0


def test_a_case_is_handed_over_and_the_new_owner_gets_a_letter(client, cast, case):
    gabi = UserFactory(name="Gabi Stern")
    MembershipFactory(programme=cast.programme, person=gabi, role=Role.COORDINATOR)
    Notice.objects.all().delete()
    client.force_login(cast.chidi)
    day = timezone.localdate() + timedelta(days=7)

    client.post(reverse("cases:plan", args=[case.pk]), {"owner": gabi.pk, "look_again_on": day.isoformat()})

    case.refresh_from_db()
    assert (case.owner, case.look_again_on) == (gabi, day)
    assert [(letter.person, letter.url.endswith(case.get_absolute_url())) for letter in Notice.objects.all()] == [
        (gabi, True)
    ]


@pytest.mark.parametrize("days", [-1, 400])
def test_a_day_that_cannot_be_is_refused_with_a_sentence(client, cast, case, days):
    client.force_login(cast.chidi)
    day = timezone.localdate() + timedelta(days=days)

    answer = client.post(reverse("cases:plan", args=[case.pk]), {"owner": cast.chidi.pk, "look_again_on": day})

    assert answer.status_code == 422
    assert "Choose a day from today on" in answer.text
    case.refresh_from_db()
    assert case.look_again_on == timezone.localdate() + timedelta(days=30)


def test_a_refusal_is_said_at_the_top_and_its_address_leads_back(client, cast, case):
    client.force_login(cast.chidi)
    address = reverse("cases:plan", args=[case.pk])

    refused = client.post(address, {"owner": cast.chidi.pk, "look_again_on": "soon"}).text
    assert refused.index("One answer needs another look") < refused.index("What happened since")
    assert client.get(address).url == case.get_absolute_url()
    client.force_login(cast.dana)
    assert client.get(address).status_code == 404


def test_who_coordinates_nothing_finds_no_cases(client, cast, case):
    for person, status in ((cast.chidi, 200), (cast.ben, 404), (UserFactory(is_superuser=True), 404)):
        client.force_login(person)
        assert client.get(reverse("cases:list")).status_code == status


def test_a_day_that_has_passed_does_not_keep_a_case_from_being_handed_over(client, cast, case):
    gabi = UserFactory(name="Gabi Stern")
    MembershipFactory(programme=cast.programme, person=gabi, role=Role.COORDINATOR)
    yesterday = timezone.localdate() - timedelta(days=1)
    Case.objects.filter(pk=case.pk).update(look_again_on=yesterday)
    client.force_login(cast.chidi)

    client.post(reverse("cases:plan", args=[case.pk]), {"owner": gabi.pk, "look_again_on": yesterday})

    case.refresh_from_db()
    assert (case.owner, case.look_again_on) == (gabi, yesterday)


def test_a_page_that_stood_open_changes_only_what_was_changed_on_it(client, cast, case):
    gabi = UserFactory(name="Gabi Stern")
    MembershipFactory(programme=cast.programme, person=gabi, role=Role.COORDINATOR)
    client.force_login(cast.chidi)
    form = client.get(case.get_absolute_url()).context["form"]
    drawn = form["drawn"].value()
    assert 'name="drawn"' in client.get(case.get_absolute_url()).text
    case.plan(by=cast.chidi, owner=gabi, look_again_on=case.look_again_on)
    day = timezone.localdate() + timedelta(days=7)

    client.post(reverse("cases:plan", args=[case.pk]), {"owner": cast.chidi.pk, "look_again_on": day, "drawn": drawn})

    case.refresh_from_db()
    assert (case.owner, case.look_again_on) == (gabi, day)


def test_nobody_but_a_coordinator_of_the_programme_can_own_it(client, cast, case):
    MembershipFactory(programme=cast.programme, person=cast.amara, role=Role.COORDINATOR)
    client.force_login(cast.chidi)

    for person in (cast.dana, cast.ben, cast.amara):  # Amara coordinates, but is one of the two
        typed = {"owner": person.pk, "look_again_on": timezone.localdate()}
        assert client.post(reverse("cases:plan", args=[case.pk]), typed).status_code == 422


def test_a_closed_case_can_be_opened_again(client, cast, case):
    case.close(by=cast.chidi, outcome="helped")
    client.force_login(cast.chidi)

    client.post(reverse("cases:reopen", args=[case.pk]))
    again = client.post(reverse("cases:reopen", args=[case.pk]), follow=True)

    case.refresh_from_db()
    assert (case.is_open, case.outcome) == (True, "")
    assert "open already" in again.text


@pytest.mark.parametrize("verb", ["plan", "reopen", "close"])
def test_only_coordinators_change_a_case(client, cast, case, verb):
    for person in (cast.amara, cast.ben, cast.dana):
        client.force_login(person)
        assert client.post(reverse(f"cases:{verb}", args=[case.pk])).status_code == 404


def test_what_waits_comes_first_in_the_list(cast, case):
    closed = Case.objects.note_a_word(cast.mentorship, by=cast.chidi, words="Spoke", cause="", remedy="")
    closed.close(by=cast.chidi, outcome="helped")
    sooner = Case.objects.note_a_word(cast.mentorship, by=cast.chidi, words="Spoke", cause="", remedy="")
    sooner.plan(by=cast.chidi, owner=cast.chidi, look_again_on=timezone.localdate())

    assert list(Case.objects.open_first()) == [sooner, case, closed]


@pytest.mark.parametrize(("remedy", "slug"), [("goal_workshop", "goal-workshop"), ("book_next_now", None), ("", None)])
def test_a_case_names_the_guide_of_its_remedy(client, cast, remedy, slug):
    case = Case.objects.note_a_word(cast.mentorship, by=cast.chidi, words="We spoke.", cause="goals", remedy=remedy)
    client.force_login(cast.chidi)

    page = client.get(case.get_absolute_url()).text

    about = page.partition("What it was about")[2].partition("Who, and when")[0]
    assert ("<dt>Guide</dt>" in about) == bool(slug)
    assert not slug or reverse("meetings:guide", args=[slug]) in about
