"""What each paper says, by the register; in Indonesian, the language of the documents."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from rekam.applications.catalogue.rules import Product
from rekam.applications.products.models import Paper
from rekam.kernel.region import AreaCode, Level, area_name
from rekam.registry.entries import queries as entries
from rekam.ui.dates import long_date

TITLES: Mapping[Product, str] = {
    Product.KK: "KARTU KELUARGA",
    Product.MOVE_LETTER: "SURAT KETERANGAN PINDAH WARGA NEGARA INDONESIA",
    Product.BIODATA: "BIODATA PENDUDUK WARGA NEGARA INDONESIA",
    Product.BIRTH_ACT: "KUTIPAN AKTA KELAHIRAN",
    Product.DEATH_ACT: "KUTIPAN AKTA KEMATIAN",
}
SENTENCES: Mapping[Product, str] = {
    Product.KK: "",
    Product.MOVE_LETTER: "Yang tersebut di bawah ini pindah dari alamat asal ke daerah tujuan. KTP-el tetap "
    "dipegang; daerah tujuan yang menarik dan menggantinya.",
    Product.BIODATA: "Data berikut tercatat dalam register penduduk:",
    Product.BIRTH_ACT: "Menurut register penduduk telah lahir:",
    Product.DEATH_ACT: "Menurut register penduduk telah meninggal dunia:",
}
SEXES = {"L": "LAKI-LAKI", "P": "PEREMPUAN"}


class Holder(Protocol):
    """What the papers ask of a row of the register."""

    nik: str
    kk: str
    area_code: str
    full_name: str
    sex: str
    birth_place: str
    birth_date: date
    blood_group: str
    religion: str
    marital_status: str
    occupation: str
    nationality: str
    head_relation: str
    mother_name: str
    father_name: str
    address: str
    rt: str
    rw: str
    status_on: date | None


def title_of(kind: Product) -> str:
    """The heading."""
    return TITLES[kind]


def sentence_of(kind: Product) -> str:
    """What stands over the rows."""
    return SENTENCES[kind]


def rows_of(paper: Paper, holder: Holder) -> list[list[str]]:
    """Label and value, as they stand under each other."""
    kind = Product(paper.kind)
    if kind is Product.KK:
        return [["Nomor KK", holder.kk], ["Kepala keluarga", _head(holder)], *_address(holder)]
    born = f"{holder.birth_place}, {long_date(holder.birth_date)}"
    person = [["NIK", holder.nik], ["Nama", holder.full_name], ["Jenis kelamin", SEXES[holder.sex]]]
    person += [["Tempat, tanggal lahir", born]]
    parents = [["Nama ibu", holder.mother_name or "–"], ["Nama ayah", holder.father_name or "–"]]
    if kind is Product.BIRTH_ACT:
        return [*person, *parents]
    if kind is Product.DEATH_ACT:
        died = long_date(holder.status_on) if holder.status_on else "–"
        return [*person, ["Meninggal pada", died], ["Tempat", str(paper.application.facts.get("place", "–"))]]
    if kind is Product.MOVE_LETTER:
        told = paper.application.facts
        return [
            *person,
            *_address(holder),
            ["Daerah tujuan", str(told.get("destination", "–"))],
            ["Alamat tujuan", str(told.get("destination_address", "–"))],
        ]
    more = [["Agama", holder.religion], ["Status perkawinan", holder.marital_status]]
    more += [["Pekerjaan", holder.occupation], ["Golongan darah", holder.blood_group or "–"]]
    return [*person, *more, ["Kewarganegaraan", holder.nationality], *parents, *_address(holder)]


def family_of(holder: Holder) -> list[list[str]]:
    """The members of the card, the head first."""
    return [_member(one) for one in _members(holder)]


def _members(holder: Holder) -> Sequence[Holder]:
    return entries.family(holder.kk)


def _member(one: Holder) -> list[str]:
    return [
        *(one.full_name, one.nik, SEXES[one.sex], one.birth_place, one.birth_date.strftime("%d-%m-%Y")),
        *(one.religion, one.occupation, one.marital_status, one.head_relation, one.nationality),
        *(one.father_name or "–", one.mother_name or "–"),
    ]


def _head(holder: Holder) -> str:
    members = _members(holder)
    return members[0].full_name if members else "–"


def _address(holder: Holder) -> list[list[str]]:
    code = AreaCode.parse(holder.area_code)
    village, district = area_name(str(code)), area_name(str(code.at(Level.KECAMATAN)))
    return [
        ["Alamat", f"{holder.address} RT {holder.rt} RW {holder.rw}"],
        ["Kelurahan, kecamatan", f"{village}, {district}"],
    ]
