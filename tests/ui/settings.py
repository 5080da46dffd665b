"""The kit alone: no database, the strict policy of the product, its own few addresses."""

SECRET_KEY = "only for tests of the kit"
DEBUG = False
ALLOWED_HOSTS = ["*"]
DATABASES: dict[str, dict[str, str]] = {}
INSTALLED_APPS = ["rekam.ui", "django.forms", "django.contrib.messages", "django.contrib.staticfiles"]
MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["'self'"]}}
ROOT_URLCONF = "tests.ui.addresses"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
STATIC_STORE = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {"staticfiles": {"BACKEND": STATIC_STORE}}
STATIC_URL = "/static/"
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Indonesia"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"
