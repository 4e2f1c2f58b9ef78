from django.apps import AppConfig


class MentorshipsConfig(AppConfig):
    name = "alongside.web.mentorships"
