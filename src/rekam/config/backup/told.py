"""What was done with backups, told in the register's own log: at once where it runs, else as soon as it does.

A key may be made before there is a register, and a drill may run while it is down; until then it waits in a
file. What was written and then killed before it could leave the file is not written again.
"""

import json
import os
import secrets
from datetime import datetime

from django.apps import apps

from rekam.config.backup.keys import own_folder
from rekam.config.backup.server import own_source, way_in
from rekam.kernel.commands import set_up
from rekam.kernel.places import write_private
from rekam.kernel.roles import Server

Waiting = tuple[str, list[str]]  # its note, and the columns of its entry
ACTOR = "console"
NEAR = 100_000  # so many entries back a note is looked for, which is long before the last one that was killed
LOGGED = (
    "SELECT 1 FROM audit_entry WHERE id > (SELECT coalesce(max(id), 0) - %s FROM audit_entry) "
    "AND facts->>'note' = %s LIMIT 1"
)


def made(*, at: datetime, base: str, rows: int) -> None:
    """A backup is whole."""
    _wait("audit.backup_made", at=at, base=base, rows=rows)


def restored(*, at: datetime, base: str, until: str) -> None:
    """A register came out of a backup; `until` is the moment up to which, "" for its end."""
    _wait("audit.backup_restored", at=at, base=base, until=until)


def drilled(*, at: datetime, moment: str, harm: int) -> None:
    """A backup was restored beside, and compared."""
    _wait("audit.backup_drilled", at=at, moment=moment, harm=harm)


def key_made(*, at: datetime, kid: str) -> None:
    """A key that opens backups was made."""
    _wait("audit.backup_key_made", at=at, kid=kid)


def write(server: Server) -> int:
    """Write what waits into a register that runs; how many. Nothing where it has no log yet."""
    waiting = _waiting()
    if not waiting:
        return 0
    if not apps.ready:
        set_up()
    from rekam.audit.services import INSERT

    with server.connect() as admin:
        if admin.execute("SELECT to_regclass('public.audit_entry')").fetchone() == (None,):
            return 0
        for note, values in waiting:
            if admin.execute(LOGGED, [NEAR, note]).fetchone() is None:
                admin.execute(INSERT.encode(), values)
    _keep([])
    return len(waiting)


def write_if_it_runs() -> None:
    """Write what waits where our own server runs; else it goes on waiting."""
    if not os.environ.get("DATABASE_URL") and (own := own_source().cluster).running:
        write(way_in(own))


def _wait(action: str, *, at: datetime, **facts: str | int) -> None:
    if not apps.ready:
        set_up()
    from rekam.audit.services import entry

    note = secrets.token_hex(8)
    _, (_, *rest) = entry(
        action, actor=ACTOR, at=at, subjects=(), purpose="system", case="", note=note, **facts
    )
    _keep([*_waiting(), (note, [at.isoformat(), *map(str, rest)])])


def _waiting() -> list[Waiting]:
    path = own_folder() / "told.json"
    if not path.exists():
        return []
    return [(str(note), list(values)) for note, values in json.loads(path.read_text())]


def _keep(waiting: list[Waiting]) -> None:
    write_private(own_folder() / "told.json", json.dumps(waiting).encode())
