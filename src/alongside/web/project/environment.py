"""What the environment says, made into settings."""

from typing import Any
from urllib.parse import urlsplit

import dj_email_url


def mail_server(url: str) -> dict[str, Any]:
    """What `EMAIL_URL` names, as Django's settings.

    `smtps` speaks TLS from the first byte, on port 465 unless another is named (RFC 8314); the library that reads such
    addresses would begin in the clear and wait for a greeting that never comes.
    """
    split = urlsplit(url)
    if split.scheme != "smtps":
        return dict(dj_email_url.parse(url))
    tls = {"EMAIL_PORT": split.port or 465, "EMAIL_USE_SSL": True, "EMAIL_USE_TLS": False}
    return {**dj_email_url.parse(split._replace(scheme="smtp").geturl()), **tls}
