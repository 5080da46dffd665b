"""The drill: restore beside, compare with what was counted and hashed, and leave nothing behind."""

import json
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from psycopg import sql

from rekam.audit.checkpoints import read_file
from rekam.config.backup import moment, restore, state, vault_copy
from rekam.config.backup.keys import own_folder
from rekam.config.backup.moment import Moment
from rekam.config.backup.place import Place
from rekam.config.backup.restore import Chosen
from rekam.config.backup.server import Connection, way_in
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import private_folder, write_private
from rekam.kernel.postgres import Cluster, cluster

# Columns that hold addresses of the vault are of this length (enrolment, abis, applications).
ADDRESSES = (
    "SELECT table_schema, table_name, column_name FROM information_schema.columns "
    "WHERE table_schema = 'public' AND column_name = 'address' AND character_maximum_length = 100"
)
NAMED = sql.SQL("SELECT DISTINCT {column} FROM {table} WHERE {column} <> ''")
SAMPLE = 200


@dataclass(frozen=True, kw_only=True)
class Drilled:
    """What came back. Rows, and files of the vault that rows name.

    attempted   rows at the moment, and files of the vault that were looked for
    lost        rows or files that are missing or do not open
    doubled     rows that are too many
    stuck       rows of tables that have as many, but others; and what else does not agree
    seconds     until the restored database answered; all = with comparing
    """

    moment: str
    attempted: int
    lost: int
    doubled: int
    stuck: int
    seed: int
    seconds: float
    all_seconds: float
    told: tuple[str, ...]

    @property
    def landed(self) -> int:
        """What came back as it was."""
        return self.attempted - self.lost - self.stuck

    @property
    def harm(self) -> int:
        """What must be 0."""
        return self.lost + self.doubled + self.stuck


@dataclass(frozen=True, kw_only=True)
class Stood:
    """A restored server that waits at its moment: what was recorded there, its keys, how long it took."""

    own: Cluster
    recorded: Moment
    files: Mapping[str, bytes]
    seconds: float


def drill(place: Place, chosen: Chosen, *, seed: int) -> Drilled:
    """Restore to the recorded moment beside everything and compare. Raises as `restore.put_beside` does."""
    with standing(place, chosen) as stood:
        return judge(place, stood, seed=seed)


@contextmanager
def standing(place: Place, chosen: Chosen, *, settings: Mapping[str, str] | None = None) -> Iterator[Stood]:
    """A server beside, restored to the recorded moment; afterwards nothing of it is left."""
    beside = own_folder() / "drill"
    own = cluster(beside / "postgres")
    _clear(beside)
    began = time.monotonic()
    log = private_folder(own.folder.with_name(f"{own.folder.name}-log"))
    try:
        private_folder(beside)
        recorded = _recorded(place, chosen)
        files = restore.read_state(place, chosen)
        restore.put_beside(
            place,
            chosen,
            own=own,
            log=log,
            password=files[state.PASSWORD].decode(),
            settings=settings,
            pause_at=recorded.name,
        )
        yield Stood(own=own, recorded=recorded, files=files, seconds=time.monotonic() - began)
    finally:
        _clear(beside)


def judge(place: Place, stood: Stood, *, seed: int) -> Drilled:
    """Count and hash the restored server, and compare; look for the vault's files.

    seed   which of them are opened
    """
    began = time.monotonic()
    with way_in(stood.own).connect() as seeing:
        found = moment.look(seeing, name=stood.recorded.name)
        wanted = addresses(seeing)
    difference = moment.compare(stood.recorded, found)
    away, tried, shut = _vault(place, wanted, seed=seed, files=stood.files)
    told = [*difference.told, *_against_checkpoints(found, stood.files)]
    others = sum(line.startswith("audit:") for line in told)  # tables are counted by their rows already
    if away + shut:
        told.append(f"vault: {away} files are missing, {shut} do not open")
    return Drilled(
        moment=stood.recorded.name,
        attempted=difference.attempted + len(wanted) + tried,
        lost=difference.lost + away + shut,
        doubled=difference.doubled,
        stuck=difference.changed + others,
        seed=seed,
        seconds=stood.seconds,
        all_seconds=stood.seconds + time.monotonic() - began,
        told=tuple(told),
    )


def note(drilled: Drilled, *, at: datetime) -> None:
    """Keep when a drill went well, for `status`; one that did not is no drill."""
    if not drilled.harm:
        told = {"at": at.isoformat(), "seconds": drilled.seconds}
        write_private(own_folder() / "drill.json", json.dumps(told).encode())


def addresses(seeing: Connection) -> set[str]:
    """Every address of the vault that a restored database names."""
    found: set[str] = set()
    for schema, table, column in seeing.execute(ADDRESSES.encode()).fetchall():
        asked = NAMED.format(
            column=sql.Identifier(str(column)), table=sql.Identifier(str(schema), str(table))
        )
        found |= {str(row[0]) for row in seeing.execute(asked)}
    return found


def _recorded(place: Place, chosen: Chosen) -> Moment:
    if not chosen.last.moment:
        raise RuleBroken("backup_no_moment")
    sealed = place.opened(f"moments/{chosen.last.moment}", keys=chosen.keys)
    return Moment.read(b"".join(sealed).decode())


def _vault(place: Place, wanted: set[str], *, seed: int, files: Mapping[str, bytes]) -> tuple[int, int, int]:
    """Files that are missing, that were tried, that do not open with the restored keys."""
    there = {address for address, _ in vault_copy.addresses(place.vault)}
    kept = json.loads(files.get("keys/server-keys.json", b'{"vault": {}}'))["vault"]
    keys = {kid: bytes.fromhex(key) for purpose in kept.values() for kid, key in purpose.items()}
    tried, shut = vault_copy.sample(place, seed=seed, most=SAMPLE, keys=keys)
    return len(wanted - there), tried, shut


def _against_checkpoints(found: Moment, files: Mapping[str, bytes]) -> list[str]:
    """The signed checkpoints that came with the keys must fit the restored log."""
    known = read_file(files.get("checkpoints/checkpoints.txt", b"").decode())
    same = [one for one in known if one.size == found.entries and one.root.hex() != found.root]
    return [f"audit: the checkpoint of {one.at.isoformat()} has another root" for one in same]


def _clear(beside: Path) -> None:
    """Nothing stays, also of a drill that was killed."""
    own = cluster(beside / "postgres")
    own.remove()
    shutil.rmtree(own.folder.with_name(f"{own.folder.name}-log"), ignore_errors=True)
    shutil.rmtree(own.socket, ignore_errors=True)
    shutil.rmtree(beside, ignore_errors=True)
