"""Personality: the twenty answers of the Mini-IPIP, for programmes that ask for them."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _g

from alongside.matching import mini_ipip
from alongside.web.people.models.person import Profile, User


def check_answers(answers: object) -> None:
    try:
        mini_ipip(answers if isinstance(answers, list) else [])
    except (ValueError, TypeError) as wrong:
        raise ValidationError(_g("Each of the twenty lines is answered from 1 to 5.")) from wrong


class PersonalityQuerySet(models.QuerySet["Personality"]):
    def of(self, user: User) -> "models.QuerySet[Personality]":
        """One's own and nobody else's: no page shows them to a partner, a coordinator or the owner."""
        return self.filter(profile__person=user)

    @transaction.atomic
    def keep(self, profile: Profile, answers: Sequence[int]) -> "Personality":
        """Put these in the place of any before. Raises HasLeft."""
        User.objects.hold(profile.person)
        made, _is_new = self.update_or_create(
            profile=profile, defaults={"answers": list(answers), "answered_at": timezone.now()}
        )
        return made


class Personality(models.Model):
    """How somebody describes themselves. Only matching reads it; what it says of a pair is never put into words."""

    profile = models.OneToOneField(Profile, on_delete=models.CASCADE, related_name="personality")
    # In the order of alongside.matching.style.MINI_IPIP, each 1 (very inaccurate) to 5 (very accurate).
    answers = models.JSONField(validators=[check_answers])
    answered_at = models.DateTimeField(default=timezone.now)

    objects = PersonalityQuerySet.as_manager()

    @property
    def traits(self) -> Mapping[str, float]:
        """The five traits, each 1 to 5."""
        return mini_ipip(self.answers)
