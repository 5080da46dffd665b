"""The names by which articles call kabupaten, kota and provinces."""

from functools import cache

from rekam.coverage.reconcile.figures import NATION
from rekam.kernel import region

_FORMS = {
    "kota": ("kota {}", "{} city", "{} municipality", "city of {}"),
    "kabupaten": ("kabupaten {}", "kab. {}", "kab {}", "{} regency"),
}


@cache
def by_name() -> dict[str, str]:
    """Area codes by name in small letters: "kota serang", "serang city", "lebak regency", "banten".

    A kabupaten or kota without that word is left out: there are four "Serang".
    """
    found = {}
    for province in region.children(None):
        found[province.name.lower()] = province.code.text
        for area in region.children(province.code):
            kind, _, name = area.name.lower().partition(" ")
            found |= dict.fromkeys((form.format(name) for form in _FORMS.get(kind, ())), area.code.text)
    return found


def code_of(name: str) -> str:
    """The code of the kabupaten, kota, province or country called so; "" where no or several areas are."""
    plain = " ".join(name.lower().split())
    return NATION if plain == "indonesia" else by_name().get(plain, "")


def parts_of(code: str) -> int:
    """How many areas lie directly in one; 0 where the table does not know it."""
    return len(region.children(None if code == NATION else code))


def name_of(code: str) -> str:
    """The published name of an area; the code itself where our table does not know it."""
    return "Indonesia" if code == NATION else region.area_name(code)
