"""Reading a bundle's file: nothing of it is used before its signatures and its hash hold."""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rekam.devices.updates.bundle import (
    LENGTH_BYTES,
    MAGIC,
    MAX_HEAD,
    FileEntry,
    Head,
    Manifest,
    decode_head,
    decode_manifest,
)
from rekam.devices.updates.trust import Trust, check_signers, follow
from rekam.kernel.errors import RuleBroken

CHUNK = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """A file whose manifest enough signers vouch for; `trust` is the list of keys after its changes."""

    path: Path
    manifest: Manifest
    trust: Trust
    starts_at: int


def read_head(path: Path) -> tuple[Head, int]:
    """The head, unchecked, and where the files' bytes begin. Raises RuleBroken("update_malformed")."""
    try:
        with path.open("rb") as file:
            before = file.read(len(MAGIC) + LENGTH_BYTES)
            length = int.from_bytes(before[len(MAGIC) :], "big")
            if not before.startswith(MAGIC) or len(before) < len(MAGIC) + LENGTH_BYTES or length > MAX_HEAD:
                raise RuleBroken("update_malformed")
            told = file.read(length)
    except OSError as error:
        raise RuleBroken("update_unreadable", reason=type(error).__name__) from error
    return decode_head(told), len(before) + length


def open_bundle(path: Path, *, trust: Trust) -> Bundle:
    """The bundle, once enough signers of the list vouch for its manifest and all its bytes are there.

    Raises RuleBroken("update_malformed" | "update_unreadable" | "update_payload_wrong") and the codes of
    `follow` and `check_signers`.
    """
    head, starts_at = read_head(path)
    believed = follow(trust, rotations=head.rotations)
    check_signers(head.manifest, signatures=head.signatures, trust=believed)
    manifest = decode_manifest(head.manifest)
    _check_payload(path, manifest=manifest, starts_at=starts_at)
    return Bundle(path=path, manifest=manifest, trust=believed, starts_at=starts_at)


def _check_payload(path: Path, *, manifest: Manifest, starts_at: int) -> None:
    """Before a byte is unpacked: length and hash of all that follows the head."""
    told, left = hashlib.sha256(), manifest.payload_bytes
    try:
        with path.open("rb") as file:
            file.seek(starts_at)
            while left and (piece := file.read(min(CHUNK, left))):
                told.update(piece)
                left -= len(piece)
            more = file.read(1)
    except OSError as error:
        raise RuleBroken("update_unreadable", reason=type(error).__name__) from error
    if left or more or told.digest() != manifest.payload_sha256:
        raise RuleBroken("update_payload_wrong", missing=left)


def contents(bundle: Bundle) -> Iterator[tuple[FileEntry, bytes]]:
    """Each file with its bytes, checked. Raises RuleBroken("update_payload_wrong" | "update_unreadable")."""
    try:
        with bundle.path.open("rb") as file:
            file.seek(bundle.starts_at)
            for entry in bundle.manifest.files:
                yield entry, _content(file.read(entry.stored), entry=entry)
    except OSError as error:
        raise RuleBroken("update_unreadable", reason=type(error).__name__) from error


def _content(stored: bytes, *, entry: FileEntry) -> bytes:
    """Never more bytes than the manifest says, whatever the compressed ones would become."""
    inflating = zlib.decompressobj()
    try:
        content = inflating.decompress(stored, entry.size + 1)
    except zlib.error as error:
        raise RuleBroken("update_payload_wrong", file=entry.path) from error
    if len(content) != entry.size or hashlib.sha256(content).digest() != entry.sha256:
        raise RuleBroken("update_payload_wrong", file=entry.path)
    return content
