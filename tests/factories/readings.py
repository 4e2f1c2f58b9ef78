from django.utils import timezone

from alongside.web.mentorships.models import Mentorship
from alongside.web.readings.models import Reading


def take_readings() -> None:
    """Today's, of every mentorship that runs."""
    Reading.objects.take(Mentorship.objects.running().select_related("programme"), on=timezone.localdate())
