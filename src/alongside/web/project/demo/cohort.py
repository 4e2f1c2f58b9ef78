"""A second invented programme, ready to be matched: forty mentees, eighteen mentors, and a round that is open.

Among them is what a coordinator meets: profiles with gaps, a language nobody shares, two of one department, somebody
left out last time, a mentor who is away. Amara and Ben are in it too, so the walk can go on as them.
"""
# ruff: noqa: E501 - a person is a line

from datetime import date, time, timedelta
from random import Random
from secrets import token_urlsafe

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from alongside.web.people import style
from alongside.web.people.models import Availability, Language, Profile, Subject, User, Value
from alongside.web.programmes.models import Invitation, Membership, Programme, Role, Separation
from alongside.web.project.demo.people import PASSWORD, Cast
from alongside.web.rounds.models import Round

# name · headline · subjects · what they have done and offer
MENTORS = """
Nadia Petrov|Head of support, once the new one herself|Becoming a manager, Difficult conversations|I grew a support team from two to thirty and still remember my first hard talk with somebody older than me.
Eino Salmela|Runs a repair café and a small company|Starting a company, Sales|I have started twice and failed once, and can tell which was more useful.
Marisol Vega|Hospital operations|Managing time, Delegating|I plan shifts for four hundred people, and learned to let go of most of it.
Gethin Rees|Speech writer|Public speaking, Telling a story|I help people say the one thing they came to say, in front of any number of listeners.
Oluwaseun Bello|Data lead at a transport authority|Data and statistics, Presenting data|I turn numbers about buses into decisions, and explain them to people who fear numbers.
Katrin Moser|Negotiates for a living, gently|Negotiating, Difficult conversations|Contracts, salaries, and who gets the desk at the window.
Ravi Menon|Software architect|Software design, Programming|I review designs all day and like it best when I learn something from a beginner.
Agnes Dufour|Taught for thirty years|Teaching, Study skills|I know how people learn, and how they hide that they have not.
Hamza Idrissi|Changed careers at forty|Changing careers, Applying and interviews|From chef to product manager; I keep a list of everything I would do differently.
Linnea Strand|Researcher on sleep|Research methods, Academic writing|Ten years of grants, papers and rejected papers.
Bruno Keller|Finance for charities|Finance and budgets, Grants and funding|Budgets that a board understands in five minutes.
Sadia Anwar|Leads a remote team on four continents|Working remotely, Leading a team|We have met once in person. It works, and I can say why.
Tomas Novak|Carpenter, trains apprentices|Skilled trades, First job|I have seen forty people through their first year at work.
Mafalda Caldeira|Climate policy|Climate and environment, Public service|I sit between engineers and ministers and translate.
Peadar Quinn|Journalist|Writing clearly, Journalism and media|Short sentences, and the courage to ask twice.
Yara Haddad|Human resources, on the side of humans|Becoming a manager, Saying no|I have listened to a thousand people on their worst day at work.
"""
# name · headline · subjects · what they want to reach
MENTEES = """
Tuva Berg|Six months into leading a team|Becoming a manager, Difficult conversations|I want to give my team honest feedback without lying awake before.
Ousmane Diop|Bus driver, learning to code|Programming, Changing careers|I want to get a first job in software before the year is over.
Clemence Roux|Museum shop, own ideas|Starting a company, Sales|I want to find out whether my shop idea can carry me.
Jakub Wilk|Junior analyst|Data and statistics, Presenting data|I want people to understand my charts and not fear them.
Rosa Lindgren|Back from parental leave|Managing time, Saying no|I want to do my job in thirty hours and stop saying sorry for it.
Dev Shah|Sales newcomer|Negotiating, Sales|I want to stop giving discounts before anybody asks.
Maeve Nolan|PhD, second year|Research methods, Academic writing|I want to finish a first paper that I am not ashamed of.
Ibrahim Sesay|Team of one|Delegating, Leading a team|I want to build a team and let it do things its own way.
Alba Ferrer|Primary teacher|Teaching, Confidence|I want to hold a class of twenty-eight without raising my voice.
Henrik Dahl|Apprentice carpenter|Skilled trades, First job|I want to pass my trade test and ask for help earlier.
Nkechi Obi|Press officer|Writing clearly, Public speaking|I want to write so that nobody has to read twice.
Mikkel Juhl|Wants out of accounting|Changing careers, Applying and interviews|I want to know what else my head for numbers is good for.
Farida Rahimi|Environmental engineer|Climate and environment, Public speaking|I want to speak to a council and be listened to.
Sean Doyle|First remote job|Working remotely, Managing time|I want to be part of a team I never see.
Petra Horvat|Charity treasurer|Finance and budgets, Grants and funding|I want to explain our budget to volunteers in one page.
Leon Fuchs|Student, first in the family|Study skills, First job|I want to find out how university works while I am still in it.
Amina Yusuf|Nurse, now in charge of a ward|Becoming a manager, Delegating|I want to lead nurses who trained me.
Viggo Holm|Developer|Software design, Programming|I want to design something larger than one file.
Chiara Conti|Reporter on trial|Journalism and media, Writing clearly|I want to be kept on after my trial year.
Kofi Mensah-Boateng|Planner in a warehouse|Data and statistics, Changing careers|I want to move from planning pallets to planning with data.
Ella Nyman|Civil servant|Public service, Speaking up in meetings|I want to say what I think in a meeting while it still matters.
Rafael Pinto|Café owner|Starting a company, Finance and budgets|I want to open a second café without losing the first.
Soraya Amiri|Lawyer|Negotiating, Saying no|I want to leave at six without a bad conscience.
Bjarne Viken|Quality control|Leading a team, Difficult conversations|I want to tell colleagues about mistakes so that they thank me.
Zuzana Kral|Translator|Writing clearly, Starting a company|I want to win clients who pay for care.
Patrice Lobo|Support desk|Becoming a manager, Confidence|I want to apply for team lead and mean it.
Hilde Moen|Laboratory|Research methods, Data and statistics|I want to design my own experiment.
Yannick Moreau|Actor, now a trainer|Public speaking, Telling a story|I want to use what the stage taught me at work.
Jamila Osman|Recruiter|Human resources, Saying no|I want to stop promising what I cannot keep.
Stefan Iliev|Electrician|Skilled trades, Starting a company|I want to hire my first employee.
Una Brady|Policy trainee|Public service, Climate and environment|I want to write one paragraph that ends up in a law.
Matteo Rinaldi|Data entry|Programming, Data and statistics|I want to write the program that makes my job unnecessary.
Kerstin Vogt|Deputy head|Teaching, Leading a team|I want to lead teachers without becoming their teacher.
Tendai Chuma|Community radio|Journalism and media, Telling a story|I want to tell our street's story and be heard beyond it.
Lucie Marchal|Grant writer|Grants and funding, Writing clearly|I want more yes than no this year.
Anders Friis|Retrained at fifty|Changing careers, First job|I want to be a beginner again with some dignity.
Meera Iyer|Product designer|User research and design, Speaking up in meetings|I want my research to change a decision.
Goran Babic|Night shift|Stress and rest, Managing time|I want to sleep.
Noa Peretz|Social worker|Social work, Saying no|I want to care without carrying it home.
"""
VALUES = ["Honesty", "Curiosity", "Fairness", "Patience", "Courage", "Independence", "Kindness", "Craft", "Family", "Humour",
          "Learning", "Responsibility", "Candour", "Growth", "Service"]  # fmt: skip
INTERESTS = ["Walking", "Cooking", "Music", "Reading", "Cycling", "Gardens", "Chess", "Film", "Swimming", "Languages"]
DEPARTMENTS = ["Operations", "Finance", "People", "Digital", ""]
ZONES = ["Europe/London", "Europe/Berlin", "Europe/Oslo", "Europe/Madrid"]
DICE = 5  # its own, so that the cohort stays as it is when the rest of the demo grows
SPARSE = {"Goran", "Noa", "Matteo", "Stefan"}  # profiles with gaps
SPOKEN = {"en": "English", "de": "German", "fr": "French", "es": "Spanish", "fi": "Finnish"}
ONLY_FINNISH = "Anders"  # nobody here speaks it: a language between two people cannot be invented


def make_cohort(cast: Cast, today: date) -> Round:
    """The programme with its people, and a round that Chidi has opened."""
    programme = Programme.objects.create(
        name="First steps",
        about="An invented programme for people who do something for the first time, and people who have done it before.",
        joining=Programme.Joining.INVITATION,
        starts_on=today - timedelta(weeks=2),
        ends_on=today + timedelta(weeks=40),
        safeguarding_person=cast.safeguarding,
    )
    programme.memberships.enter(programme, cast.coordinator, Role.COORDINATOR)
    programme.memberships.enter(programme, cast.mentors[0], Role.MENTOR, 1)
    programme.memberships.enter(programme, cast.mentees[0], Role.MENTEE)
    people = Writer(programme, Random(DICE))
    mentors = [people.write(line, Role.MENTOR) for line in MENTORS.strip().splitlines()]
    mentees = [people.write(line, Role.MENTEE) for line in MENTEES.strip().splitlines()]
    away = mentors[-1].memberships.get()
    away.go_away(by=mentors[-1], until=today + timedelta(days=20))
    left_out = Membership.objects.filter(programme=programme, person__in=[cast.mentees[0], *mentees[3:5]])
    left_out.update(left_out_at=timezone.now() - timedelta(weeks=12))
    Separation.objects.keep_apart(programme, mentees[7], mentors[11], kind=Separation.Kind.LINE, by=cast.coordinator)
    invite(programme, cast.coordinator, [*mentors, *mentees])
    return Round.objects.begin(programme, by=cast.coordinator, name="First round")


def invite(programme: Programme, coordinator: User, people: list[User]) -> None:
    """The letters that brought them here, and two that nobody has answered yet."""
    roles = dict(programme.memberships.values_list("person", "role"))
    at = timezone.now() - timedelta(days=13)
    programme.memberships.update(joined_at=at + timedelta(days=1))
    letters: list[tuple[str, str, User | None]] = [(person.email, roles[person.pk], person) for person in people]
    letters += [("asked.first@example.org", Role.MENTOR, None), ("asked.second@example.org", Role.MENTEE, None)]
    Invitation.objects.bulk_create(
        Invitation(
            programme=programme, email=address, role=role, token=token_urlsafe(32), invited_by=coordinator,
            invited_at=at, sent_at=at, accepted_at=at + timedelta(days=1) if person else None, accepted_by=person,
        )
        for address, role, person in letters
    )  # fmt: skip


class Writer:
    """Writes one invented person after the other."""

    def __init__(self, programme: Programme, rng: Random) -> None:
        self.programme, self.rng = programme, rng
        self.password = make_password(PASSWORD)
        self.values = [Value.objects.get_or_create(name=name)[0] for name in VALUES]
        self.interests = [Subject.objects.get_or_create(name=name)[0] for name in INTERESTS]
        self.languages = {
            code: Language.objects.get_or_create(code=code, defaults={"name": name})[0] for code, name in SPOKEN.items()
        }

    def write(self, line: str, role: str) -> User:
        name, headline, subjects, words = line.split("|")
        first = name.split()[0]
        person: User = User.objects.create(
            name=name,
            email=f"{first}.{name.split()[-1]}@example.org".lower(),
            password=self.password,
            time_zone=self.rng.choice(ZONES),
        )
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        is_mentor, rng = role == Role.MENTOR, self.rng
        profile = Profile.objects.create(
            person=person,
            headline=headline,
            helps=words if is_mentor else "",
            wants="" if is_mentor else words,
            years=rng.randint(9, 28) if is_mentor else rng.randint(0, 9),
            by_video=True,
            by_phone=rng.random() < 0.5,
            in_person=rng.random() < 0.3,
            every_days=rng.choice([7, 14, 14, 28]),
            intended_weeks=rng.choice([26, 26, 39, 52, 0]),
        )
        named = [Subject.objects.get_or_create(name=subject.strip())[0] for subject in subjects.split(",")]
        (profile.offers if is_mentor else profile.seeks).set(named)
        profile.languages.set([self.languages["fi" if first == ONLY_FINNISH else "en"]])
        if first not in SPARSE:
            self.fill(profile)
        Membership.objects.create(
            programme=self.programme,
            person=person,
            role=role,
            capacity=rng.choice([1, 2, 2, 3]) if is_mentor else 1,
            department=rng.choice(DEPARTMENTS),
        )
        return person

    def fill(self, profile: Profile) -> None:
        rng = self.rng
        profile.working_style = {choice.key: rng.randint(1, 5) for choice in style.STYLE}
        profile.save(update_fields=["working_style"])
        profile.values.set(rng.sample(self.values, rng.randint(3, 5)))
        profile.interests.set(rng.sample(self.interests, 3))
        if profile.person.name.split()[0] != ONLY_FINNISH:
            profile.languages.add(self.languages[rng.choice(["de", "fr", "es", "en"])])
        for weekday in rng.sample(range(5), 4):
            start = rng.choice([9, 12, 16, 17])
            Availability.objects.create(profile=profile, weekday=weekday, starts=time(start), ends=time(start + 3))
