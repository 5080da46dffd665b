"""The server's settings, with the bare route."""

from rekam.config.settings.server import *  # noqa: F403

ROOT_URLCONF = "benchmarks.verification_bare"
