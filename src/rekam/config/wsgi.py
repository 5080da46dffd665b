"""The web process; granian loads its `door` (decision 0088)."""

import gc
import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from rekam.web.door.serving import Door

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rekam.config.settings.server")
application = get_wsgi_application()
door = Door(application)


def refuse_known_key() -> None:
    """Nothing may be signed with the key that stands in our source; `rekam serve` makes one."""
    from django.conf import settings

    if settings.SECRET_KEY == settings.KEY_THAT_SIGNS_NOTHING:
        raise ImproperlyConfigured(f"{settings.SECRET_KEY_FILE} is missing: start with `rekam serve`")


refuse_known_key()
# What was loaded stays: without looking through it again, the collector never stops a page for long.
gc.collect()
gc.freeze()
