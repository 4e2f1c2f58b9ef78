from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "alongside.web.people"

    def ready(self) -> None:
        from alongside.web.people import fold, renewal, signed_out, signing
        from alongside.web.people.organisation import sign_out

        fold.connect()
        renewal.connect()
        signed_out.connect()
        signing.connect()
        sign_out.hear()
