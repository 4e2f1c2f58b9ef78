from django.apps import AppConfig
from django.contrib.admin import apps


class ProjectConfig(AppConfig):
    name = "alongside.web.project"
    default = True


class AdministrationConfig(apps.AdminConfig):
    """Django's own administration, with lists that answer their own filters only."""

    default_site = "alongside.web.project.administration.Administration"
    default = False
