"""How a mentorship writes to its two and to their coordinators, and what of it is not sent any more."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _t

from alongside.web.mentorships.models.ending import Ending
from alongside.web.notices.models import Notice
from alongside.web.people.models import User

if TYPE_CHECKING:
    from alongside.web.mentorships.models.mentorship import Mentorship

OTHER_PAGES = ("agreement", "reflect")  # that its letters open, beside its own
# Settled for whoever has signed, or put other words in.
ASK_TO_SIGN = ("agreement_open", "agreement_late", "agreement_changed", "agreement_signed")
# Settled once a pause is over, however it came to its end.
OF_A_PAUSE = ("paused", "pause_ends")
# Settled once it has ended: they ask for what cannot be done any more, or say that it goes on.
UNDER_WAY = (*ASK_TO_SIGN, *OF_A_PAUSE, "introduction_waits", "begun", "agreed_anew", "resumed", "reopened")
# Settled when the ending is taken back.
OF_AN_ENDING = ("ended", "wants_another")


class Telling(models.Model):
    """The part of a mentorship that writes letters."""

    class Meta:
        abstract = True

    def tell(  # type: ignore[misc]  # only Mentorship is Telling
        self: "Mentorship",
        *people: User,
        template: str,
        url: str = "",
        button: str = "",
        useful_until: datetime | None = None,
        **words: object,
    ) -> None:
        """Queue one letter to each; `partner` in it is the reader's own partner."""
        for person in people:
            Notice.objects.queue(
                to=person,
                template=f"mentorships/mail/{template}",
                context={"mentorship": self, "partner": self.partner_of(person), **words},
                url=url or self.get_absolute_url(),
                button=button or _t("Open the mentorship"),
                useful_until=useful_until,
            )

    def take_back_letters(  # type: ignore[misc]  # only Mentorship is Telling
        self: "Mentorship", *templates: str, to: User | None = None
    ) -> None:
        """Do not send what is settled: letters of its own that have not gone out yet."""
        pages = [self.get_absolute_url(), *(reverse(f"mentorships:{at}", args=[self.pk]) for at in OTHER_PAGES)]
        Notice.objects.take_back(*(f"mentorships/mail/{template}" for template in templates), urls=pages, to=to)

    def tell_of_ending(self: "Mentorship", ending: Ending) -> None:  # type: ignore[misc]  # only Mentorship is Telling
        """Say to both that it has ended, and nothing else any more that waited to be said about it."""
        self.take_back_letters(*UNDER_WAY)
        self.checkins.take_back_letters()
        self.readings.take_back_letters()
        self.goals.take_back_questions()
        if ending.reason == Ending.Reason.INTRODUCTION:
            url = reverse("programmes:mentors", args=[self.programme_id])
            self.tell(self.mentor, template="introduction_ended")
            self.tell(self.mentee, template="introduction_ended", url=url, button=_t("See who else is there"))
        else:
            url = reverse("mentorships:reflect", args=[self.pk])
            self.tell(self.mentor, self.mentee, template="ended", url=url, button=_t("Look back"), ending=ending)
