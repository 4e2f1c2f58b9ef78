"""The people of a programme, for its coordinators."""

import re

from django.urls import reverse

from alongside.web.programmes.models import Membership, Role
from tests.factories.mentorships import MentorshipFactory
from tests.factories.programmes import MembershipFactory, ProgrammeFactory
from tests.factories.rounds import mentee, mentor, publish, round_of


def held(client, cast) -> dict[str, str]:
    """Person -> what the page says of their mentorships."""
    client.force_login(cast.chidi)
    said = client.get(reverse("programmes:members", args=[cast.programme.pk]) + "?role=mentor").content.decode()
    rows = re.findall(r"<tr>\s*<th scope=\"row\"><a[^>]*>([^<]+)</a>.*?Mentorships:\">([^<]*)<", said, re.S)
    return dict(rows)


def test_a_proposal_that_waits_is_not_counted_as_a_mentorship(client, cast):
    leo = mentor(cast.programme, "Leo Marsh", "law", capacity=3)
    mentor(cast.programme, "Abe Frost", "art")
    for name in ("Lena Ruiz", "Ivo Berg"):
        mentee(cast.programme, name, "law")
    mentee(cast.programme, "Ana Kovac", "art")
    assert held(client, cast) == {"Leo Marsh": "0 of 3", "Abe Frost": "0 of 1"}
    MentorshipFactory(programme=cast.programme, mentor=leo)

    publish(round_of(cast), cast.chidi)

    assert held(client, cast) == {"Leo Marsh": "1 of 3 · 2 proposals open", "Abe Frost": "0 of 1 · 1 proposal open"}


def test_a_no_that_the_other_has_not_answered_takes_nothing_from_the_mentorships(client, cast):
    leo = mentor(cast.programme, "Leo Marsh", "law", capacity=3)
    lena = mentee(cast.programme, "Lena Ruiz", "law")
    MentorshipFactory(programme=cast.programme, mentor=leo)
    publish(round_of(cast), cast.chidi)

    cast.programme.proposals.get(mentee=lena).decline(by=leo, reason="hours")

    assert held(client, cast) == {"Leo Marsh": "1 of 3 · 1 proposal open"}


def test_what_somebody_holds_in_another_programme_is_not_counted(client, cast):
    leo = mentor(cast.programme, "Leo Marsh", "law")
    other = ProgrammeFactory()
    MembershipFactory(programme=other, person=leo, role="mentor")
    MentorshipFactory(programme=other, mentor=leo)

    assert held(client, cast) == {"Leo Marsh": "0 of 1"}


def test_the_page_of_a_programme_counts_its_members_and_loads_none_of_them(client, cast, monkeypatch):
    for role, count in ((Role.MENTOR, 3), (Role.MENTEE, 4)):
        MembershipFactory.create_batch(count, programme=cast.programme, role=role)
    MembershipFactory(programme=cast.programme, person=cast.amara, role=Role.MENTOR)
    client.force_login(cast.chidi)
    loaded = []
    from_db = Membership.from_db
    monkeypatch.setattr(Membership, "from_db", lambda *row: loaded.append(row) or from_db(*row))

    page = client.get(cast.programme.get_absolute_url())

    assert "4 mentors, 4 mentees" in page.content.decode()
    assert page.context["roles"] == {Role.COORDINATOR} and page.context["coordinators"] == [cast.chidi]
    assert len(loaded) <= 3  # the reader's own and the coordinators'
