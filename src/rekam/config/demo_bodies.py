"""Bodies of the demo's invented people: drawing and reading one takes a second, so they are kept."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import cv2

from rekam.abis.engine.template import PersonTemplate
from rekam.abis.finger_extractor import finger_extractor
from rekam.kernel.places import data_folder, private_folder
from rekam.simulation.fields import Picture

PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Known:
    """What a recording keeps of a body: two pictures as PNG, and the template of two fingers."""

    portrait: bytes
    signature: bytes
    template: PersonTemplate


def known(number: int, *, backdrop: str) -> Known:
    """One of the bodies that simulation.bodies draws, from an earlier start where there was one.

    number    the demo's scanners know the same ones
    backdrop  of the portrait, "red" or "blue"
    """
    folder = private_folder(data_folder() / f"demo-bodies-{_version()}")
    paths = [folder / f"{number}-{backdrop}.{part}" for part in ("portrait", "signature", "template")]
    if not all(path.exists() for path in paths):
        for path, data in zip(paths, _made(number, backdrop=backdrop), strict=True):
            path.write_bytes(data)
    portrait, signature, template = (path.read_bytes() for path in paths)
    return Known(portrait, signature, PersonTemplate.from_bytes(template))


def _made(number: int, *, backdrop: str) -> tuple[bytes, bytes, bytes]:
    from rekam.abis.engine.enrol import extract_person
    from rekam.abis.engine.positions import Position
    from rekam.simulation.bodies import body

    drawn = body(number)
    fingers = (Position.RIGHT_INDEX, Position.LEFT_INDEX)
    template = extract_person((drawn.finger(one) for one in fingers), extractor=finger_extractor())
    return _png(drawn.portrait(backdrop=backdrop)), _png(drawn.signature()), template.to_bytes()


def _png(pixels: Picture) -> bytes:
    return bytes(cv2.imencode(".png", pixels)[1])


def _version() -> str:
    """Changes with whatever draws or reads a body."""
    digest = hashlib.sha256(finger_extractor().encode())
    for path in sorted([*PACKAGE.glob("simulation/*.py"), *PACKAGE.glob("abis/engine/**/*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
