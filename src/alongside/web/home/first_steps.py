"""How somebody begins who has no mentorship yet: say who one is, join a programme, find each other."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.web.layout.step import Step
from alongside.web.people.models import Profile, User
from alongside.web.programmes.models import Membership, Role
from alongside.web.requests.models import Request

# Without these nobody can be suggested to anybody (people/completeness.py).
NEEDED = {"purpose", "subjects", "values", "languages"}


def first_steps(user: User, memberships: list[Membership]) -> list[Step]:
    """The steps in their order; none for who only coordinates, or owns the site. A fixed number of queries."""
    roles = {membership.role for membership in memberships}
    if roles == {Role.COORDINATOR} or (user.is_superuser and not roles):
        return []
    under_way = [membership for membership in memberships if not membership.programme.is_over]
    steps = [say_who_you_are(user), join(under_way)]
    if roles != {Role.MENTOR}:
        steps.append(find_a_mentor(user, under_way))
    if Role.MENTOR in roles:
        steps.append(be_asked(user))
    return steps


def say_who_you_are(user: User) -> Step:
    profile = Profile.objects.filter(person=user).first()
    lacks = {hint.field for hint in profile.missing()} if profile else NEEDED
    why = _("Five minutes: what brings you here, what you hold dear, when you have time.")
    return Step(_("Say who you are"), why, reverse("people:profile"), not lacks & NEEDED)


def join(memberships: list[Membership]) -> Step:
    why = _("It brings mentors and mentees together. Join an open one, or follow the link in your invitation.")
    return Step(_("Join a programme"), why, reverse("programmes:list"), bool(memberships))


def find_a_mentor(user: User, memberships: list[Membership]) -> Step:
    """Where to look, or the request that waits for an answer."""
    asked = Request.objects.open().filter(mentee=user).select_related("mentor").first()
    if asked:
        words = {"name": asked.mentor.name, "day": date_format(timezone.localtime(asked.expires_at), "j F")}
        why = _("They have until %(day)s. We write to you as soon as they answer.") % words
        if asked.state == Request.State.MORE:
            why = _("They would like to know more first; it is your turn until %(day)s.") % words
        return Step(_("You asked %(name)s") % words, why, asked.get_absolute_url(), True)
    learning = next((one for one in memberships if one.role == Role.MENTEE), None)
    url = reverse("programmes:mentors", args=[learning.programme_id]) if learning else ""
    why = _("Read why somebody may suit you, and ask. One meeting comes first, without commitment.")
    return Step(_("Find a mentor"), why, url, False)


def be_asked(user: User) -> Step:
    why = _("We write to you when a mentee asks. Until then there is nothing to do.")
    was_asked = Request.objects.filter(mentor=user).exists()
    return Step(_("Be asked by a mentee"), why, reverse("requests:list") if was_asked else "", was_asked)
