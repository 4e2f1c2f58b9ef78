"""Each trouble with a calendar elsewhere in a sentence: what happened, and what to do."""

from django.utils.translation import gettext_lazy as _

from alongside.web.calendars.trouble import Trouble

SENTENCES = {
    Trouble.NOWHERE: _(
        "We find no server of this name that we may ask. Is the address complete? A calendar inside your "
        "organisation’s own network can be read once whoever runs this site has allowed it."
    ),
    Trouble.SILENT: _("The server of your calendar did not answer. Often that passes by itself."),
    Trouble.SLOW: _("The server of your calendar took too long to answer. Often that passes by itself."),
    Trouble.CERTIFICATE: _("The server of your calendar cannot show that it is the one the address names."),
    Trouble.REDIRECTS: _("The address only leads on to others. Copy the one that ends there, and paste it here."),
    Trouble.SIGN_IN: _(
        "A page came in place of a calendar, or a sign-in. Paste the secret address your calendar makes for other "
        "programs; the one in your browser’s bar is another."
    ),
    Trouble.NOT_FOUND: _("There is no calendar at this address (404). Was a letter lost, or a new address made since?"),
    Trouble.GONE: _("This address was taken back: the calendar is not there any more (410). Paste a new one."),
    Trouble.TROUBLED: _("The server of your calendar has trouble of its own. Often that passes by itself."),
    Trouble.NO_CALENDAR: _(
        "What came is no calendar that we can read. The address has to give an iCalendar file (.ics)."
    ),
    Trouble.TOO_LARGE: _("This calendar is larger than 10 MB. Can yours give an address with its newer part only?"),
    Trouble.TOO_MUCH: _("This calendar holds more times than we can work out: some of it repeats too often."),
    Trouble.SEALED: _("This site keeps its secrets under another key now, so please paste the address once more."),
}

# Why what was typed is no address that could be asked (address.py).
NO_ADDRESS = {
    "empty": _("Paste the address of your calendar."),
    "long": _("This address is longer than any calendar’s. Was something else copied with it?"),
    "scheme": _("The address of a calendar begins with https:// or webcal://."),
    "plain": _("This address begins with http://, so anybody on the way could read along. Use one with https://."),
    "host": _("This is no address we can read. It looks like https://calendar.example.org/private/basic.ics."),
    "port": _("Calendars are not read at this port. Use the address without it, or one from 1024 upwards."),
    "ours": _("This is the address of your meetings here, which we know already. Paste the one of your own calendar."),
}
