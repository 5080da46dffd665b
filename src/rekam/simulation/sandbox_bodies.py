"""Draws the bodies of the sandbox's invented people anew: `python -m rekam.simulation.sandbox_bodies`.

Of each a template for the office's side, and another impression of face and finger for who tries the API.
"""

from collections.abc import Mapping
from pathlib import Path

import cv2

from rekam.abis.engine.enrol import extract_person
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.formats import encode_record
from rekam.abis.engine.positions import Position
from rekam.simulation.bodies import Body, body

ROOM = Path(__file__).resolve().parents[1] / "verification"
TEMPLATES = ROOM / "sandbox/drawn"
PICTURES = ROOM / "static/verification/sandbox"
SEEDS: Mapping[str, int] = {"contoh-satu": 3, "contoh-dua": 6}
FINGERS = (Position.RIGHT_INDEX, Position.LEFT_INDEX)
SENT = 1  # the impression that is handed out; 0 is the office's


def main() -> None:
    """Write every file over."""
    for name, seed in SEEDS.items():
        drawn = body(seed)
        (TEMPLATES / f"{name}.template").write_bytes(template(drawn))
        (PICTURES / f"{name}.jpg").write_bytes(portrait(drawn))
        record = encode_record(drawn.finger(Position.RIGHT_INDEX, impression=SENT))
        (PICTURES / f"{name}-right-index.fir").write_bytes(record)


def template(drawn: Body) -> bytes:
    """What the office has of a body: its face and two fingers."""
    samples = [drawn.face(), *(drawn.finger(one) for one in FINGERS)]
    return extract_person(samples, extractor=Extractor.LEADER).to_bytes()


def portrait(drawn: Body) -> bytes:
    """What is handed out of its face, as JPEG."""
    return bytes(cv2.imencode(".jpg", drawn.portrait(impression=SENT), [cv2.IMWRITE_JPEG_QUALITY, 90])[1])


if __name__ == "__main__":
    main()
