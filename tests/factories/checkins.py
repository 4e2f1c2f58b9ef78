from alongside.web.checkins.models import CheckIn
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import User


def ask(mentorship: Mentorship, person: User | None = None) -> CheckIn:
    (asked,) = CheckIn.objects.ask([(mentorship, person or mentorship.mentee)])
    return asked
