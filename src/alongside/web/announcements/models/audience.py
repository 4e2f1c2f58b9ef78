"""Audience: the members of a programme whom an announcement is for.

Each group is made of what its coordinators see of anybody on the list of members. None rests on an answer, a level, a
cause or a refusal: whoever finds a letter among theirs could tell from it what was said of them, and a number beside a
small group would tell it to whoever writes.
"""

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.web.people.models import User
from alongside.web.programmes.models import Membership, Programme, Role


class Audience(models.TextChoices):
    EVERYONE = "everyone", _("Everyone in the programme")
    MENTORS = "mentors", _("Mentors")
    MENTEES = "mentees", _("Mentees")
    WITHOUT = "without", _("Without a mentorship")
    UNDER_WAY = "under_way", _("In a mentorship that is under way")

    def people(self, programme: Programme, *, besides: User) -> QuerySet[User]:
        """Who is in it now and can sign in; each once, whatever roles they have. `besides` is whoever writes."""
        roles = ROLES.get(self, (Role.MENTOR, Role.MENTEE))
        seats = Membership.objects.current().filter(programme=programme, role__in=roles)
        able: QuerySet[User] = User.objects.filter(is_active=True)
        found = able.filter(pk__in=seats.values("person")).exclude(pk=besides.pk)
        if self == Audience.WITHOUT:
            # An introduction counts: whoever has one is not looking for anybody.
            pairs = programme.mentorships.open()
            return found.exclude(pk__in=pairs.values("mentor")).exclude(pk__in=pairs.values("mentee"))
        if self == Audience.UNDER_WAY:
            pairs = programme.mentorships.running()
            return found.filter(Q(pk__in=pairs.values("mentor")) | Q(pk__in=pairs.values("mentee")))
        return found

    @classmethod
    def counted(cls, programme: Programme, *, besides: User) -> dict[str, int]:
        """How many there are in each: a query a group."""
        return {group.value: group.people(programme, besides=besides).count() for group in cls}


ROLES = {
    Audience.EVERYONE: tuple(Role.values),
    Audience.MENTORS: (Role.MENTOR,),
    Audience.MENTEES: (Role.MENTEE,),
}
