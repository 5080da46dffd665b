"""The kit is tested alone: its own settings stand in for the product's while a test of this folder runs."""

import os
import threading
from collections.abc import Iterator
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
import pytest
from django.conf import settings as django_settings

if not django_settings.configured and "DJANGO_SETTINGS_MODULE" not in os.environ:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.ui.settings"
django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402 Django has to be set up first
from django.test import Client, override_settings  # noqa: E402
from django.utils import translation  # noqa: E402

from tests.ui import settings as kit  # noqa: E402

# Under the product's settings its apps stay: taking models away and back again is slow and not needed.
KEPT = {"DATABASES"} | ({"INSTALLED_APPS"} if "rekam.ui" in django_settings.INSTALLED_APPS else set())
STAND_IN = {name: getattr(kit, name) for name in dir(kit) if name.isupper() and name not in KEPT}


class Quiet(WSGIRequestHandler):
    """Says nothing about requests."""

    def log_message(self, *_words: object) -> None:
        return


@pytest.fixture(autouse=True)
def _the_kit_alone() -> Iterator[None]:
    with override_settings(**STAND_IN), translation.override("id"):
        yield


@pytest.fixture
def browser_client() -> Client:
    return Client()


@pytest.fixture
def address() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, WSGIHandler(), handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
