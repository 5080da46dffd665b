"""Changes to kits: where they are, who has them, for which days they are promised. Parts: kits/parts.py."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from rekam.audit.services import record
from rekam.devices.kits.guests import guests
from rekam.devices.kits.models import Custody, Kit, Part, Reservation
from rekam.devices.kits.parts import attach_reports
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken


@transaction.atomic
def register_kit(
    *, name: str, area_code: str, team: str, holder: str, station: str, on: date, actor: str, at: datetime
) -> Kit:
    """Take a kit into the inventory, without parts yet.

    area_code   where it is: the office or a kecamatan; team, holder and station may be ""
    Raises RuleBroken("not_found") for a place outside the scope, "kit_station_taken".
    """
    _check_place(area_code)
    kit = Kit(name=name.strip(), area_code=area_code, team=team, holder=holder, station=station, since=on)
    _save_with_station(kit)
    _note_custody(kit, actor=actor, at=at)
    record("devices.kit.registered", actor=actor, at=at, case=str(kit.uuid), area=area_code)
    attach_reports(kit, actor=actor, at=at)
    return kit


@transaction.atomic
def hand_kit(*, kit: UUID, area_code: str, team: str, holder: str, on: date, actor: str, at: datetime) -> Kit:
    """Write down that a kit is somewhere else or with somebody else from a day on; its parts go along.

    Raises RuleBroken("not_found"), "kit_day_wrong" for a day before its last custody began.
    """
    _check_place(area_code)
    found = _locked(kit)
    if on < found.since:
        raise RuleBroken("kit_day_wrong", since=found.since.isoformat())
    found.area_code, found.team, found.holder, found.since = area_code, team, holder, on
    found.save(update_fields=["area_code", "team", "holder", "since"])
    Part.objects.filter(kit=found).update(area_code=area_code)
    _note_custody(found, actor=actor, at=at)
    record("devices.kit.handed", actor=actor, at=at, case=str(found.uuid), area=area_code)
    return found


@transaction.atomic
def join_station(*, kit: UUID, station: str, actor: str, at: datetime) -> Kit:
    """Say which registered laptop is a kit's, so that its heartbeats and faults find the kit; "" for none.

    Raises RuleBroken("not_found" | "kit_station_taken").
    """
    found = _locked(kit)
    found.station = station
    _save_with_station(found)
    record("devices.kit.joined", actor=actor, at=at, case=str(found.uuid), station=station)
    attach_reports(found, actor=actor, at=at)
    return found


@transaction.atomic
def retire_kit(*, kit: UUID, on: date, actor: str, at: datetime) -> Kit:
    """Take a kit out of the inventory, once no usable part is in it and none of its own is away.

    Raises RuleBroken("not_found" | "kit_not_empty").
    """
    found = _locked(kit)
    left = Part.objects.exclude(state="written_off")
    guest_inside = any(part.kit_id == found.pk for part in guests())
    if guest_inside or left.filter(kit=found).exists() or left.filter(home=found).exists():
        raise RuleBroken("kit_not_empty")
    found.retired_on, found.station = on, ""
    found.save(update_fields=["retired_on", "station"])
    record("devices.kit.retired", actor=actor, at=at, case=str(found.uuid))
    return found


@transaction.atomic
def reserve_kit(
    *, kit: UUID, first: date, last: date, why: str, today: date, actor: str, at: datetime
) -> Reservation:
    """Promise a kit for days to come; the plan leaves it alone then.

    Raises RuleBroken("not_found"), "reservation_days_wrong", "reservation_taken" where some day is promised.
    """
    found = _locked(kit)
    if not today <= first <= last:
        raise RuleBroken("reservation_days_wrong")
    if found.reservations.filter(cancelled_at=None, first__lte=last, last__gte=first).exists():
        raise RuleBroken("reservation_taken")
    row = found.reservations.create(
        area_code=found.area_code, first=first, last=last, why=why.strip(), actor=actor, at=at
    )
    record("devices.kit.reserved", actor=actor, at=at, case=str(found.uuid))
    return row


@transaction.atomic
def cancel_reservation(*, reservation: UUID, actor: str, at: datetime) -> Reservation:
    """Give the days of a reservation free. Raises RuleBroken("not_found") also for one that is cancelled."""
    row = Reservation.objects.select_for_update().filter(uuid=reservation, cancelled_at=None).first()
    if row is None:
        raise RuleBroken("not_found")
    row.cancelled_at = at
    row.save(update_fields=["cancelled_at"])
    record("devices.kit.freed", actor=actor, at=at, case=str(row.kit.uuid))
    return row


def _locked(kit: UUID) -> Kit:
    found = Kit.objects.select_for_update().filter(uuid=kit, retired_on=None).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def _check_place(area_code: str) -> None:
    if not current_scope().contains(area_code):
        raise RuleBroken("not_found")


def _save_with_station(kit: Kit) -> None:
    try:
        with transaction.atomic():
            kit.save()
    except IntegrityError as error:
        raise RuleBroken("kit_station_taken") from error


def _note_custody(kit: Kit, *, actor: str, at: datetime) -> None:
    Custody.objects.create(
        kit=kit, area_code=kit.area_code, team=kit.team, holder=kit.holder, on=kit.since, actor=actor, at=at
    )
