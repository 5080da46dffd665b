"""What every process with a database shares."""

import os
from datetime import date, timedelta
from pathlib import Path

from rekam.abis.finger_extractor import finger_extractor
from rekam.accounts.rules import ASKED_BY_DEFAULT
from rekam.cards.suket.rules import Choice
from rekam.enrolment.capture_rules import read_parameters
from rekam.enrolment.waiting.limits import read_limits
from rekam.kernel.dates import OfficeZone
from rekam.kernel.places import data_folder
from rekam.kernel.roles import connection_settings
from rekam.registry.entries.moves import MovePractice

PACKAGE = Path(__file__).resolve().parents[2]

finger_extractor()  # an unknown one is told when a process starts, not at the first finger

SECRET_KEY_FILE = data_folder() / "secret-key"
KEY_THAT_SIGNS_NOTHING = "only-for-commands-that-sign-nothing"
SECRET_KEY = SECRET_KEY_FILE.read_text() if SECRET_KEY_FILE.exists() else KEY_THAT_SIGNS_NOTHING

DEBUG = False
ALLOWED_HOSTS = os.environ.get("REKAM_HOSTS", "127.0.0.1,localhost").split(",")
# The wallet's own address, on the same port (credentials.wallets.hosting); empty: no wallet.
REKAM_WALLET_HOST = os.environ.get("REKAM_WALLET_HOST", "")
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
    "axes",
    "rekam.audit",
    "rekam.vault",
    "rekam.accounts",
    "rekam.messages",
    "rekam.registry",
    "rekam.devices",
    "rekam.abis",
    "rekam.enrolment",
    "rekam.cards",
    "rekam.credentials",
    "rekam.coverage",
    "rekam.outreach",
    "rekam.applications",
    "rekam.verification",
    "rekam.web",
]

MIDDLEWARE = [
    "rekam.web.watch.middleware.Measured",  # sees every answer, whoever gave it
    "django.middleware.security.SecurityMiddleware",
    "rekam.credentials.wallets.hosting.WalletHost",  # before all that is the office's
    "rekam.web.static_files.StaticFiles",
    "rekam.web.static_files.PackedPages",
    "csp.middleware.CSPMiddleware",
    "rekam.web.crowd.middleware.Crowd",  # before all that asks the database
    "rekam.web.middleware.SoundRequests",
    "rekam.web.machines.Machines",  # past all that is a browser's: transaction, session, language, forms
    "rekam.web.middleware.OneTransaction",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "rekam.accounts.middleware.SignedIn",
    "rekam.accounts.middleware.SessionLimits",
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

# A page that asks for more than this is refused (web.refusals); commands and the worker take their time.
STATEMENT_SECONDS = int(os.environ.get("REKAM_STATEMENT_SECONDS", "20"))

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        **connection_settings(os.environ.get("REKAM_DATABASE_ROLE", "rekam_app")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": "-c role=rekam_owner"}
        if os.environ.get("REKAM_DATABASE_ROLE") == "rekam_migrate"
        else {"options": f"-c statement_timeout={STATEMENT_SECONDS * 1000}"},
    }
}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# Ten wrong ones of a name from one address, or a hundred from everywhere, wait a quarter of an hour.
AXES_HANDLER = "rekam.accounts.lockout.Lockout"
AXES_USERNAME_CALLABLE = "rekam.accounts.lockout.opaque_name"
AXES_CLIENT_IP_CALLABLE = "rekam.accounts.lockout.address_of"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = int(os.environ.get("REKAM_SIGN_IN_TRIES", "10"))
AXES_COOLOFF_TIME = timedelta(minutes=int(os.environ.get("REKAM_LOCK_MINUTES", "15")))
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_SENSITIVE_PARAMETERS = ["username", "password", "code", "answer", "csrfmiddlewaretoken"]
# The audit has these two; the refusal's page is ours (accounts.lockout), so its middleware is not used.
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
# W021: only a whole domain can be preloaded, and an office has a name below go.id.
SILENCED_SYSTEM_CHECKS = ["axes.W002", "security.W021"]

# A station's key needs ten letters at least (vault.officer_keys).
REKAM_PASSWORD_LENGTH = max(10, int(os.environ.get("REKAM_PASSWORD_LENGTH", "10")))
REKAM_PASSWORD_DAYS = int(os.environ.get("REKAM_PASSWORD_DAYS", "0"))
REKAM_BREACHED_PASSWORDS = os.environ.get("REKAM_BREACHED_PASSWORDS", "")
_RULES = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, object]] = [
    {"NAME": f"{_RULES}.MinimumLengthValidator", "OPTIONS": {"min_length": REKAM_PASSWORD_LENGTH}},
    {
        "NAME": f"{_RULES}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name")},
    },
    {"NAME": f"{_RULES}.CommonPasswordValidator"},
]
if REKAM_BREACHED_PASSWORDS:
    AUTH_PASSWORD_VALIDATORS.append(
        {
            "NAME": "rekam.accounts.passwords.BreachedPasswords",
            "OPTIONS": {"file": REKAM_BREACHED_PASSWORDS},
        }
    )
# off, offered, or required of the roles below and offered to the others (accounts.rules.Policy).
REKAM_SECOND_FACTOR = os.environ.get("REKAM_SECOND_FACTOR", "required")
REKAM_SECOND_FACTOR_ROLES = [
    role
    for role in os.environ.get("REKAM_SECOND_FACTOR_ROLES", ",".join(ASKED_BY_DEFAULT)).split(",")
    if role
]
REKAM_STEP_UP_MINUTES = int(os.environ.get("REKAM_STEP_UP_MINUTES", "10"))
REKAM_SESSION_IDLE_MINUTES = int(os.environ.get("REKAM_SESSION_IDLE_MINUTES", "30"))
REKAM_SESSION_HOURS = int(os.environ.get("REKAM_SESSION_HOURS", "10"))
REKAM_SESSIONS_AT_ONCE = int(os.environ.get("REKAM_SESSIONS_AT_ONCE", "3"))
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
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "rekam.web.static_files.VersionedNames"},
}

SESSION_ENGINE = "rekam.accounts.session_store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = REKAM_SESSION_HOURS * 60 * 60
CSRF_COOKIE_HTTPONLY = True
# Where a proxy in front speaks TLS, cookies travel by it only, and its word on the protocol is believed.
BEHIND_TLS = os.environ.get("REKAM_BEHIND_TLS", "") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = BEHIND_TLS
LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SAMESITE = True, "Lax"
if BEHIND_TLS:  # browsers then take them from this host alone, by TLS alone (RFC 6265bis, 4.1.3)
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-rekam", "__Host-csrf"
    LANGUAGE_COOKIE_NAME = "__Host-language"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
# Pages lead there by themselves. A machine that comes without is not led on: nobody would see its mistake.
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_REDIRECT_EXEMPT = [r"^api/", r"^\.well-known/"]
SECURE_HSTS_SECONDS = 86_400 * int(os.environ.get("REKAM_HSTS_DAYS", "365")) if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
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
    "filters": {"not_of_the_line": {"()": "rekam.web.crowd.pages.NotOfTheLine"}},
    "formatters": {"lines": {"()": "rekam.kernel.logs.JsonLines"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "filters": ["not_of_the_line"], "formatter": "lines"}
    },
    "root": {"handlers": ["stderr"], "level": os.environ.get("REKAM_LOG_LEVEL", "WARNING")},
    # Refusals stand in the audit; axes and Django would say each of them again.
    "loggers": {"axes": {"level": "ERROR"}, "django.request": {"level": "ERROR"}},
}
# Whoever shows it may read the metrics; none: nobody may (web.watch).
REKAM_METRICS_TOKEN_FILE = os.environ.get("REKAM_METRICS_TOKEN_FILE", "")

REKAM_DEMO = False
REKAM_DEMO_PASSPHRASE = ""
# A scenario's name, and the day that it stands at; empty but in settings.scenario.
REKAM_SCENARIO = ""
REKAM_DEMO_DAY = ""
REKAM_DEVICE_URL = os.environ.get("REKAM_DEVICE_URL", "")
REKAM_STATION_URL = os.environ.get("REKAM_STATION_URL", "http://127.0.0.1:8100/")
# Days off beside the ministers' list, "2026-03-20,2026-03-21": kernel.holidays.
REKAM_HOLIDAYS = os.environ.get("REKAM_HOLIDAYS", "")
# Residents that an officer may be shown a day, by role, and in files: accounts.caps.rules.
REKAM_DAILY_LOOKS = os.environ.get("REKAM_DAILY_LOOKS", "")
# How much reading without work is more than usual here: accounts.caps.reading.
REKAM_READING = os.environ.get("REKAM_READING", "")
REKAM_DAILY_EXPORTED = int(os.environ.get("REKAM_DAILY_EXPORTED", "20000"))
# Whether what was published (rekam coverage open-data) may be read without signing in, and its licence.
REKAM_OPEN_DATA = os.environ.get("REKAM_OPEN_DATA", "") == "1"
REKAM_OPEN_DATA_LICENCE = os.environ.get("REKAM_OPEN_DATA_LICENCE", "CC-BY-4.0")
REKAM_OFFICE_AREA = os.environ.get("REKAM_OFFICE_AREA", "36.73")
# "beside" SIAK, whose residents and ladder are then only read here; or "full", where this is the register.
REKAM_MODE = os.environ.get("REKAM_MODE", "beside")
# How often an officer may ask for residents of other offices in a day (registry.outside).
REKAM_FAMILY_COLLECTS = os.environ.get("REKAM_FAMILY_COLLECTS", "")
REKAM_UNCOLLECTED_DAYS = int(os.environ.get("REKAM_UNCOLLECTED_DAYS", "120"))
REKAM_OUTSIDE_TRIES = int(os.environ.get("REKAM_OUTSIDE_TRIES", "30"))
# Whether letters in place of a card are given, and extended (cards.suket).
REKAM_SUKET = Choice(os.environ.get("REKAM_SUKET", "by_rule"))
REKAM_SUKET_EXTENSION = Choice(os.environ.get("REKAM_SUKET_EXTENSION", "by_rule"))
# Whose credentials this office's readers believe, by the SHA-256 of roots; empty: its own (reading.anchor).
REKAM_CREDENTIAL_ROOTS = os.environ.get("REKAM_CREDENTIAL_ROOTS", "").replace(",", " ").split()
# From which quality a sample is good or fair, and how often it is tried (enrolment.capture_rules.Bounds).
REKAM_CAPTURE = read_parameters(
    finger=os.environ.get("REKAM_CAPTURE_FINGER", "50/30/3"),
    iris=os.environ.get("REKAM_CAPTURE_IRIS", ""),
    face=os.environ.get("REKAM_CAPTURE_FACE", ""),
)
# How long a recording may stand at each rung before it is stuck (enrolment.waiting.limits).
REKAM_STUCK_AFTER = read_limits(os.environ.get("REKAM_STUCK_AFTER", ""))
# Whether samples are refused that no device of a trusted maker signed (enrolment.device_proof).
REKAM_REFUSE_UNPROVED = os.environ.get("REKAM_REFUSE_UNPROVED", "") == "1"
# From when the four days of an application run ("sent", "originals"); which count ("working", "calendar").
REKAM_CLOCK_STARTS = os.environ.get("REKAM_CLOCK_STARTS", "sent")
REKAM_CLOCK_DAYS = os.environ.get("REKAM_CLOCK_DAYS", "working")
# Residents who are served at once before the others wait in line (web.crowd); 0 = no line.
REKAM_RESIDENTS_AT_ONCE = int(os.environ.get("REKAM_RESIDENTS_AT_ONCE", "450"))
# Questions of institutions that wait for a thread at most (web.door.rules).
REKAM_QUESTIONS_WAITING = int(os.environ.get("REKAM_QUESTIONS_WAITING", "40"))
# The API for institutions, as they are told its address: tokens and proofs name it (verification.tokens).
REKAM_VERIFICATION_ADDRESS = os.environ.get(
    "REKAM_VERIFICATION_ADDRESS",
    os.environ.get("REKAM_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/") + "/api/v1/verification",
)
REKAM_KK_ON_MOVE = MovePractice(os.environ.get("REKAM_KK_ON_MOVE", "whole_family_keeps"))
# Where credential-keys.json lies, that signs the digital KTP (rekam credentials keys).
REKAM_CREDENTIAL_KEYS = os.environ.get("REKAM_CREDENTIAL_KEYS", str(data_folder() / "credentials"))
# From which day on the office hands out codes by video or face; empty = never (credentials.issuing.ways).
REMOTE_ISSUING = os.environ.get("REKAM_REMOTE_ISSUING", "")
REKAM_REMOTE_ISSUING = date.fromisoformat(REMOTE_ISSUING) if REMOTE_ISSUING else None
# Only the centre may call it IKD; everywhere else it is "KTP digital".
REKAM_CALLED_IKD = os.environ.get("REKAM_CALLED_IKD", "") == "1"
