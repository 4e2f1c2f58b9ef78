import pytest

from tests.factories.lives import live_once_of_everything
from tests.factories.people import SubjectFactory, ValueFactory


@pytest.fixture
def filled_form(cast):
    """What Ben's browser sends when he saves his profile."""
    values = [ValueFactory(name=name, is_shipped=True) for name in ("Courage", "Craft")]
    subject = SubjectFactory(name="Public speaking", is_shipped=True, theme="Being heard")
    return {
        "name": "Ben Lindqvist",
        "pronouns": "he/him",
        "headline": "Engineer who wants to teach",
        "about": "I build bridges.",
        "values": [value.pk for value in values],
        "values_own": "Long walks,  courage",
        "wants": "Give a talk in spring.",
        "seeks": [subject.pk],
        "seeks_own": "Stage fright",
        "helps": "",
        "offers_own": "",
        "interests_own": "Bread, Bicycles",
        "style_structure": "2",
        "style_candour": "5",
        "style_pace": "3",
        "languages": ["en", "sv"],
        "time_zone": "Europe/Stockholm",
        "hours": ["0-evening", "0-late", "2-morning"],
        "channels": ["video", "in_person"],
        "every_days": "14",
        "intended_weeks": "0",
    }


@pytest.fixture
def ended(cast):
    """Amara and Ben met, wrote, and came to an end."""
    live_once_of_everything(cast.mentorship)
    cast.mentorship.ended_at = cast.mentorship.proposed_at
    cast.mentorship.save()
    return cast.mentorship
