"""The web does not start with a key that everybody can read."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from rekam.config.wsgi import refuse_known_key


def test_the_key_of_our_source_is_refused(settings: Any) -> None:
    refuse_known_key()
    settings.SECRET_KEY = settings.KEY_THAT_SIGNS_NOTHING
    with pytest.raises(ImproperlyConfigured, match="rekam serve"):
        refuse_known_key()
