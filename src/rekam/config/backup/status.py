"""How old a backup is, and whether that is too old."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rekam.config.backup.keys import own_folder, server_half
from rekam.config.backup.place import Place
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder, write_private
from rekam.web.watch.backup import NAME


@dataclass(frozen=True, kw_only=True)
class Limits:
    """From which age a part is stale.

    log     5 minutes are what an office may lose; ship every 2 to keep it (1 to 60 minutes)
    base    a night and some air: a longer log makes restoring slower
    drill   the same: a backup that nobody restored is a hope
    """

    log: timedelta = timedelta(minutes=5)
    base: timedelta = timedelta(hours=26)
    drill: timedelta = timedelta(hours=26)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a backup: since when it is as it is, and from which age that is too old."""

    name: str
    since: datetime | None
    limit: timedelta

    def is_stale(self, *, at: datetime) -> bool:
        """Whether it is too old, or not there at all."""
        return self.since is None or at - self.since > self.limit


def parts(place: Place, *, limits: Limits) -> Sequence[Part]:
    """Log, base and drill. Raises RuleBroken("backup_key_not_made" | "backup_not_ours")."""
    signers = server_half().signers
    heads = place.heads(signers=signers)
    try:
        shipped = place.last(signers=signers).moment_of
    except RuleBroken as broken:
        if broken.code != "backup_file_missing":
            raise
        shipped = None
    base = datetime.fromisoformat(heads[-1].made) if heads else None
    return [
        Part(name="log", since=shipped, limit=limits.log),
        Part(name="base", since=base, limit=limits.base),
        Part(name="drill", since=_drilled(), limit=limits.drill),
    ]


def tell(place: Place) -> None:
    """Write when base and log were safe where the pages and the worker look (`web.watch.backup`).

    Raises RuleBroken("backup_key_not_made" | "backup_not_ours").
    """
    since = {part.name: part.since for part in parts(place, limits=Limits())}
    told = {"last_base": since["base"], "last_wal": since["log"]}
    content = json.dumps({name: moment.isoformat() for name, moment in told.items() if moment is not None})
    write_private(data_folder() / NAME, content.encode())


def _drilled() -> datetime | None:
    path = own_folder() / "drill.json"
    return datetime.fromisoformat(json.loads(path.read_text())["at"]) if path.exists() else None
