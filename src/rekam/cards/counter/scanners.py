"""What is laid down at the hand-over counter: ISO records from a file, or a finger from an SBI device."""

import os
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import IO, TYPE_CHECKING
from uuid import UUID

from rekam.devices.adapters.sbi.client import Capture, SbiClient
from rekam.devices.queries import trust_anchors
from rekam.kernel.errors import RuleBroken
from rekam.kernel.wsq import read_wsq

if TYPE_CHECKING:
    from rekam.abis.engine.samples import Sample

MOST_RECORDS = 4
MOST_BYTES = 3 * 1024 * 1024
SECONDS = 10.0


def device_ports() -> range | None:
    """The loopback ports of the counter's devices, from $REKAM_COUNTER_DEVICE_PORTS ("4501-4600").

    None where it is not set: no device stands at this server's counter.

    Raises ValueError where the setting is no such range.
    """
    told = os.environ.get("REKAM_COUNTER_DEVICE_PORTS", "")
    if not told:
        return None
    first, _, last = told.partition("-")
    ports = range(int(first), int(last or first) + 1)
    if not ports or ports.start < 1024 or ports.stop > 65536:
        raise ValueError(f"REKAM_COUNTER_DEVICE_PORTS is no range of ports: {told!r}")
    return ports


def read_records(files: Iterable[bytes]) -> "list[Sample]":
    """The samples of ISO/IEC 19794-4 and -6 image records.

    Raises RuleBroken("samples_missing" | "samples_too_many" | "image_record_invalid" | "sample_wrong_kind"),
    and what the engine's decoder raises.
    """
    records = list(files)
    if not records:
        raise RuleBroken("samples_missing")
    if len(records) > MOST_RECORDS:
        raise RuleBroken("samples_too_many", limit=MOST_RECORDS)
    if any(len(record) > MOST_BYTES for record in records):
        raise RuleBroken("image_too_large", limit=MOST_BYTES)
    # Here and not above, so that the web starts without the engine's image libraries.
    from rekam.abis.engine.formats import decode_record

    samples = [decode_record(record, wsq=read_wsq) for record in records]
    if not all(sample.position.is_finger or sample.position.is_iris for sample in samples):
        raise RuleBroken("sample_wrong_kind")  # a face alone gives no card
    return samples


def capture_finger(*, position: str, job: UUID, now: Callable[[], datetime]) -> "list[Sample]":
    """One finger from the first ready scanner at the counter.

    Raises RuleBroken("counter_without_device" | "device_not_found"), and what the SBI client raises.
    """
    return read_records(_captured("Finger", position=position, of=job, now=now))


def laid_down(
    uploads: Iterable[IO[bytes] | None], *, position: str, of: UUID, now: Callable[[], datetime]
) -> "list[Sample]":
    """The samples of uploaded records where there are some, else a finger from the counter's scanner.

    Raises what `read_records` and `capture_finger` raise.
    """
    files = [upload for upload in uploads if upload]
    if not files:
        return capture_finger(position=position, job=of, now=now)
    # One byte more than a record may have, so that it is refused without being read whole.
    return read_records([upload.read(MOST_BYTES + 1) for upload in files])


def capture_photo(*, record: UUID, now: Callable[[], datetime]) -> bytes:
    """One face record (ISO/IEC 19794-5) from the first ready camera at the counter; raises as above."""
    (photo,) = _captured("Face", position="face", of=record, now=now)
    return photo


def _captured(bio_type: str, *, position: str, of: UUID, now: Callable[[], datetime]) -> list[bytes]:
    ports = device_ports()
    if ports is None:
        raise RuleBroken("counter_without_device")
    client = SbiClient(anchors=trust_anchors(), now=now, ports=ports)
    device = next((device for device in client.discover() if device.bio_type == bio_type), None)
    if device is None:
        raise RuleBroken("device_not_found")
    # A new one each time, so that no earlier capture at this counter can be played again.
    transaction = f"{of.hex}-{secrets.token_hex(4)}"
    wanted = Capture(positions=(position,), transaction=transaction, seconds=SECONDS)
    return [record.record for record in client.capture(device, wanted=wanted)]
