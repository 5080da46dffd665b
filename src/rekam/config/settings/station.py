"""Settings of the laptop: no database, no register; everything stays on 127.0.0.1."""

import os
import secrets
from pathlib import Path

from csp.constants import NONE, SELF

from rekam.abis.finger_extractor import finger_extractor

finger_extractor()  # an unknown one is told when the station starts, not at the first finger

DATABASES: dict[str, dict[str, object]] = {}
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
# Sessions end with the program, as the unlocked keys do; nothing signed with this outlives it.
SECRET_KEY = secrets.token_urlsafe(48)

INSTALLED_APPS = ["rekam.ui", "rekam.station", "django.forms", "django.contrib.staticfiles"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "rekam.station.middleware.StationMiddleware",
]
ROOT_URLCONF = "rekam.config.station_urls"
CONTEXT_PROCESSORS = ["django.template.context_processors.request", "rekam.station.context.station"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": CONTEXT_PROCESSORS,
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_NAME = "rekam_station"
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_HTTPONLY = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "rekam_station_csrf"
CSRF_COOKIE_SAMESITE = "Strict"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Indonesia"), ("en", "English")]
# What is said of photographs is the same here and at an office's counter.
LOCALE_PATHS = [Path(__file__).resolve().parents[2] / "enrolment" / "locale"]
TIME_ZONE = os.environ.get("REKAM_TIME_ZONE", "Asia/Jakarta")
USE_TZ = True
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# What is uploaded stays in memory, three papers at most: a temporary file would lie on the disk in clear.
FILE_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
