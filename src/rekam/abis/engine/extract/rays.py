"""Kernels that look along rays from a point: how much brighter it gets across a ring of each radius.

A ray is read once into running sums, so that the rise across any radius costs two subtractions however many
pixels are compared (the plain form stands in the tests, as these kernels' oracle).
"""

import numpy as np
from numba import njit


@njit(cache=True)
def at(image, x, y):  # type: ignore[no-untyped-def]
    """The pixel nearest to a point; the image's edge goes on for ever."""
    row = min(max(int(y + 0.5), 0), image.shape[0] - 1)
    column = min(max(int(x + 0.5), 0), image.shape[1] - 1)
    return image[row, column]


@njit(cache=True)
def _within(image, x, y):  # type: ignore[no-untyped-def]
    return 0 <= x <= image.shape[1] - 1 and 0 <= y <= image.shape[0] - 1


@njit(cache=True)
def room_for(radii, halves):  # type: ignore[no-untyped-def]
    """Running sums that the rises of these radii need."""
    return radii[-1] + halves[-1] + 2


@njit(cache=True)
def rises(image, x, y, dx, dy, radii, halves, ceiling, sums, out):  # type: ignore[no-untyped-def]
    """The rise of tone across each radius of one ray: mean of `halves` pixels beyond, less those before.

    dx, dy   the ray's direction; one unit is a pixel
    radii    int64, increasing; each at least as large as its half
    ceiling  what a rise is clipped to, so that a lash or a highlight cannot outvote the rest
    sums     float32 room for the running sums, at least as long as `room_for` says
    """
    reach = radii[-1] + halves[-1] + 1
    total = np.float32(0.0)
    ends_in = _within(image, x, y) and _within(image, x + reach * dx, y + reach * dy)
    for r in range(reach + 1):
        sums[r] = total
        if ends_in:  # no pixel of it needs to be held inside the image
            total += image[int(y + r * dy + 0.5), int(x + r * dx + 0.5)]
        else:
            total += at(image, x + r * dx, y + r * dy)
    for i in range(len(radii)):
        r, half = radii[i], halves[i]
        rise = (sums[r + half + 1] - sums[r + 1] - sums[r] + sums[r - half]) / half
        out[i] = min(max(rise, -ceiling), ceiling)


@njit(cache=True)
def rises_round(image, x, y, radii, halves, cos, sin, ceiling):  # type: ignore[no-untyped-def]
    """The rises of all rays: a row for each."""
    found = np.empty((len(cos), len(radii)))
    sums = np.empty(room_for(radii, halves), dtype=np.float32)
    for k in range(len(cos)):
        rises(image, x, y, cos[k], sin[k], radii, halves, ceiling, sums, found[k])
    return found


@njit(cache=True)
def ring_steps(image, x, y, radii, halves, cos, sin, ceiling, out):  # type: ignore[no-untyped-def]
    """The mean rise across circles about a point; the weaker side (left, right) counts twice.

    out  float32, one for each radius
    """
    right, left = np.zeros(len(radii), dtype=np.float32), np.zeros(len(radii), dtype=np.float32)
    ray = np.empty(len(radii), dtype=np.float32)
    sums = np.empty(room_for(radii, halves), dtype=np.float32)
    for k in range(len(cos)):
        rises(image, x, y, cos[k], sin[k], radii, halves, ceiling, sums, ray)
        side = right if cos[k] >= 0.0 else left
        for i in range(len(radii)):
            side[i] += ray[i]
    for i in range(len(radii)):
        out[i] = (left[i] + right[i] + min(left[i], right[i])) / (1.5 * len(cos))


@njit(cache=True)
def best_centres(image, xs, ys, radii, halves, cos, sin, ceiling):  # type: ignore[no-untyped-def]
    """For each radius the centre with the largest step: rows of x, y, step."""
    found = np.full((len(radii), 3), -1e9)
    steps = np.empty(len(radii), dtype=np.float32)
    for y in ys:
        for x in xs:
            ring_steps(image, x, y, radii, halves, cos, sin, ceiling, steps)
            for i in range(len(radii)):
                if steps[i] > found[i, 2]:
                    found[i, 0], found[i, 1], found[i, 2] = x, y, steps[i]
    return found


@njit(cache=True)
def votes(gx, gy, strength, least, low, high):  # type: ignore[no-untyped-def]
    """How many edge pixels have a point on their dark side, low to high pixels away."""
    height, width = strength.shape
    counted = np.zeros((height, width), dtype=np.float32)
    for y in range(height):
        for x in range(width):
            if strength[y, x] < least:
                continue
            ux, uy = gx[y, x] / strength[y, x], gy[y, x] / strength[y, x]
            for radius in range(low, high):
                column, row = int(x - radius * ux + 0.5), int(y - radius * uy + 0.5)
                if 0 <= column < width and 0 <= row < height:
                    counted[row, column] += 1.0
    return counted


@njit(cache=True)
def tone_between(image, x, y, inner, outer, share):  # type: ignore[no-untyped-def]
    """The tone that a share of the pixels between two circles stays below; -1 where no pixel lies."""
    counts = np.zeros(256, dtype=np.int64)
    stride = 1 if outer <= 20.0 else 2
    low, high = max(0, int(y - outer)), min(image.shape[0], int(y + outer) + 2)
    first, last = max(0, int(x - outer)), min(image.shape[1], int(x + outer) + 2)
    total = 0
    for row in range(low, high, stride):
        for column in range(first, last, stride):
            away = (column - x) ** 2 + (row - y) ** 2
            if inner * inner <= away <= outer * outer:
                counts[min(max(int(image[row, column]), 0), 255)] += 1
                total += 1
    seen = 0
    for tone in range(256):
        seen += counts[tone]
        if total and seen >= share * total:
            return tone
    return -1


@njit(cache=True)
def path_round(gain, stiffness):  # type: ignore[no-untyped-def]
    """The best path round the angles with small moves of radius (two laps, the middle is kept)."""
    angles, radii = gain.shape
    total, fresh = gain[0].copy(), np.empty(radii)
    came = np.zeros((2 * angles, radii), dtype=np.int64)
    for turn in range(1, 2 * angles):
        for i in range(radii):
            best, who = -1e18, i
            for j in range(max(0, i - 2), min(radii, i + 3)):
                value = total[j] - stiffness * abs(i - j)
                if value > best:
                    best, who = value, j
            fresh[i] = best + gain[turn % angles, i]
            came[turn, i] = who
        total, fresh = fresh, total
    path = np.zeros(angles, dtype=np.int64)
    place = int(np.argmax(total))
    for turn in range(2 * angles - 1, -1, -1):
        if angles // 2 <= turn < angles // 2 + angles:
            path[turn % angles] = place
        place = came[turn, place]
    return path
