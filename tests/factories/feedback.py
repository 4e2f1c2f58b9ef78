from alongside.web.feedback.models import Feedback
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import User


def give_feedback(mentorship: Mentorship, by: User, shared_with: str = "partner") -> Feedback:
    return Feedback.objects.give(mentorship, by=by, shared_with=shared_with, helped="Your drawing of the steps")
