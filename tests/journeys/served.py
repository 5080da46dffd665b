"""The pages served by the test itself: it may set the scene, and do the worker's part at the right moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test import Client, override_settings
from django.test.testcases import LiveServerThread, QuietWSGIRequestHandler
from playwright.sync_api import Browser, BrowserContext

from rekam.accounts.models import Account
from rekam.kernel.database import Scope, scope


class ComesBack(LiveServerThread):
    """A server that may take the port that one before it had."""

    def _create_server(self, connections_override: Any = None) -> Any:
        return self.server_class(
            (self.host, self.port),
            QuietWSGIRequestHandler,
            allow_reuse_address=True,
            connections_override=connections_override,
        )


@contextmanager
def serving(*, port: int = 0) -> Iterator[str]:
    """The address of a server on the test's own database, on a free port unless told which."""
    thread = ComesBack("localhost", StaticFilesHandler, port=port)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    with override_settings(ALLOWED_HOSTS=["*"]):
        yield f"http://localhost:{thread.port}"
    thread.terminate()
    connections.close_all()


def enter_as(username: str, *, browser: Browser, address: str, within: Scope) -> BrowserContext:
    """A session of that officer."""
    client = Client()
    with scope(within):
        client.force_login(Account.objects.get(username=username))
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="id-ID", base_url=address)
    context.add_cookies(
        [{"name": name, "value": one.value, "url": address} for name, one in client.cookies.items()]
    )
    return context
