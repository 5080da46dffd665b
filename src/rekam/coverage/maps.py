"""The map of an area's gap in two sizes, by the parts that its page's table speaks of."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from rekam.coverage.boundaries.grounds import ground_of, group_of
from rekam.coverage.map_svg import NARROW, WIDE, Drawn, Label, Shade, draw_map
from rekam.coverage.rules import Counts
from rekam.kernel.region import AreaCode, Level, area_name
from rekam.ui.numbers import count


def drawings(
    *, place: AreaCode, parts: Mapping[str, Counts], level: Level = Level.KELURAHAN_DESA
) -> Drawn | None:
    """The gap of an area's parts of that level; None where we know no places to draw."""
    ground = ground_of(place, level=level)
    if ground is None:
        return None
    shades = [_shade(code, counts=counts) for code, counts in parts.items() if code in ground.shapes]
    named = {group_of(code, place=place) for code in ground.shapes}
    prefixes = named if named != {place.text} else set(ground.shapes)
    labels = [Label(prefix=prefix, name=area_name(prefix)) for prefix in sorted(prefixes)]
    title = _("Peta: persen wajib KTP yang belum direkam, menurut wilayah")
    wide, narrow = (
        draw_map(
            shapes=ground.shapes,
            lines=ground.lines,
            shades=shades,
            labels=labels,
            title=title,
            identifier=f"peta-{name}",
            drawing=drawing,
        )
        for name, drawing in (("wide", WIDE), ("narrow", NARROW))
    )
    return Drawn(wide=wide, narrow=narrow, source=ground.source)


def _shade(code: str, *, counts: Counts) -> Shade:
    told = _("%(name)s: %(missing)s dari %(wajib)s wajib KTP belum direkam") % {
        "name": area_name(code),
        "missing": count(counts.not_recorded),
        "wajib": count(counts.wajib),
    }
    return Shade(code=code, wajib=counts.wajib, missing=counts.not_recorded, title=told)
