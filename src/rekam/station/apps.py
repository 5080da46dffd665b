"""The station as a Django app; it has no model and no database."""

from django.apps import AppConfig


class StationConfig(AppConfig):
    """Pages, templates and static files of the laptop."""

    name = "rekam.station"
    label = "station"
    verbose_name = "Rekam station"
