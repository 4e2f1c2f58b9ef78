from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "alongside.web.project"
