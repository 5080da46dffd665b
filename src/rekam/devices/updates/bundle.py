"""What a bundle says of itself: its manifest, read as strictly as a stranger's message. Pure.

The file is MAGIC, the head's length (4 bytes, big-endian), the head, and the files' compressed bytes, one
after the other. Only the manifest is signed; it names the hash of all that follows
(docs/reference/updates.md).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.vault import sealing

MAGIC: Final = b"REKAM-UPDATE-1\n"
LENGTH_BYTES: Final = 4
DOMAIN: Final = "rekam-update-1"
VERSION: Final = 1
SUFFIX: Final = ".rekam-update"

# A stranger's stick must not fill the disk before a signature was looked at.
MAX_HEAD: Final = 8 * 1024 * 1024
MAX_PAYLOAD: Final = 512 * 1024 * 1024
MAX_FILE: Final = 256 * 1024 * 1024
MAX_TREE: Final = 2 * 1024 * 1024 * 1024
MAX_FILES: Final = 40_000
MAX_SIGNATURES: Final = 16
MAX_NUMBER: Final = 10**6
HASH_BYTES: Final = 32

_PART = r"[A-Za-z0-9_][A-Za-z0-9_.+@-]*"
PATH: Final = re.compile(rf"(tree|site)(/{_PART})+")
MAX_PATH: Final = 240


@dataclass(frozen=True, kw_only=True)
class FileEntry:
    """One file: where it goes, its bytes as stored (compressed) and as they are, and their SHA-256."""

    path: str
    stored: int
    size: int
    sha256: bytes


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What the signers vouch for.

    number    grows with every bundle; nothing below the highest that was installed is installed again
    name      of the version, as people say it
    least     the lowest number that it can follow
    made, expires   the time it may be installed in, with zone
    platform, python   "linux-x86_64", "3.11": what its compiled parts run on
    base      SHA-256 of the file of pinned packages that the laptop was set up with; `site` holds what
              differs from it
    stores    of each store: its version, and the oldest version whose code still works with it
    payload_bytes, payload_sha256   all that follows the head
    files     in the order in which their bytes follow
    """

    number: int
    name: str
    least: int
    made: datetime
    expires: datetime
    platform: str
    python: str
    base: bytes
    stores: Mapping[str, tuple[int, int]]
    payload_bytes: int
    payload_sha256: bytes
    files: Sequence[FileEntry]

    @property
    def tree_bytes(self) -> int:
        """What it takes on a disk once it is unpacked."""
        return sum(one.size for one in self.files)


@dataclass(frozen=True, kw_only=True)
class Head:
    """The manifest's bytes, the signatures over them by kid, and new lists of signers, oldest first."""

    manifest: bytes
    signatures: Mapping[str, bytes]
    rotations: Sequence[bytes] = ()


def encode_manifest(manifest: Manifest) -> bytes:
    """The bytes that are signed, with `sealing.sign(..., domain=DOMAIN)`."""
    return canonical.encode(
        {
            "v": VERSION,
            **{name: getattr(manifest, name) for name in ("number", "name", "least", "platform", "python")},
            "made": manifest.made.isoformat(),
            "expires": manifest.expires.isoformat(),
            "base": manifest.base,
            "stores": {name: list(told) for name, told in manifest.stores.items()},
            "payload_bytes": manifest.payload_bytes,
            "payload_sha256": manifest.payload_sha256,
            "files": [[one.path, one.stored, one.size, one.sha256] for one in manifest.files],
        }
    )


def decode_manifest(data: bytes) -> Manifest:
    """A manifest whose signatures hold. Raises RuleBroken("update_malformed")."""
    try:
        told = canonical.decode(data, max_bytes=MAX_HEAD)
        if not isinstance(told, dict) or told.pop("v", None) != VERSION:
            raise ValueError("version")
        return _manifest(told)
    except (RuleBroken, KeyError, TypeError, ValueError, OverflowError) as error:
        raise RuleBroken("update_malformed") from error


def _manifest(told: dict[str, Any]) -> Manifest:
    files = tuple(_file(*one) for one in _list(told.pop("files"), most=MAX_FILES))
    stores = told.pop("stores")
    manifest = Manifest(
        number=_count(told.pop("number"), most=MAX_NUMBER),
        name=_text(told.pop("name")),
        least=_count(told.pop("least"), most=MAX_NUMBER),
        made=_moment(told.pop("made")),
        expires=_moment(told.pop("expires")),
        platform=_text(told.pop("platform")),
        python=_text(told.pop("python")),
        base=_hash(told.pop("base")),
        stores={_text(name): _store(*of) for name, of in stores.items()},
        payload_bytes=_count(told.pop("payload_bytes"), most=MAX_PAYLOAD),
        payload_sha256=_hash(told.pop("payload_sha256")),
        files=files,
    )
    if told or sum(one.stored for one in files) != manifest.payload_bytes or manifest.tree_bytes > MAX_TREE:
        raise ValueError("sums")
    _check_paths(one.path for one in files)
    return manifest


def _check_paths(paths: Iterable[str]) -> None:
    """No file twice, not by another case either, and none where another one needs a folder."""
    seen = [path.casefold() for path in paths]
    folders = {"/".join(path.split("/")[:depth]) for path in seen for depth in range(1, path.count("/") + 1)}
    if len(set(seen)) != len(seen) or folders & set(seen):
        raise ValueError("paths")


def _file(path: Any, stored: Any, size: Any, sha256: Any) -> FileEntry:
    if not isinstance(path, str) or len(path) > MAX_PATH or not PATH.fullmatch(path):
        raise ValueError("path")
    return FileEntry(
        path=path,
        stored=_count(stored, most=MAX_FILE),
        size=_count(size, most=MAX_FILE),
        sha256=_hash(sha256),
    )


def encode_head(head: Head) -> bytes:
    """The head's bytes with MAGIC and length before them."""
    told = canonical.encode(
        {
            "v": VERSION,
            "manifest": head.manifest,
            "signatures": dict(head.signatures),
            "rotations": list(head.rotations),
        }
    )
    return MAGIC + len(told).to_bytes(LENGTH_BYTES, "big") + told


def decode_head(data: bytes) -> Head:
    """A head without what stands before it. Raises RuleBroken("update_malformed")."""
    try:
        told = canonical.decode(data, max_bytes=MAX_HEAD)
        if set(told) != {"v", "manifest", "signatures", "rotations"} or told["v"] != VERSION:
            raise ValueError("fields")
        signatures = told["signatures"]
        if len(signatures) > MAX_SIGNATURES or not all(map(_is_signature, signatures.items())):
            raise ValueError("signatures")
        rotations = _list(told["rotations"], most=MAX_SIGNATURES)
        if not all(isinstance(one, bytes) for one in (*rotations, told["manifest"])):
            raise ValueError("bytes")
    except (RuleBroken, KeyError, TypeError, AttributeError, ValueError) as error:
        raise RuleBroken("update_malformed") from error
    return Head(manifest=told["manifest"], signatures=signatures, rotations=tuple(rotations))


def _is_signature(pair: tuple[object, object]) -> bool:
    kid, signature = pair
    return isinstance(kid, str) and isinstance(signature, bytes) and len(signature) == sealing.SIGNATURE_BYTES


def _store(version: Any, least: Any) -> tuple[int, int]:
    told = _count(version, most=1_000), _count(least, most=1_000)
    if not 1 <= told[1] <= told[0]:
        raise ValueError("store")
    return told


def _list(value: Any, *, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise ValueError("list")
    return value


def _count(value: Any, *, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError("count")
    return value


def _hash(value: Any) -> bytes:
    if not isinstance(value, bytes) or len(value) != HASH_BYTES:
        raise ValueError("hash")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z0-9_.+-]{1,40}", value):
        raise ValueError("text")
    return value


def _moment(value: Any) -> datetime:
    if not isinstance(value, str) or len(value) > 40:
        raise ValueError("moment")
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("no zone")
    return moment
