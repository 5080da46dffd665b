"""The live picture of the simulated device as M-JPEG: what a capture would take, trembling a little."""

import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import Final

import cv2
import numpy as np

from rekam.abis.engine.positions import Position
from rekam.simulation.device_images import ImageSource
from rekam.simulation.device_state import Bench
from rekam.simulation.fields import Picture, picture
from rekam.simulation.sbi_parts import LEFT_SLAP, Unit

FRAMES_A_SECOND: Final = 5  # SBI asks for at least 3
SIDE: Final = 200
BOUNDARY: Final = "--BoundaryString"
TYPE: Final = f"multipart/x-mixed-replace; boundary={BOUNDARY}"


def frames(
    unit: Unit,
    *,
    sub_id: str,
    seconds: float,
    bench: Bench,
    source: ImageSource,
    wait: Callable[[float], object],
) -> Iterator[bytes]:
    """Parts of the stream for at most `seconds`, FRAMES_A_SECOND; grey noise while nothing lies there."""
    until = time.monotonic() + seconds
    positions = unit.positions.get(sub_id) or next(iter(unit.positions.values()))
    if positions == LEFT_SLAP:
        positions = LEFT_SLAP[::-1]  # as the hand lies on the glass
    shown: tuple[object, Picture] | None = None
    for number in count():
        if time.monotonic() >= until:
            return
        lying = bench.lying()
        if shown is None or shown[0] != lying:
            shown = (lying, _picture(positions, bench=bench, source=source))
        yield part(_trembling(shown[1], number=number))
        wait(1 / FRAMES_A_SECOND)


def part(frame: Picture) -> bytes:
    """One frame with its head, as SBI frames it."""
    jpeg = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, 70])[1].tobytes()
    head = f"{BOUNDARY}\r\nContent-Type:image/jpeg\r\nContent-Length:{len(jpeg)}\r\n\r\n"
    return head.encode() + jpeg + b"\r\n"


def _picture(positions: tuple[Position, ...], *, bench: Bench, source: ImageSource) -> Picture:
    lying = bench.lying()
    tiles: list[Picture] = []
    for position in positions:
        image = None if lying is None else source.find_image(lying=lying, position=position)
        if image is None:
            tiles.append(np.full((SIDE, SIDE * 3 // 4, 3), 236, dtype=np.uint8))
            continue
        seen = image.sample.pixels if image.colour is None else image.colour
        small = cv2.resize(
            seen, (round(seen.shape[1] * SIDE / seen.shape[0]), SIDE), interpolation=cv2.INTER_AREA
        )
        tiles.append(picture(small if small.ndim == 3 else cv2.cvtColor(small, cv2.COLOR_GRAY2BGR)))
    return picture(np.hstack(tiles))


def _trembling(still: Picture, *, number: int) -> Picture:
    rng = np.random.default_rng(number)
    moved = np.roll(still, tuple(rng.integers(-2, 3, 2)), axis=(0, 1))
    grain = rng.integers(-4, 5, still.shape, dtype=np.int16)
    return picture(moved + grain)
