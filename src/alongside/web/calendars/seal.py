"""The address of a calendar as it stands in the database: only this site's SECRET_KEY opens it."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac

from alongside.web.calendars.trouble import CannotRead, Trouble


def sealed(address: str) -> str:
    return lock().encrypt(address.encode()).decode()


def opened(text: str) -> str:
    """Raises CannotRead(SEALED) where it was sealed with another key."""
    try:
        return lock().decrypt(text.encode()).decode()
    except InvalidToken as problem:
        raise CannotRead(Trouble.SEALED) from problem


def lock() -> Fernet:
    key = salted_hmac("alongside.calendars.address", "", algorithm="sha256").digest()
    return Fernet(urlsafe_b64encode(key))
