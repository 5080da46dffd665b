"""What a row of the result says of a resident: enough to pick the right one, the NIK masked."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from rekam.kernel.nik import masked
from rekam.registry.entries.queries import area_name
from rekam.registry.models import Resident
from rekam.registry.rules import Status


@dataclass(frozen=True)
class Row:
    """One line of the result."""

    uuid: UUID
    name: str
    born: date
    nik: str
    area: str
    card: str
    code: str


def as_row(person: Resident) -> Row:
    """What is shown of this resident."""
    return Row(
        uuid=person.uuid,
        name=person.full_name,
        born=person.birth_date,
        nik=masked(person.nik),
        area=area_name(person.area_code),
        card=_standing(person) or _card_word(person),
        code=person.ektp_status,
    )


def _standing(person: Resident) -> str:
    """Why this is nobody of the population now; empty for who is."""
    words = {Status.DEAD: _("meninggal"), Status.MOVED: _("pindah"), Status.INACTIVE: _("nonaktif")}
    return words.get(Status(person.status), "")


def _card_word(person: Resident) -> str:
    """How far the KTP-el is, in one word; the last date that is there says it."""
    if person.handed_on:
        return _("memegang kartu")
    if person.printed_on:
        return _("tercetak")
    if person.print_ready_on:
        return _("siap cetak")
    return _("direkam") if person.recorded_on else _("belum direkam")
