"""The test suite; tests/conftest.py starts the cluster and names the worker's own database."""

import os
from pathlib import Path

# Never the folder of an installation or of a demo that runs beside the tests.
INSTALLATION = Path(__file__).resolve().parents[4] / "var"
if Path(os.environ.get("REKAM_DATA", INSTALLATION)).absolute() == INSTALLATION:
    os.environ["REKAM_DATA"] = str(INSTALLATION / "test")

# Tests of flows ask where a finger goes, not how well it is read: they do without weights, and no worker
# waits for LEADER's layers to compile. Tests of accuracy name LEADER themselves.
os.environ.setdefault("REKAM_FINGER_EXTRACTOR", "mindtct")

from rekam.config.settings.base import *  # noqa: E402, F403

SECRET_KEY = "for-tests-only"  # noqa: S105
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
REKAM_RESIDENTS_AT_ONCE = 0  # each test is a new resident
REKAM_DEMO = True
REKAM_MODE = "full"
REKAM_SECOND_FACTOR = "offered"
