"""The ABIS alone: no register, no cards; doors for a MOSIP and for OSIA, adjudicators' pages, in English."""

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
AUTH_USER_MODEL = "accounts.Account"  # an entry of the audit may name one; adjudicators sign in
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rekam.ui",  # before django.forms, whose field template it replaces
    "django.forms",
    "axes",
    "rekam.audit",
    "rekam.vault",
    "rekam.accounts",
    "rekam.abis",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "rekam.abis.alone.middleware.Machines",  # past all that is a browser's
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "rekam.abis.alone.middleware.OneTransaction",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "rekam.accounts.middleware.SignedIn",
    "rekam.accounts.middleware.SessionLimits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "rekam.abis.alone.middleware.ScopeOfTheAdjudicator",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "rekam.abis.alone.context.page",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
STATIC_URL = "/static/"
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True

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
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# As in the office: ten wrong ones of a name from one address wait a quarter of an hour.
AXES_HANDLER = "rekam.accounts.lockout.Lockout"
AXES_USERNAME_CALLABLE = "rekam.accounts.lockout.opaque_name"
AXES_CLIENT_IP_CALLABLE = "rekam.accounts.lockout.address_of"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_SENSITIVE_PARAMETERS = ["username", "password", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = ["axes.W002"]
LOGIN_URL = "web:log_in"
# Passwords are drawn at the terminal (rekam abis adjudicator) and changed there.
REKAM_PASSWORD_DAYS = 0
REKAM_SECOND_FACTOR = "off"
REKAM_SECOND_FACTOR_ROLES: list[str] = []
REKAM_STEP_UP_MINUTES = 10
REKAM_SESSION_IDLE_MINUTES = 30
REKAM_SESSION_HOURS = 10
REKAM_SESSIONS_AT_ONCE = 1
SESSION_ENGINE = "rekam.accounts.session_store"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "abis_session", "abis_csrf"  # an office may run on the same host
SESSION_COOKIE_AGE = REKAM_SESSION_HOURS * 60 * 60
BEHIND_TLS = os.environ.get("REKAM_BEHIND_TLS", "") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
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
    "formatters": {"one_line": {"()": "rekam.kernel.log_lines.OneLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "one_line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"axes": {"level": "ERROR"}, "django.request": {"level": "ERROR"}},
}
