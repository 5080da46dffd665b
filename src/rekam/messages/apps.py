from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "rekam.messages"
    label = "sending"  # Django's own "messages" has that name already
