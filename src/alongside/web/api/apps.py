from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "alongside.web.api"

    def ready(self) -> None:
        from alongside.web.api import new_password

        new_password.hear()
