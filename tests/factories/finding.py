"""A programme of mentors with bios of the usual length, and what people who look for a mentor type."""

from typing import Any

from alongside.web.people.models import Meaning, Profile
from alongside.web.programmes.models import Membership, Programme, Role
from tests.factories.people import SubjectFactory, UserFactory
from tests.factories.programmes import MembershipFactory

# First name: headline, what they can help with, subjects.
MENTORS = {
    "Alba": (
        "Head of a hospital ward",
        "I lead forty nurses on three shifts. Ask me about rotas, about people who do not speak to each other, and "
        "about saying thank you in time. I made my worst mistakes in the first year and remember each of them.",
        ["Leading a team", "Difficult conversations"],
    ),
    "Bram": (
        "Actor turned trainer",
        "I coach people who have to stand before an audience and would rather not. We breathe, we rehearse, and then "
        "you go out there. My knees still shake before each premiere.",
        ["Public speaking", "Confidence"],
    ),
    "Chioma": (
        "Tax adviser",
        "Annual accounts, cash flow, and what the bank wants to see. Most owners of small firms are afraid of their "
        "own numbers; after two evenings they no longer are.",
        ["Finance and budgets"],
    ),
    "Dilek": (
        "Came to Rotterdam with one suitcase",
        "I moved abroad at twenty-six without the language. Papers, flats, diplomas that nobody recognises, and being "
        "homesick on Sundays: I know the way through all of it.",
        ["Working abroad", "Working across cultures"],
    ),
    "Emeka": (
        "Staff engineer",
        "Twenty years of Python and databases. I like reading code with somebody who has just begun, and I review "
        "designs without making anybody feel small.",
        ["Programming", "Software design"],
    ),
    "Fenna": (
        "Editor at a publishing house",
        "Give me a page and I give it back shorter. Grammar can be learned in a month; to know what you mean takes "
        "longer. I have brought two hundred books to the printer.",
        ["Writing clearly", "Publishing"],
    ),
    "Goran": (
        "Founder of three shops and a bakery",
        "Two of them are still open. Finding the first customers, the lease, the loan, and when to stop: I tell you "
        "what it cost me.",
        ["Starting a company", "Sales"],
    ),
    "Hinemoa": (
        "Epidemiologist",
        "Study design, regression, and how to answer the second reviewer. I have supervised nine doctorates, and "
        "everybody wanted to give up once.",
        ["Research methods", "Data and statistics"],
    ),
    "Iker": (
        "Trade unionist",
        "I have sat at the table for pay rounds since 1998. Know what you want, know what they can give, and do not "
        "fill the silence.",
        ["Negotiating"],
    ),
    "Jorunn": (
        "Mother of four, back at work",
        "I stayed at home for nine years and then went back. Part-time, childcare, guilt, and a manager who "
        "understands: it can be done, and I like to say how.",
        ["Returning to work", "Work and family"],
    ),
    "Kofi": (
        "Recruiter who changed sides",
        "I have read ten thousand CVs. I know what happens to yours in the first twenty seconds, and I rehearse the "
        "conversation with you until you like it.",
        ["Applying and interviews"],
    ),
    "Liv": (
        "Climate scientist in a town hall",
        "I help towns use less energy and plant more trees. If you want to work for the environment and do not know "
        "where to begin, write to me.",
        ["Climate and environment", "Public service"],
    ),
    "Mateo": (
        "Burned out once, never again",
        "I worked until I fell over. Today I teach people to see the signs early, to sleep, and to say no to their "
        "calendar.",
        ["Stress and rest", "Saying no"],
    ),
    "Noor": (
        "Illustrator",
        "Picture books, posters, and a lot of coffee. I help with portfolios and with living from drawing, which is "
        "mostly bookkeeping and courage.",
        ["Arts and music"],
    ),
}

# What somebody types, and whom they should find.
WANTED = {
    "running a team": "Alba",
    "managing people": "Alba",
    "being a boss": "Alba",
    "conflict between colleagues": "Alba",
    "dirigir un equipo": "Alba",
    "speaking in public": "Bram",
    "hablar en público": "Bram",
    "parler devant un public": "Bram",
    "nervous before a presentation": "Bram",
    "accounting": "Chioma",
    "balance sheets and money": "Chioma",
    "living in another country": "Dilek",
    "emigrating": "Dilek",
    "im Ausland arbeiten": "Dilek",
    "learning to code": "Emeka",
    "Softwareentwicklung": "Emeka",
    "how to write a good text": "Fenna",
    "publishing a novel": "Fenna",
    "becoming an entrepreneur": "Goran",
    "crear una empresa": "Goran",
    "ein Geschäft eröffnen": "Goran",
    "finishing a PhD": "Hinemoa",
    "statistical analysis": "Hinemoa",
    "asking for a higher salary": "Iker",
    "bargaining": "Iker",
    "having children and a career": "Jorunn",
    "concilier travail et famille": "Jorunn",
    "job interview": "Kofi",
    "entretien d'embauche": "Kofi",
    "global warming": "Liv",
    "sustainability": "Liv",
    "burnout": "Mateo",
    "exhausted by work": "Mateo",
    "painting and drawing": "Noor",
}
# Typed in a hurry.
HASTY = "pubilc speking"
MISTYPED = {
    HASTY: "Bram",
    "negociating": "Iker",
    "programing": "Emeka",
    "statistcs": "Hinemoa",
    "leeding a team": "Alba",
    "publishng": "Fenna",
}
NONSENSE = (
    "asdfgh", "qwertz uiop", "xyzzy", "blorp fnord", "lkjh poiu mnbv", "zzzzzz", "1234567", "???", "jjjj", "wxcvbn",
    "hello", "submarine warfare", "recipe for lasagne", "tyrannosaurus rex", "football results",
    "quantum chromodynamics", "buy cheap watches", "lorem ipsum dolor sit amet", "weather tomorrow", "horse riding",
    "knitting", "potato", "dog grooming", "plumbing", "dentist", "nuclear reactor", "wedding dress",
)  # fmt: skip


def mentors_of(programme: Programme, only: Any = MENTORS) -> dict[str, Membership]:
    """These mentors with what they wrote, read by the encoder as the worker does."""
    made = {}
    for name in only:
        headline, helps, offers = MENTORS[name]
        person = UserFactory(name=f"{name} Example")
        Profile.objects.filter(person=person).update(headline=headline, helps=helps)
        person.profile.offers.set([SubjectFactory(name=offer) for offer in offers])
        made[name] = MembershipFactory(programme=programme, person=person, role=Role.MENTOR)
    Meaning.objects.learn()
    return made
