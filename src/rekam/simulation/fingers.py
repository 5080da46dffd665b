"""Drawn fingers: a master print from an orientation field, and impressions of it as a scanner would see them.

The idea is that of synthetic fingerprint generation as published by Cappelli and Maio (SFinGe, 2004): choose
a class and singular points, compute the ridge orientation with the zero-pole model of Sherlock and Monro
(1993), let seeded noise grow into ridges under oriented Gabor filters, then change place, pressure and skin.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import cv2
import numpy as np

from rekam.simulation.fields import Picture, Plane, picture, plane, ramps, smooth_noise

PPI: Final = 500
HEIGHT, WIDTH = 400, 320
MARGIN: Final = 32  # skin beyond the glass, so that a finger laid aside still has ridges
GROWN_AT: Final = 2  # ridges grow at half size, where the filters cost a quarter
ORIENTATIONS: Final = 24
ROUNDS: Final = 11
CLASSES: Final = ("left_loop", "right_loop", "whorl", "twin_loop", "arch", "tented_arch")
SHARES: Final = (0.32, 0.32, 0.22, 0.06, 0.04, 0.04)  # plain shares of Henry's classes in large files


@dataclass(frozen=True)
class Singularities:
    """Loops (cores) and deltas as complex points, x right and y up, in units of half the width."""

    loops: tuple[complex, ...]
    deltas: tuple[complex, ...]
    bump: float  # how high an arch rises in the middle, radians


@lru_cache(maxsize=96)
def master_print(*, seed: int, finger: int) -> Plane:
    """The ridges of one finger with MARGIN on each side, -1 (valley) to 1 (ridge), before any contact.

    seed    the body
    finger  1 to 10 as in ISO/IEC 19794-4
    """
    rng = np.random.default_rng([seed, finger, 1])
    directions = orientation_field(points=seeded_points(rng), bend=float(rng.uniform(0.5, 0.8)))
    period = float(rng.uniform(8.2, 9.8))
    ridges = _grow(directions=directions, period=period, rng=rng)
    stretched = _stretch(ridges, rng=rng, pixels=5.0)
    stretched.setflags(write=False)
    return stretched


def finger_image(*, seed: int, finger: int, impression: int) -> Picture:
    """One impression, dark ridges on a light ground, HEIGHT x WIDTH at PPI.

    The same (seed, finger, impression) always gives the same bytes; another impression moves, turns, presses,
    wets and covers the same ridges differently.
    """
    rng = np.random.default_rng([seed, finger, 2, impression])
    ridges = _place(master_print(seed=seed, finger=finger), rng=rng)
    return _touch(ridges, rng=rng)


def orientation_field(*, points: Singularities, bend: float, margin: int = MARGIN) -> Plane:
    """Ridge directions in radians (0 = horizontal, counter-clockwise), at growing size.

    bend    how much the ridges above the middle curve round the fingertip, radians at the rim
    margin  full-size pixels beyond the image on each side
    """
    x, y = ramps(height=(HEIGHT + 2 * margin) // GROWN_AT, width=(WIDTH + 2 * margin) // GROWN_AT)
    x, y = x * (1 + 2 * margin / WIDTH), y * (1 + 2 * margin / WIDTH)
    z = x + 1j * y
    angle = np.zeros_like(x)
    for loop in points.loops:
        angle += 0.5 * np.angle(z - loop)
    for delta in points.deltas:
        angle -= 0.5 * np.angle(z - delta)
    above = 1 / (1 + np.exp(-4 * (y - 0.1)))
    angle -= bend * np.sin(np.clip(x, -1, 1) * np.pi / 2) * above
    angle -= points.bump * np.sin(np.clip(x, -1, 1) * np.pi) * np.exp(-((y + 0.1) ** 2) / 0.5)
    return angle.astype(np.float32)


def seeded_points(rng: np.random.Generator) -> Singularities:
    """The singular points of a finger of a random class, in natural shares."""
    kind = CLASSES[int(rng.choice(len(CLASSES), p=SHARES))]

    def jitter(x: float, y: float) -> complex:
        return complex(x + rng.normal(0, 0.06), y + rng.normal(0, 0.08))

    if kind == "arch":
        return Singularities(loops=(), deltas=(), bump=float(rng.uniform(0.7, 1.0)))
    if kind == "tented_arch":
        core = jitter(0, 0.0)
        return Singularities(loops=(core,), deltas=(core - 1j * float(rng.uniform(0.35, 0.6)),), bump=0.2)
    side = 1 if kind == "left_loop" else -1
    if kind in ("left_loop", "right_loop"):
        return Singularities(loops=(jitter(0, 0.15),), deltas=(jitter(0.72 * side, -0.65),), bump=0.0)
    apart = rng.uniform(0.12, 0.3) if kind == "whorl" else rng.uniform(0.4, 0.55)
    lean = rng.uniform(-0.05, 0.05) if kind == "whorl" else 0.22 * rng.choice([-1, 1])
    centre = jitter(0, 0.1)
    offset = complex(lean, apart / 2)
    return Singularities(
        loops=(centre + offset, centre - offset), deltas=(jitter(-0.78, -0.75), jitter(0.78, -0.75)), bump=0.0
    )


def _grow(*, directions: Plane, period: float, rng: np.random.Generator) -> Plane:
    """Ridges at full size: noise filtered again and again along its own direction until it is all ridges."""
    height, width = directions.shape
    pad = 16
    padded = np.pad(directions, pad, mode="edge")
    weights = _shares_of_orientations(padded)
    filters = _gabor_bank(shape=padded.shape, period=period / GROWN_AT)
    ridges = rng.normal(0, 1, padded.shape).astype(np.float32)
    for _ in range(ROUNDS):
        spectrum = np.fft.rfft2(ridges)
        answers = np.fft.irfft2(spectrum[None] * filters, s=padded.shape)
        ridges = np.tanh(3 * _scaled(np.einsum("khw,khw->hw", answers, weights)))
    inner = np.ascontiguousarray(ridges[pad : pad + height, pad : pad + width], dtype=np.float32)
    full = cv2.resize(inner, None, fx=GROWN_AT, fy=GROWN_AT, interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.clip(full, -1, 1), dtype=np.float32)


def _scaled(values: Plane) -> Plane:
    return np.asarray(values / (values.std() + 1e-6), dtype=np.float32)


def _shares_of_orientations(directions: Plane) -> Plane:
    """How much of each discrete orientation a pixel takes: linear between its two neighbours."""
    place = np.mod(directions, np.pi) * (ORIENTATIONS / np.pi)
    distance = np.abs(place[None] - np.arange(ORIENTATIONS, dtype=np.float32)[:, None, None])
    distance = np.minimum(distance, ORIENTATIONS - distance)
    return plane(np.clip(1 - distance, 0, 1))


@lru_cache(maxsize=8)
def _frequencies(shape: tuple[int, int]) -> tuple[Plane, Plane]:
    rows = np.fft.fftfreq(shape[0]).astype(np.float32)[:, None]
    columns = np.fft.rfftfreq(shape[1]).astype(np.float32)[None, :]
    return rows, columns


def _gabor_bank(*, shape: tuple[int, ...], period: float) -> Plane:
    """Even Gabor filters in the frequency domain, one an orientation of the ridges."""
    rows, columns = _frequencies((shape[0], shape[1]))
    spread = 0.42 * period
    bank = []
    for index in range(ORIENTATIONS):
        along = np.pi * index / ORIENTATIONS
        # Across the ridge; rows grow downwards while directions turn counter-clockwise.
        fx, fy = -np.sin(along) / period, -np.cos(along) / period
        near = np.exp(-2 * (np.pi * spread) ** 2 * ((columns - fx) ** 2 + (rows - fy) ** 2))
        mirrored = np.exp(-2 * (np.pi * spread) ** 2 * ((columns + fx) ** 2 + (rows + fy) ** 2))
        bank.append(near + mirrored)
    return np.asarray(bank, dtype=np.float32)


def _stretch(ridges: Plane, *, rng: np.random.Generator, pixels: float) -> Plane:
    """The same ridges after a smooth shift of at most a few pixels, as skin gives way."""
    shift_x = pixels * smooth_noise(rng=rng, shape=ridges.shape, scale=60)
    shift_y = pixels * smooth_noise(rng=rng, shape=ridges.shape, scale=60)
    rows, columns = np.indices(ridges.shape, dtype=np.float32)
    moved = cv2.remap(
        ridges, columns + shift_x, rows + shift_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101
    )
    return np.asarray(moved, dtype=np.float32)


def _place(ridges: Plane, *, rng: np.random.Generator) -> Plane:
    turn = float(np.clip(rng.normal(0, 6), -15, 15))
    matrix = cv2.getRotationMatrix2D((WIDTH / 2 + MARGIN, HEIGHT / 2 + MARGIN), turn, 1.0)
    matrix[:, 2] = matrix[:, 2] + np.clip(rng.normal(0, (10, 12)), -26, 26) - MARGIN
    placed = cv2.warpAffine(
        _stretch(ridges, rng=rng, pixels=2.0),
        matrix,
        (WIDTH, HEIGHT),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=-3.0,
    )
    return np.asarray(placed, dtype=np.float32)


def _touch(ridges: Plane, *, rng: np.random.Generator) -> Picture:
    """Grey values where the skin meets the glass: pressure, moisture, breaks, grain, the rim of contact."""
    shape = ridges.shape
    pressure = float(np.clip(rng.normal(0.0, 0.22), -0.45, 0.45))
    moisture = 0.25 * smooth_noise(rng=rng, shape=shape, scale=45)
    breaks = smooth_noise(rng=rng, shape=shape, scale=2.2)
    dark = 1 / (1 + np.exp(-5.5 * (ridges + pressure + moisture + 0.16 * breaks)))
    dark = cv2.GaussianBlur(dark.astype(np.float32), (0, 0), 0.5)
    contact = _contact(rng=rng, shape=(shape[0], shape[1]))
    contact *= cv2.GaussianBlur((ridges > -2).astype(np.float32), (0, 0), 3)
    ground = 232 + 4 * smooth_noise(rng=rng, shape=shape, scale=80)
    ink = 165 + 18 * smooth_noise(rng=rng, shape=shape, scale=50)
    grey = ground - ink * dark * contact - 14 * contact + rng.normal(0, 4.5, shape)
    return picture(grey)


def _contact(*, rng: np.random.Generator, shape: tuple[int, int]) -> Plane:
    """1 where skin touches, 0 outside: an egg, now and then cut by a finger laid badly."""
    x, y = ramps(height=shape[0], width=shape[1])
    wide, high = rng.uniform(0.76, 0.9), rng.uniform(0.95, 1.1)
    x0, y0 = rng.normal(0, 0.05), rng.normal(0, 0.05)
    egg = ((x - x0) / wide) ** 2 + ((y - y0) / high) ** 2
    ragged = egg + 0.06 * smooth_noise(rng=rng, shape=shape, scale=12)
    inside = 1 / (1 + np.exp(22 * (ragged - 1)))
    if rng.random() < 0.2:
        side = rng.uniform(0, 2 * np.pi)
        inside = inside / (1 + np.exp(18 * (x * np.cos(side) + y * np.sin(side) - rng.uniform(0.6, 0.8))))
    return plane(inside)
