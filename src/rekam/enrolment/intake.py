"""The server's door for packets: begun, continued and judged without any login or private key.

docs/reference/sync.md is the contract, docs/reference/intake.md tells how it is kept.
"""

import hashlib
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.devices.queries import find_station
from rekam.enrolment import sync_messages, upload_files, waking
from rekam.enrolment.models import Packet, PacketState, Upload
from rekam.enrolment.packet_envelope import MAX_PACKET_BYTES, Envelope, open_envelope
from rekam.enrolment.practice import refuse_practice
from rekam.kernel.database import EVERYWHERE, current_scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.vault import services as vault
from rekam.vault.queries import server_keys


def begin(*, packet: uuid.UUID, sha256: str, length: int, at: datetime) -> tuple[Upload, bool]:
    """Announce a packet; the upload, and whether it is new. The same again is success, whole or not.

    sha256   of the whole packet, 64 hexadecimal digits
    length   in bytes
    Raises RuleBroken("packet_too_large" | "upload_metadata_wrong" | "packet_conflict" | "storage_full").
    """
    if length > MAX_PACKET_BYTES:
        raise RuleBroken("packet_too_large", bytes=length, limit=MAX_PACKET_BYTES)
    if length < 1 or len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
        raise RuleBroken("upload_metadata_wrong")
    known = Upload.objects.filter(packet=packet).first()
    if known is None:
        upload_files.check_space(length)
        # The unique constraint decides who was first; looking before was only to be sparing.
        Upload.objects.bulk_create(
            [Upload(packet=packet, sha256=sha256, length=length, created_at=at)], ignore_conflicts=True
        )
    upload = Upload.objects.get(packet=packet)
    if (upload.sha256, upload.length) != (sha256, length):
        raise RuleBroken("packet_conflict")
    return upload, known is None


def get_upload(packet: uuid.UUID) -> Upload:
    """The upload of that packet. Raises RuleBroken("upload_unknown")."""
    upload = Upload.objects.filter(packet=packet).first()
    if upload is None:
        raise RuleBroken("upload_unknown")
    return upload


def offset(upload: Upload) -> int:
    """How many bytes the server holds durably; the whole length once the packet is judged."""
    if find_packet(upload.packet) is not None:
        return upload.length
    return upload_files.size(upload_files.path_of(upload.packet, upload.sha256))


def go_on(*, upload: Upload, offset: int, read: upload_files.Reader, at: datetime) -> int:
    """Take the next bytes of an upload; the new offset. The last ones make it a packet.

    read   gives up to n bytes of the body, b"" at its end
    Raises RuleBroken("upload_busy" | "upload_offset_wrong" | "upload_hash_wrong" | "storage_full").
    """
    if find_packet(upload.packet) is not None:
        if offset != upload.length:
            raise RuleBroken("upload_offset_wrong", offset=upload.length)
        return offset
    path = upload_files.path_of(upload.packet, upload.sha256)
    with upload_files.held(path) as handle:
        there = upload_files.size(path)
        if offset != there:
            raise RuleBroken("upload_offset_wrong", offset=there)
        there = upload_files.append(handle, at_most=upload.length - there, read=read)
        if there == upload.length:
            _whole(upload, handle=handle, at=at)
        return there


def finish(upload: Upload, *, at: datetime) -> None:
    """Judge an upload whose bytes are all there but whose packet is not, as after a crash between the two.

    Raises RuleBroken("upload_busy" | "upload_hash_wrong").
    """
    path = upload_files.path_of(upload.packet, upload.sha256)
    if find_packet(upload.packet) is None and upload_files.size(path) == upload.length:
        with upload_files.held(path) as handle:
            _whole(upload, handle=handle, at=at)


def receive(data: bytes, *, packet: uuid.UUID, at: datetime, sha256: str = "") -> Packet:
    """Take a whole packet, from an upload or from a stick: check its outside, store it, and queue it.

    sha256   of the data, where the caller has just computed it
    A packet that fails is kept too, with its code. The same packet again is success.
    Raises RuleBroken("packet_conflict") for another content under a known id; "vault_medium_away".
    """
    sha256 = sha256 or hashlib.sha256(data).hexdigest()
    known = find_packet(packet)
    if known is not None and known.forgotten_at and known.sha256 == sha256:
        return known  # its keeping time is over: a stick found years later brings its bytes back to nobody
    code, area, envelope = _checked(data, packet=packet)
    row = Packet(
        uuid=packet,
        sha256=sha256,
        area_code=area,
        length=len(data),
        address=vault.keep_first(data, kind="refused" if code else "packet", sha256=sha256),
        state=PacketState.REFUSED if code else PacketState.RECEIVED,
        code=code,
        received_at=at,
        **_told(envelope),
    )
    with _everywhere():  # a refused packet of an unknown station belongs to no area
        Packet.objects.bulk_create([row], ignore_conflicts=True)
        kept = Packet.objects.get(uuid=packet)
        if kept.sha256 != row.sha256:
            raise RuleBroken("packet_conflict")
        if kept.state == PacketState.RECEIVED:
            waking.wake("open", packet)
        act = "enrolment.packet_refused" if code else "enrolment.packet_received"
        audit(
            act,
            actor=row.station or "unknown",
            at=at,
            subjects=[str(packet)],
            purpose=Purpose.RECORDING,
            case=str(packet),
            code=kept.code,
        )
    return kept


def find_packet(packet: uuid.UUID) -> Packet | None:
    """The packet of that id, whatever its area: the door is asked by id alone."""
    with _everywhere():
        return Packet.objects.filter(uuid=packet).first()


def receipt(packet: Packet) -> bytes:
    """The signed word on a packet, as it stands now (docs/reference/sync.md, Receipt)."""
    told = sync_messages.Receipt(
        packet=packet.uuid,
        sha256=bytes.fromhex(packet.sha256),
        stage=2 if packet.copied_at else 1,
        state="refused" if packet.state == PacketState.REFUSED else "accepted",
        code=packet.code,
        received_at=packet.received_at.isoformat(),
    )
    return sync_messages.encode_receipt(told, seed=server_keys().receipt_seed)


@contextmanager
def _everywhere() -> Iterator[None]:
    """The door knows no areas: it is asked by id, and learns the area from the station's row."""
    if current_scope() == EVERYWHERE:
        yield
        return
    with scope(EVERYWHERE):
        yield


def _whole(upload: Upload, *, handle: int, at: datetime) -> None:
    data = upload_files.content(handle)
    if hashlib.sha256(data).hexdigest() != upload.sha256:
        upload_files.empty(handle)
        raise RuleBroken("upload_hash_wrong")
    receive(data, packet=upload.packet, at=at, sha256=upload.sha256)
    path = upload_files.path_of(upload.packet, upload.sha256)
    # Only when the row is committed: before that the file is all there is.
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def _checked(data: bytes, *, packet: uuid.UUID) -> tuple[str, str, Envelope | None]:
    """The code of the refusal ("" = none), the station's area, and the envelope."""
    stations = _Stations()
    try:
        envelope = open_envelope(data, stations=stations)
        if envelope.header.packet != packet:
            raise RuleBroken("packet_id_wrong")
        refuse_practice(envelope.header)
    except RuleBroken as broken:
        return broken.code, stations.area, None
    return "", stations.area, envelope


def _told(envelope: Envelope | None) -> dict[str, object]:
    if envelope is None:
        return {}
    header = envelope.header
    return {
        "station": header.station_kid,
        "officer": header.officer,
        "visit": header.visit,
        "captured_at": header.captured_at,
    }


class _Stations(Mapping[str, bytes]):
    """The registered stations' public keys, looked up one by one; remembers the last one's area."""

    def __init__(self) -> None:
        self.area = ""
        self._known: dict[str, bytes] = {}

    def __getitem__(self, kid: str) -> bytes:
        if kid in self._known:
            return self._known[kid]
        with _everywhere():
            station = find_station(kid)
        if station is None:
            raise KeyError(kid)
        self.area = station.area_code
        self._known[kid] = bytes(station.public_key)
        return self._known[kid]

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def finish_waiting(*, at: datetime) -> int:
    """Judge every upload that is whole but has no packet, as after a crash between the two; how many."""
    known = {path.name for path in upload_files.folder().glob("*.part")}
    done = 0
    for upload in Upload.objects.filter(packet__in=[name[:36] for name in known]):
        path = upload_files.path_of(upload.packet, upload.sha256)
        if path.name in known and upload_files.size(path) == upload.length:
            try:
                with transaction.atomic():
                    finish(upload, at=at)
                done += 1
            except RuleBroken:  # busy, or sent again from the beginning
                continue
    return done
