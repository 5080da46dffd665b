"""Which offices and areas a province speaks of."""

from rekam.kernel.database import Scope
from rekam.kernel.region import Area, AreaCode, Level, children


def offices_in(scope: Scope, *, register: str) -> list[Area]:
    """The kabupaten/kota inside a scope whose residents this register holds, by code.

    register   area of the office, or of the province, whose register this is
    """
    province = AreaCode(register).at(Level.PROVINSI)
    held = Scope.of(register)
    return [
        area
        for area in children(province)
        if scope.contains(area.code.text) and held.contains(area.code.text)
    ]
