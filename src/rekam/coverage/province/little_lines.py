"""One little line of coverage for each part of a province, all on one scale: SVG text (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from rekam.coverage.rules import Counts, share

WIDTH, HEIGHT = 270, 96
_LEFT, _RIGHT, _TOP, _BOTTOM = 2, 62, 10, 24
_FOOT = 18


@dataclass(frozen=True)
class Scale:
    """What all drawings share: days from left to right, percent of wajib recorded from bottom to top."""

    first: date
    last: date
    low: float
    high: float

    def place(self, day: date, percent: float) -> tuple[float, float]:
        """Where a point lies in the drawing, px."""
        span = max(1, (self.last - self.first).days)
        x = _LEFT + (WIDTH - _LEFT - _RIGHT) * (day - self.first).days / span
        inner = HEIGHT - _TOP - _BOTTOM
        return x, _TOP + inner * (self.high - percent) / (self.high - self.low)


@dataclass(frozen=True)
class Line:
    """One part: its coverage by day, its target in percent (None: none), what a reader is told.

    days    counts by day, today's among them
    told    the coverage now as text, at the line's end
    title   a full phrase in the page's language
    """

    code: str
    days: Mapping[date, Counts]
    target: float | None
    told: str
    title: str


def scale_of(lines: Sequence[Line]) -> Scale:
    """The scale that holds all lines and targets, to whole percents; it rarely begins at 0.

    Raises ValueError without any day.
    """
    days = [day for line in lines for day in line.days]
    if not days:
        raise ValueError("nothing to draw")
    shares = [_share(counts) for line in lines for counts in line.days.values()]
    shares += [line.target for line in lines if line.target is not None]
    low, high = int(min(shares)), min(100, int(max(shares)) + 1)
    return Scale(first=min(days), last=max(days), low=min(low, high - 1), high=high)


def draw_line(line: Line, *, scale: Scale, ends: tuple[str, str]) -> str:
    """One `<svg role="img">`; `ends` are the first and the last day as text."""
    places = [scale.place(day, _share(counts)) for day, counts in sorted(line.days.items())]
    x, y = places[-1]
    drawn = "".join(f"{'L' if number else 'M'}{px:.1f} {py:.1f}" for number, (px, py) in enumerate(places))
    foot = HEIGHT - _BOTTOM
    identifier = f"garis-{line.code.replace('.', '-')}"
    return (
        f'<svg role="img" aria-labelledby="{identifier}" xmlns="http://www.w3.org/2000/svg"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<title id="{identifier}">{escape(line.title)}</title>'
        f'<path class="prov-sumbu" d="M{_LEFT} {foot}H{WIDTH - _RIGHT}"/>'
        f"{_target(line, scale=scale)}"
        f'<path class="prov-garis" d="{drawn}"/>'
        f'<circle class="prov-ujung" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>'
        f"{_text('prov-nilai', line.told, x=x + 7, y=min(max(y + 5, 14), foot))}"
        f"{_text('prov-hari', ends[0], x=_LEFT, y=foot + _FOOT)}"
        f"{_text('prov-hari prov-akhir', ends[1], x=WIDTH - _RIGHT, y=foot + _FOOT)}</svg>"
    )


def _text(kind: str, words: str, *, x: float, y: float) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{escape(words)}</text>'


def _target(line: Line, *, scale: Scale) -> str:
    if line.target is None:
        return ""
    _, y = scale.place(scale.first, line.target)
    return f'<path class="prov-target" d="M{_LEFT} {y:.1f}H{WIDTH - _RIGHT}"/>'


def _share(counts: Counts) -> float:
    return share(counts.recorded, of=counts.wajib)
