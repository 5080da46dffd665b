"""A door with little room before an application that only sleeps; granian loads it, whole and as mutants."""

import time
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.conf import settings

from rekam.web.door.rules import Kind, Patience, Room
from rekam.web.door.serving import Door

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

settings.configure(USE_I18N=False)  # no database, no apps: all that a refusal needs
SECONDS = 0.05
ROOMS = {kind: Room(threads=1, waiting=2, lines=4, again=1) for kind in Kind}
PATIENCE = Patience(silent=0.4)


def application(environ: dict[str, Any], start_response: "StartResponse") -> Iterable[bytes]:
    """Sleeps, and says how many bytes came."""
    time.sleep(SECONDS)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(len(environ["wsgi.input"].read())).encode()]


whole = Door(application, rooms=ROOMS, patience=PATIENCE)
without_admission = Door(
    application, rooms={kind: replace(one, waiting=10**9) for kind, one in ROOMS.items()}, patience=PATIENCE
)
without_timeouts = Door(application, rooms=ROOMS, patience=replace(PATIENCE, silent=3600))
