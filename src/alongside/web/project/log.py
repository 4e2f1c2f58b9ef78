"""What the log says, without the keys that stand in addresses."""

import logging
import re

# Who holds one of these addresses may answer, join or sign in by it: a log is read by more people than a letter.
OPENED_BY_A_KEY = (
    "check-ins/answer/",
    "meetings/spoken/",
    "meetings/for-calendars/",
    "announcements/stop-mail/",
    "programmes/invitations/",
    "account/confirm-email/",
    "account/password/reset/key/",
)
KEY = re.compile(rf"({'|'.join(OPENED_BY_A_KEY)})/*[^/\s]+", re.IGNORECASE)
SECOND_KEY = re.compile(r"(meetings/spoken/…/+)[^/\s]+", re.IGNORECASE)

# What the organisation's provider sends somebody back with.
CODE = re.compile(r"(account/organisation/back/\?)\S+", re.IGNORECASE)

# An access key, wherever somebody has put it: it belongs into a header, which no line holds.
ACCESS_KEY = re.compile(r"(alongside_)[\w-]{20,}")


class WithoutKeys(logging.Formatter):
    """Hides the key in every line, where it is complete: a traceback can name an address, too."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for hidden in (KEY, SECOND_KEY, CODE, ACCESS_KEY):
            line = hidden.sub(r"\1…", line)
        return line
