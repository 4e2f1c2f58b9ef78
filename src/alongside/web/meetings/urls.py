from django.urls import URLPattern, path

from alongside.web.meetings.views import clock, guides, introduction, own_calendar, session, spoken, words

app_name = "meetings"

# Times for the introduction, and the verdict after it: views/introduction.py.
introductions = [
    path("of/<int:mentorship_pk>/introduction/", introduction.introduce, name="introduce"),
    path("of/<int:mentorship_pk>/partner-time/", clock.partner_time, name="partner_time"),
    path("of/<int:mentorship_pk>/introduction/<int:pk>/pick/", introduction.pick, name="pick"),
    path("<int:pk>/verdict/", introduction.verdict, name="verdict"),
]

# Everything else about meetings.
sessions: list[URLPattern] = [
    path("of/<int:mentorship_pk>/", session.meetings, name="list"),
    path("of/<int:mentorship_pk>/book/", session.book, name="book"),
    path("of/<int:mentorship_pk>/record/", session.record, name="record"),
    path("of/<int:mentorship_pk>/prepare/", words.prepare_next, name="prepare_next"),
    path("of/<int:mentorship_pk>/contact/", words.log_contact, name="log_contact"),
    path("of/<int:mentorship_pk>/actions/add/", words.action_add, name="action_add"),
    path("contacts/<int:pk>/", words.contact, name="contact"),
    path("contacts/<int:pk>/take-back/", words.take_contact_back, name="take_contact_back"),
    path("actions/<int:pk>/", words.action, name="action"),
    path("actions/<int:pk>/done/", words.action_done, name="action_done"),
    path("actions/<int:pk>/drop/", words.action_drop, name="action_drop"),
    path("actions/<int:pk>/reopen/", words.action_reopen, name="action_reopen"),
    path("actions/<int:pk>/helped/", words.action_helped, name="action_helped"),
    path("<int:pk>/", session.meeting, name="meeting"),
    path("<int:pk>/move/", session.move, name="move"),
    path("<int:pk>/where/", session.where, name="where"),
    path("<int:pk>/cancel/", session.cancel, name="cancel"),
    path("<int:pk>/held/", session.held, name="held"),
    path("<int:pk>/not-held/", session.not_held, name="not_held"),
    path("<int:pk>/missed/", session.missed, name="missed"),
    path("<int:pk>/put-back/", session.put_back, name="put_back"),
    path("<int:pk>/prepare/", words.prepare, name="prepare"),
    path("<int:pk>/notes/", words.notes, name="notes"),
    path("<int:pk>/notes/private/", words.notes, {"which": "private"}, name="private_notes"),
    path("<int:pk>/rate/", words.rate, name="rate"),
    path("<int:pk>/calendar/", session.entry, name="calendar"),
]

# Ways to spend a session: views/guides.py.
guided = [
    path("guides/", guides.guides, name="guides"),
    path("guides/<slug:slug>/", guides.guide, name="guide"),
    path("of/<int:mentorship_pk>/guides/<slug:slug>/", guides.guide_of_pair, name="guide_of_pair"),
]

# From a letter, without signing in: views/spoken.py.
from_a_letter = [
    path("spoken/<str:key>/", spoken.spoken, name="spoken"),
    path("spoken/<str:key>/<str:seal>/", spoken.noted, name="noted"),
]

# All of one's meetings in a calendar elsewhere: views/own_calendar.py.
calendars = [
    path("own-calendar/", own_calendar.own_calendar, name="own_calendar"),
    path("own-calendar/turn-on/", own_calendar.turn_on, name="turn_calendar_on"),
    path("own-calendar/new-address/", own_calendar.make_anew, name="make_calendar_anew"),
    path("own-calendar/turn-off/", own_calendar.turn_off, name="turn_calendar_off"),
    # Opened by its key; project/log.py keeps that out of the log.
    path("for-calendars/<slug:token>.ics", own_calendar.for_calendars, name="for_calendars"),
]

urlpatterns = [*introductions, *sessions, *guided, *from_a_letter, *calendars]
