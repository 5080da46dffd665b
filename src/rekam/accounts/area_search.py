"""Finding an office's area by its name or code."""

from functools import cache

from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import Area, children, find_area

MOST = 20


def find_areas(text: str) -> list[Area]:
    """Provinces, kabupaten, kota and kecamatan whose name holds the text, or the area of that code.

    At most 20, larger areas first.
    """
    wanted = " ".join(text.casefold().split())
    if not wanted:
        return []
    try:
        found = find_area(wanted)
    except RuleBroken:
        return [area for name, area in _names() if wanted in name][:MOST]
    return [found] if found else []


@cache
def _names() -> list[tuple[str, Area]]:
    provinces = children(None)
    cities = [city for province in provinces for city in children(province.code)]
    districts = [district for city in cities for district in children(city.code)]
    return [(area.name.casefold(), area) for area in (*provinces, *cities, *districts)]
