"""The letters about a proposal, and what of them is not sent any more."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext as _now

from alongside.web.notices.models import Notice
from alongside.web.people.models import User
from alongside.web.programmes.reasons import names_between, to_one

if TYPE_CHECKING:
    from alongside.web.proposals.models.proposal import Proposal


class Letters(models.Model):
    """The part of a proposal that writes to its two, each with the reasons in words for them."""

    class Meta:
        abstract = True

    def write(self: "Proposal", letter: str, *, to: User, url: str = "", button: str = "") -> None:  # type: ignore[misc]  # only Proposal has Letters
        Notice.objects.queue(
            to=to,
            template=f"proposals/mail/{letter}",
            context={"proposal": self, "programme": self.programme, **self.words_for(to)},
            url=url or self.get_absolute_url(),
            button=button or _now("Open the proposal"),
        )

    def words_for(self: "Proposal", person: User) -> dict[str, Any]:  # type: ignore[misc]  # only Proposal has Letters
        is_mentor = self.side_of(person) == "mentor"
        return {"partner": self.partner_of(person), "is_mentor": is_mentor, **self.reasons_for(person)}

    def reasons_for(self: "Proposal", person: User) -> dict[str, list[str]]:  # type: ignore[misc]  # only Proposal has Letters
        """The sentences as one of the two reads them: {"why": […], "but": […]}."""
        mentee, mentor = names_between(self.mentee.name, self.mentor.name)
        name = mentor if self.side_of(person) == "mentor" else mentee
        return {side: to_one(self.reasons.get(side, []), name) for side in ("why", "but")}

    @property
    def reasons_for_mentee(self: "Proposal") -> dict[str, list[str]]:  # type: ignore[misc]  # only Proposal has Letters
        return self.reasons_for(self.mentee)

    def take_back_questions(self: "Proposal", to: User | None = None) -> None:  # type: ignore[misc]  # only Proposal has Letters
        """Do not send what asks for an answer: to whoever gives theirs, or to both where it closes."""
        Notice.objects.take_back(
            "proposals/mail/proposed", "proposals/mail/reminded", urls=[self.get_absolute_url()], to=to
        )
