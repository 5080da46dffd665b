"""From the bytes that an institution sent to what is compared: read, looked at, extracted, let go.

It takes a tenth of a second and more of the processor, which the web's threads share: few pictures are read
at once in this process, and one extracted. Nothing here knows about whom is asked.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from rekam.abis.finger_extractor import finger_extractor
from rekam.kernel.errors import RuleBroken
from rekam.kernel.pictures import clean_photo, is_picture
from rekam.kernel.wsq import read_wsq
from rekam.verification.asking.rules import Field
from rekam.verification.comparing.rules import LEAST_QUALITY

if TYPE_CHECKING:
    from rekam.abis.engine.samples import Sample
    from rekam.abis.engine.template import PersonTemplate

MOST_AT_ONCE = 4  # threads of the web process that read pictures or wait for their turn
SECONDS = 5.0
LONGEST_SIDE = 1_280  # pixels; the detector looks at 320
# What the engine says of this machine, not of the picture.
_OURS = frozenset({"weights_missing", "weights_invalid"})

_places, _sandbox, _turn = (BoundedSemaphore(number) for number in (MOST_AT_ONCE, 1, 1))


def extract(field: Field, records: Sequence[bytes], *, in_sandbox: bool = False) -> "PersonTemplate":
    """What of these is compared: a face, or one or two fingers; of two pictures of one finger the better.

    in_sandbox   for its clients, whom nobody knows: one at a time, and beside the places of institutions
    Raises RuleBroken("sample_unreadable" | "sample_empty" | "sample_crowded" | "sample_poor"), the same
    whoever is asked about; RuleBroken("comparisons_busy" | "comparisons_away").
    """
    with _held(_sandbox if in_sandbox else _places, seconds=0.0):
        samples = [_decoded(field, one) for one in records]  # a slow one holds up nobody else's
        with _held(_turn, seconds=SECONDS):
            return _extracted(samples)


@contextmanager
def _held(place: BoundedSemaphore, *, seconds: float) -> Iterator[None]:
    if not place.acquire(timeout=seconds):
        raise RuleBroken("comparisons_busy")
    try:
        yield
    finally:
        place.release()


def _decoded(field: Field, record: bytes) -> "Sample":
    """A picture is made again by a process of its own; a record is read within the engine's limits."""
    from rekam.abis.engine.formats import decode_record

    try:
        if field is Field.WAJAH and is_picture(record):
            return _face(clean_photo(record, longest=LONGEST_SIDE))
        sample = decode_record(record, wsq=read_wsq)
    except RuleBroken as broken:
        raise RuleBroken("sample_unreadable", why=broken.code) from broken
    if sample.position.is_finger is not (field is Field.SIDIK_JARI) or sample.position.is_iris:
        raise RuleBroken("sample_unreadable", why="position")
    return sample


def _face(jpeg: bytes) -> "Sample":
    import numpy as np
    from PIL import Image

    from rekam.abis.engine.positions import Position
    from rekam.abis.engine.samples import Sample

    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as picture:
        return Sample(position=Position.FACE, pixels=np.array(picture.convert("L"), dtype=np.uint8))


def _extracted(samples: "Sequence[Sample]") -> "PersonTemplate":
    from rekam.abis.engine.enrol import extract_person
    from rekam.abis.engine.extract.face import Found
    from rekam.abis.engine.recorder import Notebook

    notebook = Notebook()
    try:
        probe = extract_person(samples, extractor=finger_extractor(), recorder=notebook)
    except RuleBroken as broken:
        ours = broken.code in _OURS
        raise RuleBroken("comparisons_away" if ours else "sample_empty") from broken
    if any(name == "person.failed" for name, _seen in notebook.kept):
        raise RuleBroken("sample_empty")
    if any(isinstance(seen, Found) and seen.others for _name, seen in notebook.kept):
        raise RuleBroken("sample_crowded")
    qualities = [finger.quality for finger in probe.fingers.values()]
    if probe.face is not None:
        qualities.append(probe.face.quality)
    if min(qualities) < LEAST_QUALITY:
        raise RuleBroken("sample_poor")
    return probe
