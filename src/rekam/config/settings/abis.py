"""The ABIS alone: no register, no cards, no officers' pages; doors for a MOSIP and for OSIA, in English."""

import os
from datetime import timedelta

from rekam.kernel.places import data_folder
from rekam.kernel.roles import connection_settings

SECRET_KEY_FILE = data_folder() / "secret-key"
KEY_THAT_SIGNS_NOTHING = "only-for-commands-that-sign-nothing"
SECRET_KEY = SECRET_KEY_FILE.read_text() if SECRET_KEY_FILE.exists() else KEY_THAT_SIGNS_NOTHING

DEBUG = False
ALLOWED_HOSTS = os.environ.get("REKAM_HOSTS", "127.0.0.1,localhost").split(",")
ROOT_URLCONF = "rekam.config.abis_urls"
AUTH_USER_MODEL = "accounts.Account"  # an entry of the audit may name one; nobody signs in here
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "axes",
    "rekam.ui",
    "rekam.audit",
    "rekam.vault",
    "rekam.accounts",
    "rekam.abis",
]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        **connection_settings(os.environ.get("REKAM_DATABASE_ROLE", "rekam_app")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "options": "-c role=rekam_owner"
            if os.environ.get("REKAM_DATABASE_ROLE") == "rekam_migrate"
            else "-c statement_timeout=20000"
        },
    }
}

REKAM_PASSWORD_LENGTH = 12
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend"]
AXES_HANDLER = "rekam.accounts.lockout.Lockout"
AXES_COOLOFF_TIME = timedelta(minutes=15)
SILENCED_SYSTEM_CHECKS = ["axes.W002"]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024  # each door holds its messages to less, or to this
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"axes": {"level": "ERROR"}, "django.request": {"level": "ERROR"}},
}
