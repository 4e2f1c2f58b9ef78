from alongside.web.concerns.models import Concern
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import User


def raise_concern(mentorship: Mentorship, by: User, text: str = "Something was said") -> Concern:
    return Concern.objects.raise_(mentorship, by=by, text=text, how_to_reach="In the library")
