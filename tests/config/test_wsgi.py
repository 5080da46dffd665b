"""The web does not start with a key that everybody can read."""

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from rekam.config.wsgi import refuse_known_key


def test_the_key_of_our_source_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_known_key()
    monkeypatch.setattr(settings, "SECRET_KEY", settings.KEY_THAT_SIGNS_NOTHING)
    with pytest.raises(ImproperlyConfigured, match="rekam serve"):
        refuse_known_key()
