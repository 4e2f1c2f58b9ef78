"""The people of a programme, for its coordinators."""

import re

from django.urls import reverse

from tests.factories.mentorships import MentorshipFactory
from tests.factories.programmes import MembershipFactory, ProgrammeFactory
from tests.factories.rounds import mentee, mentor, publish, round_of


def held(client, cast) -> dict[str, str]:
    """Person -> what the page says of their mentorships."""
    client.force_login(cast.chidi)
    said = client.get(reverse("programmes:members", args=[cast.programme.pk]) + "?role=mentor").content.decode()
    rows = re.findall(r"<tr>\s*<td><a[^>]*>([^<]+)</a>.*?Mentorships:\">([^<]*)<", said, re.S)
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


def test_what_somebody_holds_in_another_programme_is_not_counted(client, cast):
    leo = mentor(cast.programme, "Leo Marsh", "law")
    other = ProgrammeFactory()
    MembershipFactory(programme=other, person=leo, role="mentor")
    MentorshipFactory(programme=other, mentor=leo)

    assert held(client, cast) == {"Leo Marsh": "0 of 1"}
