"""The kit as a Django app; it stands before `django.forms`, whose templates it replaces."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "rekam.ui"
    label = "ui"
    verbose_name = "Rekam UI"
