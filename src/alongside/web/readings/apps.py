from django.apps import AppConfig


class ReadingsConfig(AppConfig):
    name = "alongside.web.readings"
