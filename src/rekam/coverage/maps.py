"""The schematic map of an area's gap; its shapes are worked out once and kept."""

from collections.abc import Mapping
from functools import cache

from django.utils.translation import gettext as _

from rekam.coverage.geometry import Cell, tessellate
from rekam.coverage.map_svg import NARROW, WIDE, Label, Shade, draw_map
from rekam.coverage.rules import Counts
from rekam.kernel.region import AreaCode, Level, area_name, centroids
from rekam.ui.numbers import count


def drawings(*, place: AreaCode, villages: Mapping[str, Counts]) -> Mapping[str, str] | None:
    """Two SVG drawings ("wide", "narrow") of the gap by kelurahan; None where we know no centroids."""
    cells = _cells(place)
    if not cells:
        return None
    shades = [_shade(code, counts=counts) for code, counts in villages.items() if code in cells]
    groups = {code.rpartition(".")[0] if place.level < Level.KECAMATAN else code for code in cells}
    labels = [Label(prefix=prefix, name=area_name(prefix)) for prefix in sorted(groups)]
    title = _("Peta skematis: persen wajib KTP yang belum direkam, menurut kelurahan")
    return {
        name: draw_map(
            cells=cells, shades=shades, labels=labels, title=title, identifier=f"peta-{name}", drawing=drawing
        )
        for name, drawing in (("wide", WIDE), ("narrow", NARROW))
    }


def _shade(code: str, *, counts: Counts) -> Shade:
    told = _("%(name)s: %(missing)s dari %(wajib)s wajib KTP belum direkam") % {
        "name": area_name(code),
        "missing": count(counts.not_recorded),
        "wajib": count(counts.wajib),
    }
    return Shade(code=code, wajib=counts.wajib, missing=counts.not_recorded, title=told)


@cache
def _cells(place: AreaCode) -> Mapping[str, Cell]:
    known = centroids(place.at(Level.PROVINSI).text)
    inside = {code: where for code, where in known.items() if place.covers(AreaCode(code))}
    around = [where for code, where in known.items() if code not in inside]
    return tessellate(inside, around=around) if len(inside) >= 3 else {}
