"""Who looked at a person's data and who changed it, in words for that person.

The office and the role are told, not the officer's name: a person's right is to know what is done with the
data and by which office; the name is the officer's own data. The number of the entry leads to the officer,
when the office has to answer for it (decision 0025).
"""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rekam.accounts.permissions import PURPOSES
from rekam.accounts.queries import offices_of
from rekam.accounts.rules import Role
from rekam.audit.queries import Entry, acts, of_subjects
from rekam.audit.rules import UNKNOWN, Field, Purpose
from rekam.enrolment.queries import ids_of
from rekam.verification.partners.queries import Institution, institutions_of
from rekam.web.role_names import ROLE_NAMES

MOST = 1000
AREA = re.compile(r"\d\d(\.\d\d){1,2}(\.\d{4})?")
OWN_LOOKS = frozenset({"web.history_seen", "enrolment.own_standing_seen"})
FIELDS = {
    Field.NIK: lazy("NIK"),
    Field.KK: lazy("nomor KK"),
    Field.NAME: lazy("nama"),
    Field.BIRTH: lazy("tanggal lahir"),
    Field.SEX: lazy("jenis kelamin"),
    Field.ADDRESS: lazy("alamat"),
    Field.MARITAL_STATUS: lazy("status kawin"),
    Field.OCCUPATION: lazy("pekerjaan"),
    Field.RELIGION: lazy("agama"),
    Field.BLOOD_GROUP: lazy("golongan darah"),
    Field.FAMILY: lazy("hubungan keluarga"),
    Field.CARD_STATUS: lazy("status KTP-el"),
    Field.DISABILITY: lazy("disabilitas"),
    Field.PORTRAIT: lazy("foto wajah"),
    Field.SIGNATURE: lazy("tanda tangan"),
    Field.BIOMETRICS: lazy("sidik jari dan iris"),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the history. `number` is the entry's: whoever asks the office names it."""

    number: int
    at: datetime
    who: str
    why: str
    case: str
    what: str
    seen: str
    is_automatic: bool


def history_of(resident: uuid.UUID) -> Sequence[Row]:
    """What the log knows of a person, the latest first, at most 1,000 lines; own looks at it are left out."""
    found = [entry for entry in of_subjects(ids_of(resident), limit=MOST) if entry.action not in OWN_LOOKS]
    offices = offices_of(entry.actor for entry in found)
    institutions = institutions_of(entry.actor for entry in found)
    return [_row(entry, offices=offices, institutions=institutions) for entry in found]


def _row(
    entry: Entry, *, offices: Mapping[str, tuple[str, Role]], institutions: Mapping[str, Institution]
) -> Row:
    asker = institutions.get(entry.actor)
    act = acts().get(entry.action, UNKNOWN)
    return Row(
        number=entry.pk,
        at=entry.at,
        who=asker.name if asker else _who(entry.actor, offices=offices),
        why=_why(entry, asker=asker),
        case=_case(entry.case),
        what=str(act.words),
        seen=", ".join(str(FIELDS[field]) for field in act.shown(entry.facts.get("columns", ""))),
        is_automatic=entry.purpose == Purpose.SYSTEM or entry.actor == "pipeline",
    )


def _why(entry: Entry, *, asker: Institution | None) -> str:
    """Of an institution what its contract is for."""
    told = str(PURPOSES[Purpose(entry.purpose)]) if entry.purpose else ""
    return f"{told}: {asker.purpose}" if asker else told


def _who(actor: str, *, offices: Mapping[str, tuple[str, Role]]) -> str:
    if actor in offices:
        office, role = offices[actor]
        name = str(ROLE_NAMES[role])
        return f"{name}, {office}" if office else name
    if actor.startswith("command line"):
        return _("Administrator server")
    return _("Sistem") if actor == "pipeline" else _("Stasiun perekaman")


def _case(case: str) -> str:
    """A number that an officer wrote down; ids and area codes of our own say nothing to anybody."""
    if AREA.fullmatch(case):
        return ""
    try:
        uuid.UUID(case)
    except ValueError:
        return case
    return ""
