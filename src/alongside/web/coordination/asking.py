"""One side of a pair asks the coordinators something; the partner is not told."""

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.web.mentorships.models import Mentorship
from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.people.twice import just_said

ASKED = "coordination/mail/asked"


@transaction.atomic
def ask_coordinators(mentorship: Mentorship, *, by: User, words: str) -> None:
    """A letter to each, whose answers go to whoever asked. Nothing else is kept of it."""
    url = mentorship.get_absolute_url()
    for coordinator in mentorship.coordinators():
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
