"""What a person is in a programme; one person can be several."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    MENTOR = "mentor", _("mentor")
    MENTEE = "mentee", _("mentee")
    COORDINATOR = "coordinator", _("coordinator")
