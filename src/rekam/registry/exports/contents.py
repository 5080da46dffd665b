"""What stands in an export's file: its rows in an order of its own, its canary, its codes, its watermark."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rekam.accounts.queries import named
from rekam.kernel import canonical
from rekam.kernel.installation import installation_key
from rekam.kernel.nik import Nik, grouped
from rekam.kernel.region import area_name
from rekam.kernel.sheet import Sheet
from rekam.registry.canaries.services import make_canary
from rekam.registry.exports import marks
from rekam.registry.exports.marks import Marks
from rekam.registry.exports.models import Export
from rekam.registry.exports.rules import Kind
from rekam.registry.models import Resident
from rekam.ui import dates
from rekam.ui.templatetags.rekam import jumlah

MOST_BYTES = 32 * 1024 * 1024
CANARY = "canary"
HEADS: dict[str, str | Promise] = {
    "nik": "NIK",
    "kk": lazy("Nomor KK"),
    "full_name": lazy("Nama"),
    "birth_place": lazy("Tempat lahir"),
    "birth_date": lazy("Tanggal lahir"),
    "sex": "L/P",
    "marital_status": lazy("Status perkawinan"),
    "address": lazy("Alamat"),
    "rt": "RT",
    "rw": "RW",
    "area_code": lazy("Kelurahan"),
    "ektp_status": lazy("Status KTP-el"),
    "code": lazy("Kode baris"),
}
KINDS = {
    Kind.CALL_UP: lazy("pemanggilan wajib KTP yang belum direkam"),
    Kind.SCHOOL: lazy("pemanggilan umur 16 tahun untuk kunjungan sekolah"),
    Kind.MATCHING: lazy("pencocokan data satu kelurahan"),
    Kind.VOTERS: lazy("daftar pemilih pemula untuk KPU"),
}


@dataclass(frozen=True)
class Content:
    """The rows of an export as they lie in the vault.

    columns   names of fields, the last one the row's code
    rows      as many cells as columns
    subjects  the residents in it, for the audit
    people    NIK and name of each row, in the order of the rows, for the marks
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    subjects: tuple[str, ...]
    people: tuple[tuple[str, str], ...]

    def to_bytes(self) -> bytes:
        """Canonical CBOR."""
        lists = {"columns": self.columns, "rows": self.rows, "subjects": self.subjects, "people": self.people}
        return canonical.encode({name: _as_lists(value) for name, value in lists.items()})

    @classmethod
    def from_bytes(cls, data: bytes) -> "Content":
        """What `to_bytes` made; raises what kernel.canonical.decode raises."""
        told = canonical.decode(data, max_bytes=MOST_BYTES)
        return cls(
            tuple(told["columns"]),
            tuple(tuple(row) for row in told["rows"]),
            tuple(told["subjects"]),
            tuple((nik, name) for nik, name in told["people"]),
        )

    def marks(self) -> Marks:
        """The keyed marks by which these rows are known again."""
        key = mark_key()
        return Marks(
            tuple(marks.nik_mark(nik, key=key) for nik, _ in self.people),
            tuple(marks.name_mark(name, key=key) for _, name in self.people),
        )


def make(
    export: Export, *, people: Sequence[Resident], actor: str, at: datetime, chance: random.Random
) -> Content:
    """The rows of an export, in its own order, with a canary among them where the file has NIKs."""
    entries = [(str(person.uuid), _values(person)) for person in people]
    if "nik" in export.fields:
        entries.append((CANARY, _canary(export, like=people, actor=actor, at=at, chance=chance)))
    key = mark_key()
    places = marks.order([subject for subject, _ in entries], export=export.uuid, key=key)
    told = [entries[place][1] for place in places]
    rows = [
        (
            *(cells[field] for field in export.fields),
            marks.row_code(export=export.uuid, row=number, key=key),
        )
        for number, cells in enumerate(told)
    ]
    return Content(
        columns=(*export.fields, "code"),
        rows=tuple(rows),
        subjects=tuple(str(person.uuid) for person in people),
        people=tuple(
            (cells["nik"].replace(" ", "") if "nik" in export.fields else "", cells["full_name"])
            for cells in told
        ),
    )


def sheet(export: Export, content: Content, *, at: datetime, by: str) -> Sheet:
    """The file as its reader gets it: with the watermark above and below."""
    where = area_name(export.area_code)
    names = named((export.asked_by, export.decided_by, by))
    lines = (
        _("Ekspor %(export)s") % {"export": export.uuid},
        _("Untuk: %(addressee)s. Dasar: %(letter)s.")
        % {"addressee": export.addressee, "letter": export.letter},
        _("Tujuan: %(kind)s, %(where)s. %(people)s orang.")
        % {"kind": KINDS[Kind(export.kind)], "where": where, "people": jumlah(export.people)},
        _("Diminta %(asker)s %(asked)s; disetujui %(approver)s %(approved)s; diambil %(by)s %(at)s.")
        % {
            "asker": names[export.asked_by],
            "asked": _moment(export.asked_at),
            "approver": names[export.decided_by],
            "approved": _moment(export.decided_at or at),
            "by": names[by],
            "at": _moment(at),
        },
        _(
            "Setiap baris bertanda; berkas bisa memuat baris yang bukan orang. Salinan yang beredar "
            "dilacak sampai ke pengambilnya. Hanya untuk tujuan di atas (UU 27/2022)."
        ),
    )
    heads = tuple(str(HEADS[name]) for name in content.columns)
    return Sheet(above=lines, columns=heads, rows=content.rows, below=lines[:1] + lines[3:4])


def mark_key() -> bytes:
    """The installation's key of the marks. Raises RuleBroken("secret_key_missing")."""
    return installation_key("rekam.registry.exports", purpose="marks")


def _values(person: Resident) -> dict[str, str]:
    return {
        # In groups of four: a spreadsheet turns sixteen digits into a number and drops the last one.
        "nik": grouped(person.nik),
        "kk": grouped(person.kk),
        "full_name": person.full_name,
        "birth_place": person.birth_place,
        "birth_date": person.birth_date.isoformat(),
        "sex": person.sex,
        "marital_status": person.marital_status,
        "address": person.address,
        "rt": person.rt,
        "rw": person.rw,
        "area_code": area_name(person.area_code),
        "ektp_status": person.ektp_status,
    }


def _canary(
    export: Export, *, like: Sequence[Resident], actor: str, at: datetime, chance: random.Random
) -> dict[str, str]:
    """A row of nobody that looks like its neighbours; whoever looks its NIK up raises the alarm."""
    nik = Nik(
        make_canary(
            area_prefix=".".join(export.area_code.split(".")[:3]),
            label=str(export.uuid),
            actor=actor,
            at=at,
            chance=chance,
            export=export.uuid,
        )
    )
    born = date(_year(nik), nik.birth_month, nik.birth_day)
    family = f"{nik.digits[:6]}{chance.randint(1, 28):02}{chance.randint(1, 12):02}{chance.randint(8, 24):02}"
    return {
        **_values(chance.choice(list(like))),
        "nik": grouped(nik.digits),
        "kk": grouped(f"{family}{chance.randint(1, 40):04}"),
        "full_name": _name(like, sex=nik.sex, chance=chance),
        "birth_date": born.isoformat(),
        "sex": nik.sex.value,
    }


def _name(like: Sequence[Resident], *, sex: str, chance: random.Random) -> str:
    """A name of nobody in the words of the neighbourhood: the first word of one, the last of another."""
    same = [person.full_name for person in like if person.sex == sex]
    names = [name for name in same or [person.full_name for person in like] if name.strip()] or ["Siti"]
    return f"{chance.choice(names).split()[0]} {chance.choice(names).split()[-1]}"


def _year(nik: Nik) -> int:
    """The year of a canary's birth, 1950 to 2005."""
    return nik.birth_year_of_century + (1900 if nik.birth_year_of_century >= 50 else 2000)


def _moment(at: datetime) -> str:
    return dates.moment(timezone.localtime(at), language="id")


def _as_lists(value: Any) -> Any:  # CBOR's own types
    return [_as_lists(one) for one in value] if isinstance(value, tuple) else value
