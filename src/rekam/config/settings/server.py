"""The web and its workers."""

from rekam.config.settings.base import *  # noqa: F403
