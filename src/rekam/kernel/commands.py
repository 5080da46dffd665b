"""Commands that need Django: it is set up here, for one role of the database."""

import os

import django


def set_up(*, settings: str = "rekam.config.settings.server", role: str = "rekam_app") -> None:
    """Prepare this process to use models as one of the database's roles."""
    os.environ["REKAM_DATABASE_ROLE"] = role
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    django.setup()
