"""The room in which a pair meets by video where nobody gave a link: one for each pair, by the host's pattern."""

from base64 import b32encode

from django.conf import settings
from django.utils.crypto import salted_hmac

from alongside.web.mentorships.models import Mentorship

BYTES = 15  # 24 letters


def room_of(pair: Mentorship) -> str:
    """The address of their room, or nothing where the host has set no VIDEO_ROOM.

    Whoever knows the name of a room can come in, so it is one that nobody can guess: neither from the number of the
    mentorship nor from another room, because only this site's SECRET_KEY makes it.
    """
    if not settings.VIDEO_ROOM:
        return ""
    digest = salted_hmac("alongside.meetings.room", str(pair.pk), algorithm="sha256").digest()
    return settings.VIDEO_ROOM.replace("{room}", b32encode(digest[:BYTES]).decode().lower())
