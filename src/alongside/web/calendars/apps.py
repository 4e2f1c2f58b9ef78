from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "alongside.web.calendars"
