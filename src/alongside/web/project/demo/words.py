"""What the invented people write: goals with their measures, questions, notes, next steps, feedback, closing words."""

# title: (why, how they will know, from, to, unit)
GOALS: dict[str, tuple[str, str, int, int, str]] = {
    "Speak up in the weekly review": ("I sit there with the answer and say nothing.", "Points I made", 0, 8, "points"),
    "Give my first talk": ("I know the subject, and nobody has heard me say so.", "Talks to ten people", 0, 3, "talks"),
    "Run a meeting that ends on time": (
        "People have begun to leave before the end.",
        "On time, of ten",
        2,
        9,
        "meetings",
    ),
    "Finish the application": ("It has been half done since last year.", "Parts handed in", 1, 6, "parts"),
    "Say no kindly": ("My week belongs to everybody but me.", "Evenings that were mine", 1, 4, "evenings a week"),
    "Change into product work": ("I like what happens before the code.", "Talks with product people", 0, 6, "talks"),
    "Lead without shouting": (
        "I was led that way, and it did not help.",
        "Weeks without a raised voice",
        0,
        12,
        "weeks",
    ),
    "Plan the next year": ("I drift when there is no plan.", "Quarters written down", 0, 4, "quarters"),
    "Write something every week": ("I learn when I write.", "Pages that somebody read", 0, 20, "pages"),
    "Pass the certificate": ("Without it I am not asked.", "Practice papers passed", 0, 6, "papers"),
    "Find a first client": ("I would like to know whether anybody pays.", "Offers sent", 0, 10, "offers"),
    "Win one grant": ("The project ends in June otherwise.", "Applications sent", 0, 3, "applications"),
    "Back to work with a plan": ("Three years away is a long time.", "Conversations held", 0, 8, "conversations"),
    "Lead a small team well": ("I was never shown how.", "Talks alone with each person", 0, 12, "talks"),
    "Get through three interviews": ("I freeze.", "Interviews practised", 0, 6, "interviews"),
    "Understand my first statements": (
        "Numbers are where I lose the thread.",
        "Statements explained aloud",
        0,
        4,
        "statements",
    ),
}
QUESTIONS = [
    "What would you have done in my place?\nHow did you learn to wait?",
    "Where do I start when everything is late?",
    "Is it me, or is it the meeting?\nWhom should I ask first?",
    "How do you prepare when you have ten minutes?",
    "What am I not seeing?\nWould you read one page of mine?",
]
TRIED = [
    "I did the first half, and it was less bad than I thought.",
    "I asked two people; one of them said yes.",
    "I put it off twice, then did it before breakfast.",
    "It did not work, and I know why now.",
]
NOTES = [
    "Looked at last time's step first. It held.\nNew: say the point in one sentence before the reasons.",
    "Talked about whom to ask, and in which order.\nThe calendar is not the problem; the first line of the mail is.",
    "Went through the page line by line. Two thirds can go.",
    "Practised it twice. The second time without notes.",
    "What got in the way: three small promises to other people.",
]
ACTIONS = [
    "Write down three examples",
    "Ask a colleague for their view",
    "Try it once, however small",
    "Read one chapter, and note one question",
    "Say the first sentence aloud before the meeting",
    "Send the draft to one reader",
]
HELPED = {
    "mentee": [
        "That we ended with one step I could do the same day.",
        "The example from your own beginning.",
        "You let me finish thinking before you answered.",
    ],
    "mentor": [
        "You came with two questions, and we had time for both.",
        "You told me what you tried, also what did not work.",
        "Drawing it on one page.",
    ],
}
CHANGE = {
    "mentee": [
        "I would like to hear more of what went wrong for you.",
        "Half the topics, twice the time.",
        "",
    ],
    "mentor": [
        "Let us begin with the goal, before the news of the week.",
        "Send me the page the day before, however rough.",
        "",
    ],
}
MARKS = ["It moved.", "Slower than I hoped, but it moved.", "Two in one week.", ""]
# What a mentee asks between two sessions, and what the mentor answers.
MESSAGES = [
    (
        "I said the first sentence aloud, as we agreed. Nobody laughed.\n\nMay I send you the page on Thursday?",
        "Thursday is good. Send it as it is; rough is easier to read than polished.",
    ),
    (
        "The meeting was moved to tomorrow. Any last word?",
        "Begin with your point. The reasons can wait until they ask.",
    ),
    ("It went well!! I will tell you how.", "That made my day. Keep the story for our session."),
    (
        "I did not get to it this week, and I would rather say so now than on the day.",
        "Thank you for saying it. Then let us look at what got in the way; that is worth the hour too.",
    ),
    ("Could we start a quarter of an hour later next time?", "Of course. I have moved it."),
]
# The last of those who do well, not read yet; and what somebody writes who hears nothing.
WAITING = "The page is done, and shorter than I feared. I will bring it along."
THANKS = "Thank you, that helps."
WHEN_SHALL_WE = "I have been quiet, I know. Shall we find half an hour in the next two weeks?"
STILL_HERE = "No hurry. I only wanted to say that I am still at it, and that a short call would help."
CLOSING = [
    ("Being asked how it went, every time.", "I would have written the goal down sooner."),
    ("To see how much somebody can find out alone.", "Shorter sessions, and more of them."),
]
# (mentor, mentee): (days ago, cause, remedy, level before, outcome or "", what was said)
WORDS_HAD = {
    ("Ngaire Tautahi", "Thandiwe Moyo"): (
        30,
        "communication",
        "book_next_now",
        "attend",
        "",
        "Dear Ngaire, dear Thandiwe,\n\nHow are the two of you getting on? Pick a time for the next meeting, even a"
        " short one. 20 minutes still counts.\n\nIf it helps to talk, answer this letter: it comes to me.\n\nChidi Eze",
    ),
    ("Kwabena Asare", "Mateus Rocha"): (
        70,
        "communication",
        "log_it",
        "watch",
        "helped",
        "Called Kwabena. They speak on the phone most weeks and had not said so anywhere. He will tap “We spoke”.",
    ),
    ("Hanne Viksund", "Hannah Steyn"): (
        11,
        "sessions",
        "smaller_steps",
        "watch",
        "",
        "Called Hannah alone. She is ashamed of what is not done, so she stays away. We cut the next step in half.",
    ),
    ("Ingrid Solheim", "Zofia Bielak"): (
        6,
        "match",
        "second_mentor",
        "steady",
        "",
        "Called Zofia. It goes well with Ingrid; only with her French at work Ingrid cannot help, as she says herself."
        " I look for somebody for that one thing, and Ingrid knows.",
    ),
}
# The starters that went out as they are, by how many days ago; and what is still to be sent.
ANNOUNCED = {"welcome": 276, "half-way": 38}
DRAFTED = {
    "subject": "Before the break",
    "words": "The second term break is near. Nothing is expected of anybody then: no session, no check-in, no goal.\n\n"
    "If you can, book your first meeting afterwards before you go. It is easier now than in the first week back.\n\n"
    "Rest well.",
}

# Proposed by hand, by their places in the lists of people: mentee, mentor, for what, a note to both, why taken back.
SUGGESTED = (
    (
        11,
        15,
        "Working in French",
        "Zofia, Salma: one or two talks may be enough. Say between you how many you would like.",
        "",
    ),
    (17, 8, "", "Keiko, Leila: you both wrote that you like to think aloud while walking. I had to smile.", ""),
    (14, 12, "", "", "Yuki wrote that the spring is too full. I look for somebody else for Viktor."),
)
