"""Opening offices. Enter through services."""

from datetime import datetime

from django.db import transaction

from rekam.accounts.models import Office
from rekam.accounts.rules import AREA_PARTS, CENTRE_AREA, OfficeLevel, Role, check_office, covers
from rekam.audit.services import record


@transaction.atomic
def open_office(
    *, name: str, level: OfficeLevel, area: str, zone: str = "WIB", actor: str, at: datetime
) -> Office:
    """Open an office, or bring the one of that name and area to these values.

    Its parent is the nearest known office of a larger area around it.
    Raises RuleBroken("office_area_level").
    """
    check_office(level=level, area=area)
    office = Office.objects.filter(name=name, area=area).first() or Office(name=name, area=area)
    office.level, office.zone, office.parent = level, zone, find_parent(area)
    office.save()
    subjects = [str(office.uuid)]
    record("accounts.office_opened", actor=actor, at=at, subjects=subjects, level=level, area=area)
    return office


def office_of(
    *, name: str, role: Role, areas: list[str], zone: str, actor: str, at: datetime
) -> Office | None:
    """The office of that name around these areas; opened for them where it is not known yet.

    None without a name, and for several areas that no known office holds together.
    """
    known = Office.objects.filter(name=name) if name else Office.objects.none()
    for office in known:
        if all(covers(office.area, area) for area in areas):
            return office
    if not name or len(areas) != 1:
        return None
    return open_office(
        name=name, level=level_of(areas[0], role=role), area=areas[0], zone=zone, actor=actor, at=at
    )


def level_of(area: str, *, role: Role) -> OfficeLevel:
    """The level that an area's code suggests for an office of somebody with that role."""
    if area == CENTRE_AREA:
        return OfficeLevel.CENTRE
    parts = area.count(".") + 1
    if role == Role.SCHOOL_HEAD and parts == AREA_PARTS[OfficeLevel.SCHOOL]:
        return OfficeLevel.SCHOOL
    return next(level for level, known in AREA_PARTS.items() if known == parts)


def find_parent(area: str) -> Office | None:
    """The nearest office of a larger area around this one."""
    around = [office for office in Office.objects.all() if office.area != area]
    holding = [office for office in around if covers(office.area, area)]
    return max(holding, key=lambda office: len(office.area.strip(CENTRE_AREA)), default=None)
