"""The one Desk of this process, made from the environment when the first page needs it."""

import os
import threading

from django.utils import timezone

from rekam.station.desk import Desk
from rekam.station.options import read_options
from rekam.station.pairing.asking import known_server

_lock = threading.Lock()
_desk: Desk | None = None


def get_desk() -> Desk:
    """The desk. Raises RuleBroken as `read_options` and `Desk` do."""
    global _desk
    with _lock:
        if _desk is None:
            options = read_options(os.environ)
            _desk = Desk(
                folder=options.folder,
                server=options.server or known_server(options.folder),
                ports=options.ports,
                now=timezone.localtime,
                env=options.env,
                name=options.name,
                second=options.second,
                many=options.many,
                firmware=options.firmware,
                program=options.program,
            )
        return _desk


def put_desk(desk: Desk | None) -> None:
    """Take this desk from now on; tests make their own."""
    global _desk
    with _lock:
        _desk = desk
