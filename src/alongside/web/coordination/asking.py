"""One side of a pair asks the coordinators something; the partner is not told."""

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.errors import Refused
from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.people.twice import just_said

ASKED = "coordination/mail/asked"


class NobodyToAsk(Refused):
    """No coordinator of the programme can sign in, except one of the two themselves."""


@transaction.atomic
def ask_coordinators(mentorship: Mentorship, *, by: User, words: str) -> None:
    """A letter to each, whose answers go to whoever asked. Nothing else is kept of it. Raises NobodyToAsk."""
    url, coordinators = mentorship.get_absolute_url(), list(mentorship.coordinators())
    if not coordinators:
        raise NobodyToAsk(
            _(
                "This programme has no coordinator just now, so nobody has been sent this. Keep your words. "
                "If it is about safety, say so with “I am worried about something here”."
            )
        )
    for coordinator in coordinators:
        letters = coordinator.notices.filter(kind=ASKED, reply_to=by, url__endswith=url, body__contains=words)
        if just_said(by, letters, at="created_at"):
            continue
        Notice.objects.queue(
            to=coordinator,
            template=ASKED,
            context={"mentorship": mentorship, "who": by, "words": words},
            url=url,
            button=_("Open the mentorship"),
            reply_to=by,
        )
