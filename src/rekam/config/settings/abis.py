"""Reserved: the ABIS alone, without register, cards or pages (docs/explanation/architecture.md)."""

from rekam.config.settings.base import *  # noqa: F403

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "procrastinate.contrib.django",
    "axes",
    "rekam.audit",
    "rekam.vault",
    "rekam.accounts",
    "rekam.abis",
]
