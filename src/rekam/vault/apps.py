from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "rekam.vault"
