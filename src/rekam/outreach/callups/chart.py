"""The effect with its interval against 0, as numbers for an SVG. Pure."""

from dataclasses import dataclass

from rekam.outreach.callups.effect import Effect

WIDTH, MARGIN = 320, 16  # pixels: it fits a telephone


@dataclass(frozen=True)
class Drawn:
    """Where things lie from the left; ticks with their number, people of a hundred a week."""

    zero: float
    lower: float
    upper: float
    gain: float
    ticks: tuple[tuple[float, int], ...]


def draw_effect(effect: Effect) -> Drawn:
    """An axis that holds 0 and the interval, with at most eight whole numbers on it."""
    low, high = min(0.0, effect.lower), max(0.0, effect.upper)
    span = max(high - low, 1.0)
    step = next(one for one in (1, 2, 5, 10, 20, 50, 100) if span / one <= 6)
    first, last = _floor(low, step), -_floor(-high, step)
    last = max(last, first + step)

    def at(value: float) -> float:
        return round(MARGIN + (value - first) / (last - first) * (WIDTH - 2 * MARGIN), 1)

    ticks = tuple((at(value), value) for value in range(first, last + 1, step))
    return Drawn(at(0), at(effect.lower), at(effect.upper), at(effect.gain), ticks)


def _floor(value: float, step: int) -> int:
    return int(value // step) * step
