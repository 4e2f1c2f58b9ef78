from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "alongside.web.feedback"
