"""Settings of the laptop in practice: the station's, with practice around each page."""

from rekam.config.settings.station import *  # noqa: F403
from rekam.config.settings.station import CONTEXT_PROCESSORS, INSTALLED_APPS, MIDDLEWARE

INSTALLED_APPS = ["rekam.station.practice", *INSTALLED_APPS]  # its templates come before the station's
MIDDLEWARE = [*MIDDLEWARE, "rekam.station.practice.middleware.PracticeMiddleware"]
CONTEXT_PROCESSORS.append("rekam.station.practice.context.practice")
ROOT_URLCONF = "rekam.station.practice.urls"
SESSION_COOKIE_NAME = "rekam_practice"
CSRF_COOKIE_NAME = "rekam_practice_csrf"
