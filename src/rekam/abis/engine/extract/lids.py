"""What of a sheet is iris: lids as curves across the eye, lashes and reflections cell by cell.

The iris's own tone is learnt at the sides of the eye, which lids rarely cover. A lid is the parabola beyond
which the most cells look unlike that.
"""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt
from numba import njit

from rekam.abis.engine.extract.sheet import COLUMNS, ROWS, Eye, Sheet
from rekam.abis.engine.iris_parameters import IrisParameters

F32 = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

SIDES: Final = ((0.0, 0.12), (0.38, 0.55), (0.95, 1.0))
"""The parts of a turn (clockwise from the right) that show iris in nearly every picture."""
BETWEEN: Final = slice(ROWS // 8, ROWS - ROWS // 5)
"""The rows away from both edges, where a ring found a little wrong does no harm."""
LEAST_TRUSTED: Final = 100
"""Cells of these, of some 7,600, that must lie in the image: a tone from fewer is chance."""
ACROSS: Final = 33
DOWN: Final = 100
"""Cells of the map in which lids are looked for: two iris radii wide, two high."""
HEIGHTS: Final = np.arange(-1.0, 0.30, 0.02)
BENDS: Final = np.array([-0.1, 0.05, 0.2, 0.35, 0.5, 0.7])
LEANS: Final = np.array([-0.3, -0.15, 0.0, 0.15, 0.3])
"""What lids are tried: height of the middle, rise of the ends and lean, in iris radii (an upper lid)."""


@dataclass(frozen=True)
class Lid:
    """The edge of a lid across an eye: y = height + lean * x + bend * x * x, in iris radii about (x, y).

    side  -1 for the upper lid (covers what is above), +1 for the lower
    """

    x: float
    y: float
    radius: float
    side: int
    height: float
    lean: float
    bend: float

    def edge(self, x: F32) -> F32:
        """The edge's y (pixels) at some x (pixels)."""
        across = (x - self.x) / self.radius
        edge = self.y + self.radius * (self.height + across * (self.lean + self.bend * across))
        return np.asarray(edge, dtype=np.float32)

    def covers(self, sheet: Sheet, *, margin: float) -> Mask:
        """The cells of a sheet that lie beyond the edge or within `margin` iris radii of it."""
        return np.asarray(self.side * (sheet.y - self.edge(sheet.x)) > -margin * self.radius)


@dataclass(frozen=True, eq=False)
class IrisTone:
    """What the iris itself looks like: its middle tone and the usual distance from it (grey values)."""

    centre: float
    spread: float


def iris_tone(sheet: Sheet, *, parameters: IrisParameters) -> IrisTone | None:
    """The tone of the iris at its sides, or None where nothing of them lies in the image."""
    columns = np.arange(COLUMNS) / COLUMNS
    sides = np.any([(low <= columns) & (columns < high) for low, high in SIDES], axis=0)
    trusted = sheet.tones[BETWEEN][:, sides]
    trusted = trusted[np.isfinite(trusted)]
    if len(trusted) < LEAST_TRUSTED:
        return None
    middle = float(np.median(trusted))
    # 1.4826 makes a median distance comparable with a standard deviation
    spread = 1.4826 * float(np.median(np.abs(trusted - middle)))
    return IrisTone(centre=middle, spread=max(parameters.least_spread, spread))


def find_lids(sheet: Sheet, *, eye: Eye, tone: IrisTone, parameters: IrisParameters) -> list[Lid]:
    """The lids that cover part of the iris, the upper one first; none where none is seen."""
    tones = np.where(np.isfinite(sheet.tones), sheet.tones, np.float32(tone.centre))
    blurred = cv2.GaussianBlur(tones, (0, 0), 1.5)
    odd = np.abs(blurred - np.float32(tone.centre)) / np.float32(tone.spread)
    belief = np.asarray(np.minimum(odd, 2.0 * parameters.lid_odd) - parameters.lid_odd, dtype=np.float32)
    radius = float(eye.limbus.radii.mean())
    found = []
    for side in (-1, 1):
        cells = _lid_map(belief, sheet.x, sheet.y, eye.limbus.x, eye.limbus.y, radius, side, ACROSS, DOWN)
        gain, height, bend, lean = _best_lid(cells, HEIGHTS, BENDS, LEANS)
        if gain > 0.0:
            found.append(
                Lid(eye.limbus.x, eye.limbus.y, radius, side, -side * height, -side * lean, -side * bend)
            )
    return found


@njit(cache=True)
def _lid_map(belief, xs, ys, x, y, radius, side, across, down):  # type: ignore[no-untyped-def]
    """Sums of belief from the far edge inwards, across the eye and by depth: float64[across, down + 1]."""
    cells = np.zeros((across, down + 1))
    rows, columns = belief.shape
    for row in range(rows):
        for column in range(columns):
            u = (xs[row, column] - x) / radius
            v = -side * (ys[row, column] - y) / radius
            i, j = int((u + 1.0) * 0.5 * across), int((v + 1.0) * 0.5 * down)
            if 0 <= i < across and 0 <= j < down:
                # cells of a sheet are larger in the eye the further out they lie
                cells[i, j + 1] += belief[row, column] * (u * u + v * v) ** 0.5
    for i in range(across):
        for j in range(down):
            cells[i, j + 1] += cells[i, j]
    return cells


@njit(cache=True)
def _best_lid(cells, heights, bends, leans):  # type: ignore[no-untyped-def]
    """The parabola with the largest sum beyond it: that sum, height, bend, lean."""
    across, down = cells.shape[0], cells.shape[1] - 1
    best = (0.0, 0.0, 0.0, 0.0)
    for height in heights:
        for bend in bends:
            for lean in leans:
                gain = 0.0
                for i in range(across):
                    u = (i + 0.5) / across * 2.0 - 1.0
                    v = height + lean * u + bend * u * u
                    gain += cells[i, min(max(int((v + 1.0) * 0.5 * down), 0), down)]
                if gain > best[0]:
                    best = (gain, height, bend, lean)
    return best


def usable_cells(sheet: Sheet, *, tone: IrisTone, lids: list[Lid], parameters: IrisParameters) -> Mask:
    """Where the sheet shows iris: neither lid, lash, reflection nor beyond the image."""
    known = np.isfinite(sheet.tones)
    calm = np.where(known, sheet.tones, np.float32(0.0))
    off = (calm - np.float32(tone.centre)) / np.float32(tone.spread)
    broad = cv2.GaussianBlur(off, (0, 0), 2.0)
    odd = (off > parameters.bright_odd) | (off < -parameters.dark_odd)
    odd |= np.abs(broad) > parameters.broad_odd
    odd = cv2.dilate(odd.astype(np.uint8), np.ones((3, 5), np.uint8)) > 0
    usable = known & ~odd
    for lid in lids:
        usable &= ~lid.covers(sheet, margin=parameters.lid_margin)
    return np.asarray(usable)
