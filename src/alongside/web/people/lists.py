"""The lists that are shipped: what people hold dear, what they learn and help with. Own wording joins them as rows."""

VALUES = [
    "Balance", "Belonging", "Candour", "Care for others", "Courage", "Craft", "Creativity", "Curiosity", "Duty",
    "Fairness", "Faith", "Family", "Freedom", "Generosity", "Gratitude", "Growth", "Health", "Honesty", "Humility",
    "Humour", "Independence", "Justice", "Kindness", "Learning", "Loyalty", "Nature", "Openness", "Patience", "Purpose",
    "Respect", "Responsibility", "Security", "Service", "Simplicity", "Solidarity", "Wonder",
]  # fmt: skip

# Theme: subjects. Broad enough that two people find each other, narrow enough to talk about for an hour.
SUBJECTS = {
    "Finding one's way": [
        "Choosing a direction", "Changing careers", "First job", "Returning to work", "Applying and interviews",
        "Promotion and next steps", "Working abroad", "Retirement and after",
    ],
    "Working with people": [
        "Leading a team", "Becoming a manager", "Delegating", "Difficult conversations", "Giving and taking feedback",
        "Negotiating", "Networking", "Working across cultures", "Working remotely",
    ],
    "Being heard": [
        "Public speaking", "Writing clearly", "Telling a story", "Presenting data", "Speaking up in meetings",
        "Learning a language",
    ],
    "Looking after oneself": [
        "Confidence", "Managing time", "Saying no", "Stress and rest", "Work and family", "Building habits",
        "Living with illness or disability at work",
    ],
    "Technology": [
        "Programming", "Software design", "Data and statistics", "Machine learning", "Security", "Cloud and operations",
        "Product management", "User research and design", "Open source",
    ],
    "Business": [
        "Starting a company", "Strategy", "Finance and budgets", "Sales", "Marketing", "Project management",
        "Operations and supply", "Human resources", "Law and contracts",
    ],
    "Study and science": [
        "Choosing a course of study", "Study skills", "Academic writing", "Research methods", "Doctorate",
        "Publishing", "Teaching", "Grants and funding",
    ],
    "Society and craft": [
        "Health care", "Social work", "Public service", "Charities and volunteering", "Climate and environment",
        "Engineering", "Skilled trades", "Arts and music", "Journalism and media",
    ],
}  # fmt: skip
