"""How far a mentorship has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """proposed → introduced → agreed → active ⇄ paused → ended."""

    PROPOSED = "proposed", _("Introduction to come")
    INTRODUCED = "introduced", _("Introduced")
    AGREED = "agreed", _("Agreed")
    ACTIVE = "active", _("Under way")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", _("Ended")
