"""The invented programme that came before: it is over, and what came of it stands beside this year's.

Some of this year's mentors were in it. Most of its mentorships came to their end, and some ended early, so that a
coordinator finds on the page of both what such a page can say, and what it cannot.
"""
# ruff: noqa: E501 - a person is a line

from datetime import date, timedelta
from random import Random

from django.utils import timezone

from alongside.web.mentorships.models import Reflection
from alongside.web.programmes.models import Membership, Programme, Role
from alongside.web.project.demo.cohort import Writer
from alongside.web.project.demo.life import Life
from alongside.web.project.demo.people import Cast
from alongside.web.project.demo.stories import Story, met_early, parted_kindly

BEGAN, ENDED = 100, 50  # weeks ago
DICE = 11

# name · headline · subjects · what they were looking for
MENTEES = """
Wilhelmina Kofler|Trains people on new machines|Teaching, Public speaking|To speak to thirty people without reading it off.
Rafael Quispe|Site manager's right hand|Project management, Leading a team|To run a site of my own one day.
Solveig Nyland|Edits other people's reports|Writing clearly, Research methods|To write one under my own name.
Emeka Obi|Keeps the servers up|Security, Leading a team|To get from fixing things to planning them.
Judit Farkas|Contracts, page by page|Law and contracts, Negotiating|To sit at the table instead of behind it.
Callum Reid|Three jobs in four years|Changing careers, Applying and interviews|To find out what I am looking for.
Ana Belen Soto|Clinic receptionist, evening student|Changing careers, Study skills|To finish my course beside work.
Hiroto Sakai|Tests medical devices|Engineering, Research methods|To explain to others what I test and why.
Delphine Aubry|Writes grant applications|Grants and funding, Writing clearly|To win one instead of coming second.
Moses Kiplagat|Counts water, literally|Data and statistics, Presenting data|To show my numbers so that somebody acts on them.
Ottilie Brandvold|Stage manager|Arts and music, Project management|To be asked before it is too late.
Nikos Vasilakis|Youngest on the council|Public service, Negotiating|To be heard among people twice my age.
Perpetua Lindgren|Night shift, pharmacy|Changing careers, Managing time|To find out whether I want to go on.
Istvan Bodnar|Repairs lifts|Skilled trades, Starting a company|To work for myself before I am fifty.
Chiara Bellini|Translates for a court|Working remotely, Law and contracts|To choose what I work on.
"""


def went_well(it: Life) -> None:
    """Met as agreed to the planned end, with a goal that was met."""
    it.begin()
    goal = it.goal(4, "Finish the application")
    for number, day in enumerate(range(6, it.today - 14, it.every)):
        it.session(day, 5, 4 + number % 2)
        it.action(day, goal=goal)
        if number % 4 == 3:
            it.feedback(day + 1, it.mentee)
            it.feedback(day + 2, it.mentor)
    it.pulses(until=it.today - 14, level=5)
    it.close_goal(goal, it.today - 13, "met")
    it.end(it.today - 12, "completed", it.mentee)


def ran_out_of_time(it: Life) -> None:
    """The mentor moved one session after the other, and said so in the end."""
    it.begin()
    it.goal(5, "Say no kindly")
    for day in (8, 24):
        it.session(day, 4, 3)
    for day in (40, 55, 68):
        it.cancel(day, it.mentor)
    it.pulses(until=70, since=40, timely_replies=2, mentor_answers=False)
    it.end(80, "no_time", it.mentor)


def moved_on(it: Life) -> None:
    """Work took the mentee elsewhere."""
    it.begin()
    goal = it.goal(6, "Give my first talk")
    for day in range(7, 110, it.every):
        it.session(day, 4, 4)
    it.pulses(until=110)
    it.close_goal(goal, 117, "dropped")
    it.end(118, "moved", it.mentee)


# (story, mentor, mentee, weeks ago, days between sessions); the mentors are this year's, the mentees are those above, of
# whom the last three found nobody.
STORIES: tuple[tuple[Story, int, int, int, int], ...] = (
    (went_well, 0, 0, 96, 14),
    (went_well, 3, 1, 95, 14),
    (went_well, 6, 2, 95, 28),
    (went_well, 8, 7, 93, 14),
    (met_early, 16, 5, 94, 14),
    (met_early, 14, 8, 92, 14),
    (went_well, 18, 11, 90, 28),
    (ran_out_of_time, 11, 3, 94, 14),
    (ran_out_of_time, 13, 10, 91, 14),
    (parted_kindly, 10, 4, 95, 14),
    (moved_on, 2, 6, 92, 14),
    (moved_on, 1, 9, 89, 14),
)


def make_last_year(cast: Cast, today: date) -> Programme:
    """The programme, its people, and their lives from the first day to the last."""
    starts_on = today - timedelta(weeks=BEGAN)
    begun = timezone.now() - timedelta(weeks=BEGAN + 2)
    programme = Programme.objects.create(
        name=f"Across the bridge {(today - timedelta(weeks=ENDED)).year}",
        about="An invented programme that is over. This year's follows it.",
        joining=Programme.Joining.INVITATION,
        starts_on=starts_on,
        created_at=begun,
        ends_on=today - timedelta(weeks=ENDED),
        safeguarding_person=cast.safeguarding,
        checkins_shown_since=begun,
        ratings_shown_since=begun,
    )
    rng = Random(DICE)
    write = Writer(programme, rng).write
    mentees = [write(line, Role.MENTEE) for line in MENTEES.strip().splitlines()]
    mentors = [cast.mentors[number] for number in sorted({mentor for _story, mentor, *_more in STORIES})]
    coming = [Membership(programme=programme, person=person, role=Role.MENTOR) for person in mentors]
    coming += [Membership(programme=programme, person=cast.coordinator, role=Role.COORDINATOR)]
    Membership.objects.bulk_create(coming)
    programme.memberships.update(joined_at=begun + timedelta(days=3))
    for story, mentor, mentee, weeks, every in STORIES:
        people = cast.mentors[mentor], mentees[mentee]
        story(Life(programme, *people, weeks=weeks, every=every, rng=rng, ended_weeks_ago=ENDED))
    # Most were content with one.
    content = Reflection.objects.filter(mentorship__programme=programme).exclude(
        mentorship__ending__reason__in=["early_met", "no_fault"]
    )
    content.update(wants_another=False)
    return programme
