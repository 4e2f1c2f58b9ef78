from alongside.web.concerns.models import Concern
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import User


def raise_concern(mentorship: Mentorship, by: User, text: str = "") -> Concern:
    # The same words twice within a minute would be one button pressed twice.
    text = text or f"Something was said ({mentorship.concerns.count() + 1})"
    return Concern.objects.raise_(mentorship, by=by, text=text, how_to_reach="In the library")
