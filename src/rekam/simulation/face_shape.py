"""The build of a drawn face: its lasting measures, and the height field of skin that they make."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from rekam.simulation.fields import Plane, plane

SCALE: Final = 100.0  # pixels to one unit; the unit is about the height from brow to chin over 1.4


@dataclass(frozen=True)
class Build:
    """Lasting measures of one head in units of SCALE, from the middle of the face, y downwards."""

    female: bool
    cheek: float
    jaw: float
    chin: float
    chin_y: float
    temple: float
    eye_x: float
    eye_y: float
    eye_wide: float
    eye_high: float
    eye_tilt: float
    fold: float
    brow_y: float
    brow_thick: float
    brow_arch: float
    brow_tilt: float
    brow_long: float
    brow_dark: float
    nose_y: float
    nose_wide: float
    nose_high: float
    bridge: float
    mouth_y: float
    mouth_wide: float
    lip_upper: float
    lip_lower: float
    cheekbone: float
    chin_bump: float
    hairline: float
    fold_smile: float
    bags: float
    moustache: float
    beard: float
    glasses: bool
    skin: tuple[float, float, float]
    lips: tuple[float, float, float]
    hair: int
    cloth: tuple[float, float, float]


@dataclass(frozen=True)
class Mood:
    """What changes from one picture to the next: expression, in the same units."""

    smile: float
    open_mouth: float
    open_eyes: float
    brows: float
    gaze: float


def build_of(seed: int) -> Build:
    """The measures of a seed. Spread wider than in real people, so that drawn faces differ at all."""
    rng = np.random.default_rng([seed, 31])
    female = bool(rng.random() < 0.49)
    tone, warm = rng.uniform(0.0, 0.8), rng.normal(2, 4)
    skin = (92 + 72 * tone - warm, 128 + 68 * tone, 176 + 58 * tone + warm)  # BGR
    red = rng.uniform(0.0, 1.0)

    def around(mean: float, spread: float) -> float:
        return float(mean + spread * np.clip(rng.normal(), -2.2, 2.2))

    return Build(
        female=female,
        cheek=around(0.76, 0.045),
        jaw=around(0.60 if female else 0.66, 0.055),
        chin=around(0.27 if female else 0.33, 0.05),
        chin_y=around(1.02 if female else 1.06, 0.06),
        temple=around(0.70, 0.035),
        eye_x=around(0.335, 0.026),
        eye_y=around(-0.14, 0.03),
        eye_wide=around(0.165, 0.016),
        eye_high=around(0.068, 0.014),
        eye_tilt=around(-0.06, 0.07),
        fold=around(0.055, 0.02),
        brow_y=around(-0.40 if female else -0.37, 0.04),
        brow_thick=max(0.018, around(0.033 if female else 0.05, 0.013)),
        brow_arch=around(0.06, 0.035),
        brow_tilt=around(-0.06, 0.07),
        brow_long=around(0.25, 0.03),
        brow_dark=float(rng.uniform(0.55, 0.95)),
        nose_y=around(0.31, 0.045),
        nose_wide=around(0.175 if female else 0.2, 0.026),
        nose_high=around(0.27, 0.06),
        bridge=around(0.055, 0.014),
        mouth_y=around(0.60, 0.035),
        mouth_wide=around(0.27, 0.034),
        lip_upper=max(0.025, around(0.05, 0.016)),
        lip_lower=max(0.035, around(0.068, 0.018)),
        cheekbone=around(0.07, 0.035),
        chin_bump=around(0.06, 0.03),
        hairline=around(-0.78, 0.07),
        fold_smile=max(0.0, around(0.02, 0.018)),
        bags=max(0.0, around(0.012, 0.012)),
        moustache=0.0 if female else float(max(0.0, rng.uniform(-0.9, 0.8))),
        beard=0.0 if female else float(max(0.0, rng.uniform(-1.2, 0.6))),
        glasses=bool(rng.random() < 0.12),
        skin=skin,
        lips=(skin[0] * 0.8, skin[1] * (0.72 - 0.1 * red), skin[2] * (0.86 + 0.06 * red)),
        hair=int(rng.integers(0, 4)),
        cloth=_muted(rng.uniform(20, 230, 3)),
    )


def _muted(colour: npt.NDArray[np.float64]) -> tuple[float, float, float]:
    blue, green, red = 0.55 * colour + 0.45 * colour.mean()
    return float(blue), float(green), float(red)


def bump(u: Plane, v: Plane, *, at: tuple[float, float], size: tuple[float, float], turn: float = 0) -> Plane:
    """A Gaussian hill of height 1."""
    x, y = u - at[0], v - at[1]
    if turn:
        x, y = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
    return plane(np.exp(-0.5 * ((x / size[0]) ** 2 + (y / size[1]) ** 2)))


def half_width(v: Plane, *, build: Build) -> Plane:
    """Half the width of the face at height v, from the top of the skull to the chin; below 0 outside."""
    knots = np.array([-1.22, -1.12, -0.9, -0.5, -0.05, 0.4, 0.72, 0.93, build.chin_y])
    knots[-2] = build.chin_y - 0.11
    cheek, temple, jaw, chin = build.cheek, build.temple, build.jaw, build.chin
    widths = np.array(
        [0.0, 0.36, 0.58, temple, cheek, 0.5 * cheek + 0.5 * jaw + 0.03, jaw * 0.86, chin * 1.2, 0.10]
    )
    fine = np.linspace(knots[0], knots[-1], 160)
    line = np.interp(fine, knots, widths)
    kernel = np.hanning(13) / np.hanning(13).sum()
    smooth = np.convolve(np.pad(line, 6, mode="edge"), kernel, mode="valid")
    return plane(np.interp(v, fine, smooth, left=-0.1, right=-0.1))


def height_field(u: Plane, v: Plane, *, build: Build, mood: Mood) -> Plane:
    """How far the skin stands out towards the camera."""
    wide = half_width(v, build=build)
    round_ = np.sqrt(np.clip(1 - (u / np.maximum(wide, 1e-3)) ** 2, 0, 1))
    tall = np.sqrt(np.clip(1 - ((v + 0.05) / 1.28) ** 2, 0, 1))
    field = 0.72 * round_**0.85 * (0.45 + 0.55 * tall)
    side = np.abs(u)
    eye = (build.eye_x, build.eye_y)
    field += 0.05 * bump(side, v, at=(0.28, build.brow_y + 0.05), size=(0.2, 0.07))
    field -= 0.10 * bump(side, v, at=(eye[0] - 0.05, eye[1]), size=(0.15, 0.085))
    field += 0.055 * bump(side, v, at=eye, size=(0.1, 0.065))
    field += build.cheekbone * bump(side, v, at=(0.44, 0.14), size=(0.17, 0.15))
    field -= 0.05 * bump(side, v, at=(0.5, 0.55), size=(0.14, 0.2))
    field -= build.bags * bump(side, v, at=(eye[0] - 0.02, eye[1] + 0.13), size=(0.13, 0.025), turn=0.1)
    crease = 0.5 + 2 * max(mood.smile, 0)
    field -= build.fold_smile * crease * bump(side, v, at=(0.27, 0.43), size=(0.03, 0.16), turn=-0.45)
    return plane(field + _nose(u, v, build=build) + _mouth(u, v, build=build, mood=mood))


def _nose(u: Plane, v: Plane, *, build: Build) -> Plane:
    top, tip = build.eye_y - 0.1, build.nose_y
    down = np.clip((v - top) / (tip - top), 0, 1)
    below = np.clip((v - tip) / 0.085, 0, 4)
    width = build.bridge + 0.55 * (build.nose_wide - build.bridge) * down**2.2
    ridge = build.nose_high * (0.12 + 0.88 * down**1.25) * np.exp(-0.5 * (u / width) ** 2)
    ridge = ridge * np.exp(-(below**2)) * (v > top - 0.2) * np.clip((v - top + 0.2) / 0.2, 0, 1)
    side = np.abs(u)
    wings = 0.11 * bump(side, v, at=(build.nose_wide * 0.72, tip + 0.0), size=(0.05, 0.055))
    holes = 0.06 * bump(side, v, at=(build.nose_wide * 0.42, tip + 0.065), size=(0.035, 0.02))
    return plane(ridge + wings - holes)


def _mouth(u: Plane, v: Plane, *, build: Build, mood: Mood) -> Plane:
    line = mouth_line(u, build=build, mood=mood)
    inside = np.exp(-0.5 * (u / (build.mouth_wide * 0.75)) ** 4)
    upper = np.exp(-0.5 * ((v - line + build.lip_upper * 0.6) / (build.lip_upper * 0.6)) ** 2)
    gap = mood.open_mouth
    lower = np.exp(-0.5 * ((v - line - gap - build.lip_lower * 0.6) / (build.lip_lower * 0.6)) ** 2)
    slit = np.exp(-0.5 * ((v - line - gap / 2) / (0.012 + gap / 2)) ** 2)
    field = inside * (0.05 * upper + 0.065 * lower - 0.05 * slit)
    field -= 0.025 * bump(u, v, at=(0, (build.nose_y + build.mouth_y) / 2 + 0.03), size=(0.03, 0.07))
    field -= 0.04 * bump(u, v, at=(0, build.mouth_y + build.lip_lower + 0.09), size=(0.16, 0.035))
    field += build.chin_bump * bump(u, v, at=(0, build.chin_y - 0.14), size=(0.15, 0.09))
    return plane(field)


def mouth_line(u: Plane, *, build: Build, mood: Mood) -> Plane:
    """The height of the slit between the lips at each u."""
    across = np.clip(u / build.mouth_wide, -1, 1)
    bow = 0.010 * np.cos(across * np.pi * 2) * (1 - across**2)
    lift = mood.smile * np.clip(np.abs(u) / build.mouth_wide, 0, 1.3) ** 2
    return plane(build.mouth_y - lift + bow)
