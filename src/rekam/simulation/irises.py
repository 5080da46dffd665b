"""Drawn irises in near infrared: a texture of its own in polar form, in an eye with lids and lashes."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import cv2
import numpy as np

from rekam.simulation.fields import Picture, Plane, edge, picture, plane, smooth_noise

HEIGHT, WIDTH = 240, 320
RINGS: Final = 96
ANGLES: Final = 1024


@dataclass(frozen=True)
class Eye:
    """Where things lie in one picture, in pixels; roll in radians."""

    pupil: tuple[float, float, float]
    iris: tuple[float, float, float]
    squeeze: float
    roll: float
    upper: float
    lower: float
    lid_lean: float


@lru_cache(maxsize=64)
def iris_texture(*, seed: int, eye: int) -> Plane:
    """The grey levels of one iris, RINGS (from the pupil outwards) x ANGLES, about 0 with deviation 1.

    seed  the body
    eye   1 right, 2 left as in ISO/IEC 19794-6
    """
    rng = np.random.default_rng([seed, eye, 11])
    rings = np.linspace(0, 1, RINGS, dtype=np.float32)[:, None]
    collarette = 0.28 + 0.03 * _round_noise(rng=rng, around=40.0, along=RINGS * 4.0)[:1]
    inner = edge((collarette - rings) / 0.04)
    fibres = _round_noise(rng=rng, around=9.0, along=26.0)
    broad = _round_noise(rng=rng, around=34.0, along=18.0)
    fine = _round_noise(rng=rng, around=6.0, along=6.0)
    furrows = _round_noise(rng=rng, around=220.0, along=5.0) * (rings > 0.5)
    texture = (0.5 + 0.6 * inner) * fibres + 0.7 * broad + 0.45 * fine + 0.3 * furrows
    texture += 0.9 * np.exp(-(((rings - collarette) / 0.035) ** 2)) - _crypts(rng=rng, rings=rings)
    texture = plane(texture / (texture.std() + 1e-6))
    texture.setflags(write=False)
    return texture


def iris_image(*, seed: int, eye: int, impression: int) -> Picture:
    """One near-infrared picture of an eye, HEIGHT x WIDTH.

    The same arguments give the same bytes. Another impression has another pupil, gaze, tilt of the head,
    opening of the lids, focus and noise; the texture and the iris's size stay.
    """
    own = np.random.default_rng([seed, eye, 12])
    base, contrast = float(own.uniform(124, 150)), float(own.uniform(10, 15))
    radius = float(own.uniform(96, 106))
    rng = np.random.default_rng([seed, eye, 13, impression])
    place = _eye(rng=rng, radius=radius + float(rng.normal(0, 1.0)), lid=float(own.uniform(-6, 10)))
    texture = plane(base + contrast * iris_texture(seed=seed, eye=eye))
    open_eye = _lids(_ball(place=place, texture=texture, rng=rng), place=place, rng=rng)
    seen = cv2.GaussianBlur(open_eye, (0, 0), float(rng.uniform(0.5, 1.0)))
    return picture(seen + rng.normal(0, 2.0, seen.shape))


def _round_noise(*, rng: np.random.Generator, around: float, along: float) -> Plane:
    """Noise that closes on itself over the angle; features `around` angles by `along` rings large."""
    rows, columns = np.fft.fftfreq(RINGS * 2)[:, None], np.fft.rfftfreq(ANGLES)[None, :]
    keep = np.exp(-0.5 * ((rows * along * 2) ** 2 + (columns * around * 2) ** 2))
    # Without the slowest waves, so that the texture is a band and not a shade.
    keep = keep * (1 - np.exp(-0.5 * (columns * ANGLES / 3) ** 2))
    white = np.fft.rfft2(rng.normal(0, 1, (RINGS * 2, ANGLES)))
    noise = np.fft.irfft2(white * keep, s=(RINGS * 2, ANGLES))[:RINGS]
    return np.asarray(noise / (noise.std() + 1e-9), dtype=np.float32)


def _crypts(*, rng: np.random.Generator, rings: Plane) -> Plane:
    """Dark lens-shaped holes, most of them near the collarette."""
    angles = np.arange(ANGLES, dtype=np.float32)[None, :]
    depth = np.zeros((RINGS, ANGLES), dtype=np.float32)
    for _ in range(int(rng.integers(6, 22))):
        ring, angle = rng.normal(0.38, 0.14), rng.uniform(0, ANGLES)
        high, wide = rng.uniform(0.03, 0.09), rng.uniform(8, 26)
        turn = (angles - angle + ANGLES / 2) % ANGLES - ANGLES / 2
        depth += rng.uniform(0.8, 2.0) * np.exp(-(((rings - ring) / high) ** 2) - (turn / wide) ** 2)
    return plane(np.minimum(depth, 2.5))


def _eye(*, rng: np.random.Generator, radius: float, lid: float) -> Eye:
    x, y = 160 + float(np.clip(rng.normal(0, 10), -22, 22)), 122 + float(np.clip(rng.normal(0, 6), -10, 10))
    pupil = radius * float(np.clip(rng.normal(0.42, 0.045), 0.32, 0.54))
    shift = rng.normal(0, 1.2, 2)
    return Eye(
        pupil=(x + float(shift[0]), y + float(shift[1]), pupil),
        iris=(x, y, radius),
        squeeze=1 - abs(float(rng.normal(0, 0.012))),
        roll=float(np.clip(rng.normal(0, 0.04), -0.1, 0.1)),
        upper=78 + lid + float(rng.normal(0, 6)),
        lower=96 + float(rng.normal(0, 5)),
        lid_lean=float(rng.normal(0, 0.05)),
    )


def _ball(*, place: Eye, texture: Plane, rng: np.random.Generator) -> Plane:
    """Pupil, iris and white of the eye, before the lids."""
    rows, columns = np.indices((HEIGHT, WIDTH), dtype=np.float32)
    px, py, pr = place.pupil
    ix, iy, ir = place.iris
    from_pupil = np.hypot((columns - px) / place.squeeze, rows - py)
    from_iris = np.hypot((columns - ix) / place.squeeze, rows - iy)
    share = np.clip((from_pupil - pr) / np.maximum(from_pupil - pr + ir - from_iris, 1e-3), 0, 1)
    angle = np.mod(np.arctan2(rows - py, columns - px) + place.roll, 2 * np.pi)
    wrapped = np.concatenate([texture, texture[:, :1]], axis=1)
    sheet = cv2.remap(
        wrapped,
        (angle * (ANGLES / (2 * np.pi))).astype(np.float32),
        (share * (RINGS - 1)).astype(np.float32),
        cv2.INTER_LINEAR,
    )
    sheet = sheet - 16 * share**6 + 5 * smooth_noise(rng=rng, shape=sheet.shape, scale=150)
    white = 204 + 8 * smooth_noise(rng=rng, shape=sheet.shape, scale=60) - 30 * np.abs(columns - ix) / 200
    ball = sheet + (white - sheet) * edge((from_iris - ir) / 2.2)
    ball = ball + (14 + 2 * rng.random() - ball) * edge((pr - from_pupil) / 0.9)
    for dx, dy, size in ((6 + rng.normal(0, 4), 8 + rng.normal(0, 4), 3.2), (-4.0, -14.0, 1.1)):
        spot = edge((size - np.hypot(columns - px - dx, rows - py - dy)) / 0.5)
        ball = ball + (252 - ball) * spot
    return np.asarray(ball, dtype=np.float32)


def _lids(ball: Plane, *, place: Eye, rng: np.random.Generator) -> Plane:
    """Skin above and below, with the shadow of the upper lid and lashes on both."""
    rows, columns = np.indices(ball.shape, dtype=np.float32)
    ix, iy, _ = place.iris
    across = (columns - ix) / 160
    above = iy - place.upper + 52 * across**2 + 60 * place.lid_lean * across
    below = iy + place.lower - 26 * across**2 + 40 * place.lid_lean * across
    skin = 196 + 10 * smooth_noise(rng=rng, shape=ball.shape, scale=40)
    skin += 3 * smooth_noise(rng=rng, shape=ball.shape, scale=3)
    skin -= 26 * np.exp(-(((above - rows - 26) / 5) ** 2))
    shaded = ball * (1 - 0.3 * np.exp(-np.maximum(rows - above, 0) / 9))
    covered = shaded + (skin - shaded) * np.maximum(edge((above - rows) / 1.2), edge((rows - below) / 1.2))
    return _lashes(covered.astype(np.float32), above=plane(above)[0], below=plane(below)[0], rng=rng)


def _lashes(skin: Plane, *, above: Plane, below: Plane, rng: np.random.Generator) -> Plane:
    """Curved dark strokes rooted on the rims of the lids."""
    ink = np.zeros(skin.shape, dtype=np.uint8)
    steps = np.linspace(0, 1, 7)
    for rim, count, way, long in ((above, 75, -1.0, 24.0), (below, 45, 1.0, 13.0)):
        for root in rng.uniform(2, WIDTH - 3, count):
            lean = (root - WIDTH / 2) / (WIDTH / 2)
            length = long * rng.uniform(0.6, 1.2)
            dip = 0.35 * length * -way * rng.uniform(0.2, 1.0)
            x = root + length * (0.9 * lean + rng.normal(0, 0.25)) * steps
            y = rim[int(root)] + dip * np.sin(np.pi * np.minimum(steps * 1.4, 1)) + way * length * steps**2
            line = np.stack([x, y], axis=1)
            cv2.polylines(ink, [np.rint(line * 16).astype(np.int32)], False, 255, 1, cv2.LINE_AA, 4)
    thick = cv2.GaussianBlur(ink.astype(np.float32) / 255, (0, 0), 0.6)
    return np.asarray(skin + (58 - skin) * np.clip(1.2 * thick, 0, 0.9), dtype=np.float32)
