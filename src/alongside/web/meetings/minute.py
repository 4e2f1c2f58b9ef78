"""The minute after a session: which one item follows "was it a good use of your time?"."""

from alongside.web.meetings.models import Meeting, Rating
from alongside.web.mentorships.items import AFTER_SESSION, ITEMS, Item
from alongside.web.people.models import User


def item_for(meeting: Meeting, person: User) -> Item:
    """The item this person is asked after this session: each in turn, and the same again while they may change it."""
    given = meeting.ratings.filter(person=person).exclude(item="").first()
    if given and given.item in ITEMS:
        return ITEMS[given.item]
    turn = Rating.objects.filter(meeting__mentorship=meeting.mentorship_id, person=person).exclude(meeting=meeting)
    return ITEMS[AFTER_SESSION[turn.count() % len(AFTER_SESSION)]]
