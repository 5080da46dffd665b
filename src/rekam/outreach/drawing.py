"""What the maps of teams' ways are drawn of: lines, numbered circles, offices as squares."""

from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape

from rekam.coverage.boundaries.grounds import ground_of
from rekam.coverage.geometry import Shape, centre_of
from rekam.coverage.map_svg import NARROW, WIDE, Drawn, Frame, draw_map
from rekam.kernel.region import AreaCode, Level

LINES = "abcde"  # kinds of line and colour; a sixth team begins again
OFFICE = 9  # half the side of an office's square, px

Spot = tuple[float, float]
Shapes = Mapping[str, Shape]


def ways_map(
    office: str, *, title: str, identifier: str, over: Callable[[Shapes, Frame], str]
) -> Drawn | None:
    """An office's kelurahan with something drawn over them, in two sizes; None where we know no places.

    over  the SVG that lies on the shapes of a frame
    """
    ground = ground_of(AreaCode(office), level=Level.KELURAHAN_DESA)
    if ground is None:
        return None
    wide, narrow = (
        draw_map(
            shapes=ground.shapes,
            lines=ground.lines,
            shades=(),
            labels=(),
            title=title,
            identifier=f"{identifier}-{name}",
            drawing=drawing,
            over=lambda frame: over(ground.shapes, frame),
        )
        for name, drawing in (("wide", WIDE), ("narrow", NARROW))
    )
    return Drawn(wide=wide, narrow=narrow, source=ground.source)


def middle(code: str, *, shapes: Shapes, frame: Frame) -> Spot | None:
    """The middle of a kelurahan, or of all that lie in a larger area, in px."""
    members = [shape for key, shape in shapes.items() if key == code or key.startswith(f"{code}.")]
    return frame.place(*centre_of(members)) if members else None


def way(start: Spot, end: Spot, *, line: str) -> str:
    """A team's line from spot to spot."""
    return (
        f'<line class="r-trip team-{line}" x1="{start[0]:.1f}" y1="{start[1]:.1f}"'
        f' x2="{end[0]:.1f}" y2="{end[1]:.1f}"/>'
    )


def circle(spot: Spot, *, line: str, text: str, title: str, radius: float) -> str:
    """A place that a team comes to: a number in a circle, its name where a mouse rests."""
    x, y = spot
    return (
        f'<g class="r-spot team-{line}"><title>{escape(title)}</title>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.0f}"/>'
        f'<text x="{x:.1f}" y="{y + 4:.1f}">{escape(text)}</text></g>'
    )


def square(spot: Spot, *, line: str, letter: str) -> str:
    """The office that a team sets out from, with the team's letter."""
    x, y = spot
    return (
        f'<g class="r-home team-{line}"><rect x="{x - OFFICE:.1f}" y="{y - OFFICE:.1f}"'
        f' width="{2 * OFFICE}" height="{2 * OFFICE}"/>'
        f'<text x="{x:.1f}" y="{y + 5:.1f}">{escape(letter)}</text></g>'
    )
