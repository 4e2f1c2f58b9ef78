"""Sixty invented people. Nobody here exists; the pages of the demo say so."""

from dataclasses import dataclass
from datetime import time
from random import Random

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from alongside.web.people import style
from alongside.web.people.models import Availability, Language, Profile, Subject, User, Value

PASSWORD = "walk-alongside"

# name · pronouns · headline · subjects they know (mentors) or want to learn (mentees)
MENTORS = """
Amara Okafor|she/her|Engineering lead who likes a good question|Public speaking, Leading a team, Software design
Marek Dvořák|he/him|Twenty years of making data useful|Data and statistics, Changing careers
Sofia Marin|she/her|Product manager, formerly a nurse|Product management, Changing careers, Applying and interviews
Tariq Nasser|he/him|Builds bridges, the steel kind|Engineering, Project management, Negotiating
Hanne Viksund|she/her|Runs a small design studio|User research and design, Starting a company, Arts and music
Joaquim Prado|he/him|Finance for people who dislike finance|Finance and budgets, Starting a company, Negotiating
Ngaire Tautahi|she/her|Policy adviser and patient editor|Writing clearly, Public service, Research methods
Pavel Horn|he/him|Teaches teachers|Teaching, Leading a team, Public speaking
Leila Farrokh|she/her|Clinical researcher|Research methods, Data and statistics, Writing clearly
Kwabena Asare|he/him|Logistics, from lorry to boardroom|Project management, Leading a team, Negotiating
Ingrid Solheim|she/her|Lawyer who explains things|Law and contracts, Negotiating, Writing clearly
Dariusz Malec|he/him|Security engineer|Security, Software design, Study skills
Yuki Amano|they/them|Sound, games and the people who make them|User research and design, Software design, Arts and music
Beatriz Lemos|she/her|Opens new offices|Starting a company, Leading a team, Working abroad
Gareth Pugh-Evans|he/him|Museum director, gardener|Grants and funding, Leading a team, Public speaking
Salma Haddadin|she/her|Water engineer in dry places|Engineering, Working abroad, Research methods
Oskar Lindholm|he/him|Ran a newsroom for ten years|Writing clearly, Applying and interviews, Leading a team
Mei-Lin Tsao|she/her|Chemist turned founder|Starting a company, Research methods, Grants and funding
Ruben Acosta|he/him|Union organiser, good listener|Negotiating, Public speaking, Public service
Adaeze Nwosu|she/her|Architect of public places|User research and design, Project management, Arts and music
Tomasz Zielony|he/him|Data platform engineer|Data and statistics, Software design, Study skills
Freya Ashworth|she/her|Head of a primary school|Teaching, Leading a team, Work and family
"""
MENTEES = """
Ben Lindqvist|he/him|Developer who would like to be heard|Public speaking, Leading a team
Priya Desai|she/her|Analyst, soon a lead|Data and statistics, Leading a team
Joon Rhee|he/him|Designer with one foot in code|User research and design, Arts and music
Camille Fournel|she/her|Leaving academia|Changing careers, Applying and interviews
Sami Rautio|he/him|Site engineer|Engineering, Project management
Noor van Dalen|she/her|First-time team lead|Leading a team, Negotiating
Elias Brandt|he/him|Wants to open a bakery|Starting a company, Finance and budgets
Thandiwe Moyo|she/her|Policy trainee|Public service, Writing clearly
Luca Ferretti|he/him|Physics teacher|Teaching, Public speaking
Aino Korhola|she/her|PhD student, third year|Research methods, Writing clearly
Mateus Rocha|he/him|Warehouse planner|Project management, Data and statistics
Zofia Bielak|she/her|Junior lawyer|Law and contracts, Negotiating
Idris Kane|he/him|Help desk, aiming for security|Security, Study skills
Hannah Steyn|she/her|Illustrator|Arts and music, Starting a company
Viktor Ahl|he/him|Sales engineer|Public speaking, Negotiating
Rania Khoury|she/her|Museum assistant|Grants and funding, Project management
Owen Maddox|he/him|Back at work after three years|Work and family, Changing careers
Keiko Morita|she/her|Laboratory technician|Research methods, Data and statistics
Daniel Osei|he/him|Reporter|Writing clearly, Applying and interviews
Marta Kowal|she/her|Product owner|Product management, Leading a team
Anton Belik|he/him|Moving abroad next year|Working abroad, Study skills
Shira Lavan|she/her|Community organiser|Grants and funding, Public speaking
Felix Obermann|he/him|Trainee accountant|Finance and budgets, Study skills
Grace Wanjiru|she/her|Water quality analyst|Data and statistics, Working abroad
Niamh Corrigan|she/her|Nurse with a plan|Changing careers, Product management
Pedro Salinas|he/him|Sound designer|Arts and music, Software design
Eva Holub|she/her|Assistant head teacher|Leading a team, Teaching
Yusuf Demirel|he/him|Structural engineer|Engineering, Study skills
Clara Bonnet|she/her|Statistics student|Data and statistics
Jonas Eklund|he/him|Wants to write better|Writing clearly, Research methods
Mina Sadeghi|she/her|Architecture graduate|User research and design, Arts and music
Arjun Pillai|he/him|Backend developer|Software design, Leading a team
Lotte Veenstra|she/her|Volunteer manager|Grants and funding, Leading a team
Samuel Adeyemi|he/him|Union representative|Negotiating, Public speaking
Ilse Wagner|she/her|Part-time, two children|Work and family, Finance and budgets
Tobias Rehn|he/him|Quality engineer|Engineering, Leading a team
"""
OTHERS = {"chidi": ("Chidi Eze", "he/him"), "efua": ("Efua Mensah", "she/her"), "owner": ("Robin Castell", "they/them")}
VALUES = [
    "Honesty", "Curiosity", "Fairness", "Patience", "Courage", "Independence", "Kindness", "Craft", "Family", "Humour",
    "Learning", "Responsibility", "Candour", "Generosity", "Nature",
]  # fmt: skip
INTERESTS = ["Walking", "Cooking", "Music", "Reading", "Cycling", "Gardens", "Chess", "Film", "Swimming", "Languages"]
LANGUAGES = {"en": "English", "de": "German", "fr": "French", "es": "Spanish", "pl": "Polish", "pt": "Portuguese"}
ZONES = ["Europe/London", "Europe/Berlin", "Europe/Stockholm", "Europe/Lisbon", "Africa/Lagos"]


@dataclass
class Cast:
    """Everybody in the demo, by role."""

    mentors: list[User]
    mentees: list[User]
    coordinator: User
    safeguarding: User
    owner: User


def make_people(rng: Random) -> Cast:
    """Write sixty accounts with their profiles; all share one printed password."""
    password = make_password(PASSWORD)
    values = [Value.objects.get_or_create(name=name)[0] for name in VALUES]
    interests = [Subject.objects.get_or_create(name=name)[0] for name in INTERESTS]
    languages = {
        code: Language.objects.get_or_create(code=code, defaults={"name": name})[0] for code, name in LANGUAGES.items()
    }

    def person(name: str, pronouns: str, **more: object) -> User:
        local = name.split()[0].lower().encode("ascii", "ignore").decode()
        made: User = User.objects.create(
            name=name,
            email=f"{local}@example.org",
            password=password,
            time_zone=rng.choice(ZONES),
            **more,
        )
        EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
        return made

    def with_profile(line: str, *, mentors: bool) -> User:
        name, pronouns, headline, named = line.split("|")
        user = person(name, pronouns)
        subjects = [Subject.objects.get_or_create(name=subject.strip())[0] for subject in named.split(",")]
        profile = Profile.objects.create(
            person=user,
            pronouns=pronouns,
            headline=headline,
            about=about(name.split()[0], headline, mentors),
            helps=f"I can help with {named.lower()}." if mentors else "",
            wants="" if mentors else f"I want to get better at {subjects[0].name.lower()}, and to know how I am doing.",
            working_style={key: rng.randint(1, 5) for key in style_keys()},
            by_video=True,
            by_phone=rng.random() < 0.6,
            in_person=rng.random() < 0.3,
            by_email=rng.random() < 0.4,
            every_days=rng.choice([7, 14, 14, 14, 28]),
            intended_weeks=rng.choice([26, 26, 39, 52, 0]),
        )
        profile.values.set(rng.sample(values, rng.randint(3, 5)))
        profile.interests.set(rng.sample(interests, 3))
        (profile.offers if mentors else profile.seeks).set(subjects)
        profile.languages.set([languages["en"], languages[rng.choice(list(languages))]])
        for weekday in rng.sample(range(5), 3):
            start = rng.choice([9, 12, 16, 17])
            Availability.objects.create(profile=profile, weekday=weekday, starts=time(start), ends=time(start + 3))
        return user

    mentors = [with_profile(line, mentors=True) for line in MENTORS.strip().splitlines()]
    mentees = [with_profile(line, mentors=False) for line in MENTEES.strip().splitlines()]
    rest = {
        key: person(name, pronouns, is_staff=key == "owner", is_superuser=key == "owner")
        for key, (name, pronouns) in OTHERS.items()
    }
    for user in rest.values():
        Profile.objects.create(person=user)
    return Cast(mentors, mentees, rest["chidi"], rest["efua"], rest["owner"])


def about(first_name: str, headline: str, is_mentor: bool) -> str:
    if is_mentor:
        return f"{headline}. Others once made time for me; I like to do the same. I ask more than I tell."
    return f"{headline}. I do best with small steps and somebody who asks how they went."


def style_keys() -> list[str]:
    """The two-ended choices that the profile asks for."""
    return list(style.BY_KEY)
