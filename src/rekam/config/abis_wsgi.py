"""The web process of the ABIS alone; granian loads this."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rekam.config.settings.abis")
application = get_wsgi_application()
