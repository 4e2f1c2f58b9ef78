"""A notice as the letter that goes out: text, HTML, and a calendar entry where there is one."""

from email.mime.base import MIMEBase
from email.mime.text import MIMEText
from email.utils import formataddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from icalendar import Calendar

if TYPE_CHECKING:
    from alongside.web.notices.models import Notice


def letter(notice: "Notice") -> EmailMultiAlternatives:
    """Build the letter. The calendar entry is shown by mail programs as an invitation and kept as a file too."""
    words = {"notice": notice, "site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    mail = EmailMultiAlternatives(
        subject=notice.subject,
        body=render_to_string("notices/mail.txt", words),
        to=[notice.person.email],
        reply_to=[formataddr((notice.reply_to.name, notice.reply_to.email))] if notice.reply_to else None,
        headers={"Message-ID": notice.message_id, "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string("notices/mail.html", words), "text/html")
    if notice.calendar:
        mail.attach(calendar_part(notice.calendar))
    return mail


def calendar_part(text: str) -> MIMEBase:
    """The attachment; its type names the method, or mail programs show a file instead of an invitation."""
    method = str(Calendar.from_ical(text).get("METHOD", "PUBLISH"))
    part = MIMEText(text, "calendar", "utf-8")
    part.set_param("method", method)
    part.add_header("Content-Disposition", "attachment", filename="meeting.ics")
    return part
