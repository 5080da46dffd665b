"""The web process of the ABIS alone; granian loads this."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rekam.config.settings.abis")
application = get_wsgi_application()


def refuse_known_key() -> None:
    """No adjudicator's session hangs on the key that stands in our source; `rekam abis serve` makes one."""
    from django.conf import settings

    if settings.SECRET_KEY == settings.KEY_THAT_SIGNS_NOTHING:
        raise ImproperlyConfigured(f"{settings.SECRET_KEY_FILE} is missing: start with `rekam abis serve`")


refuse_known_key()
