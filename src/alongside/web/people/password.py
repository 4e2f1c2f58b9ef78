"""What a password must be, said in one sentence instead of a list of rules; and that there is a new one."""

from typing import TYPE_CHECKING

from django.contrib.auth import password_validation as rules
from django.core.exceptions import ValidationError
from django.dispatch import Signal
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from alongside.web.people.models import User

# Somebody has a new password: on a page, in the administration or on the server. Sent with `user`.
password_set = Signal()


class GoodPassword:
    """Django's own rules of length, commonness and likeness; the first that is broken speaks."""

    def __init__(self, least: int = 10) -> None:
        self.least = least
        self.length = rules.MinimumLengthValidator(least)
        self.common = rules.CommonPasswordValidator()
        self.alike = rules.UserAttributeSimilarityValidator(user_attributes=("email", "name"))

    def validate(self, password: str, user: "User | None" = None) -> None:
        sentences = (
            (self.length, _("This password is too short: it needs at least %(least)d characters.")),
            (self.alike, _("This password is too much like your name or your address.")),
            (self.common, _("Many people use this password, so it is tried first. Please choose another.")),
        )
        for rule, sentence in sentences:
            try:
                rule.validate(password, user)
            except ValidationError as broken:
                raise ValidationError(sentence % {"least": self.least}) from broken

    def get_help_text(self) -> str:
        sentence = _("At least %(least)d characters. A few words in a row are easy to keep in mind.")
        return sentence % {"least": self.least}

    def password_changed(self, password: str, user: "User") -> None:
        """Django calls this for every password that was kept, wherever it was chosen."""
        password_set.send(sender=type(user), user=user)
