from django.apps import AppConfig


class AbisConfig(AppConfig):
    name = "rekam.abis"
