"""Plain charts as SVG text, for the pictures of the docs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

INK, GREY, RED, BLUE, GREEN, OCHRE = "#0b0c0c", "#505a5f", "#b10e1e", "#1d70b8", "#00703c", "#9a5b00"
EDGE: Final = 60

Point = tuple[float, float]
Range = tuple[float, float]


@dataclass(frozen=True)
class Frame:
    """Where a chart lies in its picture (pixels), and what its axes run from and to."""

    x: Range
    y: Range
    left: float = EDGE
    right: float = 640 - EDGE
    top: float = EDGE
    bottom: float = 360 - EDGE

    def across(self, value: float) -> float:
        """The pixel of a value on the lower axis; values beyond its ends stay at them."""
        low, high = self.x
        share = min(1.0, max(0.0, (value - low) / (high - low)))
        return self.left + share * (self.right - self.left)

    def up(self, value: float) -> float:
        """The same on the axis at the side."""
        low, high = self.y
        share = min(1.0, max(0.0, (value - low) / (high - low)))
        return self.bottom - share * (self.bottom - self.top)

    def axes(
        self, *, ticks: Mapping[float, str], marks: Mapping[float, str], below: str, beside: str
    ) -> Iterator[str]:
        """Both axes with their words; `ticks` stand below, `marks` beside."""
        for value, name in ticks.items():
            x = self.across(value)
            yield text(x, self.bottom + 18, name, anchor="middle")
            yield f'<path d="M{x:.1f} {self.bottom:.1f}v5" stroke="{INK}"/>'
        for value, name in marks.items():
            yield text(self.left - 8, self.up(value) + 4, name, anchor="end")
        corner = f"M{self.left} {self.top}V{self.bottom}H{self.right}"
        yield f'<path d="{corner}" fill="none" stroke="{INK}"/>'
        yield text((self.left + self.right) / 2, self.bottom + 40, below, anchor="middle")
        yield text(self.left, self.top - 24, beside)

    def level(self, name: str, *, at: float) -> str:
        """A dashed line across, with its name above its right end."""
        y = self.up(at)
        line = f'<path d="M{self.left} {y:.1f}H{self.right}" stroke="{GREY}" stroke-dasharray="4 4"/>'
        return line + text(self.right, y - 5, name, anchor="end")

    def upright(self, name: str, *, at: float, colour: str = INK, down: float = 0.0) -> str:
        """A dashed line from top to bottom, with its name beside its upper end."""
        x = self.across(at)
        line = f'<path d="M{x:.1f} {self.top}V{self.bottom}" stroke="{colour}" stroke-dasharray="5 3"/>'
        return line + text(x + 5, self.top + 12 + down, name, colour=colour)

    def curve(self, points: Sequence[Point], *, colour: str, dashed: bool = False) -> str:
        path = "L".join(f"{self.across(x):.1f} {self.up(y):.1f}" for x, y in points)
        dash = ' stroke-dasharray="2 5"' if dashed else ""
        return f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2.5"{dash}/>'

    def histogram(self, shares: Sequence[float], *, edges: Sequence[float], colour: str) -> str:
        """Bars from the lower axis, `edges` their sides: one path."""
        bars = []
        for share, low, high in zip(shares, edges, edges[1:], strict=False):
            if share > 0:
                x, wide, y = self.across(low), self.across(high) - self.across(low), self.up(share)
                bars.append(f"M{x:.1f} {self.bottom:.1f}V{y:.1f}h{wide:.1f}V{self.bottom:.1f}z")
        return f'<path d="{"".join(bars)}" fill="{colour}" fill-opacity="0.55" stroke="{colour}"/>'


def text(x: float, y: float, words: str, *, anchor: str = "start", colour: str = INK, size: int = 13) -> str:
    sized = "" if size == 13 else f' font-size="{size}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"{sized}>{words}</text>'


def picture(title: str, *, body: Sequence[str], wide: int = 640, high: int = 360, made_with: str = "") -> str:
    """The whole SVG. `made_with` tells by which values it was drawn, so that a test finds it old."""
    space = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}"'
    head = f'<svg {space} font-family="sans-serif" font-size="13">'
    told = f"<desc>{made_with}</desc>" if made_with else ""
    ground = f'<title>{title}</title>{told}<rect width="{wide}" height="{high}" fill="#ffffff"/>'
    return "\n".join([head, ground, *body, "</svg>", ""])
