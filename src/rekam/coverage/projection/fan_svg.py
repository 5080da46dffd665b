"""The fan of a projection as SVG text: what was, the band of eight futures in ten, the middle, the target.

Pure: takes points and words, returns a string. No style and no script, since pages forbid both; colours are
the classes of `static/coverage/proyeksi.css`. The table beside says the same in figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from rekam.coverage.projection.outcome import Quantiles
from rekam.coverage.projection.past import Point

_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 12, 14, 30
_TICKS = 4
_STEPS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 25)


@dataclass(frozen=True)
class Fan:
    """What is drawn; percent of wajib.

    days, band  from today to the day asked for
    title       what the whole drawing says, a full sentence
    target_word, today_word  labels in the page's language
    comma       what stands between units and tenths
    """

    past: Sequence[Point]
    days: Sequence[date]
    band: Sequence[Quantiles]
    target: float
    title: str
    target_word: str
    today_word: str
    comma: str = ","


@dataclass(frozen=True)
class Box:
    """Width and height of a drawing in px."""

    width: int
    height: int


WIDE = Box(width=700, height=330)
NARROW = Box(width=330, height=270)


def draw_fan(fan: Fan, *, box: Box, identifier: str) -> str:
    """One `<svg role="img">`; `identifier` is unique on the page (letters, digits, hyphens)."""
    scale = _Scale.of(fan, box=box)
    parts = [
        *_grid(fan, scale=scale),
        f'<polygon class="kipas-pita" points="{_band(fan, scale=scale)}"/>',
        f'<polyline class="kipas-lalu" points="{scale.line([(p.day, p.percent) for p in fan.past])}"/>',
        '<polyline class="kipas-tengah" points="'
        + scale.line([(day, row.p50) for day, row in zip(fan.days, fan.band, strict=True)])
        + '"/>',
        *_target(fan, scale=scale),
    ]
    return (
        f'<svg role="img" aria-labelledby="{identifier}-judul" xmlns="http://www.w3.org/2000/svg"'
        f' viewBox="0 0 {box.width} {box.height}"><title id="{identifier}-judul">{escape(fan.title)}</title>'
        f"{''.join(parts)}</svg>"
    )


@dataclass(frozen=True)
class _Scale:
    """From days and percent to px."""

    box: Box
    first: date
    last: date
    low: float
    high: float
    step: float

    @classmethod
    def of(cls, fan: Fan, *, box: Box) -> "_Scale":
        values = [p.percent for p in fan.past] + [row.p10 for row in fan.band] + [row.p90 for row in fan.band]
        low, high = min([*values, fan.target]), max([*values, fan.target])
        step = next((s for s in _STEPS if (high - low) / s <= _TICKS), _STEPS[-1])
        low, high = step * (low // step), min(step * (high // step + 1), 100.0)
        first = fan.past[0].day if fan.past else fan.days[0]
        return cls(box, first, fan.days[-1], low, max(high, low + step), step)

    def x(self, day: date) -> float:
        span = max((self.last - self.first).days, 1)
        return _LEFT + (day - self.first).days / span * (self.box.width - _LEFT - _RIGHT)

    def y(self, percent: float) -> float:
        height = self.box.height - _TOP - _BOTTOM
        return _TOP + (self.high - percent) / (self.high - self.low) * height

    def line(self, points: Sequence[tuple[date, float]]) -> str:
        return " ".join(f"{self.x(day):.1f},{self.y(percent):.1f}" for day, percent in points)


def _band(fan: Fan, *, scale: _Scale) -> str:
    above = [(day, row.p90) for day, row in zip(fan.days, fan.band, strict=True)]
    below = [(day, row.p10) for day, row in zip(fan.days, fan.band, strict=True)]
    return scale.line([*above, *below[::-1]])


def _grid(fan: Fan, *, scale: _Scale) -> list[str]:
    right, bottom = scale.box.width - _RIGHT, scale.box.height - _BOTTOM
    parts = []
    for number in range(round((scale.high - scale.low) / scale.step) + 1):
        percent = scale.low + number * scale.step
        y, words = scale.y(percent), f"{percent:.{2 if scale.step < 0.1 else 1}f}".replace(".", fan.comma)
        parts.append(f'<line class="kipas-kisi" x1="{_LEFT}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text class="kipas-angka" x="{_LEFT - 6}" y="{y + 4:.1f}">{words}</text>')
    for year in range(scale.first.year + 1, scale.last.year + 1):
        x = scale.x(date(year, 1, 1))
        parts.append(f'<line class="kipas-kisi" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{bottom}"/>')
        parts.append(f'<text class="kipas-tahun" x="{x:.1f}" y="{bottom + 18}">{year}</text>')
    x = scale.x(fan.days[0])
    parts.append(f'<line class="kipas-kini" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{bottom}"/>')
    parts.append(f'<text class="kipas-kata" x="{x + 4:.1f}" y="{bottom - 6}">{escape(fan.today_word)}</text>')
    return parts


def _target(fan: Fan, *, scale: _Scale) -> list[str]:
    y, right = scale.y(fan.target), scale.box.width - _RIGHT
    words = y - 5 if y > _TOP + 14 else y + 14
    return [
        f'<line class="kipas-target" x1="{_LEFT}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}"/>',
        f'<text class="kipas-kata" x="{_LEFT + 4}" y="{words:.1f}">{escape(fan.target_word)}</text>',
    ]
