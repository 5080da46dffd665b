"""How sealed packets and receipts lie on a stick: `rekam-paket/<id>.rekam`, `rekam-paket/<id>.receipt`.

Station and server both read and write it here. Nothing on it can be read without the server's key.
"""

import uuid
from collections.abc import Iterator
from pathlib import Path

from rekam.enrolment.packet_envelope import MAX_PACKET_BYTES, packet_within
from rekam.enrolment.sync_messages import MAX_RECEIPT_BYTES
from rekam.kernel.errors import RuleBroken

FOLDER = "rekam-paket"


def folder_on(medium: Path) -> Path:
    """The folder of packets on a medium, or the medium itself when that is the folder already."""
    return medium if medium.name == FOLDER else medium / FOLDER


def packet_path(folder: Path, packet: uuid.UUID) -> Path:
    """Where a packet lies."""
    return folder / f"{packet}.rekam"


def receipt_path(folder: Path, packet: uuid.UUID) -> Path:
    """Where the server's receipt for it lies."""
    return folder / f"{packet}.receipt"


def packets_in(folder: Path) -> Iterator[Path]:
    """The files of packets, in the order of their names."""
    yield from sorted(folder.glob("*.rekam"))


def receipts_in(folder: Path) -> Iterator[tuple[uuid.UUID, bytes]]:
    """Receipts as they lie there, not checked; files of another name or size are passed over."""
    for path in sorted(folder.glob("*.receipt")):
        packet = id_of(path)
        if packet is not None and path.stat().st_size <= MAX_RECEIPT_BYTES:
            yield packet, path.read_bytes()


def read_packet(path: Path) -> tuple[uuid.UUID, bytes]:
    """A packet's id and bytes, of which none is missing or changed; its signatures are the server's to check.

    Raises RuleBroken("packet_too_large" | "packet_id_wrong" | "store_unreadable") and the codes of
    `packet_within`.
    """
    try:
        if path.stat().st_size > MAX_PACKET_BYTES:
            raise RuleBroken("packet_too_large")
        data = path.read_bytes()
    except OSError as error:
        raise RuleBroken("store_unreadable", reason=type(error).__name__) from error
    packet = packet_within(data)
    if packet != id_of(path):
        raise RuleBroken("packet_id_wrong")
    return packet, data


def id_of(path: Path) -> uuid.UUID | None:
    """The id in a file's name, if there is one."""
    try:
        return uuid.UUID(path.stem)
    except ValueError:
        return None
