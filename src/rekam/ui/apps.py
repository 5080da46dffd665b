"""The kit as a Django app; it must stand before `django.forms` in INSTALLED_APPS, whose templates it replaces."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "rekam.ui"
    label = "ui"
    verbose_name = "Rekam UI"
