from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "alongside.web.people"

    def ready(self) -> None:
        from alongside.web.people import fold, signing

        fold.connect()
        signing.connect()
