from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "alongside.web.programmes"
