from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "alongside.web.requests"
