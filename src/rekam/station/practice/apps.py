"""Practice as a Django app; it has no model and no database."""

from django.apps import AppConfig


class PracticeConfig(AppConfig):
    """The lessons, and the frame around each page of the station."""

    name = "rekam.station.practice"
    label = "practice"
    verbose_name = "Rekam practice"
