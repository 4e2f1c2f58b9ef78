from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "alongside.web.sheets"
