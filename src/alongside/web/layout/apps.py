from django.apps import AppConfig


class LayoutConfig(AppConfig):
    name = "alongside.web.layout"
