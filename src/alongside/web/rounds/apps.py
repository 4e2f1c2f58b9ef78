from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "alongside.web.rounds"
