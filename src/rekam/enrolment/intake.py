"""The server's door for packets: judged without any login or private key, stored, receipted.

docs/reference/sync.md is the contract, docs/reference/intake.md tells how it is kept.
"""

import hashlib
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from django.db import DatabaseError, IntegrityError, OperationalError, connection
from psycopg.errors import UniqueViolation

from rekam.audit.rules import Purpose
from rekam.audit.services import NotWritten, entry
from rekam.devices.queries import registered
from rekam.enrolment import clocks, limits, sync_messages, waking
from rekam.enrolment.models import Packet, PacketState
from rekam.enrolment.operations.models import Attempt
from rekam.enrolment.operations.rules import Reason
from rekam.enrolment.packet_envelope import open_envelope
from rekam.enrolment.packet_header import Header
from rekam.enrolment.practice import refuse_practice
from rekam.kernel.database import EVERYWHERE, Statement, current_scope, in_one_trip, scope
from rekam.kernel.errors import RuleBroken
from rekam.vault import services as vault
from rekam.vault.queries import server_keys

# By hand, since it is sent together with others.
_COLUMNS = [field for field in Packet._meta.concrete_fields if not field.primary_key]
_NAMES = ", ".join(str(field.column) for field in _COLUMNS)
_INSERT = (
    f"INSERT INTO enrolment_packet ({_NAMES}) "  # noqa: S608 - our own columns
    f"VALUES ({', '.join(['%s'] * len(_COLUMNS))}) RETURNING id"
)


def receive(
    data: bytes, *, packet: uuid.UUID, at: datetime, sha256: str = "", also_off: bool = False
) -> Packet:
    """Take a whole packet, from an upload or from a stick: check its outside, store it, and queue it.

    sha256     of the data, where the caller has just computed it
    also_off   from a station that was switched off since, too: this door let the packet in before
    A packet that fails is kept too, with its code; so is another content under an id that counts already
    ("packet_conflict"). The same packet again is success, and mends a vault that lost it. The row is
    committed after the vault's file and its folder are synced.
    Raises RuleBroken("vault_medium_away" | "packets_waiting").
    """
    sha256 = sha256 or hashlib.sha256(data).hexdigest()
    stations = _Stations(also_off=also_off)
    row = _judged(data, packet=packet, sha256=sha256, at=at, stations=stations)
    _check_kept(row, stations=stations)
    row.address = vault.keep_first(data, kind="refused" if row.code else "packet", sha256=sha256)
    kept = _added(row)
    if kept is not row:
        _mend(kept, data=data, unused=row.address)
    return kept


def find_packet(packet: uuid.UUID, *, sha256: str = "") -> Packet | None:
    """The packet of that id and content; the one that counts, where the content is not named.

    Whatever its area: the door is asked by id alone.
    """
    with everywhere():
        rows = Packet.objects.filter(uuid=packet)
        if sha256:
            return rows.filter(sha256=sha256).first()
        return rows.exclude(state=PacketState.REFUSED).first() or rows.order_by("-pk").first()


def is_held(packet: Packet) -> bool:
    """Whether nothing of it has to come again: the vault has its bytes, or need not have them any more."""
    return bool(packet.forgotten_at) or vault.has(packet.address)


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
def everywhere() -> Iterator[None]:
    """The door knows no areas: it is asked by id, and learns the area from the station's row."""
    if current_scope() == EVERYWHERE:
        yield
        return
    with scope(EVERYWHERE):
        yield


def _check_kept(row: Packet, *, stations: "_Stations") -> None:
    """Raises RuleBroken("packets_waiting") where too much of that sender waits or was refused."""
    if stations.is_full(row.station) and _find_same(row) is None:
        raise RuleBroken("packets_waiting")


def _kept_most(station: str) -> Statement:
    """A row where as much of a station (kid), or of all strangers (""), is kept as may be."""
    return (
        "SELECT 1 FROM enrolment_packet WHERE station = %s AND state <> 'accepted' OFFSET %s LIMIT 1",
        [station, limits.most_kept(station) - 1],
    )


def _judged(data: bytes, *, packet: uuid.UUID, sha256: str, at: datetime, stations: "_Stations") -> Packet:
    """The row of a packet, not written yet, by what its outside says against the stations of now."""
    row = Packet(uuid=packet, sha256=sha256, length=len(data), state=PacketState.RECEIVED, received_at=at)
    try:
        envelope = open_envelope(data, stations=stations, digest=bytes.fromhex(sha256))
        if envelope.header.packet != packet:
            raise RuleBroken("packet_id_wrong")
        _tell(row, header=envelope.header)
        refuse_practice(envelope.header)
    except RuleBroken as broken:
        row.state, row.code = PacketState.REFUSED, broken.code
    row.area_code = stations.area
    return row


def _tell(row: Packet, *, header: Header) -> None:
    row.station, row.officer, row.visit = header.station_kid, header.officer, header.visit
    row.captured_at = header.captured_at
    row.clock = clocks.flag(header.captured_at, received=row.received_at) or ""


def _announced(row: Packet) -> Iterator[Statement]:
    """What goes with a new packet: its job, its entry in the audit; it is no upload any more."""
    if row.state == PacketState.RECEIVED:
        yield waking.job("open", row.uuid)
    yield "DELETE FROM enrolment_upload WHERE packet = %s AND sha256 = %s", [row.uuid, row.sha256]
    yield entry(
        "enrolment.packet_refused" if row.code else "enrolment.packet_received",
        actor=row.station or "unknown",
        at=row.received_at,
        subjects=[str(row.uuid)],
        purpose=Purpose.RECORDING,
        case=str(row.uuid),
        code=row.code,
    )


def _mend(kept: Packet, *, data: bytes, unused: str) -> None:
    """The bytes of a packet that was known lie where its row says, unless its keeping time is over."""
    if kept.forgotten_at or kept.address != unused:
        with everywhere():
            needed = Packet.objects.filter(address=unused, forgotten_at=None).exists()
        if not needed:  # a stick found years later brings its bytes back to nobody
            vault.forget(unused)
    if not kept.forgotten_at:
        vault.keep_first(data, kind=kept.address.partition("/")[0], sha256=kept.sha256)
        with everywhere():  # its bytes are there again: what was given up for them is tried again
            Attempt.objects.filter(packet=kept, reason=Reason.CONTENT_LOST).delete()


def _added(row: Packet) -> Packet:
    """The row as the constraints let it in: nobody looked before who was first."""
    if _insert(row):
        return row
    same = _find_same(row)
    if same is not None:
        return same
    row.state, row.code = PacketState.REFUSED, "packet_conflict"
    if _insert(row):
        return row
    with everywhere():
        return Packet.objects.get(uuid=row.uuid, sha256=row.sha256)


def _find_same(row: Packet) -> Packet | None:
    with everywhere():
        return Packet.objects.filter(uuid=row.uuid, sha256=row.sha256).first()


def _insert(row: Packet) -> bool:
    """Write a packet with all that goes with it, or nothing where the constraints know it.

    Raises NotWritten.
    """
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in _COLUMNS]
    try:
        [[(row.pk,)], *_] = in_one_trip(EVERYWHERE, (_INSERT, values), *_announced(row))
    except (IntegrityError, OperationalError) as error:
        if isinstance(error.__cause__, UniqueViolation):
            return False
        raise
    except DatabaseError as error:
        raise NotWritten("enrolment.packet_received") from error
    return True


class _Stations(Mapping[str, bytes]):
    """The registered stations' public keys, looked up one by one; remembers the last one's area.

    One that is switched off is RuleBroken("packet_station_off").
    """

    def __init__(self, *, also_off: bool) -> None:
        self.area = ""
        self._also_off = also_off
        self._known: dict[str, bytes] = {}
        self._full: dict[str, bool] = {}

    def __getitem__(self, kid: str) -> bytes:
        if kid in self._known:
            return self._known[kid]
        found, most = in_one_trip(EVERYWHERE, registered(kid), _kept_most(kid))
        if not found:
            raise KeyError(kid)
        [(self.area, is_active, public_key)] = found
        if not (is_active or self._also_off):
            raise RuleBroken("packet_station_off", kid=kid)
        self._full[kid] = bool(most)
        self._known[kid] = bytes(public_key)
        return self._known[kid]

    def is_full(self, kid: str) -> bool:
        """Whether as much of that station, or of all strangers (""), is kept as may be."""
        if kid not in self._full:
            [most] = in_one_trip(EVERYWHERE, _kept_most(kid))
            self._full[kid] = bool(most)
        return self._full[kid]

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0
