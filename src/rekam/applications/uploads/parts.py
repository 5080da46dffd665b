"""A sheet that comes in parts: its bytes lie encrypted in a file of their own until all are here.

What was acknowledged is on the medium. Nothing but the file says how far an upload is, so a server that is
killed at any moment goes on from there; the last part makes it a sheet (`services.take_in`) before it is
acknowledged.
"""

import hashlib
import os
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.db import transaction

from rekam.applications.catalogue.rules import Document
from rekam.applications.uploads import rules, services
from rekam.kernel import part_files
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import installation_key
from rekam.kernel.places import data_folder, private_folder

KEPT = timedelta(days=2)  # a line that is away longer begins anew
MOST_OF_ONE = 4  # unfinished sheets of one application
MOST_BEGUN = 2_000  # unfinished sheets of all, 5 MB each at most
_NONCE = _BLOCK = 16


def begin(
    *, application: UUID, document: Document, sha256: str, length: int, actor: str, at: datetime
) -> int:
    """How many bytes of this sheet are here already; announcing it again is safe.

    sha256   of the whole sheet, 64 hexadecimal digits
    length   in bytes
    Raises RuleBroken("upload_metadata_wrong" | "storage_full" | "uploads_pending") and what
    `rules.check_sheet` and, where all bytes are here, `take` raise.
    """
    if len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
        raise RuleBroken("upload_metadata_wrong")
    if services.find_same(application, document=document, digest=sha256) is not None:
        return length
    rules.check_sheet(size=length, sheets=services.count_sheets(application, document=document))
    path = _path(application, document=document, sha256=sha256, length=length)
    if not path.exists():
        part_files.check_space(length, folder=_folder())
        _make_room(application)
    with part_files.held(path) as handle:
        if os.fstat(handle).st_size < _NONCE:
            part_files.empty(handle)
            part_files.append(handle, os.urandom(_NONCE))
        there = _there(handle)
        if there == length:
            _finish(path, handle=handle, application=application, document=document, actor=actor, at=at)
        return there


def reached(*, application: UUID, document: Document, sha256: str) -> tuple[int, int]:
    """How many bytes of a sheet are here, and how many it has. Raises RuleBroken("upload_unknown")."""
    path = _find(application, document=document, sha256=sha256)
    return part_files.size(path) - _NONCE, _length(path)


def take(
    *, application: UUID, document: Document, sha256: str, offset: int, data: bytes, actor: str, at: datetime
) -> int:
    """Keep the next bytes of a sheet; how many there are now. The last ones make it a sheet.

    Raises RuleBroken("upload_unknown" | "upload_offset_wrong" | "upload_busy" | "upload_hash_wrong" |
    "packet_too_large" | "storage_full") and what `services.take_in` raises.
    """
    path = _find(application, document=document, sha256=sha256)
    length = _length(path)
    with part_files.held(path) as handle:
        if offset != _there(handle):
            raise RuleBroken("upload_offset_wrong", offset=_there(handle))
        if offset + len(data) > length:
            raise RuleBroken("packet_too_large", bytes=offset + len(data), limit=length)
        there = part_files.append(handle, _crossed(handle, data, offset=offset)) - _NONCE
        if there == length:
            _finish(path, handle=handle, application=application, document=document, actor=actor, at=at)
        return there


def forget_idle(*, at: datetime) -> int:
    """Let go of what nobody continued; how many sheets."""
    before, gone = (at - KEPT).timestamp(), 0
    for path in _folder().glob("*.part"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before:
                path.unlink()
                gone += 1
    return gone


def _finish(
    path: Path, *, handle: int, application: UUID, document: Document, actor: str, at: datetime
) -> None:
    data = _crossed(handle, part_files.content(handle)[_NONCE:], offset=0)
    try:
        if hashlib.sha256(data).hexdigest() != _sha256(path):
            raise RuleBroken("upload_hash_wrong")
        services.take_in(application=application, document=document, data=data, actor=actor, at=at)
    except RuleBroken as broken:
        if broken.code != "scan_later":  # what was refused comes otherwise or not at all
            path.unlink(missing_ok=True)
        raise
    # Only when the sheet's row is committed: before that the file is all there is.
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def _crossed(handle: int, data: bytes, *, offset: int) -> bytes:
    """Encrypted, or decrypted: AES in counter mode, which keeps a byte in its place.

    The file's nonce begins the counter; the sheet's hash tells whether anything was altered.
    """
    counter = int.from_bytes(os.pread(handle, _NONCE, 0)) + offset // _BLOCK
    start = (counter % (1 << 128)).to_bytes(_NONCE)
    key = installation_key("applications.uploads", purpose="parts")
    crossing = Cipher(algorithms.AES(key), modes.CTR(start)).encryptor()
    crossing.update(bytes(offset % _BLOCK))
    return crossing.update(data) + crossing.finalize()


def _make_room(application: UUID) -> None:
    """Let the oldest unfinished sheet of an application go, if it has too many.

    Raises RuleBroken("uploads_pending") where all applications together have.
    """
    if sum(1 for _ in _folder().iterdir()) >= MOST_BEGUN:
        raise RuleBroken("uploads_pending")
    own = sorted(_folder().glob(f"{application}_*.part"), key=lambda path: path.stat().st_mtime)
    for path in own[: max(0, len(own) - MOST_OF_ONE + 1)]:
        path.unlink(missing_ok=True)


def _there(handle: int) -> int:
    return os.fstat(handle).st_size - _NONCE


def _find(application: UUID, *, document: Document, sha256: str) -> Path:
    if len(sha256) == 64 and sha256.isalnum():
        for path in _folder().glob(f"{application}_{document}_{sha256}_*.part"):
            return path
    raise RuleBroken("upload_unknown")


def _path(application: UUID, *, document: Document, sha256: str, length: int) -> Path:
    return _folder() / f"{application}_{document}_{sha256}_{length}.part"


def _length(path: Path) -> int:
    return int(path.stem.rpartition("_")[2])


def _sha256(path: Path) -> str:
    return path.stem.split("_")[2]


def _folder() -> Path:
    return private_folder(data_folder() / "sheets")
