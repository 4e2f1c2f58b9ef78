"""What people answered, added up so that nobody's own answer can be worked out."""

import csv
import re
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from alongside.web.checkins.models import CheckIn
from alongside.web.meetings.models import Change, Meeting
from alongside.web.mentorships.items import ITEMS
from alongside.web.mentorships.models import Mentorship
from alongside.web.programmes.models import Role
from alongside.web.reports.report import Report
from alongside.web.reports.said import QUESTIONS, Said, Share
from tests.factories.lives import check_in, hold, rate
from tests.factories.mentorships import MentorshipFactory
from tests.factories.programmes import MembershipFactory, shows

BEGAN = datetime(2026, 7, 10, tzinfo=UTC).date()


@pytest.fixture
def pairs(cast) -> list[Mentorship]:
    """Five mentorships of ten people, in a programme that shows everything."""
    shows(cast.programme, "ratings", "checkins")
    assert cast.chidi
    return [MentorshipFactory(programme=cast.programme, began_on=BEGAN) for _each in range(5)]


def people(pairs) -> list[tuple[Mentorship, object]]:
    return [(pair, person) for pair in pairs for person in (pair.mentor, pair.mentee)]


def said_held(pair: Mentorship, day: int) -> Meeting:
    meeting = hold(pair, day)
    Change.objects.create(meeting=meeting, kind="held", by=pair.mentee, at=meeting.ends_at)
    return meeting


def all_rate(pairs, *useful: int, day: int = 20) -> None:
    """One rating of each of these, in order."""
    meetings = {pair.pk: said_held(pair, day) for pair in pairs}
    for (pair, person), value in zip(people(pairs), useful, strict=False):
        rate(meetings[pair.pk], person, value)


def all_check_in(pairs, day: int = 20, closed_after: int = 14, **answers: int) -> None:
    for pair, person in people(pairs):
        one = check_in(pair, person, day, **answers)
        CheckIn.objects.filter(pk=one.pk).update(closed_at=one.asked_at + timedelta(days=closed_after))


def told(programme) -> dict[str, list[str]]:
    return {
        question.name: [str(each.share) if each.share else "–" for each in shares]
        for question, shares in Said(programme).rows
    }


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (0, "fewer than 1 in 5"),
        (1, "fewer than 1 in 5"),
        (2, "at least 1 in 5"),
        (5, "at least 2 in 5"),
        (7, "at least 3 in 5"),
        (8, "at least 4 in 5"),
        (9, "at least 4 in 5"),
        (10, "at least 4 in 5"),
    ],
)
def test_a_share_is_one_of_five_and_never_all_or_none(part, words):
    assert str(Share(part, 10)) == words


def test_a_quarter_that_is_over_is_told_of_ten_people_in_five_mentorships(cast, pairs):
    all_rate(pairs, *[5] * 7, *[3] * 3)

    assert told(cast.programme)["useful"] == ["at least 3 in 5"]


def test_of_nine_people_nothing_is_told(cast, pairs):
    all_rate(pairs, *[5] * 9)

    assert told(cast.programme)["useful"] == ["–"]


def test_of_four_mentorships_nothing_is_told(cast, pairs):
    others = [MentorshipFactory(programme=cast.programme, began_on=BEGAN) for _each in range(4)]
    for it in pairs:
        it.delete()
    all_rate(others, *[5] * 8)
    # Ten people all the same: two of the seats changed hands.
    for it in others[:2]:
        Mentorship.objects.filter(pk=it.pk).update(mentor=MentorshipFactory().mentor)
        it.refresh_from_db()
        rate(hold(it, 30), it.mentor, 5)

    assert (
        len({person for it in others for person in it.meetings.values_list("ratings__person", flat=True)} - {None})
        == 10
    )
    assert told(cast.programme)["useful"] == []


def test_each_person_counts_once_however_often_they_answer(cast, pairs):
    all_rate(pairs, *[2] * 9, 5)
    last = people(pairs)[-1]
    for day in range(21, 60):
        rate(hold(last[0], day), last[1], 5)

    assert told(cast.programme)["useful"] == ["fewer than 1 in 5"]


def test_items_of_one_cause_are_added_up_and_the_private_one_never(cast, pairs):
    all_check_in(pairs, clear_goals=5, getting_closer=3, be_myself=4, will_continue=5)

    found = told(cast.programme)

    assert found["goals"] == ["at least 4 in 5"]  # on the whole 4 of 5
    assert found["match"] == ["at least 4 in 5"]
    assert found["overall"] == ["–"]
    assert {item.cause for item in ITEMS.values()} == {question.name for question in QUESTIONS} - {"useful", "worth"}


def test_a_quarter_that_goes_on_or_has_just_ended_is_not_told(cast, pairs):
    with time_machine.travel("2026-10-08T12:00:00Z", tick=False):
        all_rate(pairs, *[5] * 10)
        assert told(cast.programme)["useful"] == []
        assert f"{Said(cast.programme).next_on}" == "2026-10-09"
    with time_machine.travel("2026-10-09T12:00:00Z", tick=False):
        assert told(cast.programme)["useful"] == ["at least 4 in 5"]


def test_one_more_answer_today_changes_nothing_that_is_told(cast, pairs):
    all_rate(pairs, *[5] * 8, *[2] * 2)
    all_check_in(pairs, clear_goals=5)
    before = Said(cast.programme).rows, [str(each.share) for each in Said(cast.programme).asked]
    told_before = told(cast.programme)
    waiting = check_in(pairs[0], pairs[0].mentor, 60)  # asked in September, and open still

    rate(hold(pairs[0], 110), pairs[0].mentor, 1)
    waiting.answer({"clear_goals": 1})

    assert told(cast.programme) == told_before
    assert [str(each.share) for each in Said(cast.programme).asked] == before[1]


def test_what_was_said_stays_told_when_the_partner_takes_the_mark_back(cast, pairs):
    """One side's button must not show what the other had said by taking it out."""
    all_rate(pairs, *[5] * 8, *[2] * 2)
    before = told(cast.programme)
    meeting = pairs[4].meetings.get()
    meeting.write_change("held", pairs[4].mentor)

    meeting.put_back(by=pairs[4].mentor)

    assert told(cast.programme) == before == {**before, "useful": ["at least 4 in 5"]}


def test_nobody_learns_whether_their_partner_rated_by_taking_the_mark_back(cast, pairs):
    """Four of twelve are one in three. Without the last two they would be two in five: those two never answered."""
    pairs = [*pairs, MentorshipFactory(programme=cast.programme, began_on=BEGAN)]
    all_rate(pairs, *[5] * 4)
    last = pairs[5].meetings.get()
    last.write_change("held", pairs[5].mentor)  # and so within the week in which a mark can be taken back

    before = [(each.words, str(each.share)) for each in Said(cast.programme).asked]
    last.put_back(by=pairs[5].mentor)

    found = [(each.words, str(each.share)) for each in Said(cast.programme).asked]
    assert found == before == [("Of 12 people who held a session", "at least 1 in 5")]


def test_what_was_said_stays_told_when_somebody_leaves(cast, pairs):
    all_rate(pairs, *[5] * 8, *[2] * 2)
    before = told(cast.programme)
    Mentorship.objects.filter(pk=pairs[4].pk).update(ended_at=timezone.now(), stage="ended")

    pairs[4].mentee.leave()

    assert told(cast.programme) == before


def test_it_is_the_same_for_whoever_looks_and_whatever_months_they_choose(client, cast, pairs):
    all_rate(pairs, *[5] * 8, *[2] * 2)
    mentor = pairs[0].mentor
    MembershipFactory(programme=cast.programme, person=mentor, role=Role.COORDINATOR)

    theirs = Report(mentor, cast.programme, QueryDict("from=2026-11")).said
    hers = Report(cast.chidi, cast.programme).said

    assert list(theirs.lines()) == list(hers.lines()) != []
    client.force_login(mentor)
    assert "the same to all coordinators" in client.get(f"/reports/{cast.programme.pk}/").content.decode()


def test_what_the_programme_does_not_show_is_not_told(client, cast, pairs):
    all_rate(pairs, *[5] * 10)
    all_check_in(pairs, clear_goals=5)
    cast.programme.ratings_shown_since = None
    cast.programme.save()
    assert "useful" not in told(cast.programme)
    assert told(cast.programme)["goals"] == ["at least 4 in 5"]

    cast.programme.checkins_shown_since = None
    cast.programme.save()

    assert told(cast.programme) == {"worth": []}
    client.force_login(cast.chidi)
    page = client.get(f"/reports/{cast.programme.pk}/").content.decode()
    assert "keeps ratings and answers to check-ins with those who gave them" in page
    assert "in 5" not in page


def test_what_was_answered_before_it_was_shown_stays_closed(cast, pairs):
    all_rate(pairs, *[5] * 10)
    all_check_in(pairs, day=20, closed_after=40, clear_goals=5)

    shows(cast.programme, "ratings", "checkins", since=datetime(2026, 8, 10, tzinfo=UTC))

    assert not any("in 5" in share for shares in told(cast.programme).values() for share in shares)


def test_another_programmes_answers_are_not_in_it(cast, pairs):
    others = [MentorshipFactory(began_on=BEGAN) for _each in range(5)]
    all_rate(others, *[5] * 10)

    assert told(cast.programme)["useful"] == []


def test_what_it_was_worth_in_the_end_is_told_in_every_programme(cast, pairs):
    cast.programme.show([])
    cast.programme.save()
    with time_machine.travel("2026-08-20T12:00:00Z", tick=False):
        for number, (pair, person) in enumerate(people(pairs)):
            ending = getattr(pair, "ending", None) or pair.end(by=person, reason="completed")
            ending.reflect(by=person, worth=5 if number < 7 else 2)
    assert told(cast.programme) == {"worth": ["at least 3 in 5"]}

    # Whoever leaves takes their words; a number without words stays, and so does what was told.
    pairs[0].mentee.leave()

    assert told(cast.programme) == {"worth": ["at least 3 in 5"]}
    assert [each.words for each in Said(cast.programme).asked] == ["Of 10 people whose mentorship ended"]


def test_how_many_answered_is_told_in_fifths_too(cast, pairs):
    all_rate(pairs, *[5] * 4)
    all_check_in(pairs[:4], clear_goals=5)
    all_check_in(pairs[4:])

    found = {each.words: str(each.share) for each in Said(cast.programme).asked}

    assert found == {
        "Of 10 people who held a session": "at least 2 in 5",
        "Of 10 people who were asked in a check-in": "at least 4 in 5",
    }
    assert told(cast.programme)["useful"] == ["–"]


def test_the_page_and_the_spreadsheet_say_the_same(client, cast, pairs):
    all_rate(pairs, *[5] * 7, *[3] * 3)
    client.force_login(cast.chidi)

    page = client.get(reverse("reports:report", args=[cast.programme.pk])).content.decode()
    answer = client.get(reverse("reports:numbers", args=[cast.programme.pk])).content.decode("utf-8-sig")

    rows = [row for row in csv.reader(StringIO(answer)) if row[0].startswith("How it was")]
    assert ["How it was, July to September 2026", "The session was a good use of my time", "at least 3 in 5"] in rows
    assert ["How it was, July to September 2026", "We suit each other", "too few answered"] in rows
    assert "July to September 2026" in page and "at least 3 in 5" in page
    # The picture says what the words say: of five bars three full ones and a half one, four full ones and a half one.
    filled = re.findall(r'fifths__bar--full" x="\d+" y="0" width="(\d+)"', page)
    assert filled == ["10"] * 3 + ["5"] + ["10"] * 4 + ["5"]


def test_before_a_quarter_is_over_it_says_when_there_will_be_something(client, cast, pairs):
    client.force_login(cast.chidi)

    page = client.get(reverse("reports:report", args=[cast.programme.pk])).content.decode()

    assert "the next on 9 January 2027, if 10 people from 5 mentorships answered in it" in page
