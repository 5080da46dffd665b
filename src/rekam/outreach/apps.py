from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "rekam.outreach"
