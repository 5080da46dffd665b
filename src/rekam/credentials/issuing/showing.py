"""What the pages of the digital KTP show of a person."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rekam.credentials.formats.status_list import Status
from rekam.credentials.issuing import eligible, facts, phones, pictures
from rekam.credentials.issuing.documents import OWN, Kind
from rekam.credentials.issuing.models import Copy, Phone
from rekam.enrolment import queries as enrolment
from rekam.kernel.errors import RuleBroken
from rekam.registry.entries.queries import family
from rekam.registry.queries import Resident

KINDS: dict[Kind, str | Promise] = {
    Kind.KTP: lazy("KTP"),
    Kind.KK: lazy("Kartu Keluarga"),
    Kind.KIA: lazy("Kartu Identitas Anak"),
    Kind.AGE: lazy("Bukti umur"),
}


@dataclass(frozen=True)
class Possible:
    """Whose documents somebody may keep on a phone; `refused` is why not, as a code."""

    person: UUID
    name: str
    kinds: tuple[Kind, ...]
    refused: str = ""

    @property
    def words(self) -> str:
        """Name and documents, for a choice."""
        return f"{self.name}: {', '.join(str(KINDS[kind]) for kind in self.kinds if kind is not Kind.AGE)}"


@dataclass(frozen=True)
class OnPhone:
    """How many copies of a document a phone holds that count."""

    kind: str | Promise
    number: int


def possible(person: Resident, *, on: date) -> list[Possible]:
    """The person's own documents, then those of the children; what the register refuses is left out."""
    found = [_possible(person, holder=person, kinds=OWN, on=on)]
    if person.head_relation.casefold() in eligible.PARENTS:
        children = [one for one in family(person.kk) if one.head_relation.casefold() == eligible.CHILD]
        found += [_possible(one, holder=person, kinds=(Kind.KIA,), on=on) for one in children]
    return [one for number, one in enumerate(found) if one.kinds or number == 0]


def _possible(subject: Resident, *, holder: Resident, kinds: Sequence[Kind], on: date) -> Possible:
    given, refused = [], ""
    for kind in kinds:
        try:
            facts.read(kind, subject=subject.uuid, holder=holder.uuid, on=on)
        except RuleBroken as broken:
            refused = refused or broken.code
        else:
            given.append(kind)
    return Possible(subject.uuid, subject.full_name, tuple(given), refused)


def portrait(person: Resident) -> str:
    """The photograph of the recording as a data address, for the officer's comparison; "" without one."""
    record = enrolment.find_record_of(person.uuid)
    if record is None or not record.portrait:
        return ""
    small = pictures.for_phone(enrolment.portrait(record))
    return f"data:image/jpeg;base64,{base64.b64encode(small).decode()}"


def on_phone(phone: Phone | None, *, at: datetime) -> list[OnPhone]:
    """What a phone holds that counts now."""
    if phone is None:
        return []
    rows = phones.copies_on(phone).filter(until__gt=at).exclude(status=Status.INVALID)
    counted = rows.values_list("kind").annotate(number=Count("pk")).order_by("kind")
    return [OnPhone(KINDS[Kind(kind)], number) for kind, number in counted]


def state_of(phone: Phone | None) -> tuple[str, str]:
    """The sign and the word of a phone's standing."""
    if phone is None:
        return "none", _("belum ada ponsel")
    if phone.suspended_at is not None:
        return "exception", _("ditangguhkan")
    return "good", _("aktif di satu ponsel")


def prints_of(person: UUID, *, at: datetime) -> int:
    """How many QR codes on paper count now."""
    rows = Copy.objects.filter(subject=person, answer=None, until__gt=at)
    return rows.exclude(status=Status.INVALID).count()
