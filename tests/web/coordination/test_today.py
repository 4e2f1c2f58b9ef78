from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alongside.web.cases.models import Case
from alongside.web.coordination.today import Today
from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice
from alongside.web.programmes.models import Membership, Programme
from alongside.web.readings.models import Reading
from tests.factories.lives import hold, set_goal
from tests.factories.mentorships import MentorshipFactory, NewMentorshipFactory, meet
from tests.factories.programmes import MembershipFactory, ProgrammeFactory, rest

TODAY = reverse("coordination:today")


def read_all() -> None:
    Reading.objects.take(Mentorship.objects.running().select_related("programme"), on=timezone.localdate())


@pytest.fixture
def quiet_pair(cast) -> Mentorship:
    """Amara and Ben met once, seven weeks ago; they agreed on every two weeks."""
    hold(cast.mentorship, 7)
    read_all()
    Reading.objects.filter(mentorship=cast.mentorship).update(level="attend")
    return cast.mentorship


def page_for(client, person, query: str = "") -> str:
    client.force_login(person)
    return client.get(TODAY + query).content.decode()


def test_the_title_names_the_pair_that_needs_a_word(client, cast, quiet_pair):
    assert "Amara and Ben could use a word from you" in page_for(client, cast.chidi)


def test_a_pair_stands_with_its_reason_and_what_to_do(client, cast, quiet_pair):
    page = page_for(client, cast.chidi)

    assert "Amara Okafor &amp; Ben Lindqvist" in page
    assert reverse("coordination:write", args=[quiet_pair.pk]) in page
    assert reverse("readings:mentorship", args=[quiet_pair.pk]) in page


def test_the_link_to_write_says_to_whom_where_links_are_heard_by_themselves(client, cast, quiet_pair):
    page = page_for(client, cast.chidi)

    assert f'Write to both<span class="for-screen-readers"> {quiet_pair}</span>' in page.replace("&amp;", "&")


def test_a_pair_somebody_wrote_to_is_not_asked_for_again(client, cast, quiet_pair):
    Case.objects.have_a_word(
        quiet_pair, by=cast.chidi, to=[cast.ben], subject="Hello", words="How are you?", cause="", remedy=""
    )

    assert "Amara" not in page_for(client, cast.chidi)


def test_the_page_leads_to_the_first_of_them(client, cast, quiet_pair):
    heading = page_for(client, cast.chidi).partition('<div class="heading">')[2].partition('<div class="columns">')[0]

    assert reverse("coordination:write", args=[quiet_pair.pk]) in heading
    assert "Write to Amara and Ben" in heading


def test_when_somebody_looks_after_each_the_title_says_so(client, cast, quiet_pair):
    Case.objects.note_a_word(quiet_pair, by=cast.chidi, words="Called them", cause="", remedy="")

    assert "Somebody looks after every pair that needs a word" in page_for(client, cast.chidi)


def test_after_thirty_days_the_coordinator_is_asked_whether_it_helped(client, cast, quiet_pair):
    Case.objects.have_a_word(
        quiet_pair, by=cast.chidi, to=[cast.ben], subject="Hello", words="How are you?", cause="", remedy=""
    )
    Case.objects.update(look_again_on=timezone.localdate())

    assert "Did your word help?" in page_for(client, cast.chidi)


def test_a_pair_without_an_agreement_after_two_weeks_is_slow_to_begin(client, cast):
    NewMentorshipFactory(programme=cast.programme, proposed_at=timezone.now() - timedelta(days=20))

    assert "Slow to begin" in page_for(client, cast.chidi)


@pytest.mark.parametrize(("days", "is_slow"), [(6, False), (8, True)])
def test_a_pair_that_met_a_week_ago_stands_there_when_a_letter_tells_of_it(client, cast, days, is_slow):
    coordinator = cast.chidi
    meet(NewMentorshipFactory(programme=cast.programme), days_ago=days)

    call_command("follow_up_introductions")

    assert Notice.objects.filter(person=coordinator).exists() is is_slow
    assert ("Slow to begin" in page_for(client, coordinator)) is is_slow


def test_with_nothing_to_do_the_page_says_so(client, cast):
    set_goal(cast.mentorship, 1)

    assert "Nothing is waiting for you" in page_for(client, cast.chidi)


def test_a_programme_that_has_not_begun_says_what_comes_first(client, cast):
    Programme.objects.filter(pk=cast.programme.pk).update(safeguarding_person=None)
    edit, invite = (reverse(f"programmes:{page}", args=[cast.programme.pk]) for page in ("edit", "invite"))
    begin = reverse("rounds:begin", query={"programme": cast.programme.pk})

    def links() -> list[bool]:
        page = page_for(client, cast.chidi)
        assert "Nothing is waiting for you" not in page
        return [f'href="{address}"' in page for address in (edit, invite, begin)]

    assert links() == [True, False, False]  # nobody is invited before a concern could reach somebody
    Programme.objects.filter(pk=cast.programme.pk).update(safeguarding_person=cast.efua)
    assert links() == [True, True, False]
    for person, role in ((cast.amara, "mentor"), (cast.ben, "mentee")):
        MembershipFactory(programme=cast.programme, person=person, role=role)
    assert links() == [True, True, True]
    assert TODAY in client.get(reverse("coordination:mentorships")).text


def test_only_coordinators_have_a_today(client, cast, quiet_pair):
    for person in (cast.amara, cast.ben, cast.dana):
        client.force_login(person)
        assert client.get(TODAY).status_code == 404


def test_another_programmes_pairs_are_not_here(client, cast, quiet_pair):
    other = MentorshipFactory()
    read_all()
    Reading.objects.update(level="attend")

    assert str(other.mentor) not in page_for(client, cast.chidi)


def test_who_is_looked_after_is_counted_in_the_programme_that_is_chosen(cast, quiet_pair):
    other = ProgrammeFactory()
    Membership.objects.enter(other, cast.chidi, "coordinator")
    Case.objects.note_a_word(quiet_pair, by=cast.chidi, words="We spoke.", cause="", remedy="")

    assert len(Today(cast.chidi).cared_for) == len(Today(cast.chidi, cast.programme).cared_for) == 1
    assert not Today(cast.chidi, other).cared_for


def test_a_programme_that_is_not_theirs_is_not_found(client, cast):
    client.force_login(cast.chidi)

    assert client.get(TODAY, {"programme": MentorshipFactory().programme.pk}).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_mentorships(client, cast, quiet_pair):
    def queries() -> int:
        read_all()
        Reading.objects.update(level="attend")
        with CaptureQueriesContext(connection) as caught:
            page_for(client, cast.chidi)
        return len(caught)

    queries()  # whatever is kept after the first page
    few = queries()
    for _ in range(6):
        hold(MentorshipFactory(programme=cast.programme), 7)

    assert queries() == few


def test_it_says_which_programmes_rest_today_and_whose_pairs_are_not_asked(client, cast):
    assert cast.chidi
    rest(cast.programme, -1, 3)
    rest(ProgrammeFactory(name="Somebody else's"), -1, 3)
    other = ProgrammeFactory(name="Autumn cohort")
    MembershipFactory(programme=other, person=cast.chidi, role="coordinator")

    assert page_for(client, cast.chidi).count("is on holiday until") == 1
    assert "Spring cohort is on holiday until" in page_for(client, cast.chidi, f"?programme={cast.programme.pk}")
    assert "is on holiday until" not in page_for(client, cast.chidi, f"?programme={other.pk}")
