"""Folder, disk, keys and the two stores: looked at without making or changing anything."""

import datetime
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from rekam.enrolment.worklist import WorkList, decode_worklist
from rekam.kernel.errors import RuleBroken
from rekam.station import identity
from rekam.station.doctor.findings import Finding, Level
from rekam.station.second_medium import at_hand
from rekam.station.store import keyring
from rekam.station.store.outbox import LEAST_ROOM, VERSION, Row, State
from rekam.station.store.packets import COLUMNS, COLUMNS_BEFORE, SINCE_VERSION, row_of
from rekam.station.store.visits import WORKLIST
from rekam.vault import sealing

LITTLE_ROOM = 5 * 2**30  # some ten days of 200 people
LONG_WAITING = datetime.timedelta(days=3)


def check_folder(folder: Path) -> Finding:
    """The data folder: there, writable, and closed to other users of the laptop."""
    if not folder.is_dir():
        return Finding(check="folder", code="folder_missing", level=Level.WRONG)
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & 0o700 != 0o700:
        return Finding(check="folder", code="folder_not_writable", level=Level.WRONG)
    if mode & 0o077:
        return Finding(check="folder", code="folder_open", level=Level.WATCH, facts={"mode": f"{mode:o}"})
    return Finding(check="folder", code="folder_sound")


def check_disk(folder: Path) -> Finding:
    """The room that is left for sealed packets."""
    free = shutil.disk_usage(folder if folder.is_dir() else Path.home()).free
    level = Level.WRONG if free < LEAST_ROOM else Level.WATCH if free < LITTLE_ROOM else Level.GOOD
    code = "disk_enough" if level is Level.GOOD else "disk_little"
    return Finding(check="disk", code=code, level=level, facts={"megabytes": free // 2**20})


def check_medium(named: Path | None) -> Finding:
    """Sticks and the folder of the settings, to which sealed packets are copied."""
    media = len(at_hand(named))
    facts = {"media": media}
    if named is not None and not named.is_dir():
        return Finding(check="medium", code="second_medium_away", level=Level.WATCH, facts=facts)
    return Finding(check="medium", code="second_media" if media else "no_second_medium", facts=facts)


def check_key(folder: Path) -> Finding:
    """The station's own key."""
    path = folder / identity.KEY_FILE
    if not path.exists():
        return Finding(check="key", code="station_key_missing", level=Level.WRONG)
    try:
        seed = path.read_bytes()
    except OSError:
        return Finding(check="key", code="store_unreadable", level=Level.WRONG)
    if len(seed) != sealing.KEY_BYTES:
        return Finding(check="key", code="station_key_damaged", level=Level.WRONG)
    kid = sealing.kid_of(sealing.signing_public(seed))
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return Finding(check="key", code="station_key_open", level=Level.WATCH, facts={"kid": kid})
    return Finding(check="key", code="station_key_sound", facts={"kid": kid})


def check_trust(folder: Path) -> Finding:
    """Whom the station believes: receipts and work lists."""
    try:
        keys = identity.load_trust(folder)
    except RuleBroken as broken:
        return Finding(check="trust", code=broken.code, level=Level.WRONG)
    return Finding(check="trust", code="trust_sound", facts={"kids": " ".join(sorted(keys))})


def outbox_rows(folder: Path) -> list[Row]:
    """The rows of the outbox as they lie there, newest first; none where there is no outbox yet.

    An older file stays as old as it is. Raises RuleBroken("store_damaged" | "store_unreadable" |
    "store_too_new").
    """
    path = folder / "outbox.db"
    if not path.exists():
        return []
    with _read_only(path) as connection:
        version = int(connection.pragma("user_version"))
        asked = int(connection.pragma("application_id"))
        if version > VERSION and not 0 < asked <= VERSION:
            raise RuleBroken("store_too_new", version=version, known=VERSION)
        columns = COLUMNS if version >= SINCE_VERSION else COLUMNS_BEFORE
        found = connection.execute(f"SELECT {columns} FROM packet ORDER BY sequence DESC")  # noqa: S608 (ours)
        return [row_of(*one) for one in found]


def check_outbox(folder: Path, *, at: datetime.datetime) -> Finding:
    """The outbox: intact, how many packets stand how, and how long the oldest waits."""
    path = folder / "outbox.db"
    if not path.exists():
        return Finding(check="outbox", code="outbox_none")
    try:
        check_file(path)
        rows = outbox_rows(folder)
    except RuleBroken as broken:
        return Finding(check="outbox", code=broken.code, level=Level.WRONG)
    counts = {state.value: sum(row.state is state for row in rows) for state in State}
    waiting = [_since(row.queued_at, at=at) for row in rows if row.state in {State.QUEUED, State.SENT}]
    oldest = max(waiting, default=datetime.timedelta())
    facts = counts | {"oldest_hours": int(oldest.total_seconds() // 3600)}
    if any(row.state is State.REFUSED and not row.closed for row in rows):
        return Finding(check="outbox", code="outbox_refused", level=Level.WATCH, facts=facts)
    if oldest >= LONG_WAITING:
        return Finding(check="outbox", code="outbox_waits_long", level=Level.WATCH, facts=facts)
    return Finding(check="outbox", code="outbox_sound", facts=facts)


def check_visit(
    folder: Path, *, officer: str, passphrase: str, at: datetime.datetime
) -> tuple[Finding, Finding]:
    """The visit's store, and the list in it; both stay shut without an officer ("")."""
    rings = sorted(folder.glob("visit*.keys"))
    unseen = Finding(check="list", code="list_not_looked_at", level=Level.UNSEEN)
    if not rings:
        return Finding(check="visit", code="no_worklist_yet", level=Level.WATCH), unseen
    try:
        officers = sum(len(keyring.officers_of(ring)) for ring in rings)
        if not officer:
            facts = {"officers": officers}
            return Finding(check="visit", code="visit_shut", level=Level.UNSEEN, facts=facts), unseen
        worklist = _opened(rings, officer=officer, passphrase=passphrase)
    except RuleBroken as broken:
        return Finding(check="visit", code=broken.code, level=Level.WRONG), unseen
    return Finding(check="visit", code="visit_sound", facts={"officers": officers}), _list(worklist, at=at)


def check_file(path: Path, *, key: bytes | None = None) -> None:
    """SQLite's own integrity check; `key` (32 bytes) opens an encrypted file.

    Raises RuleBroken("store_damaged" | "store_unreadable").
    """
    with _read_only(path, key=key) as connection:
        told = connection.execute("PRAGMA integrity_check(1)").fetchall()
    if told != [("ok",)]:
        raise RuleBroken("store_damaged")


@contextmanager
def _read_only(path: Path, *, key: bytes | None = None) -> Iterator[apsw.Connection]:
    try:
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    except apsw.Error as error:
        raise RuleBroken("store_unreadable", reason=type(error).__name__) from error
    try:
        if key is not None:
            connection.pragma("cipher", "chacha20")
            connection.pragma("hexkey", key.hex())
        yield connection
    except apsw.Error as error:
        raise RuleBroken("store_damaged", reason=type(error).__name__) from error
    finally:
        connection.close()


def _opened(rings: list[Path], *, officer: str, passphrase: str) -> WorkList | None:
    for ring in rings:
        try:
            key = keyring.unlock(ring, username=officer, passphrase=passphrase).store_key
        except RuleBroken as broken:
            if broken.code != "login_refused" or ring == rings[-1]:
                raise
            continue
        store = ring.with_suffix(".db")
        check_file(store, key=key)
        with _read_only(store, key=key) as connection:
            found = connection.execute(WORKLIST).fetchone()
        return decode_worklist(bytes(found[0])) if found else None
    return None


def _list(worklist: WorkList | None, *, at: datetime.datetime) -> Finding:
    if worklist is None:
        return Finding(check="list", code="no_worklist_yet", level=Level.WATCH)
    facts = {"until": worklist.expires_at.astimezone(at.tzinfo).strftime("%d-%m-%Y %H.%M")}
    if at >= worklist.expires_at:
        return Finding(check="list", code="worklist_expired", level=Level.WATCH, facts=facts)
    return Finding(check="list", code="list_sound", facts=facts)


def _since(told: str, *, at: datetime.datetime) -> datetime.timedelta:
    try:
        return at - datetime.datetime.fromisoformat(told)
    except (ValueError, TypeError):
        return datetime.timedelta()
