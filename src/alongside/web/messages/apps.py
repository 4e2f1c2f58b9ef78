from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "alongside.web.messages"
    # Django's own messages, the sentences on top of the next page, have the plain label.
    label = "pair_messages"
