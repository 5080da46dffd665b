"""What an application changes in the register: an entry that somebody else decides, never a row."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from uuid import UUID

from rekam.applications.catalogue.rules import Offer, Service, get_offer
from rekam.applications.filing.models import Application
from rekam.applications.filing.numbers import spaced
from rekam.applications.uploads.models import Scan
from rekam.kernel.installation import office_day
from rekam.registry import queries as registry
from rekam.registry import services as register
from rekam.registry.entries import queries as entries
from rekam.registry.entries import services as entering
from rekam.registry.entries.effects import Kind
from rekam.registry.entries.rules import State

Facts = dict[str, object]
MOST_PAPERS = 5  # that an entry of the register keeps


def is_needed(row: Application) -> bool:
    """Whether this service changes the register, and the register is ours to change."""
    return event_of(row) is not None and register.ladder_is_ours()


def event_of(row: Application) -> Kind | None:
    """What happens to the register by this service."""
    return offer_of(row).event


def offer_of(row: Application) -> Offer:
    """The service as it was offered when it was sent."""
    return get_offer(row.service, on=office_day(row.sent_at or row.begun_at))


def propose(row: Application, *, office_area: str, actor: str, at: datetime) -> UUID | None:
    """Enter it, with the scans as its papers; None where nothing is to be entered here.

    Beside SIAK nothing is: the officer enters it there. Raises what registry's entries raise.
    """
    kind = event_of(row)
    if kind is None or not is_needed(row):
        return None
    entry = entering.propose(
        kind=kind,
        resident=row.subject,
        facts=_FACTS[Service(row.service)](row, office_day(at)),
        office_area=office_area,
        kept=[
            entering.Paper(scan.address, scan.kind)
            for scan in Scan.objects.filter(application=row, dropped_at=None).order_by("pk")[:MOST_PAPERS]
        ],
        actor=actor,
        at=at,
    )
    return entry.uuid


def is_approved(entry: UUID) -> bool:
    """Whether the entry was carried out."""
    return entries.get_entry(entry).state == State.APPROVED


def stands(entry: UUID) -> bool:
    """Whether the entry waits or was carried out, so that nobody enters it twice."""
    return entries.get_entry(entry).state in (State.WAITING, State.APPROVED)


def _day(row: Application, name: str) -> date:
    return date.fromisoformat(str(row.facts[name]))


def _taken(row: Application, *names: str) -> Facts:
    return {name: row.facts.get(name, "") for name in names}


def _note(row: Application) -> str:
    return f"Permohonan {spaced(row.number)}"


def _death(row: Application, _today: date) -> Facts:
    return {"on": _day(row, "on"), "document": row.facts["document"], "note": _note(row)}


def _biodata(row: Application, _today: date) -> Facts:
    values = {str(row.facts["element"]): str(row.facts["value"])}
    return {
        "on": _day(row, "on"),
        "document": row.facts["document"],
        "values": values,
        "note": _note(row),
    }


def _birth(row: Application, _today: date) -> Facts:
    assert row.applicant is not None  # nobody announces a birth who is not on the card
    born = _day(row, "birth_date")
    taken = _taken(
        row, "full_name", "sex", "birth_place", "religion", "mother_name", "father_name", "document"
    )
    return taken | {
        "on": born,
        "birth_date": born,
        "kk": registry.get_resident(row.applicant).kk,
        "note": _note(row),
    }


def _move_out(row: Application, today: date) -> Facts:
    assert row.subject is not None
    mover = registry.get_resident(row.subject)
    family = entries.family(mover.kk) if row.facts["members"] == "whole" else [mover]
    return {
        "on": today,
        "members": [str(one.uuid) for one in family],
        "skpwni": f"SKPWNI/{spaced(row.number)}",
        "destination": row.facts["destination"],
        "note": _note(row),
    }


def _move_in(row: Application, today: date) -> Facts:
    taken = _taken(
        row,
        *("nik", "skpwni", "origin", "full_name", "sex", "birth_place", "religion", "marital_status"),
        *("occupation", "mother_name", "father_name", "area_code", "address", "rt", "rw", "document"),
    )
    return taken | {
        "on": today,
        "birth_date": _day(row, "birth_date"),
        "head_relation": "Kepala Keluarga",
        "note": _note(row),
    }


_FACTS: Mapping[Service, Callable[[Application, date], Facts]] = {
    Service.DEATH: _death,
    Service.BIODATA: _biodata,
    Service.BIRTH: _birth,
    Service.MOVE_OUT: _move_out,
    Service.MOVE_IN: _move_in,
}
