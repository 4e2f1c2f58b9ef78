from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "alongside.web.people"

    def ready(self) -> None:
        from alongside.web.people import fold, signed_out, signing

        fold.connect()
        signed_out.connect()
        signing.connect()
