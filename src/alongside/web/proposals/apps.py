from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "alongside.web.proposals"
