"""They spoke elsewhere, and say so."""

from datetime import date

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from alongside.web.api.v1.door import Request
from alongside.web.api.v1.problems import WRITING, checked
from alongside.web.api.v1.words import Address, Day, Number, on_site
from alongside.web.meetings.forms.time import ContactForm
from alongside.web.meetings.models import Contact as Row
from alongside.web.mentorships.models import Mentorship
from alongside.web.people.models import Channel

router = Router(tags=["contacts"])


class WeSpoke(Schema):
    model_config = {"extra": "forbid"}

    channel: Channel = Channel.PHONE
    happened_on: Day | None = Field(None, description="Today, unless another day is named.")


class Contact(Schema):
    id: int
    url: Address
    mentorship: int
    channel: Channel
    happened_on: date


@router.post("/mentorships/{int:id}/contacts", response={200: Contact} | WRITING, summary="Say that you two spoke")
def log(request: Request, id: Number, spoke: WeSpoke) -> Contact:
    """In a mentorship of your own. Both of you see it, and so does your coordinator: the day and how, never what about.

    Said twice for one day, it is one contact. On its page you can take it back.
    """
    pair = get_object_or_404(Mentorship.objects.of(request.user), pk=id)
    said = checked(ContactForm({"channel": spoke.channel.value, "happened_on": spoke.happened_on}))
    made: Row = Row.objects.log(pair, by=request.user, **said)
    return Contact(
        id=made.pk,
        url=on_site(made.get_absolute_url()),
        mentorship=pair.pk,
        channel=Channel(made.channel),
        happened_on=made.happened_on,
    )
