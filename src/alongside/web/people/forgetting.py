"""What goes with a person who leaves: the words that were for nobody else, and their address wherever it stands."""

import re
from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from alongside.web.people.models import User


def forget_words(person: "User") -> None:
    """What a partner or a coordinator was meant to read stays with them, and so do numbers without words."""
    person.feedback_given.filter(shared_with="nobody").delete()
    for mentorship in [*person.mentored.all(), *person.menteed.all()]:
        unread = mentorship.reflections.filter(person=person, shared_with_partner=False)
        unread.filter(worth=None).delete()
        unread.update(helped="", differently="", wants_another=False)
        mentorship.messages.forget_words(of=person)
        for meeting in mentorship.meetings.all():
            meeting.notes.filter(author=person).delete()
            meeting.verdicts.filter(person=person).update(reasons=[])
    # What was asked of somebody who became no partner; the days it took stay.
    for request in [*person.requests_made.filter(mentorship=None), *person.requests_received.filter(mentorship=None)]:
        request.forget_words(of=person)
    for proposals in (person.proposals_as_mentor, person.proposals_as_mentee):
        # Sentences made of both profiles, and what a coordinator wrote about them by hand.
        proposals.update(reasons={}, what_for="", note="", withdrawn_why="")
        for proposal in proposals.all():
            proposal.replies.filter(person=person).update(words="")
    # While a concern is open, its keeper may have to reach them; closing it takes this away.
    person.concerns_raised.exclude(closed_at=None).update(how_to_reach="")
    person.memberships.update(department="")
    person.programme_answers.all().delete()
    person.announcements_written.forget_words(of=person)
    person.mutes.all().delete()


def forget_name(person: "User", *, instead: str) -> None:
    """Where a name was written down beside the link to its person: in the record of a round, under an announcement."""
    for programme in {mine.programme for mine in person.memberships.select_related("programme")}:
        for round_ in programme.rounds.all():
            for change in round_.changes.filter(facts__other=person.name):
                change.facts["other"] = instead
                change.save(update_fields=["facts"])
    named = Q(subject__icontains=person.name) | Q(words__icontains=person.name)
    for announcement in person.announcements_written.filter(named) if person.name else ():
        announcement.put_in_place_of(as_a_name(person.name), instead)


def as_a_name(name: str) -> "re.Pattern[str]":
    """A name by itself, as it is written or in capitals: somebody called Will is not in every sentence."""
    return re.compile(rf"(?<!\w)(?:{re.escape(name)}|{re.escape(name.upper())})(?!\w)")


def as_an_address(address: str) -> "re.Pattern[str]":
    """An address by itself, in capitals or not, and none that only ends like it."""
    return re.compile(rf"(?<![\w.+-]){re.escape(address)}(?![\w-])", re.IGNORECASE)


def forget_address(person: "User", *, instead: str) -> None:
    """Put a word in the place of every address of theirs: in invitations, waiting sheets and what others are sent."""
    invitations, letters = person.invitations_used.model.objects, person.notices.model.objects
    announcements = person.announcements_written.model.objects
    every = person.emailaddress_set.values_list("email", flat=True)  # type: ignore[attr-defined]  # of allauth
    addresses = {person.email, *every}
    for address in addresses:
        invitations.filter(email__lower=address.lower(), accepted_at=None).delete()
        invitations.filter(email__lower=address.lower()).update(email=instead)
        for letter in letters.filter(Q(body__icontains=address) | Q(subject__icontains=address)):
            letter.put_in_place_of(as_an_address(address), instead)
        for announcement in announcements.filter(Q(words__icontains=address) | Q(subject__icontains=address)):
            announcement.put_in_place_of(as_an_address(address), instead)
    person.invited_again.filter(accepted_at=None).delete()
    person.invited_again.update(email=instead)
    person.invitations_used.update(email=instead)
    for programme in {mine.programme for mine in person.memberships.select_related("programme")}:
        for sheet in programme.sheets.waiting().select_for_update():
            sheet.forget(addresses)
    # What the owner did in the administration is kept by names.
    seats = [str(pk) for pk in person.memberships.values_list("pk", flat=True)]
    about = Q(content_type__model="user", object_id=str(person.pk))
    about |= Q(content_type__model="membership", object_id__in=seats) | Q(object_repr__icontains=person.email)
    person.logentry_set.model.objects.filter(about).delete()
