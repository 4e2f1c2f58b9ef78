from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    name = "alongside.web.coordination"
