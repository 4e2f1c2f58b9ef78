"""A notice as the letter that goes out: text, HTML, and a calendar entry where there is one."""

from email.mime.base import MIMEBase
from email.mime.text import MIMEText
from email.utils import formataddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from icalendar import Calendar

from alongside.web.layout.line import on_one_line

if TYPE_CHECKING:
    from alongside.web.notices.models import Notice
    from alongside.web.people.models import User


def letter(notice: "Notice") -> EmailMultiAlternatives:
    """Build the letter. The calendar entry is shown by mail programs as an invitation and kept as a file too."""
    words = {"notice": notice, "site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    mail = EmailMultiAlternatives(
        subject=on_one_line(notice.subject),
        body=render_to_string("notices/mail.txt", words),
        to=[notice.person.email],
        reply_to=[address_of(notice.reply_to)] if notice.reply_to else None,
        headers={"Message-ID": notice.message_id, "Auto-Submitted": "auto-generated", **way_to_stop(notice)},
    )
    mail.attach_alternative(render_to_string("notices/mail.html", words), "text/html")
    if notice.calendar:
        mail.attach(calendar_part(notice.calendar))
    return mail


def way_to_stop(notice: "Notice") -> dict[str, str]:
    """What mail programs make their own button "unsubscribe" of (RFC 8058): one request, without a page between."""
    if not notice.stop_url:
        return {}
    return {"List-Unsubscribe": f"<{notice.stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def address_of(person: "User") -> str:
    """Name and address for the head of a letter. A line break in a name would stop the letter."""
    return formataddr((on_one_line(person.name), person.email))


def calendar_part(text: str) -> MIMEBase:
    """The attachment; its type names the method, or mail programs show a file instead of an invitation."""
    method = str(Calendar.from_ical(text).get("METHOD", "PUBLISH"))
    part = MIMEText(text, "calendar", "utf-8")
    part.set_param("method", method)
    part.add_header("Content-Disposition", "attachment", filename="meeting.ics")
    return part
