"""Making a backup: a base each night, and the log with whatever came into the vault every few minutes."""

import fcntl
import json
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from rekam.config.backup import moment, segments, state, vault_copy
from rekam.config.backup.keys import (
    data_keys,
    draw_data_key,
    let_older_go,
    own_folder,
    remember,
    server_half,
)
from rekam.config.backup.place import Head, Last, Place, stamp
from rekam.config.backup.sealed import DataKey
from rekam.config.backup.server import Source
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import private_folder, write_private

BLOCK = 1024 * 1024
SHIPPED = ("log/*", "state", "moments", "notes")


@dataclass(frozen=True, kw_only=True)
class Line:
    """The log that is shipped: its id, how far it is in the backup, the newest state and moment."""

    line: str
    shipped: int = 0
    segment: str = ""
    state: str = ""
    digest: str = ""
    moment: str = ""


@dataclass(frozen=True, kw_only=True)
class Shipped:
    """What one shipping brought."""

    segments: int
    bytes: int
    vault: vault_copy.Brought
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Made:
    """What a night brought."""

    base: str
    plain: int
    bytes: int
    rows: int
    shipped: Shipped
    gone: int
    let_go: int


def make(place: Place, *, source: Source, keep_days: int, at: datetime) -> Made:
    """A new base, read back; a moment counted; the log up to there; what no base needs any more let go.

    The log may be shipped meanwhile. Raises RuleBroken("backup_busy" | "backup_base_damaged" | ...).
    """
    half = server_half()
    with _alone("base", wait=False):
        clear_half(place)
        _ready_line(source)
        key = draw_data_key()
        place.keep_key(key, half=half)
        remember(key)
        first = segments.name_of(source.place() // segments.SIZE, timeline=source.timeline())
        base = stamp(at)
        plain, size = _base(place, base=base, source=source, key=key)
        head = Head(base=base, made=at.isoformat(), line=_line().line, first=first, major=source.major)
        counted = mark(place, source=source, at=at)
        shipped = ship(place, source=source)
        place.keep_head(head, half=half)  # a base without the log of its own time is none
        let_older_go()
        gone = vault_copy.set_aside(place, day=f"{at.astimezone(UTC):%Y%m%d}")
        let_go = let_old_go(place, keep_days=keep_days, at=at)
    rows = sum(table.rows for table in counted.tables.values())
    return Made(base=base, plain=plain, bytes=size, rows=rows, shipped=shipped, gone=gone, let_go=let_go)


def mark(place: Place, *, source: Source, at: datetime) -> moment.Moment:
    """Count and hash every table at a named place of the log, and keep that; it is shipped with the log.

    Raises RuleBroken("backup_database_empty"): comparing nothing with nothing would prove nothing.
    """
    counted = moment.record(source.server, name=f"rekam_{stamp(at)}")
    if not counted.tables:
        raise RuleBroken("backup_database_empty")
    key = _key()
    with _alone("line"):
        place.seal(f"moments/{counted.name}", [counted.text.encode()], key=key)
        _note(_line(), moment=counted.name)
    return counted


def ship(place: Place, *, source: Source) -> Shipped:
    """Bring the log up to now into the backup, and before it what the vault has got since.

    In this order every address in the log has its file. Raises RuleBroken("backup_no_base" |
    "backup_line_broken" | "database_program_failed").
    """
    half, key = server_half(), _key()
    with _alone("line"):
        line = _line()
        if not line.line:
            raise RuleBroken("backup_no_base")
        clear_unfinished(place, *SHIPPED)
        if not source.has_slot():
            raise RuleBroken("backup_line_broken")
        at = datetime.now(UTC)
        closed = source.switch()
        waiting = _spool()
        if closed > line.shipped:
            source.fetch(up_to=closed, into=waiting)
        brought = vault_copy.bring_up(place)
        content = state.packed(password=source.cluster.password)
        if state.digest(content) != line.digest:
            name = stamp(at)
            place.seal(f"state/{name}", [content], key=key)
            line = _note(line, state=name, digest=state.digest(content))
        count = size = 0
        for path in sorted(waiting.glob("?" * 24)):
            if path.name <= line.segment:  # the server had not heard yet that this one is safe
                path.unlink()
                continue
            size += place.seal(f"log/{line.line}/{path.name}", _content(path), key=key)
            line = _note(line, segment=path.name)
            path.unlink()
            count += 1
        line = _note(line, shipped=max(closed, line.shipped))
        last = Last(
            at=at.isoformat(),
            line=line.line,
            segment=line.segment,
            state=line.state,
            moment=line.moment,
            files=brought.files,
        )
        place.keep_last(last, half=half)
    return Shipped(segments=count, bytes=size, vault=brought, at=at)


def let_old_go(place: Place, *, keep_days: int, at: datetime) -> int:
    """Take away what is older than the oldest base that is kept, never the newest; how many bases."""
    heads = place.heads(signers=server_half().signers)
    oldest_wanted = stamp(at - timedelta(days=keep_days))[:16]
    kept = [head for head in heads if head.base[:16] >= oldest_wanted] or heads[-1:]
    if not kept:
        return 0
    oldest = kept[0]
    going = [head for head in heads if head.base < oldest.base]
    for head in going:
        (place.folder / "bases" / head.base / "head").unlink()  # without it the rest is no base
        shutil.rmtree(place.folder / "bases" / head.base)
    _let_log_go(place, kept=kept)
    states = sorted(path.name for path in (place.folder / "state").glob("*Z-??????"))
    older = [name for name in states[:-1] if name < oldest.base]
    for name in older[:-1]:  # the last one before the oldest base is that base's
        (place.folder / "state" / name).unlink()
    for path in (place.folder / "moments").glob("rekam_*"):
        if path.name.removeprefix("rekam_") < oldest.base:
            path.unlink()
    for folder in (place.folder / "gone").glob("?" * 8):
        if folder.name < oldest.base[:8]:
            shutil.rmtree(folder)
    return len(going)


def clear_half(place: Place) -> int:
    """Take away bases that a killed run left without their head, and its half files; how many bases.

    The caller makes bases alone.
    """
    half = [folder for folder in (place.folder / "bases").glob("*") if not (folder / "head").exists()]
    for folder in half:
        shutil.rmtree(folder)
    clear_unfinished(place, "keys", "bases/*")
    return len(half)


def clear_unfinished(place: Place, *folders: str) -> None:
    """Take away files that a killed run began and that never got their name."""
    for path in (path for folder in folders for path in place.folder.glob(f"{folder}/*.new")):
        path.unlink(missing_ok=True)


def has_line() -> bool:
    """Whether a base was made here, so that its log can be shipped."""
    return bool(_line().line)


def _let_log_go(place: Place, *, kept: list[Head]) -> None:
    firsts = {head.line: head.first for head in reversed(kept)}
    for folder in (place.folder / "log").glob("*"):
        first = firsts.get(folder.name)
        for path in folder.glob("?" * 24):
            if first is None or path.name < first:
                path.unlink()
        if first is None and folder.name != _line().line:
            shutil.rmtree(folder)


def _base(place: Place, *, base: str, source: Source, key: DataKey) -> tuple[int, int]:
    """Write a base and read it back: the disk gives what the server gave. Its bytes, plain and kept."""
    name, written = f"bases/{base}/base", Digest()
    size = place.seal(name, written.of(source.base()), key=key)
    back = Digest()
    for _ in back.of(place.opened(name, keys={key.kid: key.key})):
        pass
    if (back.bytes, back.hexdigest) != (written.bytes, written.hexdigest):
        raise RuleBroken("backup_base_damaged", said=name)
    return written.bytes, size


class Digest:
    """Counts and hashes pieces as they pass."""

    def __init__(self) -> None:
        self.bytes, self._hash = 0, sha256()

    def of(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The same pieces."""
        for piece in pieces:
            self.bytes += len(piece)
            self._hash.update(piece)
            yield piece

    @property
    def hexdigest(self) -> str:
        """SHA-256 of what has passed."""
        return self._hash.hexdigest()


def _ready_line(source: Source) -> None:
    """Begin a new line where there is none, or the server no longer holds its log back."""
    with _alone("line"):
        if _line().line and source.has_slot():
            return
        shutil.rmtree(_spool(), ignore_errors=True)
        source.make_slot()
        _keep(Line(line=secrets.token_hex(6)))


def _key() -> DataKey:
    keys = data_keys()
    if not keys:
        raise RuleBroken("backup_no_base")
    return keys[-1]


def _spool() -> Path:
    return private_folder(own_folder() / "log")


def _line() -> Line:
    path = own_folder() / "line.json"
    return Line(**json.loads(path.read_text())) if path.exists() else Line(line="")


def _note(line: Line, **changed: object) -> Line:
    return _keep(Line(**{**asdict(line), **changed}))


def _keep(line: Line) -> Line:
    write_private(own_folder() / "line.json", json.dumps(asdict(line)).encode())
    return line


def _content(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


@contextmanager
def _alone(what: str, *, wait: bool = True) -> Iterator[None]:
    """Hold a lock of this machine's backup. Raises RuleBroken("backup_busy") where it is not waited for."""
    with (own_folder() / f"{what}.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise RuleBroken("backup_busy") from error
        yield
