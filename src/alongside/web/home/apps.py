from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "alongside.web.home"
