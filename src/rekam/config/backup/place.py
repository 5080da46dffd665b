"""The folder that holds a backup: what lies where, and the signed notes that say what belongs together.

keys/KID               a data key, sealed to the offline key
bases/ID/base, head    a database; its note
log/LINE/SEGMENT       the log since
state/STAMP            keys and checkpoints
moments/NAME           counts and hashes at a moment
notes/last             the newest note: how far everything goes
vault/, gone/DAY/      the vault as it is; what has been let go since, until no base needs it
"""

import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from rekam.config.backup import sealed
from rekam.config.backup.keys import OfflineKey, ServerHalf
from rekam.config.backup.sealed import DataKey
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import write_private
from rekam.vault import sealing

DOMAIN = "rekam-backup/1"
MOST_BYTES = 64 * 1024


@dataclass(frozen=True, kw_only=True)
class Head:
    """What a base is: when it began, whose log goes on from it and from which segment.

    major    PostgreSQL's, which must be the same where it is restored
    """

    base: str
    made: str
    line: str
    first: str
    major: int


@dataclass(frozen=True, kw_only=True)
class Last:
    """How far a backup goes: the last segment of a line, the newest state and moment, files of the vault.

    at     before the segment was closed: everything that was committed by then is in the backup
    """

    at: str
    line: str
    segment: str
    state: str
    moment: str
    files: int

    @property
    def moment_of(self) -> datetime:
        """The instant up to which nothing is missing."""
        return datetime.fromisoformat(self.at)


@dataclass(frozen=True)
class Place:
    """A backup's folder."""

    folder: Path

    @classmethod
    def named(cls, told: str | None) -> "Place":
        """The folder that was told, else $REKAM_BACKUP; it must be there, since a disk may be unplugged.

        Raises RuleBroken("backup_place_unknown" | "backup_place_away").
        """
        name = told or os.environ.get("REKAM_BACKUP")
        if not name:
            raise RuleBroken("backup_place_unknown")
        folder = Path(name).absolute()
        if not folder.is_dir():
            raise RuleBroken("backup_place_away", folder=str(folder))
        return cls(folder)

    @property
    def vault(self) -> Path:
        """The third copy of the vault."""
        return self.folder / "vault"

    def seal(self, name: str, content: Iterable[bytes], *, key: DataKey) -> int:
        """Keep content under a name; its bytes on the disk."""
        return sealed.seal_file(self.folder / name, content, key=key, name=name)

    def opened(self, name: str, *, keys: Mapping[str, bytes]) -> Iterator[bytes]:
        """The content of a name. Raises as `sealed.opened` does."""
        return sealed.opened(self.folder / name, keys=keys, name=name)

    def segments(self, line: str) -> list[str]:
        """The segments of a line, in order."""
        return sorted(path.name for path in (self.folder / "log" / line).glob("?" * 24))

    def note(self, name: str, said: Mapping[str, object], *, half: ServerHalf) -> None:
        """Sign and keep a note."""
        body = canonical.encode({"name": name, **said})
        write_private(self.folder / name, sealing.sign_document(body, seed=half.signing, domain=DOMAIN))
        sealed.sync_folder((self.folder / name).parent)

    def noted(self, name: str, *, signers: Mapping[str, bytes]) -> dict[str, object]:
        """What a note says. Raises RuleBroken("backup_file_missing" | "backup_not_ours")."""
        try:
            data = (self.folder / name).read_bytes()
            found = sealing.open_document(data, keys=signers, domain=DOMAIN, max_bytes=MOST_BYTES)
            said = canonical.decode(found.body, max_bytes=MOST_BYTES)
        except FileNotFoundError as error:
            raise RuleBroken("backup_file_missing", name=name) from error
        except RuleBroken as error:
            raise RuleBroken("backup_not_ours", name=name, why=error.code) from error
        if not isinstance(said, dict) or said.pop("name", None) != name:
            raise RuleBroken("backup_not_ours", name=name)
        return {str(key): value for key, value in said.items()}

    def keep_key(self, key: DataKey, *, half: ServerHalf) -> None:
        """Keep a data key, for whoever brings the offline key."""
        self.note(f"keys/{key.kid}", {"sealed": sealing.seal(key.key, to=half.offline)}, half=half)

    def all_keys(self, offline: OfflineKey) -> Mapping[str, bytes]:
        """The data keys that this offline key opens; others belong to an earlier pair.

        Raises RuleBroken("backup_key_other") where it opens none, "backup_not_ours".
        """
        found = {}
        for path in sorted((self.folder / "keys").glob("?" * 16)):
            said = self.noted(f"keys/{path.name}", signers=offline.signers)["sealed"]
            with suppress(RuleBroken):
                found[path.name] = sealing.unseal(_bytes(said), private=offline.private)
        if not found:
            raise RuleBroken("backup_key_other", key=offline.name)
        return found

    def keep_head(self, head: Head, *, half: ServerHalf) -> None:
        """Say that a base is whole."""
        self.note(f"bases/{head.base}/head", asdict(head), half=half)

    def heads(self, *, signers: Mapping[str, bytes]) -> list[Head]:
        """The whole bases, the newest last. Raises RuleBroken("backup_not_ours")."""
        names = sorted(path.parent.name for path in (self.folder / "bases").glob("*/head"))
        return [Head(**self.noted(f"bases/{name}/head", signers=signers)) for name in names]  # type: ignore[arg-type]

    def keep_last(self, last: Last, *, half: ServerHalf) -> None:
        """Say how far everything goes."""
        self.note("notes/last", asdict(last), half=half)

    def last(self, *, signers: Mapping[str, bytes]) -> Last:
        """How far everything goes. Raises RuleBroken("backup_file_missing" | "backup_not_ours")."""
        return Last(**self.noted("notes/last", signers=signers))  # type: ignore[arg-type]


@contextmanager
def disk_told() -> Iterator[None]:
    """Tell what a disk could not do as a refusal. Raises RuleBroken("backup_disk_failed")."""
    try:
        yield
    except OSError as error:
        raise RuleBroken("backup_disk_failed", why=error.strerror or "", file=error.filename) from error


def stamp(at: datetime) -> str:
    """A name that sorts by its time and is never given twice."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def _bytes(told: object) -> bytes:
    if not isinstance(told, bytes):
        raise RuleBroken("backup_not_ours")
    return told
