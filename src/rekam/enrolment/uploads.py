"""Bytes on their way to becoming a packet: announced, taken piece by piece, judged when they are whole.

A packet that comes in one request is written once, into the vault. Of one that comes in pieces, or is cut, a
row says what it will be, and its file's length is the offset; both go when it is a packet.
"""

import hashlib
import uuid
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from django.db import transaction
from django.db.models import Count, Sum

from rekam.enrolment import intake, limits, upload_files
from rekam.enrolment.models import Upload
from rekam.enrolment.packet_envelope import MAX_PACKET_BYTES
from rekam.kernel import part_files
from rekam.kernel.errors import RuleBroken


def announced(*, packet: uuid.UUID, sha256: str, length: int, at: datetime) -> Upload:
    """What somebody wants to send, not kept yet.

    sha256   of the whole packet, 64 hexadecimal digits
    length   in bytes
    Raises RuleBroken("packet_too_large" | "upload_metadata_wrong" | "storage_full").
    """
    if length > MAX_PACKET_BYTES:
        raise RuleBroken("packet_too_large", bytes=length, limit=MAX_PACKET_BYTES)
    if length < 1 or len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
        raise RuleBroken("upload_metadata_wrong")
    part_files.check_space(length, folder=upload_files.folder())
    return Upload(packet=packet, sha256=sha256, length=length, created_at=at)


def begin(upload: Upload) -> bool:
    """Keep an announcement, so that its bytes can come in pieces; whether it is new. Repeating it is safe.

    Raises RuleBroken("upload_metadata_wrong") for another length of the same content, or "uploads_pending".
    """
    same = Upload.objects.filter(packet=upload.packet, sha256=upload.sha256)
    with transaction.atomic():
        is_new = not same.exists()
        if is_new:
            _make_room(upload)
            # The constraint decides who was first; looking before was only to be sparing.
            Upload.objects.bulk_create([upload], ignore_conflicts=True)
        if same.get().length != upload.length:
            raise RuleBroken("upload_metadata_wrong")
    return is_new


def get_upload(packet: uuid.UUID, *, sha256: str = "") -> Upload:
    """The upload of that packet and content; of the last one begun, where the content is not named.

    Raises RuleBroken("upload_unknown").
    """
    rows = Upload.objects.filter(packet=packet, **({"sha256": sha256} if sha256 else {}))
    upload = rows.order_by("-pk").first()
    if upload is None:
        raise RuleBroken("upload_unknown")
    return upload


def offset(upload: Upload) -> int:
    """How many bytes of an unfinished upload the server holds durably."""
    return part_files.size(_path(upload))


def take_first(upload: Upload, *, read: part_files.Reader, at: datetime) -> int:
    """Take a body that begins an announced packet; the new offset. All of it makes it a packet at once.

    read   gives up to n bytes of the body, b"" at its end
    Raises RuleBroken("upload_hash_wrong" | "upload_busy" | "storage_full") and the codes of `begin` and of
    `intake.receive`.
    """
    body = part_files.gather(read, at_most=upload.length)
    if len(body) == upload.length:
        return _judge(upload, body, at=at)
    begin(upload)
    with part_files.held(_path(upload)) as handle:
        there = offset(upload)
        return there or part_files.append(handle, body)


def take_more(upload: Upload, *, offset: int, read: part_files.Reader, at: datetime) -> int:
    """Take the next bytes of an upload; the new offset. The last ones make it a packet.

    The body is gathered before the file is touched, so a line that hangs holds up nobody.
    Raises RuleBroken("upload_offset_wrong") and the codes of `take_first`.
    """
    _check_offset(upload, offset)
    body = part_files.gather(read, at_most=upload.length - offset)
    if len(body) == upload.length:
        return _judge(upload, body, at=at)
    with part_files.held(_path(upload)) as handle:
        _check_offset(upload, offset)
        there = part_files.append(handle, body)
        if there == upload.length:
            _judge_file(upload, handle=handle, at=at)
        return there


def finish(upload: Upload, *, at: datetime) -> bool:
    """Judge an upload whose bytes are all there, as after a crash before the packet's row; whether they were.

    Raises RuleBroken("upload_busy" | "upload_hash_wrong") and the codes of `intake.receive`.
    """
    if offset(upload) != upload.length:
        return False
    with part_files.held(_path(upload)) as handle:
        _judge_file(upload, handle=handle, at=at)
    return True


def finish_waiting(*, at: datetime) -> int:
    """Judge every upload that is whole but has no packet, as after a crash between the two; how many."""
    known = {path.name for path in upload_files.folder().glob("*.part")}
    done = 0
    for upload in Upload.objects.filter(packet__in=[name[:36] for name in known]):
        try:
            done += finish(upload, at=at)
        except RuleBroken:  # busy, to be sent again from the beginning, or a medium that is away
            continue
    return done


def _judge_file(upload: Upload, *, handle: int, at: datetime) -> None:
    try:
        _judge(upload, part_files.content(handle), at=at)
    except RuleBroken as broken:
        if broken.code == "upload_hash_wrong":
            part_files.empty(handle)
        raise


def _judge(upload: Upload, data: bytes, *, at: datetime) -> int:
    if hashlib.sha256(data).hexdigest() != upload.sha256:
        raise RuleBroken("upload_hash_wrong")
    intake.receive(data, packet=upload.packet, at=at, sha256=upload.sha256)
    # Only now that the row is committed: before that the file is all there is.
    _path(upload).unlink(missing_ok=True)
    return upload.length


def _check_offset(upload: Upload, told: int) -> None:
    there = offset(upload)
    if told != there:
        raise RuleBroken("upload_offset_wrong", offset=there)


def _make_room(upload: Upload) -> None:
    """Let idle uploads go, oldest first, where too much was begun. Raises RuleBroken("uploads_pending")."""
    begun = Upload.objects.aggregate(count=Count("pk"), bytes=Sum("length", default=0))
    count, length = begun["count"] + 1, begun["bytes"] + upload.length
    idle = Upload.objects.filter(created_at__lt=upload.created_at - limits.IDLE).order_by("pk")
    for old in idle.iterator():
        if limits.has_room(count=count, length=length):
            return
        if _last_byte(old) < upload.created_at - limits.IDLE:
            old.delete()
            transaction.on_commit(partial(_path(old).unlink, missing_ok=True))
            count, length = count - 1, length - old.length
    if not limits.has_room(count=count, length=length):
        raise RuleBroken("uploads_pending")


def _last_byte(upload: Upload) -> datetime:
    path = _path(upload)
    return datetime.fromtimestamp(path.stat().st_mtime, UTC) if path.exists() else upload.created_at


def _path(upload: Upload) -> Path:
    return upload_files.path_of(upload.packet, upload.sha256)
