"""What tests of proposals by hand do again and again."""

from alongside.web.notices.models import Notice
from alongside.web.proposals.models import Proposal


def propose(cast, mentee_=None, mentor_=None, by=None, **words) -> Proposal:
    return Proposal.objects.propose(
        cast.programme, mentee=mentee_ or cast.lena, mentor=mentor_ or cast.leo, by=by or cast.chidi, **words
    )


def letters(person) -> list[str]:
    return [letter.body for letter in Notice.objects.filter(person=person).order_by("pk")]


def no_to(cast, proposal, person, **more) -> None:
    Proposal.objects.get(pk=proposal.pk).decline(by=person, reason="other", **more)
