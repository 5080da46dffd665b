"""What every process with a database shares."""

import os
from pathlib import Path

from rekam.kernel.dates import OfficeZone
from rekam.kernel.places import data_folder
from rekam.kernel.roles import connection_settings
from rekam.registry.entries.rules import MovePractice

PACKAGE = Path(__file__).resolve().parents[2]

SECRET_KEY_FILE = data_folder() / "secret-key"
KEY_THAT_SIGNS_NOTHING = "only-for-commands-that-sign-nothing"
SECRET_KEY = SECRET_KEY_FILE.read_text() if SECRET_KEY_FILE.exists() else KEY_THAT_SIGNS_NOTHING

DEBUG = False
ALLOWED_HOSTS = os.environ.get("REKAM_HOSTS", "127.0.0.1,localhost").split(",")
ROOT_URLCONF = "rekam.config.urls"
AUTH_USER_MODEL = "accounts.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = True

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rekam.ui",  # before django.forms, whose field template it replaces
    "django.forms",
    "procrastinate.contrib.django",
    "rekam.audit",
    "rekam.vault",
    "rekam.accounts",
    "rekam.registry",
    "rekam.devices",
    "rekam.abis",
    "rekam.enrolment",
    "rekam.cards",
    "rekam.coverage",
    "rekam.outreach",
    "rekam.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "rekam.web.middleware.SoundRequests",
    "rekam.web.middleware.OneTransaction",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "rekam.web.middleware.ScopeOfTheOfficer",
    "rekam.web.middleware.ToldRefusals",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "rekam.web.context.page",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# The worker finds its tasks in each room's jobs.py.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        **connection_settings(os.environ.get("REKAM_DATABASE_ROLE", "rekam_app")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": "-c role=rekam_owner"}
        if os.environ.get("REKAM_DATABASE_ROLE") == "rekam_migrate"
        else {},
    }
}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    }
]
LOGIN_URL = "web:log_in"

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
USE_I18N = True
USE_TZ = True
# The office's zone decides what "today" is: WIB, WITA or WIT.
REKAM_OFFICE_ZONE = os.environ.get("REKAM_OFFICE_ZONE", "WIB")
TIME_ZONE = OfficeZone(REKAM_OFFICE_ZONE).zone.key

STATIC_URL = "/static/"
# Straight from the package: nothing to collect at set-up.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60
CSRF_COOKIE_HTTPONLY = True
# Where a proxy in front speaks TLS, cookies travel by it only, and its word on the protocol is believed.
BEHIND_TLS = os.environ.get("REKAM_BEHIND_TLS", "") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}

REKAM_DEMO = False
REKAM_DEMO_PASSPHRASE = ""
REKAM_DEVICE_URL = os.environ.get("REKAM_DEVICE_URL", "")
REKAM_STATION_URL = os.environ.get("REKAM_STATION_URL", "http://127.0.0.1:8100/")
REKAM_OFFICE_AREA = os.environ.get("REKAM_OFFICE_AREA", "36.73")
REKAM_MODE = os.environ.get("REKAM_MODE", "beside")
REKAM_KK_ON_MOVE = MovePractice(os.environ.get("REKAM_KK_ON_MOVE", "whole_family_keeps"))
